"""Random lives of requests for help: whoever tries whatever, in any order, at any time, the promises hold.

Each life is driven through the real services by random actors, who may or may not do what they try. Beside it goes a
model of a few lines that knows the table of life.py and the clock. After each attempt the database is held to it: where
the request stands, and who reads it, the documents and the thread.
"""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.help_requests.enums import Action, Actor, State
from community.help_requests.life import HELPED, WITH_A_PROPOSAL, WITH_THE_ORGANISATION, actor_of, next_state
from community.help_requests.models import Helping, HelpRequest, Offer
from community.help_requests.services import deciding, offers, requests
from community.helping.services import by_the_clock, endings
from community.messaging.models import Thread
from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from community.volunteers.services.checking import take_check_out
from community.volunteers.services.inviting import end_volunteering
from planning.documents.models import Document
from planning.documents.services import stop_sharing
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.help_requests import let_help, make_request
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.personas import Cast

pytestmark = pytest.mark.django_db

SAMPLE = 24
LIVES, PARTS = 10_000, 20
LONGEST = 12
BY_HAND = [action for action in Action if actor_of(action) != Actor.CLOCK]
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
    proposed: User | None = None
    # Whether whoever helps sees the plan.
    shown: bool = True
    # Who has left, or has no checks any more; and who helps somebody else besides.
    gone: set[User] = field(default_factory=set)
    busy: set[User] = field(default_factory=set)
    tried: list[str] = field(default_factory=list)

    @property
    def helps_now(self) -> User | None:
        return self.helper if self.state in HELPED else None

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
        self.time_passes(self.chance.choice((timedelta(minutes=1), timedelta(hours=5), timedelta(days=9))))
        possible = [action for action in BY_HAND if self._allows(action)]
        if possible and self.chance.random() < 0.7:
            action = self.chance.choice(possible)
            by = self.right_one(action)
        else:
            action = self.chance.choice(BY_HAND)
            by = self.chance.choice([self.cast.maureen, *self.everybody_else()])
        if self.chance.random() < 0.3:
            self.something_happens()
        if self.chance.random() < 0.2:
            do_clock(self.now)
        if by is not None:
            self._try(action, by)
        others = self.everybody_else()
        self.compare({*self.chance.sample(others, 2), *filter(None, [by, self.helper])} & {*others})

    def go_well(self) -> None:
        """The usual way, up to where somebody helps; now and then until somebody else is proposed."""
        for action in (Action.SEND, Action.ACCEPT, Action.PROPOSE, Action.SAY_YES, Action.PROPOSE)[: 4 + self.coin()]:
            self.time_passes(timedelta(hours=1))
            if by := self.right_one(action):
                self._try(action, by)

    def coin(self) -> int:
        return self.chance.randint(0, 1)

    def time_passes(self, time: timedelta) -> None:
        """What is over by its date is over in that moment, whether or not it is written down."""
        self.now += time
        if self.state in HELPED and self.until is not None and self.now >= self.until:
            self.state = next_state(self.state, Action.RUN_OUT)

    def something_happens(self) -> None:
        """Something around the request that ends help or a proposal by itself, once the clock has seen it."""
        happening: Callable[[Volunteer], str] = self.chance.choice(
            (self._leaves, self._is_sent_away, self._checks_run_out, self._checks_are_taken_out, self._helps_amira)
        )
        here = [v for v in self.volunteers if v.membership.user in (self.helps_now, self.proposed)]
        volunteer = self.chance.choice([*self.volunteers, *here * 9])
        user = volunteer.membership.user
        if self.helps_now and self.chance.random() < 0.3:
            self.tried.append("stops sharing")
            for grant in self.plan.grants.active(at=self.now).filter(match__helper=self.helps_now):
                stop_sharing(grant=grant, by=self.cast.maureen, at=self.now)
            self.shown = False
        elif user not in self.gone:
            self.tried.append(f"{happening.__name__} {user.known_as} at {self.now:%d %b %H:%M} ({self.state})")
            if (action := happening(volunteer)) and self.helps_now == user:
                self.state = next_state(self.state, Action(action))
            do_clock(self.now)
            waits = self.state in WITH_A_PROPOSAL and self.proposed == user
            if waits and (user in self.gone or (user in self.busy and volunteer.at_once == 1)):
                self.state = next_state(self.state, Action.LOSE_PROPOSED)

    # Each gives the step that ends whatever help this volunteer gives, or "".

    def _leaves(self, volunteer: Volunteer) -> str:
        end_volunteering(volunteer=volunteer, by=volunteer.membership.user, at=self.now)
        return self._is_gone(volunteer, Action.STEP_BACK)

    def _is_sent_away(self, volunteer: Volunteer) -> str:
        by = self.coordinators[volunteer.membership.organisation_id]
        end_volunteering(volunteer=volunteer, by=by, at=self.now)
        return self._is_gone(volunteer, Action.LOSE_HELPER)

    def _checks_run_out(self, volunteer: Volunteer) -> str:
        volunteer.checks.update(runs_out_on=timezone.localdate(self.now))
        return self._is_gone(volunteer, Action.LOSE_CHECKS)

    def _checks_are_taken_out(self, volunteer: Volunteer) -> str:
        by = self.coordinators[volunteer.membership.organisation_id]
        for check in volunteer.checks.all():
            take_check_out(check=check, by=by, at=self.now)
        return self._is_gone(volunteer, Action.LOSE_CHECKS)

    def _is_gone(self, volunteer: Volunteer, action: Action) -> str:
        self.gone.add(volunteer.membership.user)
        self.busy.discard(volunteer.membership.user)
        return action

    def _helps_amira(self, volunteer: Volunteer) -> str:
        helper = volunteer.membership.user
        if helper not in self.busy:
            let_help(self.cast.amira, helper, volunteer.membership.organisation, at=self.now)
            self.busy.add(helper)
        return ""

    def _allows(self, action: Action) -> bool:
        try:
            next_state(self.state, action)
        except Denied:
            return False
        return True

    def _stands(self) -> str:
        return str(HelpRequest.objects.as_of(self.now).get(pk=self.request.pk).stands)

    def _try(self, action: Action, by: User) -> None:
        self.tried.append(f"{by.known_as} {action} at {self.now:%d %b %H:%M} ({self.state})")
        do = getattr(self, f"_{action}")(by)
        if do is None:
            return
        right = by == self.right_one(action) and self._allows(action)
        was = self.state
        try:
            with transaction.atomic():
                then = do()
        except Denied:
            assert not (right and action in ALWAYS_WORK), self.tried
            return
        self.request.refresh_from_db()
        stands = self._stands()
        if stands == was and not (right and action == Action.CHANGE_END):
            # Said before, or nothing to change.
            return
        if was == State.DRAFT and action == Action.TAKE_BACK:
            assert by == self.cast.maureen, self.tried
            self.state = State.TAKEN_BACK
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

    def _propose(self, by: User) -> Callable[[], Callable[[], None]]:
        theirs = [each for each in self.volunteers if each.membership.organisation == self.organisation]
        who = self.chance.choice([*self.volunteers, *theirs * 3])

        def do() -> Callable[[], None]:
            made = offers.propose_helper(request=self.request, volunteer=who, by=by, at=self.now)
            return lambda: setattr(self, "proposed", made.helper)

        return do

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
        offer, until = self._offer(), self.now + timedelta(days=self.chance.choice((1, 5, 30, 120)))
        if offer is None:
            return None

        def do() -> Callable[[], None]:
            offers.accept_offer(offer=offer, until=until, by=by, at=self.now)
            return lambda: self._is_helped(offer.helper, until)

        return do

    def _is_helped(self, helper: User, until: datetime) -> None:
        self.helper, self.until = helper, until

    def _help(self) -> Helping | None:
        every = list(Helping.objects.for_pages().filter(request=self.request).order_by("pk"))
        return self.chance.choice([*every, *every[-1:] * 3]) if every else None

    def _change_end(self, by: User) -> Callable[[], Callable[[], None]] | None:
        helping, day = self._help(), timezone.localdate(self.now) + timedelta(days=self.chance.randint(-3, 90))
        if helping is None:
            return None

        def do() -> Callable[[], None]:
            endings.change_last_day(helping=helping, day=day, by=by, at=self.now)
            ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
            same = self.until and timezone.localdate(self.until - timedelta(microseconds=1)) == day
            return lambda: self._is_helped(helping.match.helper, self.until if same and self.until else ends)

        return do

    def _step_back(self, by: User) -> Callable[[], None] | None:
        helping = self._last()
        return helping and (lambda: void(endings.step_back(helping=helping, words="", by=by, at=self.now)))

    def _end(self, by: User) -> Callable[[], None] | None:
        helping = self._last()
        return helping and (lambda: void(endings.end_help(helping=helping, by=by, at=self.now)))

    def _close(self, by: User) -> Callable[[], None] | None:
        helping = self._last()
        return helping and (lambda: void(endings.close_help(helping=helping, words=self.words(), by=by, at=self.now)))

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
        assert self._stands() == self.state, self.tried
        waits = [offer.helper for offer in request.offers.open().select_related("helper")]
        if self.state in WITH_A_PROPOSAL or request.state == self.state:
            assert waits == [self.proposed] * (self.state in WITH_A_PROPOSAL), self.tried
        active = Helping.objects.active(at=self.now).filter(request=request)
        helped = [(each.match.helper, each.match.ends_at) for each in active.for_pages()]
        assert helped == [(self.helps_now, self.until)] * (self.helps_now is not None), self.tried
        besides = Helping.objects.active(at=self.now).filter(match__person=self.cast.amira).for_pages()
        assert {each.match.helper for each in besides} == self.busy, self.tried
        for user in users:
            helps = user == self.helps_now
            seen = Document.objects.visible_to(user, at=self.now).filter(owner=self.cast.maureen)
            assert list(seen) == ([self.plan] if helps and self.shown else []), (user, self.tried)
            threads = Thread.objects.visible_to(user, at=self.now).filter(person=self.cast.maureen)
            assert threads.exists() == helps, (user, self.tried)
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
    volunteers = [make_volunteer(moor, cast.pat), make_volunteer(moor, at_once=1), make_volunteer(fold, at_once=1)]
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


