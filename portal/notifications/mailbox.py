"""What is due every minute: emails that quiet hours held back, and the one email a day."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from portal.notifications.enums import Kind
from portal.notifications.groups import ALWAYS, switched_off
from portal.notifications.models import Notice, NoticeSettings
from portal.notifications.tasks import send_digest_email, send_notice_email

AT_A_TIME = 200


def send_held(*, at: datetime) -> int:
    """Send what quiet hours held back and nobody has read meanwhile. Gives how many emails that were.

    What always comes is sent also when it was read: whoever sits at somebody's keyboard can read all of it. Where it
    goes is asked only when it goes: the address may have changed over night, because the old one is not safe any more.
    """
    sent = 0
    with transaction.atomic():
        due = Notice.objects.filter(email_at__lte=at).select_related("user__notice_settings").order_by("email_at", "pk")
        for notice in due.select_for_update(of=("self",), skip_locked=True)[:AT_A_TIME]:
            chosen = getattr(notice.user, "notice_settings", None)
            notice.email_at = None
            notice.save(update_fields=["email_at"])
            off = bool(chosen and switched_off(Kind(notice.kind), chosen.off))
            if off or (notice.read_at and notice.kind not in ALWAYS):
                continue
            send_notice_email.enqueue(notice.user_id, notice.kind, notice.path)
            sent += 1
    return sent


def send_digests(*, at: datetime) -> int:
    """Send each digest whose hour has come, once a day: how many notices have come since the one before.

    Gives how many emails that were.
    """
    today, now, sent = timezone.localdate(at), timezone.localtime(at).time(), 0
    with transaction.atomic():
        due = NoticeSettings.objects.filter(digest_at__lte=now).filter(
            Q(digest_done_on=None) | Q(digest_done_on__lt=today)
        )
        held = list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_A_TIME])
        waiting = _waiting(held)
        for chosen in held:
            count = waiting.get(chosen.user_id, 0)
            if count:
                send_digest_email.enqueue(chosen.user_id, count)
                sent += 1
        NoticeSettings.objects.filter(pk__in=[chosen.pk for chosen in held]).update(
            digest_done_on=today, digest_since=at
        )
    return sent


def _waiting(held: list[NoticeSettings]) -> dict[int, int]:
    """By user: how many unread notices there are since their last digest that a digest speaks of."""
    by_user = {chosen.user_id: chosen for chosen in held}
    rows = Notice.objects.filter(user__in=by_user, read_at=None).exclude(kind__in=ALWAYS)
    rows = rows.filter(created_at__gt=F("user__notice_settings__digest_since"))
    found: dict[int, int] = {}
    for user_id, kind, count in rows.order_by().values_list("user", "kind").annotate(count=Count("pk")):
        if not switched_off(Kind(kind), by_user[user_id].off):
            found[user_id] = found.get(user_id, 0) + count
    return found
