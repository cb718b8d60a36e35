"""The one place where signing in is told to the trial: Django announces it by a signal, we call the service."""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from planning.trial.services import is_wanted, keep_trial
from portal.accounts.models import User

logger = logging.getLogger("imw.trial")


@receiver(user_logged_in, dispatch_uid="planning.trial.keep")
def keep_what_was_wanted(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Somebody pressed "keep it", then signed in or up: their words are in their account before the next page."""
    session = getattr(request, "session", None)
    at = timezone.now()
    if session is None or not user.is_person or not is_wanted(session, at=at):
        return
    try:
        keep_trial(session=session, by=user, at=at)
    except Exception:
        # Signing in never fails over it: the words stay in the session, and /try/keep/ offers them again.
        logger.exception("trial not kept", extra={"user_id": user.pk})
