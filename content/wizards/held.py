"""Keeping what was typed when the sign-in has run out, and giving it back to the same person alone."""

import base64
import hashlib
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.utils.encoding import force_bytes

from content.wizards.models import HeldWords
from portal.accounts.models import User

FOR_HOW_LONG = timedelta(hours=24)
MOST = 1_000_000
SALT = "content.wizards.held"
_NOT_WORDS = ("csrfmiddlewaretoken", "held-for")


def token(user: User, path: str) -> str:
    """What a form carries, so that its words can be held for this user at this address."""
    return signing.dumps({"user": user.pk, "path": path}, salt=SALT)


def hold(data: QueryDict, *, path: str, at: datetime) -> bool:
    """Keep what a signed-out form sent, if its token is ours, for this address and not too old.

    Returns whether it was kept.
    """
    try:
        claim = signing.loads(data.get("held-for", ""), salt=SALT, max_age=7 * 24 * 3600)
    except signing.BadSignature:
        return False
    user = User.objects.filter(pk=claim.get("user"), is_active=True).first()
    if user is None or claim.get("path") != path:
        return False
    return hold_for(user, data, path=path, at=at)


def hold_for(user: User, data: QueryDict, *, path: str, at: datetime) -> bool:
    """Keep what somebody typed, replacing what was held for the same address before."""
    words = data.copy()
    for name in _NOT_WORDS:
        words.pop(name, None)
    text = words.urlencode()
    if len(text) > MOST:
        return False
    HeldWords.objects.filter(held_at__lt=at - FOR_HOW_LONG).delete()
    HeldWords.objects.filter(user=user, path=path).delete()
    HeldWords.objects.create(user=user, path=path, sealed=_box().encrypt(text.encode()), held_at=at)
    return True


def held(user: User, *, path: str, at: datetime) -> QueryDict | None:
    """What is held for this user at this address, or None."""
    row = HeldWords.objects.filter(user=user, path=path, held_at__gte=at - FOR_HOW_LONG).first()
    if row is None:
        return None
    try:
        return QueryDict(_box().decrypt(bytes(row.sealed)).decode(), mutable=False)
    except InvalidToken:
        return None


def give_back(user: User, *, path: str) -> None:
    """The words are where they belong: forget them here."""
    HeldWords.objects.filter(user=user, path=path).delete()


def _box() -> Fernet:
    digest = hashlib.sha256(force_bytes(settings.SECRET_KEY) + SALT.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
