"""Random lives of requests for help: whoever tries whatever, in any order, at any time, the promises hold.

Each life is driven through the real services by random actors, who may or may not do what they try. Beside it goes a
model of a few lines that knows the table of life.py and the clock. After each attempt the database is held to it: where
the request stands, and who reads it, the documents and the thread.
"""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.help_requests.enums import Action, Actor, State
from community.help_requests.life import HELPED, WITH_A_PROPOSAL, WITH_THE_ORGANISATION, actor_of, next_state
from community.help_requests.models import Helping, HelpRequest, Offer
from community.help_requests.services import deciding, offers, requests
from community.helping.services import endings
from community.messaging.models import Thread
from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.help_requests import make_request
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.personas import Cast

pytestmark = pytest.mark.django_db

SAMPLE = 24
LIVES, PARTS = 10_000, 20
LONGEST = 12
# Whichever question it is.
SAID = "11111111-1111-4111-8111-111111111111"
# Refused in no state in which the table allows it, when the right one does it to the right thing.
ALWAYS_WORK = {
    Action.ASK_BACK,
    Action.ANSWER,
    Action.ACCEPT,
    Action.DECLINE,
    Action.TAKE_OFFER_BACK,
    Action.SAY_NO,
    Action.STEP_BACK,
    Action.END,
    Action.CLOSE,
    Action.TAKE_BACK,
}