def live(world: Callable[[random.Random], Life], seed: str, lives: int) -> set[str]:
    """So many random lives, each in a world that is as it was before. Gives whatever was done in any of them."""
    reached: set[State] = set()
    taken: set[str] = set()
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
        do_clock(life.now)
        life.compare(())
        assert HelpRequest.objects.get(pk=life.request.pk).state == life.state, life.tried
        taken |= {*life.request.turns.values_list("action", flat=True)}
        transaction.savepoint_rollback(sid)
    assert reached >= set(State) - {State.DRAFT}
    return taken


def do_clock(at: datetime) -> None:
    """What is done every minute."""
    by_the_clock.end_what_ran_out(at=at)
    by_the_clock.end_without_checks(at=at)
    by_the_clock.end_without_a_helper(at=at)
    by_the_clock.take_lost_offers_back(at=at)


def test_random_lives(world: Callable[[random.Random], Life]) -> None:
    assert live(world, "some lives", SAMPLE) >= {Action.STEP_BACK, Action.LOSE_CHECKS, Action.LOSE_PROPOSED}


@pytest.mark.endurance
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_random_lives(world: Callable[[random.Random], Life], part: int) -> None:
    # Whatever can happen has happened.
    assert live(world, str(part), LIVES // PARTS) == set(Action)
