"""Work of the background worker: the emails."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.groups import ADDRESS_TELLS
from portal.notifications.models import AddressToConfirm

# Minutes until the next try. A mail server that is away over lunch, or over night, loses nobody a notice.
WAITS = (1, 5, 30, 120, 600, 1440)
NOTICES_PATH = "/notices/"


@task()
def send_notice_email(user: int, kind: str, path: str, attempt: int = 1) -> None:
    """Send the one sentence of a kind of notice; when the mail server cannot take it, try again later."""
    try:
        for address in _address_of(user):
            deliver(address=address, kind=Kind(kind), path=NOTICES_PATH if kind in ADDRESS_TELLS else path)
    except OSError:
        try_later(send_notice_email, user, kind, path, attempt=attempt)


def _address_of(user: int) -> list[str]:
    """Where somebody's notices go at this very try: the address before may not be safe any more. None for who left."""
    return [found.safe_email or found.email for found in User.objects.filter(pk=user)]


def deliver(*, address: str, kind: Kind, path: str, more: str = "") -> None:
    """Send one email now. It names nobody and repeats nobody's words. Raises OSError when it cannot.

    more: a sentence of ours below that of the kind.
    """
    sentence = kind.label
    send_mail(
        subject=f"{settings.SITE_NAME}: {sentence}",
        message=(
            f"{sentence}{f' {more}' if more else ''}\n\nTo read more, open this page:\n{settings.BASE_URL}{path}\n\n"
            f"We keep what is private out of emails, so this is all it says.\n\n"
            f"{settings.SITE_NAME}, {settings.COUNCIL_NAME} and partners\n"
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[address],
    )


def try_later(work: Task[..., Any], *args: Any, attempt: int) -> None:
    """Queue a failed piece of work once more, later each time. Called while handling the failure, which it
    lets through after the last try, so that the queue shows it as failed."""
    if attempt > len(WAITS):
        raise  # noqa: PLE0704 - the failure that is being handled
    later = timezone.now() + timedelta(minutes=WAITS[attempt - 1])
    work.using(run_after=later).enqueue(*args, attempt=attempt + 1)


@task()
def send_digest_email(user: int, count: int, attempt: int = 1) -> None:
    """Send the one email of a day: how many notices wait, and nothing of what they say."""
    try:
        for address in _address_of(user):
            deliver(address=address, kind=Kind.DIGEST, path=NOTICES_PATH, more=_how_many(count))
    except OSError:
        try_later(send_digest_email, user, count, attempt=attempt)


@task()
def send_address_code(asked: int, attempt: int = 1) -> None:
    """Send the code that shows that an address is the right one. It says neither who asked nor what it is for.

    Nothing goes where somebody has taken their wish back meanwhile.
    """
    waiting = AddressToConfirm.objects.filter(pk=asked).first()
    if waiting is None:
        return
    code = f"{waiting.code[:4]}-{waiting.code[4:]}"
    try:
        send_mail(
            subject=f"{settings.SITE_NAME}: your code",
            message=(
                f"Somebody would like notices to come to this address. If it was you, type this code:\n\n{code}\n\n"
                f"It works for 24 hours. If it was not you, do nothing: without the code nothing comes here.\n\n"
                f"{settings.SITE_NAME}, {settings.COUNCIL_NAME} and partners\n"
            ),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[waiting.address],
        )
    except OSError:
        try_later(send_address_code, asked, attempt=attempt)


def _how_many(count: int) -> str:
    return "One notice waits for you." if count == 1 else f"{count} notices wait for you."
