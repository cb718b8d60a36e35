"""Who may do what with questions and answers. Each raises Denied with a sentence to read."""

import re
import unicodedata
from datetime import datetime

from community.organisations.models import Membership
from community.peers.models import LONGEST_KEY, LONGEST_NAME, ChosenName, Post, Wording
from community.peers.queries import may_read, moderates
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.relationships.queries import active_at

NOT_FOR_YOU = "These pages are for people who use the portal, and for volunteers."
NO_NAME = "Choose a name first. You can change it later."
TAKEN = "Somebody uses this name already. Choose another one."
TOO_LONG = f"This name is too long. There is room for {LONGEST_NAME} letters."
UNREADABLE = "Write a name that others can read, with at least two letters or figures."
TELLS = "This tells who you are. Choose a name that is not your own, and no email address."
OFFICIAL = "This sounds as if you worked here. Choose another name."
NOT_THERE = "This is not there any more."
NOT_YOURS = "Only who wrote this can do it."
OWN = "This is your own. Others say whether it helped."
ONLY_ANSWERS = "Only answers can be marked as helpful."
NOT_FAIR = "You cannot look after this: it is yours, or you know who wrote it."
NO_MODERATOR = "Only moderators can do this."
NOTHING_WAITS = "Somebody has looked at this meanwhile. Nothing waits here any more."
OTHER_WORDS = "These words have changed since you read them. Read them once more, then decide."
WHY = "Write why, in a kind sentence. Whoever wrote it reads this."
NOT_SHOWN = "Nobody else can see this, so there is nothing to take down."
NOT_OF_THEIRS = "Choose somebody who is with this organisation now."
NO_WISH = "Nobody has asked you about this."
SETTLED = "You have answered this already."

# A name that begins or ends with one of these would be taken for somebody's office.
_OFFICES = ("moderator", "council", "socialworker", "admin", "inmywords", "editor", "coordinator")
_SHORTEST, _TELLING = 2, 3


def key_of(name: str) -> str:
    """The name as two names are compared: capitals, blanks, accents' ways of writing and signs make no difference."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(sign for sign in folded if sign.isalnum())


def check_reads(user: User, *, at: datetime) -> None:
    """People, volunteers and moderators. Raises Denied."""
    if not may_read(user, at=at):
        raise Denied(NOT_FOR_YOU)


def check_name(user: User, name: str) -> str:
    """A name to write under: readable, free, and nothing that tells who somebody is. Gives its key. Raises Denied."""
    key = key_of(name)
    # One sign may be written out as many.
    if len(name) > LONGEST_NAME or len(key) > LONGEST_KEY:
        raise Denied(TOO_LONG)
    if not can_be_read(name) or len(key) < _SHORTEST:
        raise Denied(UNREADABLE)
    if "@" in name or _tells_of(user, name, key):
        raise Denied(TELLS)
    if key.startswith(_OFFICES) or key.endswith(_OFFICES):
        raise Denied(OFFICIAL)
    if ChosenName.objects.filter(key=key).exclude(user=user).exists():
        raise Denied(TAKEN)
    return key


def _tells_of(user: User, name: str, key: str) -> bool:
    """Whether it holds the full name in any order, the last name, or what stands before the @ of an address."""
    own = [key_of(part) for part in user.full_name.split()]
    said = {key_of(part) for part in re.split(r"[\W_]+", unicodedata.normalize("NFKC", name))}
    addresses = [key_of(address.partition("@")[0]) for address in (user.email, user.safe_email) if address]
    whole = "".join(own)
    return (
        (len(own) > 1 and len(own[-1]) >= _TELLING and (own[-1] in said or whole in key))
        or (bool(own) and all(part in said for part in own))
        or any(address and (key == address or key == address.rstrip("0123456789")) for address in addresses)
    )


def check_has_name(user: User, *, at: datetime) -> ChosenName:
    """Whoever writes has a name for it. Raises Denied."""
    check_reads(user, at=at)
    found = ChosenName.objects.filter(user=user).first()
    if found is None:
        raise Denied(NO_NAME)
    return found


def check_can_answer(question: Post) -> None:
    """A question that others see. Raises Denied."""
    if not question.is_question or not question.is_shown:
        raise Denied(NOT_THERE)


def check_is_author(user: User, post: Post) -> None:
    """Their own, and still there. Raises Denied."""
    if post.voice.user_id != user.pk:
        raise Denied(NOT_YOURS)
    if post.taken_away_at:
        raise Denied(NOT_THERE)


def check_can_mark(user: User, post: Post, *, at: datetime) -> None:
    """An answer of somebody else that others see. Raises Denied."""
    check_reads(user, at=at)
    _check_shown(post)
    if post.is_question:
        raise Denied(ONLY_ANSWERS)
    if post.voice.user_id == user.pk:
        raise Denied(OWN)


def check_can_report(user: User, post: Post, *, at: datetime) -> None:
    """What others see, and is not one's own. Raises Denied."""
    check_reads(user, at=at)
    _check_shown(post)
    if post.voice.user_id == user.pk:
        raise Denied(OWN)


def _check_shown(post: Post) -> None:
    if not Post.objects.shown().filter(pk=post.pk).exists():
        raise Denied(NOT_THERE)


def check_moderates(user: User, post: Post, *, at: datetime) -> None:
    """Named by an organisation, and fair to whoever wrote it. Raises Denied."""
    if not moderates(user, at=at):
        raise Denied(NO_MODERATOR)
    if not Post.objects.filter(pk=post.pk, taken_away_at=None).fair_for(user).exists():
        raise Denied(NOT_FAIR)


def check_waits(waiting: Wording | None, seen: str) -> Wording:
    """The words that a moderator read are those that wait now. Raises Denied."""
    if waiting is None:
        raise Denied(NOTHING_WAITS)
    if str(waiting.uuid) != seen:
        raise Denied(OTHER_WORDS)
    return waiting


def check_reason(why: str) -> None:
    """A reason that can be read. Raises Denied."""
    if not can_be_read(why):
        raise Denied(WHY)


def check_can_be_moderator(user: User, organisation_id: int, *, at: datetime) -> None:
    """Somebody who is with the organisation now. Raises Denied."""
    places = Membership.objects.filter(active_at(at), organisation=organisation_id, user=user)
    if not user.is_active or not places.exists():
        raise Denied(NOT_OF_THEIRS)
