"""Work of the background worker: the emails."""

from django.conf import settings
from django.core.mail import send_mail
from django_tasks import task

from portal.notifications.enums import Kind


@task()
def send_notice_email(address: str, kind: str, path: str) -> None:
    """Send the one sentence of a kind of notice. It names nobody and repeats nobody's words."""
    sentence = Kind(kind).label
    send_mail(
        subject=f"{settings.SITE_NAME}: {sentence}",
        message=(
            f"{sentence}\n\nTo read it, sign in:\n{settings.BASE_URL}{path}\n\n"
            f"We keep what is private out of emails, so this is all it says.\n\n"
            f"{settings.SITE_NAME}, {settings.COUNCIL_NAME} and partners\n"
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[address],
    )
