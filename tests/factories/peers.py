"""Questions and answers under chosen names, moderators, and peer supporters in their own words."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from community.organisations.enums import Taxonomy
from community.organisations.models import Membership, Organisation
from community.peers.models import ChosenName, Moderator, Post, SupporterWords
from community.peers.services import moderating, naming, writing
from community.volunteers.enums import Kind
from portal.accounts.models import User
from tests.factories.organisations import make_organisation, term
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer

NAMES = iter(f"Bean {number}" for number in range(1_000_000))


def named(user: User, name: str = "") -> ChosenName:
    """Somebody with a name to write under."""
    known = ChosenName.objects.filter(user=user).first()
    return known or naming.choose_name(name=name or next(NAMES), by=user, at=timezone.now())


def let_moderate(user: User, organisation: Organisation | None = None, *, ended: bool = False) -> Moderator:
    """A moderator for twelve hours (until an hour ago, if `ended`), who is with the organisation that named them."""
    organisation = organisation or Organisation.objects.first() or make_organisation()
    now = timezone.now()
    if not Membership.objects.filter(user=user, organisation=organisation).exists():
        make_volunteer(organisation, user)
    return Moderator.objects.create(
        organisation=organisation,
        user=user,
        starts_at=now - timedelta(hours=12),
        ends_at=now - timedelta(hours=1) if ended else None,
    )


def asked(
    by: User,
    heading: str = "Is cleaning allowed?",
    words: str = "It is the stooping.",
    *,
    topic: str = "planning",
    at: datetime | None = None,
) -> Post:
    """A question that waits."""
    named(by)
    found = term(Taxonomy.HELP, topic)
    return writing.ask(topic=found, heading=heading, words=words, key=uuid4(), by=by, at=at or timezone.now())


def answered(
    question: Post, by: User, words: str = "Say what it frees you for.", *, at: datetime | None = None
) -> Post:
    """An answer that waits."""
    named(by)
    return writing.answer(question=question, words=words, key=uuid4(), by=by, at=at or timezone.now())


def approved(post: Post, by: User | None = None) -> Post:
    """What waits, let through by a moderator."""
    by = by or a_moderator()
    named_as = ChosenName.objects.get(pk=post.voice_id).name
    at = timezone.now()
    moderating.approve(post=post, seen=waiting_of(post), named=named_as, read_to=last_report(post), by=by, at=at)
    post.refresh_from_db()
    return post


def last_report(post: Post) -> int:
    """The last report, as a moderator's page names it."""
    return int(post.reports.order_by("-pk").values_list("pk", flat=True).first() or 0)


def a_moderator() -> User:
    """Somebody who moderates and knows nobody here."""
    user: User = UserFactory(volunteer=True)
    let_moderate(user)
    return user


def waiting_of(post: Post) -> str:
    """The words that wait, as a page names them."""
    return str(post.wordings.get(outcome="").uuid)


def peer_supporter(
    user: User, organisation: Organisation | None = None, words: str = "I hired three people.", **facts: Any
) -> SupporterWords:
    """A peer supporter who can be found; `facts` as of make_volunteer."""
    organisation = organisation or make_organisation("Moor Friends")
    volunteer = make_volunteer(organisation, user, kind=Kind.PEER, **facts)
    return SupporterWords.objects.create(
        volunteer=volunteer, shown_as=user.known_as, words=words, changed_at=timezone.now()
    )
