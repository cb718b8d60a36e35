"""Keeping what was typed when it could not be saved at once, and giving it back to the same person alone.

That is so when the sign-in has run out, when another window signed in anew, and when somebody else saved first.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.core import signing
from django.db import transaction
from django.forms import BaseForm
from django.http import QueryDict

from content.wizards.models import HeldWords
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.accounts.sealing import box

FOR_HOW_LONG = timedelta(hours=24)
MOST = 1_000_000
# Pages of one step, of one person: more than this are open in no browser.
MOST_PAGES = 10
SALT = "content.wizards.held"
# The box of a page that shows held words: which ones, so that saving it forgets these and no others.
SHOWN = "held-back"
_NOT_WORDS = ("csrfmiddlewaretoken", "held-for", SHOWN)


@dataclass(frozen=True)
class Held:
    """Words that wait, and the number they are known by."""

    number: int
    words: QueryDict


def token(user: User, path: str) -> str:
    """What a form carries, so that its words can be held for this user at this address. Each page has its own."""
    return signing.dumps({"user": user.pk, "path": path, "form": secrets.token_hex(8)}, salt=SALT)


def page_of(data: QueryDict, *, path: str) -> str:
    """Which page a form was on, by its token; "" when it carries none of ours."""
    return str((_claim(data, path) or {}).get("form", ""))


def hold(data: QueryDict, *, path: str, at: datetime) -> int | None:
    """Keep what a form sent that was made for somebody signed in, if its token is ours, for this address and recent.

    Returns the number of the held words, None when they were not kept.
    """
    claim = _claim(data, path)
    user = User.objects.filter(pk=claim["user"], is_active=True).first() if claim else None
    if claim is None or user is None:
        return None
    return hold_for(user, data, path=path, at=at, page=str(claim.get("form", "")))


def hold_for(user: User, data: QueryDict, *, path: str, at: datetime, page: str = "") -> int | None:
    """Keep what somebody typed, replacing what the same page sent before.

    Returns the number of the held words, None when there is too much of it.
    """
    words = data.copy()
    for name in _NOT_WORDS:
        words.pop(name, None)
    text = words.urlencode()
    if len(text) > MOST:
        return None
    sealed = box(SALT).encrypt(text.encode())
    here = HeldWords.objects.filter(user=user, path=path)
    with transaction.atomic():
        here.filter(form=page).delete()
        row = HeldWords.objects.create(user=user, path=path, form=page, sealed=sealed, held_at=at)
        newest = here.order_by("-held_at", "-pk").values_list("pk", flat=True)[:MOST_PAGES]
        here.exclude(pk__in=list(newest)).delete()
    return row.pk


def waiting(user: User, *, path: str, at: datetime) -> Held | None:
    """The words held longest for this user at this address, or None."""
    rows = HeldWords.objects.filter(user=user, path=path, held_at__gte=at - FOR_HOW_LONG)
    for row in sorted(rows, key=lambda row: (row.held_at, row.pk)):
        try:
            return Held(row.pk, QueryDict(box(SALT).decrypt(bytes(row.sealed)).decode(), mutable=False))
        except InvalidToken:
            # Sealed under a key that is no longer used: nobody can read it again.
            continue
    return None


def held(user: User, *, path: str, at: datetime) -> QueryDict | None:
    """What is held for this user at this address, or None."""
    found = waiting(user, path=path, at=at)
    return found.words if found else None


def typed(request: SignedInRequest, at: datetime) -> QueryDict | None:
    """What was typed into this page's form: sent just now, or held here when the sign-in had run out."""
    return request.POST if request.method == "POST" else held(request.user, path=request.path, at=at)


def around(request: SignedInRequest, form: BaseForm) -> dict[str, Any]:
    """What a page needs around its form, so that nothing typed is lost: the token that holds its words for whoever is
    signed in, and whether these are words that came back."""
    return {
        "held_for": token(request.user, request.path),
        "words_came_back": form.is_bound and request.method != "POST",
    }


def give_back(user: User, *, path: str, number: int | None = None) -> None:
    """The words are where they belong: forget them here. number: these alone; all of the address without it."""
    rows = HeldWords.objects.filter(user=user, path=path)
    (rows if number is None else rows.filter(pk=number)).delete()


def forget_old(*, at: datetime) -> None:
    """A day is over: what nobody came back for is gone."""
    HeldWords.objects.filter(held_at__lt=at - FOR_HOW_LONG).delete()


def _claim(data: QueryDict, path: str) -> dict[str, Any] | None:
    try:
        claim: dict[str, Any] = signing.loads(data.get("held-for", ""), salt=SALT, max_age=7 * 24 * 3600)
    except signing.BadSignature:
        return None
    return claim if claim.get("path") == path else None
