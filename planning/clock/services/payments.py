"""Dating the first payment."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from planning.clock.models import FirstPayment
from planning.clock.policies import check_can_date_payment, check_payment_day, check_payment_follows
from planning.clock.queries import with_milestones
from portal.accounts.models import User
from portal.audit.services import record
from portal.authority.queries import acting_in_place_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def date_first_payment(*, person: User, paid_on: date, by: User, at: datetime) -> FirstPayment:
    """Say on which day the first money of an agreed plan came; the person is told, and who acts in their place.

    A day that was wrong is put right. The same day again changes nothing. Raises Denied for anybody but the person's
    worker, for a day to come, and for one before the plan was agreed.
    """
    person.hold()
    check_can_date_payment(by, person, at)
    check_payment_day(paid_on, today=timezone.localdate(at))
    clock = with_milestones(User.objects.filter(pk=person.pk)).get()
    check_payment_follows(paid_on, agreed_on=clock.decided)
    standing = FirstPayment.objects.filter(person=person, paid_on__gte=clock.decided).order_by("paid_on").first()
    if standing and standing.paid_on == paid_on:
        return standing
    payment = standing or FirstPayment(person=person)
    payment.paid_on, payment.recorded_by, payment.recorded_at = paid_on, by, at
    payment.save()
    record("first payment dated", by=by, person=person, about=payment, at=at, paid_on=paid_on.isoformat())
    notify(user=person, kind=Kind.MONEY_NEWS, path=reverse("budget"), at=at)
    for holder in acting_in_place_of(person, at=at, money=True):
        notify(user=holder, kind=Kind.MONEY_NEWS, path=reverse("budget_of", args=[person.uuid]), at=at)
    return payment
