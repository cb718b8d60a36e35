"""The figures of an organisation: what is counted, for whom, and that it says nothing about anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.figures.counting import Figures, Line, figures_of
from community.figures.enums import Period
from community.help_requests.enums import Action, State
from community.help_requests.models import Helping, HelpRequest, Turn
from community.helping.models import Meeting
from community.organisations.models import Organisation
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.help_requests import let_help, make_request
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.portal import UserFactory
from tests.personas import signed_in

# The middle of a summer month, so that a month here begins an hour before it does in the database.
NOW = datetime(2026, 8, 19, 11, tzinfo=UTC)
JULY = datetime(2026, 7, 10, 9, tzinfo=UTC)


@pytest.fixture
def friends(db: None) -> Organisation:
    return make_organisation("Moor Friends")


def turn(request: HelpRequest, action: Action, before: State, after: State, at: datetime) -> Turn:
    return Turn.objects.create(
        request=request, action=action, before=before, after=after, organisation=request.organisation, at=at
    )


def asked(organisation: Organisation, at: datetime, person: User | None = None) -> HelpRequest:
    """A request that was sent, and waits."""
    request = make_request(person or UserFactory(), organisation, at=at)
    turn(request, Action.SEND, State.DRAFT, State.WAITING, at)
    return request


def helped(organisation: Organisation, sent: datetime, begun: datetime, until: datetime | None = None) -> Helping:
    """A request that was taken on in a day, and whose person said yes."""
    helping = let_help(UserFactory(), UserFactory(volunteer=True), organisation, at=begun, until=until)
    request = helping.request
    turn(request, Action.SEND, State.DRAFT, State.WAITING, sent)
    turn(request, Action.ACCEPT, State.WAITING, State.ACCEPTED, sent + timedelta(days=1))
    turn(request, Action.PROPOSE, State.ACCEPTED, State.PROPOSED, sent + timedelta(days=1, hours=1))
    turn(request, Action.SAY_YES, State.PROPOSED, State.MATCHED, begun)
    return helping


def meet(helping: Helping, on: date, minutes: int = 60) -> None:
    Meeting.objects.create(
        match=helping.match, on=on, minutes=minutes, line="Tea", written_by=helping.match.helper, written_at=NOW
    )


def figures(organisation: Organisation, period: Period = Period.THREE, at: datetime = NOW) -> Figures:
    return figures_of(organisation, period, at=at)


def month(organisation: Organisation, name: str, at: datetime = NOW) -> Line:
    return next(line for line in figures(organisation, at=at).lines if line.label == name)


def test_each_month_counts_what_happened_in_it(friends: Organisation) -> None:
    asked(friends, JULY)
    no = asked(friends, JULY + timedelta(days=1))
    turn(no, Action.DECLINE, State.WAITING, State.DECLINED, JULY + timedelta(days=30))
    helped(friends, JULY, datetime(2026, 8, 3, 9, tzinfo=UTC), until=datetime(2026, 8, 10, 9, tzinfo=UTC))
    july, august = month(friends, "July 2026"), month(friends, "August 2026")
    assert (july.asked, july.taken_on, july.declined, july.begun, july.ended) == (3, 1, 0, 0, 0)
    assert (august.asked, august.taken_on, august.declined, august.begun, august.ended) == (0, 0, 1, 1, 1)
    total = figures(friends).total
    assert (total.asked, total.taken_on, total.declined, total.begun, total.ended) == (3, 1, 1, 1, 1)
    assert [line.label for line in figures(friends).lines] == ["June 2026", "July 2026", "August 2026"]


def test_a_month_begins_at_midnight_here(friends: Organisation) -> None:
    # 11:30pm in the database, half past midnight here.
    asked(friends, datetime(2026, 7, 31, 23, 30, tzinfo=UTC))
    asked(friends, datetime(2026, 7, 31, 22, 30, tzinfo=UTC))
    assert (month(friends, "July 2026").asked, month(friends, "August 2026").asked) == (1, 1)
    assert (month(friends, "July 2026").waiting, month(friends, "August 2026").waiting) == (1, 2)


def test_a_request_waits_until_somebody_helps_or_nobody_will(friends: Organisation) -> None:
    request = asked(friends, JULY)
    day = timedelta(days=1)
    turn(request, Action.ASK_BACK, State.WAITING, State.ASKED_BACK, JULY + day)
    turn(request, Action.ANSWER, State.ASKED_BACK, State.WAITING, JULY + 2 * day)
    turn(request, Action.ACCEPT, State.WAITING, State.ACCEPTED, JULY + 3 * day)
    turn(request, Action.PROPOSE, State.ACCEPTED, State.PROPOSED, JULY + 4 * day)
    assert (month(friends, "June 2026").waiting, month(friends, "July 2026").waiting) == (0, 1)
    turn(request, Action.SAY_YES, State.PROPOSED, State.MATCHED, JULY + 30 * day)
    assert (month(friends, "July 2026").waiting, month(friends, "August 2026").waiting) == (1, 0)
    # Who helps stops: it waits again.
    turn(request, Action.STEP_BACK, State.MATCHED, State.ACCEPTED, JULY + 32 * day)
    assert month(friends, "August 2026").waiting == 1
    turn(request, Action.TAKE_BACK, State.ACCEPTED, State.TAKEN_BACK, JULY + 32 * day)
    assert month(friends, "August 2026").waiting == 0


def test_a_no_whose_window_is_older_than_the_proposal_ends_the_waiting_all_the_same(friends: Organisation) -> None:
    request = asked(friends, JULY)
    turn(request, Action.ACCEPT, State.WAITING, State.ACCEPTED, JULY + timedelta(hours=1))
    turn(request, Action.PROPOSE, State.ACCEPTED, State.PROPOSED, JULY + timedelta(hours=3))
    turn(request, Action.DECLINE, State.PROPOSED, State.DECLINED, JULY + timedelta(hours=2))
    assert month(friends, "July 2026").waiting == 0


def test_a_request_that_went_on_waits_with_the_next_one(friends: Organisation) -> None:
    request = asked(friends, JULY)
    turn(request, Action.DECLINE, State.WAITING, State.DECLINED, JULY + timedelta(hours=1))
    other = make_organisation("Another")
    request.organisation = other
    turn(request, Action.SEND, State.DECLINED, State.WAITING, JULY + timedelta(hours=2))
    assert (month(friends, "July 2026").waiting, month(other, "July 2026").waiting) == (0, 1)
    assert (month(friends, "July 2026").asked, month(other, "July 2026").asked) == (1, 1)


def test_half_met_within_so_many_days_and_hours_are_added_up(friends: Organisation) -> None:
    begun = JULY + timedelta(days=2)
    for days in (4, 9, 12, 30):
        helping = helped(friends, JULY, begun)
        meet(helping, (JULY + timedelta(days=days)).date(), 45)
        meet(helping, (JULY + timedelta(days=days + 1)).date(), 30)
    # Of 4, 9 and 12 in July the middle; in August 30; of all four the lower one in the middle.
    july, august = month(friends, "July 2026"), month(friends, "August 2026")
    assert (july.half_met, august.half_met, figures(friends).total.half_met) == (9, 30, 9)
    assert (july.minutes, august.minutes) == (3 * 75, 75)
    assert (july.hours, august.hours, figures(friends).total.hours) == ("4", "1", "5")
    assert month(friends, "June 2026").half_met is None


def test_meeting_on_the_day_of_asking_is_no_days(friends: Organisation) -> None:
    meet(helped(friends, JULY, JULY + timedelta(hours=1)), JULY.date())
    assert month(friends, "July 2026").half_met == 0


def test_what_other_organisations_do_is_theirs(friends: Organisation) -> None:
    other = make_organisation("Another")
    asked(other, JULY)
    meet(helped(other, JULY, JULY), JULY.date())
    total = figures(friends).total
    assert not any((total.asked, total.taken_on, total.waiting, total.begun, total.minutes))
    assert total.half_met is None


def test_as_many_questions_for_two_years_as_for_a_month(friends: Organisation) -> None:
    helped(friends, JULY, JULY)
    with CaptureQueriesContext(connection) as few:
        figures(friends, Period.THREE)
    for number in range(5):
        meet(helped(friends, JULY - timedelta(days=40 * number), JULY - timedelta(days=number)), JULY.date())
    with CaptureQueriesContext(connection) as many:
        figures(friends, Period.TWO_YEARS)
    assert len(many) == len(few)


def test_a_coordinator_sees_them_as_table_and_chart_without_a_name(friends: Organisation) -> None:
    dee = UserFactory(known_as="Dee", coordinator=True)
    let_coordinate(friends, dee)
    person = UserFactory(known_as="Secretive")
    asked(friends, datetime.now(UTC), person)
    browser, here = signed_in(dee), f"/organisation/{friends.uuid}/figures/"
    page = browser.get(here).content.decode()
    assert 'data-label="Asked">1</td>' in page
    assert 'value="1"' in page
    assert "Secretive" not in page
    assert "Requests that were sent to you in this month" in page
    assert page.count("<tr>") == 6 + 2
    assert browser.get(f"{here}?months=12").content.decode().count("<tr>") == 12 + 2
    assert browser.get(f"{here}?months=nonsense").content.decode().count("<tr>") == 6 + 2


def test_they_are_taken_along_as_a_spreadsheet(friends: Organisation) -> None:
    dee = UserFactory(known_as="Dee", coordinator=True)
    friends.name = "=HYPERLINK(1)"
    friends.save()
    let_coordinate(friends, dee)
    asked(friends, datetime.now(UTC), UserFactory(known_as="Secretive"))
    path = f"/organisation/{friends.uuid}/figures/spreadsheet/?months=3"
    # Asking how large it is takes nothing along.
    assert signed_in(dee).head(path).status_code == 200
    assert not Event.objects.filter(verb="figures taken along").exists()
    response = signed_in(dee).get(path)
    text = response.content.decode("utf-8-sig")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(text.split("\r\n\r\n")[0].splitlines()) == 1 + 3 + 1
    assert "'=HYPERLINK(1)" in text
    assert "Secretive" not in text
    assert Event.objects.filter(verb="figures taken along").count() == 1


def test_nobody_elses_figures(friends: Organisation) -> None:
    olu = UserFactory(known_as="Olu", coordinator=True)
    let_coordinate(make_organisation("Another"), olu)
    let_coordinate(friends, olu, ended=True)
    for path in ("", "spreadsheet/"):
        assert signed_in(olu).get(f"/organisation/{friends.uuid}/figures/{path}").status_code == 404
