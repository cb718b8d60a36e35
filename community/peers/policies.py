"""Who may do what with questions and answers. Each raises Denied with a sentence to read."""

from datetime import datetime

from community.organisations.enums import Part
from community.organisations.models import Membership
from community.peers.enums import Outcome
from community.peers.models import LONGEST_KEY, LONGEST_NAME, ChosenName, Naming, Post, Wording
from community.peers.names import key_of, sounds_official, tells_of
from community.peers.queries import may_read, moderates
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.relationships.queries import active_at

NOT_FOR_YOU = "These pages are for people who use the portal, and for volunteers."
NO_NAME = "Choose a name first. You can change it later."
TAKEN = "Somebody has this name. Choose another one."
TOO_LONG = f"This name is too long. There is room for {LONGEST_NAME} letters."
UNREADABLE = "Write a name that others can read, with at least two letters or figures."
TELLS = "This tells who you are. Choose a name that is not your own, and no email address."
TELLS_BY_NOW = "Your name here tells who you are. Choose another name first."
ASKED_FOR_ANOTHER = "A moderator has asked you for another name than this one."
OTHER_NAME = "The name has changed since you read it. Read it once more, then decide."
QUESTION_GONE = "The question is not there any more, so nobody could read the answer."
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
NOT_OF_THEIRS = "Choose somebody who works with you now."
NO_WISH = "Nobody has asked you about this."
SHORTEST_KEY = 2
# With the organisation themselves: whoever looks after worries alone is not.
PARTS = (Part.COORDINATOR, Part.VOLUNTEER)


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
    if not can_be_read(name) or len(key) < SHORTEST_KEY:
        raise Denied(UNREADABLE)
    if tells(user, name):
        raise Denied(TELLS)
    if sounds_official(name):
        raise Denied(OFFICIAL)
    if _was_refused(user, name, key):
        raise Denied(ASKED_FOR_ANOTHER)
    others = Naming.objects.exclude(voice__user=user).filter(key=key, outcome="")
    if others.exists() or ChosenName.objects.filter(key=key).exclude(user=user).exists():
        raise Denied(TAKEN)
    return key


def _was_refused(user: User, name: str, key: str) -> bool:
    """Whether a moderator asked them for another name than this one. The name that others see they may always keep,
    also where one that differs in signs alone was refused. What tells who they are, `tells` finds by itself."""
    refused = Naming.objects.filter(voice__user=user, key=key, outcome=Outcome.SENT_BACK, settled_by__isnull=False)
    own = ChosenName.objects.filter(user=user, key=key).first()
    return (refused.filter(name=name).exclude(name=own.name) if own else refused).exists()


def tells(user: User, name: str) -> bool:
    """Whether a name tells who somebody is, as their account stands now."""
    return tells_of(name, full_name=user.full_name, addresses=(user.email, user.safe_email))


def check_has_name(user: User, *, at: datetime) -> ChosenName:
    """Whoever writes has a name for it, which tells nobody who they are. Raises Denied."""
    check_reads(user, at=at)
    found = ChosenName.objects.filter(user=user).first()
    if found is None:
        raise Denied(NO_NAME)
    if tells(user, found.name):
        raise Denied(TELLS_BY_NOW)
    return found


def check_name_as_read(voice: ChosenName, named: str) -> None:
    """The name that a moderator read is the one that others would see now. Raises Denied."""
    if voice.name != named:
        raise Denied(OTHER_NAME)


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


def check_question_is_there(post: Post) -> None:
    """What is answered can be read still. Raises Denied."""
    if post.question and not post.question.is_shown:
        raise Denied(QUESTION_GONE)


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
    places = Membership.objects.filter(active_at(at), organisation=organisation_id, user=user, part__in=PARTS)
    if not user.is_active or not places.exists():
        raise Denied(NOT_OF_THEIRS)
