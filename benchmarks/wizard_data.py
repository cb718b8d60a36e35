"""Fills the benchmark's database with the demonstration's cast, and signs Maureen in.

Prints one line of JSON: the cookie of her session, and the address of a step of her plan, which is shared with
her social worker and her daughter.
"""

import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from community.demonstration.seed import seed
from planning.documents.models import Document
from portal.accounts.models import User

STEP = "in-control"


def main() -> None:
    """Once, on an empty database."""
    call_command("seed_pages", verbosity=0)
    call_command("seed_question_sets", verbosity=0)
    seed(at=timezone.now())
    maureen = User.objects.get(email="maureen@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(maureen.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = maureen.get_session_auth_hash()
    session.create()
    document = Document.objects.filter(owner=maureen).order_by("pk")[0]
    found = {
        "session": [settings.SESSION_COOKIE_NAME, session.session_key],
        "csrf": settings.CSRF_COOKIE_NAME,
        "ours": reverse("document_step", args=[document.uuid, STEP]),
        "beside": reverse("bare_wizard", args=["step-1"]),
    }
    print(json.dumps(found))
