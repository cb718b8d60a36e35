"""Where somebody's plan is on its way: each step so many days ago."""

from datetime import datetime, timedelta

from django.utils import timezone

from planning.clock.models import FirstPayment
from planning.documents.enums import VersionReason
from planning.documents.models import Agreement, Document
from portal.accounts.models import User
from tests.factories.assessments import assess, indicate
from tests.factories.planning import make_document, make_version


def walk(person: User, worker: User, at: datetime, **ago: int) -> Document | None:
    """assessed, indicative, planning, sent, decided, paid: how many days ago each was reached. Gives the plan."""
    when = {step: at - timedelta(days=days) for step, days in ago.items()}
    if "assessed" in when:
        assess(person, worker, on=timezone.localdate(when["assessed"]), at=when["assessed"])
    if "indicative" in when:
        indicate(person, worker, "96.00", at=when["indicative"])
    plan = None
    if "planning" in when:
        plan = make_document(person)
        Document.objects.filter(pk=plan.pk).update(created_at=when["planning"])
    if plan and "sent" in when:
        version = make_version(plan, why=VersionReason.SENT, sent_to=worker, at=when["sent"])
        if "decided" in when:
            Agreement.objects.create(version=version, agreed_at=when["decided"], agreed_by=worker)
    if "paid" in when:
        FirstPayment.objects.create(
            person=person, paid_on=timezone.localdate(when["paid"]), recorded_by=worker, recorded_at=when["paid"]
        )
    return plan
