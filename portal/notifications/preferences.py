"""What somebody chooses about their notices, and where these go."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.groups import GROUPS
from portal.notifications.models import AddressToConfirm, NoticeSettings
from portal.notifications.tasks import send_address_code
from portal.notifications.timing import LONGEST_QUIET, how_long

HOLDS = timedelta(hours=24)
TRIES = 10
WRONG = "This is not the code. Check each letter and number with the email, then try again."
RUN_OUT = "This code has run out. Ask for a new one."
TOO_LONG = "Quiet hours can be up to 12 hours long. Choose another end."
NOTHING_WAITS = "There is no address that waits for a code."


def settings_of(user: User) -> NoticeSettings:
    """What somebody chose; what holds for everybody, where they chose nothing."""
    return NoticeSettings.objects.filter(user=user).first() or NoticeSettings(user=user)


@transaction.atomic
def choose(
    *,
    user: User,
    off: Iterable[str],
    digest_at: time | None,
    quiet_from: time | None,
    quiet_until: time | None,
    at: datetime,
) -> NoticeSettings:
    """Keep what somebody chose about emails. off: names of groups; what always comes cannot be among them.

    A digest speaks of what comes from now on. Raises Denied for quiet hours that keep emails back for longer than a
    night.
    """
    if quiet_from and quiet_until and how_long(begins=quiet_from, ends=quiet_until) > LONGEST_QUIET:
        raise Denied(TOO_LONG)
    user.hold()
    known = {group.name for group in GROUPS}
    chosen = settings_of(user)
    if digest_at and not chosen.digest_at:
        # What came before had an email of its own; and an hour that is over today comes tomorrow.
        over = digest_at <= timezone.localtime(at).time()
        chosen.digest_since, chosen.digest_done_on = at, timezone.localdate(at) if over else None
    chosen.off, chosen.digest_at = sorted(known & set(off)), digest_at
    chosen.quiet_from, chosen.quiet_until = quiet_from, quiet_until
    chosen.save()
    record("notices chosen", by=user, person=user, at=at)
    return chosen


@transaction.atomic
def ask_for_address(*, user: User, address: str, at: datetime) -> AddressToConfirm:
    """Send a code to where somebody would like their notices to go. Until they type it, nothing changes."""
    user.hold()
    asked = AddressToConfirm(user=user, address=address, asked_at=at)
    waiting, _ = AddressToConfirm.objects.update_or_create(
        user=user,
        defaults={
            "address": address,
            "code_hash": _hash(user, asked.code),
            "tries": 0,
            "asked_at": at,
            "expires_at": at + HOLDS,
        },
    )
    record("safe address asked for", by=user, person=user, at=at)
    send_address_code.enqueue(waiting.pk)
    return waiting


def confirm_address(*, user: User, code: str, at: datetime) -> User:
    """Let notices go to the address whose code somebody typed. Raises Denied for a wrong one or an old one.

    Ten wrong tries, and a new code is needed: nobody guesses one. The address before is not told: it may be the one
    that somebody else reads.
    """
    with transaction.atomic():
        user = user.hold()
        waiting = AddressToConfirm.objects.filter(user=user).first()
        if waiting is None:
            raise Denied(NOTHING_WAITS)
        if waiting.expires_at <= at or waiting.tries >= TRIES:
            raise Denied(RUN_OUT)
        right = constant_time_compare(waiting.code_hash, _hash(user, code))
        if right:
            user.safe_email = waiting.address
            user.save(update_fields=["safe_email"])
            waiting.delete()
            record("safe address confirmed", by=user, person=user, at=at)
        else:
            # Kept although the answer is no: a try counts.
            waiting.tries += 1
            waiting.save(update_fields=["tries"])
    if not right:
        raise Denied(WRONG)
    return user


@transaction.atomic
def forget_address(*, user: User, at: datetime) -> None:
    """Notices go to the address of the sign-in again, and what waits for a code waits no longer.

    No email tells of it: one of the two addresses is not safe, and here nobody knows which.
    """
    user = user.hold()
    waiting, _ = AddressToConfirm.objects.filter(user=user).delete()
    if user.safe_email or waiting:
        user.safe_email = ""
        user.save(update_fields=["safe_email"])
        record("safe address taken back", by=user, person=user, at=at)


def _hash(user: User, code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("portal.notifications.address", f"{user.pk}:{plain}", algorithm="sha256").hexdigest()
