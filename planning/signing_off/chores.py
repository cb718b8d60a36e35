"""What is done about signing off without anybody pressing a button."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail import hooks

from planning.documents.enums import VersionReason
from planning.documents.models import Version
from planning.signing_off.late import tell_of_late_challenge
from planning.signing_off.models import Challenge
from planning.signing_off.services import begin_sign_off

AT_ONCE = 50


@hooks.register("register_chore")
def begin_what_was_sent_before(at: datetime) -> None:
    """What was sent, and not agreed, before the portal knew of limits comes to whoever decides about it now."""
    sent = Version.objects.filter(why=VersionReason.SENT, document__deleted_at=None, agreement=None)
    newest = sent.order_by("document", "-number").distinct("document").values("pk")
    for version in Version.objects.filter(pk__in=newest, sign_off=None).for_pages()[:AT_ONCE]:
        with transaction.atomic():
            version.document.hold()
            if not Version.objects.filter(pk=version.pk, sign_off__isnull=False).exists():
                begin_sign_off(version=version, at=at)


@hooks.register("register_chore")
def tell_of_challenges_that_were_not_answered_in_time(at: datetime) -> None:
    """Each in a transaction of its own."""
    late = Challenge.objects.late(on=timezone.localdate(at)).order_by("answer_by", "pk")
    for challenge_id in list(late.values_list("pk", flat=True)):
        tell_of_late_challenge(challenge_id=challenge_id, at=at)