@dataclass
class Life:
    """One request: what the model knows of it, and the world around it."""

    chance: random.Random
    cast: Cast
    request: HelpRequest
    plan: Document
    organisations: Sequence[Organisation]
    coordinators: dict[int, User]
    volunteers: Sequence[Volunteer]
    now: datetime
    state: State = State.DRAFT
    organisation: Organisation | None = None
    helper: User | None = None
    until: datetime | None = None
    tried: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed, and nothing has written it down."""
        return self.state in HELPED and self.until is not None and self.now >= self.until

    @property
    def helps_now(self) -> User | None:
        return self.helper if self.state in HELPED and not self.is_over else None

    def right_one(self, action: Action) -> User | None:
        """Who may take this action now."""
        actor = actor_of(action)
        if actor == Actor.PERSON:
            return self.cast.maureen
        if actor == Actor.HELPER:
            return self.helps_now
        return self.coordinators[self.organisation.pk] if actor == Actor.COORDINATOR and self.organisation else None

    def everybody_else(self) -> list[User]:
        """All who could try something, or see something."""
        cast = self.cast
        helpers = [volunteer.membership.user for volunteer in self.volunteers]
        return [*helpers, *self.coordinators.values(), cast.beth, cast.sunita, cast.amira]

    def attempt(self) -> None:
        """Somebody tries something: half of the time what the table allows, by whom it allows it to."""
        self.now += self.chance.choice((timedelta(minutes=1), timedelta(hours=5), timedelta(days=9)))
        possible = [action for action in Action if action != Action.RUN_OUT and self._allows(action)]
        if possible and self.chance.random() < 0.6:
            action = self.chance.choice(possible)
            by = self.right_one(action)
        else:
            action = self.chance.choice([action for action in Action if action != Action.RUN_OUT])
            by = self.chance.choice([self.cast.maureen, *self.everybody_else()])
        if self.chance.random() < 0.2:
            endings.end_what_ran_out(at=self.now)
            self.state = State.ENDED if self.is_over else self.state
        if by is not None:
            self._try(action, by)
        others = self.everybody_else()
        self.compare({*self.chance.sample(others, 2), *filter(None, [by, self.helper])} & {*others})

    def go_well(self) -> None:
        """The usual way, up to where somebody helps."""
        for action in (Action.SEND, Action.ACCEPT, Action.PROPOSE, Action.SAY_YES):
            self.now += timedelta(hours=1)
            if by := self.right_one(action):
                self._try(action, by)

    def _allows(self, action: Action) -> bool:
        try:
            next_state(self.state, action)
        except Denied:
            return False
        return True

    def _try(self, action: Action, by: User) -> None:
        self.tried.append(f"{by.known_as} {action} at {self.now:%d %b %H:%M} ({self.state})")
        do = getattr(self, f"_{action}")(by)
        if do is None:
            return
        right = by == self.right_one(action) and self._allows(action) and not self.is_over
        was = self.state
        try:
            with transaction.atomic():
                then = do()
        except Denied:
            assert not (right and action in ALWAYS_WORK), self.tried
            return
        self.request.refresh_from_db()
        if self.request.state == was and not (right and action in {Action.CHANGE_END, Action.SAY_YES}):
            # Said before, or nothing to change.
            return
        if self.is_over:
            assert self.request.state == State.ENDED, self.tried
            self.state = State.ENDED
            return
        assert right, self.tried
        self.state = next_state(was, action)
        self.organisation = self.request.organisation
        if then is not None:
            then()

    # Each gives what is tried, or None where there is nothing to try it on; and that gives what the model learns by it.

    def _send(self, by: User) -> Callable[[], None]:
        to = self.chance.choice(self.organisations)
        return lambda: void(requests.send_request(request=self.request, organisation=to, by=by, at=self.now))

    def _ask_back(self, by: User) -> Callable[[], None]:
        return lambda: deciding.ask_back(request=self.request, words=self.words(), by=by, at=self.now)

    def _answer(self, by: User) -> Callable[[], None]:
        return lambda: requests.answer(request=self.request, words=self.words(), by=by, at=self.now)

    def _accept(self, by: User) -> Callable[[], None]:
        return lambda: deciding.accept_request(request=self.request, by=by, at=self.now)

    def _decline(self, by: User) -> Callable[[], None]:
        return lambda: deciding.decline_request(request=self.request, words=self.words(), by=by, at=self.now)

    def _propose(self, by: User) -> Callable[[], None]:
        theirs = [each for each in self.volunteers if each.membership.organisation == self.organisation]
        who = self.chance.choice([*self.volunteers, *theirs * 3])
        return lambda: void(offers.propose_helper(request=self.request, volunteer=who, by=by, at=self.now))

    def _offer(self) -> Offer | None:
        found: Offer | None = self.request.offers.order_by("-proposed_at", "-pk").first()
        return found

    def _take_offer_back(self, by: User) -> Callable[[], None] | None:
        offer = self._offer()
        return offer and (lambda: offers.take_offer_back(offer=offer, by=by, at=self.now))

    def _say_no(self, by: User) -> Callable[[], None] | None:
        offer = self._offer()
        return offer and (lambda: offers.decline_offer(offer=offer, by=by, at=self.now))

    def _say_yes(self, by: User) -> Callable[[], Callable[[], None]] | None:
        offer, until = self._offer(), self.now + timedelta(days=self.chance.randint(1, 120))
        if offer is None:
            return None

        def do() -> Callable[[], None]:
            begun = offers.accept_offer(offer=offer, until=until, by=by, at=self.now)
            return lambda: self._is_helped(begun)

        return do

    def _is_helped(self, begun: Helping) -> None:
        self.helper, self.until = begun.match.helper, begun.match.ends_at

    def _help(self) -> Helping | None:
        every = list(Helping.objects.for_pages().filter(request=self.request).order_by("pk"))
        return self.chance.choice([*every, *every[-1:] * 3]) if every else None

    def _change_end(self, by: User) -> Callable[[], Callable[[], None]] | None:
        helping, day = self._help(), timezone.localdate(self.now) + timedelta(days=self.chance.randint(-3, 90))
        if helping is None:
            return None

        def do() -> Callable[[], None]:
            endings.change_last_day(helping=helping, day=day, by=by, at=self.now)
            return lambda: self._is_helped(Helping.objects.for_pages().get(pk=helping.pk))

        return do

    def _step_back(self, by: User) -> Callable[[], None] | None:
        helping = self._last()
        return helping and (lambda: endings.step_back(helping=helping, words="", by=by, at=self.now))

    def _end(self, by: User) -> Callable[[], None] | None:
        helping = self._last()
        return helping and (lambda: endings.end_help(helping=helping, by=by, at=self.now))

    def _close(self, by: User) -> Callable[[], None] | None:
        helping = self._last()
        return helping and (lambda: endings.close_help(helping=helping, words=self.words(), by=by, at=self.now))

    def _last(self) -> Helping | None:
        found: Helping | None = Helping.objects.for_pages().filter(request=self.request).order_by("pk").last()
        return found

    def _take_back(self, by: User) -> Callable[[], None]:
        return lambda: requests.take_request_back(request=self.request, by=by, at=self.now)

    def words(self) -> str:
        """Some words, seldom the same."""
        return f"Words {self.chance.random()}"

    def compare(self, users: Collection[User]) -> None:
        """The database says what the model says; and these users see what the model lets them see."""
        request = HelpRequest.objects.get(pk=self.request.pk)
        assert request.state == self.state, self.tried
        assert request.offers.open().count() == (self.state in WITH_A_PROPOSAL), self.tried
        active = Helping.objects.active(at=self.now).filter(request=request)
        assert [each.match.helper for each in active.for_pages()] == [*filter(None, [self.helps_now])], self.tried
        for user in users:
            helps = user == self.helps_now
            seen = Document.objects.visible_to(user, at=self.now).filter(owner=self.cast.maureen)
            assert list(seen) == ([self.plan] if helps else []), (user, self.tried)
            assert Thread.objects.visible_to(user, at=self.now).exists() == helps, (user, self.tried)
            reads = HelpRequest.objects.visible_to(user, at=self.now).filter(pk=request.pk).exists()
            assert reads == (helps or self._coordinates(user)), (user, self.tried)

    def _coordinates(self, user: User) -> bool:
        asked = self.organisation if self.state in WITH_THE_ORGANISATION else None
        return asked is not None and self.coordinators[asked.pk] == user


def void(_: object) -> None:
    """What a service gives is not needed."""


@pytest.fixture
def world(cast: Cast) -> Callable[[random.Random], Life]:
    """A new life in the same world."""
    moor, fold = make_organisation("Moor Friends", on_portal=True), make_organisation("Fold Friends", on_portal=True)
    olu = UserFactory(known_as="Olu", coordinator=True)
    let_coordinate(moor, cast.dee)
    let_coordinate(fold, olu)
    volunteers = [make_volunteer(moor, cast.pat), make_volunteer(moor), make_volunteer(fold)]
    plan = make_document(cast.maureen)
    make_document(cast.maureen, title="Nobody's business")

    def begin(chance: random.Random) -> Life:
        request = make_request(cast.maureen, documents=[plan])
        request.answers = {SAID: {"value": "Somebody to plan with"}}
        request.save()
        return Life(
            chance=chance,
            cast=cast,
            request=request,
            plan=plan,
            organisations=(moor, fold),
            coordinators={moor.pk: cast.dee, fold.pk: olu},
            volunteers=volunteers,
            now=timezone.now(),
        )

    return begin


def live(world: Callable[[random.Random], Life], seed: str, lives: int) -> None:
    """So many random lives, each in a world that is as it was before."""
    reached: set[State] = set()
    for number in range(lives):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same on every machine
        sid = transaction.savepoint()
        life = world(chance)
        if chance.random() < 0.5:
            life.go_well()
        for _ in range(chance.randint(1, LONGEST)):
            life.attempt()
            reached.add(life.state)
        life.compare(life.everybody_else())
        transaction.savepoint_rollback(sid)
    assert reached >= {State.WAITING, State.ACCEPTED, State.PROPOSED, State.MATCHED, State.ENDED}


def test_random_lives(world: Callable[[random.Random], Life]) -> None:
    live(world, "a sample", SAMPLE)


@pytest.mark.endurance
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_random_lives(world: Callable[[random.Random], Life], part: int) -> None:
    live(world, str(part), LIVES // PARTS)
