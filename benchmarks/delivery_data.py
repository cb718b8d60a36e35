"""Fills the benchmark's database with the demonstration's cast; signs Maureen and Sunita in.

Prints one line of JSON: the cookies of both, and the address and the uuid of their thread.
"""

import json
import time

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.bare_consumer import BareMessage
from community.demonstration.seed import seed
from community.messaging.services import worker_thread_of
from portal.accounts.models import User


def main() -> None:
    """Once, on an empty database."""
    call_command("seed_question_sets", verbosity=0)
    call_command("seed_pages", verbosity=0)
    seed(at=timezone.now())
    with connection.schema_editor() as editor:
        editor.create_model(BareMessage)
    maureen, sunita = (User.objects.get(email=f"{name}@example.org") for name in ("maureen", "sunita"))
    thread = worker_thread_of(maureen, at=timezone.now())
    found = {
        "cookie": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "writer": _signed_in(maureen),
        "reader": _signed_in(sunita),
        "address": thread.get_absolute_url(),
        "thread": str(thread.uuid),
        "revision": thread.revision,
    }
    print(json.dumps(found))


def _signed_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if user.needs_second_factor:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    return str(session.session_key)
