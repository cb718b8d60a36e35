"""Begin, send, answer, take back; ask back, take on, say no: who may, once, and who is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.help_requests import services
from community.help_requests.enums import Action, State
from community.help_requests.life import ALREADY
from community.help_requests.models import HelpRequest, Turn
from community.help_requests.policies import (
    FOR_PERSONS,
    HELPS_NOW,
    IS_OVER,
    NOT_HERE,
    NOT_YOURS,
    RESTS,
    SAID_NO,
    SAYS_NOTHING,
    WITH_THEM,
)
from community.help_requests.services.deciding import NO_WORDS
from community.help_requests.services.requests import NOT_YOUR_DOCUMENT
from community.help_requests.store import HelpRequestStore
from community.help_requests.suitable import choice_for
from community.organisations.enums import Room
from community.organisations.models import Availability, Membership, Organisation
from content.wizards.stores import AnswerChange
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation, make_place
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.unit.community.help_requests.conftest import ABOUT, PLACE, TOPICS, Help

pytestmark = pytest.mark.django_db


def told(kind: Kind) -> set[str]:
    return set(Notice.objects.filter(kind=kind, read_at=None).values_list("user__known_as", flat=True))


def test_beginning_twice_by_one_form_begins_one(help_: Help) -> None:
    key = uuid4()
    one, two = (
        services.begin_request(key=key, organisation=help_.friends, by=help_.iris, at=help_.at) for _ in range(2)
    )
    assert one == two
    assert one.state == State.DRAFT
    assert not HelpRequest.objects.visible_to(help_.dee, at=help_.at).exists()
    other = services.begin_request(key=key, organisation=None, by=UserFactory(), at=help_.at)
    assert other != one


def test_who_helps_others_as_a_job_asks_with_another_account(help_: Help) -> None:
    with pytest.raises(Denied, match=FOR_PERSONS):
        services.begin_request(key=uuid4(), organisation=None, by=help_.dee, at=help_.at)


def test_it_is_sent_once_and_only_its_coordinators_are_told(help_: Help) -> None:
    request = help_.draft()
    for _ in range(2):
        services.send_request(request=request, organisation=help_.friends, by=help_.iris, at=help_.at)
    assert Turn.objects.count() == 1
    assert told(Kind.HELP_ASKED) == {"Dee", "Dot"}
    assert HelpRequest.objects.visible_to(help_.dee, at=help_.at).get() == request
    assert not HelpRequest.objects.visible_to(help_.olu, at=help_.at).exists()


def test_nothing_is_sent_that_says_nothing_or_to_who_cannot_be_asked(help_: Help) -> None:
    empty = services.begin_request(key=uuid4(), organisation=None, by=help_.iris, at=help_.at)
    with pytest.raises(Denied, match=SAYS_NOTHING):
        services.send_request(request=empty, organisation=help_.friends, by=help_.iris, at=help_.at)
    request = help_.draft()
    away = make_organisation("On paper alone")
    nobody = make_organisation("Nobody looks after it", on_portal=True)
    let_coordinate(nobody, help_.olu, ended=True)
    for organisation in (away, nobody):
        with pytest.raises(Denied, match=NOT_HERE):
            services.send_request(request=request, organisation=organisation, by=help_.iris, at=help_.at)
    Availability.objects.create(organisation=help_.friends, intake_paused=True)
    with pytest.raises(Denied, match=RESTS):
        services.send_request(
            request=request, organisation=Organisation.objects.get(pk=help_.friends.pk), by=help_.iris, at=help_.at
        )
    with pytest.raises(Denied, match=NOT_YOURS):
        services.send_request(request=request, organisation=help_.others, by=help_.dee, at=help_.at)
    assert not Turn.objects.exists()


@pytest.mark.parametrize(
    ("state", "why"), [(State.ENDED, IS_OVER), (State.TAKEN_BACK, IS_OVER), (State.MATCHED, HELPS_NOW)]
)
def test_why_its_words_stay_is_said_as_it_stands(help_: Help, state: State, why: str) -> None:
    request = help_.sent()
    HelpRequest.objects.filter(pk=request.pk).update(state=state)
    store = HelpRequestStore(HelpRequest.objects.get(pk=request.pk), help_.iris, help_.at)
    with pytest.raises(Denied, match=why):
        store.save([AnswerChange(ABOUT, "Something else", 0)])


def test_while_it_is_with_somebody_its_words_stay(help_: Help) -> None:
    request = help_.sent()
    store = HelpRequestStore(request, help_.iris, help_.at)
    with pytest.raises(Denied, match=WITH_THEM):
        store.save([AnswerChange(ABOUT, "Something else", 0)])
    with pytest.raises(Denied):
        HelpRequestStore(request, help_.dee, help_.at).save([AnswerChange(ABOUT, "Hers", 0)])


def test_two_windows_do_not_undo_each_other(help_: Help) -> None:
    request = help_.draft()
    one, two = (HelpRequestStore(HelpRequest.objects.get(pk=request.pk), help_.iris, help_.at) for _ in range(2))
    assert not one.save([AnswerChange(ABOUT, "First", 0)])[0].conflict
    late = two.save([AnswerChange(ABOUT, "Second", 0), AnswerChange(PLACE, "NM1", 0)])
    assert late[0].conflict
    assert late[0].answer.value == "First"
    kept = HelpRequest.objects.get(pk=request.pk).answers
    assert (kept[ABOUT]["value"], kept[PLACE]["value"]) == ("First", "NM1")
    one.mark(next(iter(one.definition.steps)).id, "done")
    assert TOPICS in HelpRequest.objects.get(pk=request.pk).answers


def test_asked_back_answered_taken_on(help_: Help) -> None:
    request = help_.sent()
    with pytest.raises(Denied, match=NO_WORDS):
        services.ask_back(request=request, words=" \u200b", by=help_.dee, at=help_.at)
    for _ in range(2):
        services.ask_back(request=request, words="Mornings?", by=help_.dee, at=help_.at)
    assert told(Kind.HELP_NEWS) == {"Iris"}
    with pytest.raises(Denied, match=ALREADY):
        services.ask_back(request=request, words="Afternoons?", by=help_.dot, at=help_.at)
    services.answer(request=request, words="Yes, from eleven", by=help_.iris, at=help_.at)
    services.accept_request(request=request, by=help_.dot, at=help_.at)
    services.accept_request(request=request, by=help_.dot, at=help_.at)
    with pytest.raises(Denied, match=ALREADY):
        services.accept_request(request=request, by=help_.dee, at=help_.at)
    actions = list(Turn.objects.values_list("action", flat=True))
    assert actions == [Action.SEND, Action.ASK_BACK, Action.ANSWER, Action.ACCEPT]


def test_after_a_no_the_organisation_reads_nothing_and_the_next_is_offered(help_: Help) -> None:
    request = help_.sent()
    services.decline_request(request=request, words="We are full until May.", by=help_.dee, at=help_.at)
    services.decline_request(request=request, words="We are full until May.", by=help_.dee, at=help_.at)
    assert not HelpRequest.objects.visible_to(help_.dee, at=help_.at).exists()
    assert told(Kind.HELP_ASKED) == set()
    assert told(Kind.HELP_NEWS) == {"Iris"}
    request.refresh_from_db()
    assert [each.organisation for each in choice_for(request, at=help_.at).offered] == [help_.others]
    with pytest.raises(Denied, match=SAID_NO):
        services.send_request(request=request, organisation=help_.friends, by=help_.iris, at=help_.at)
    services.send_request(request=request, organisation=help_.others, by=help_.iris, at=help_.at)
    assert HelpRequest.objects.visible_to(help_.olu, at=help_.at).get() == request
    with pytest.raises(Denied, match="coordinator of this organisation"):
        services.accept_request(request=request, by=help_.dee, at=help_.at)


def test_taken_back_nobody_else_reads_it_and_no_reason_is_asked(help_: Help) -> None:
    request = help_.sent()
    with pytest.raises(Denied):
        services.take_request_back(request=request, by=help_.dee, at=help_.at)
    for _ in range(2):
        services.take_request_back(request=request, by=help_.iris, at=help_.at)
    assert HelpRequest.objects.get().state == State.TAKEN_BACK
    assert not HelpRequest.objects.visible_to(help_.dee, at=help_.at).exists()
    assert Turn.objects.filter(action=Action.TAKE_BACK).count() == 1


def test_a_draft_is_put_away_without_anybody_being_told(help_: Help) -> None:
    request = help_.draft()
    services.take_request_back(request=request, by=help_.iris, at=help_.at)
    assert HelpRequest.objects.get().state == State.TAKEN_BACK
    assert not Notice.objects.exists()


def test_documents_are_a_wish_and_only_ones_own(help_: Help) -> None:
    request, plan, theirs = help_.draft(), make_document(help_.iris), make_document(UserFactory())
    left_out = [uuid4()]
    services.choose_document(request=request, document=plan, shown=True, left_out=left_out, by=help_.iris, at=help_.at)
    assert request.documents.get().left_out == left_out
    assert not plan.grants.exists()
    with pytest.raises(Denied, match=NOT_YOUR_DOCUMENT):
        services.choose_document(request=request, document=theirs, shown=True, by=help_.iris, at=help_.at)
    with pytest.raises(Denied):
        services.choose_document(request=request, document=plan, shown=True, by=help_.dee, at=help_.at)
    services.choose_document(request=request, document=plan, shown=False, by=help_.iris, at=help_.at)
    assert not request.documents.exists()


def test_that_it_was_opened_is_written_down_once_in_half_an_hour(help_: Help) -> None:
    request = help_.sent()
    for minutes in (1, 5, 40):
        services.open_request(request=request, by=help_.dee, at=help_.at + timedelta(minutes=minutes), path="/x/")
    services.open_request(request=request, by=help_.iris, at=help_.at, path="/x/")
    events = Event.objects.filter(verb="help request opened", person_id=help_.iris.pk)
    assert [event.actor_id for event in events] == [help_.dee.pk] * 2


def test_whose_part_has_ended_decides_nothing(help_: Help) -> None:
    request = help_.sent()
    Membership.objects.filter(user=help_.dee).update(ends_at=timezone.now())
    with pytest.raises(Denied):
        services.accept_request(request=request, by=help_.dee, at=timezone.now())


def test_nobody_can_buy_a_better_place_and_no_name_counts(help_: Help) -> None:
    request = help_.draft(**{PLACE: "Northmoor"})
    make_place("Northmoor", 54.0, -2.0)
    for name, north in (("Near", 54.05), ("Nearer", 54.01)):
        entry = make_organisation(name, on_portal=True, latitude=north, longitude=-2.0)
        let_coordinate(entry, help_.olu)
        Availability.objects.create(organisation=entry, room=Room.OPEN, told_at=help_.at)
    before = [each.organisation.pk for each in choice_for(request, at=help_.at).offered]
    for number, entry in enumerate(Organisation.objects.all()):
        entry.profits, entry.interest, entry.name = "yes", "We sell care.", f"{number % 3} {entry.name}"
        entry.save()
    assert [each.organisation.pk for each in choice_for(request, at=help_.at).offered] == before


def test_whom_to_ask_takes_as_many_queries_for_many(help_: Help) -> None:
    request = HelpRequest.objects.for_pages().get(pk=help_.draft().pk)
    with CaptureQueriesContext(connection) as few:
        choice_for(request, at=help_.at)
    for number in range(12):
        let_coordinate(make_organisation(f"More {number}", on_portal=True, languages=["pa"]), help_.olu)
    with CaptureQueriesContext(connection) as many:
        found = choice_for(request, at=help_.at)
    assert found.more
    assert len(many) == len(few)
