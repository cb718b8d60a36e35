"""Who is signed in by which session: for sockets, which stay open while sessions end."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from portal.accounts.models import User


def signed_in_by(keys: Collection[str], *, at: datetime) -> dict[str, User]:
    """Whom each session still lets in, by its key, in two queries for any number of them.

    Left out are sessions that ended or ran out, of accounts that are switched off, from before a change of the
    password, and sessions of staff without the second factor: the same as for a page.
    """
    rows = Session.objects.filter(session_key__in=set(keys), expire_date__gt=at)
    store = SessionStore()
    held = {key: store.decode(data) for key, data in rows.values_list("session_key", "session_data")}
    users = User.objects.in_bulk({int(data[SESSION_KEY]) for data in held.values() if SESSION_KEY in data})
    found = {key: users.get(int(data.get(SESSION_KEY, 0))) for key, data in held.items()}
    return {key: user for key, user in found.items() if user and _lets_in(held[key], user)}


def _lets_in(session: Mapping[str, Any], user: User) -> bool:
    if not user.is_active or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    kept = str(session.get(HASH_SESSION_KEY, ""))
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    if not any(constant_time_compare(kept, each) for each in hashes):
        return False
    return not user.needs_second_factor or used_second_factor(session, user)


def used_second_factor(session: Mapping[str, Any], user: User) -> bool:
    """Whether the sign-in that began this session included the second factor."""
    # allauth asks for a request and looks at nothing of it but its session.
    request = HttpRequest()
    request.session = session  # type: ignore[assignment]
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
