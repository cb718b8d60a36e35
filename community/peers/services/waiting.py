"""What waits for a moderator: one change of it at a time, and who is told."""

from datetime import datetime

from community.organisations.models import Organisation
from community.peers.enums import Outcome
from community.peers.models import Post, Wording
from community.peers.queries import moderators_of, who_can_name
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.services import notify

MODERATION = "/peers/moderation/"
MINE = "/peers/mine/"


def hold(post: Post) -> Post:
    """The post as it is now, and one change of it at a time until this transaction ends."""
    locked = Post.objects.select_for_update(of=("self",))
    held: Post = locked.select_related("voice", "shown", "question__shown").get(pk=post.pk)
    return held


def settle(wording: Wording, outcome: Outcome, *, by: User | None, at: datetime, why: str = "") -> None:
    """These words wait no longer. by: the moderator; nobody, where the author replaces them."""
    wording.outcome, wording.settled_by, wording.settled_at, wording.why = outcome, by, at, why
    wording.save(update_fields=["outcome", "settled_by", "settled_at", "why"])


def tell_author(author: User, *, at: datetime) -> None:
    """A moderator has looked at something of theirs."""
    notify(user=author, kind=Kind.MODERATED, path=MINE, at=at)


def tell_who_moderates(post: Post, *, at: datetime) -> None:
    """Those who may look at it; where there is nobody, those who could name another moderator."""
    tell_moderators(list(moderators_of(post, at=at)), at=at)


def tell_moderators(able: list[User], *, at: datetime) -> None:
    """These; where there is nobody, those who could name another moderator."""
    for user in able:
        notify(user=user, kind=Kind.TO_MODERATE, path=MODERATION, at=at)
    if not able:
        tell_who_can_name(at=at)


def tell_who_can_name(*, at: datetime) -> None:
    """Coordinators: something waits, and nobody looks at it."""
    for user, organisation in who_can_name(at=at):
        notify(user=user, kind=Kind.TO_MODERATE, path=naming_path(organisation), at=at)


def naming_path(organisation: Organisation) -> str:
    """Where an organisation's coordinator names moderators."""
    return f"/organisation/{organisation.uuid}/moderators/"
