"""The list that is open to all: what is found, in which order, and what is said where nothing is."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.organisations.enums import PlaceKind, Profits, Room
from community.organisations.models import CostOption, DirectoryRules, Organisation
from portal.shell.navigation import MOST_ENTRIES
from tests.by_lot import without_what_is_drawn
from tests.factories.organisations import looked_over, make_organisation, make_place
from tests.factories.portal import UserFactory
from tests.personas import signed_in
from tests.valid_html import problems_of

LIST = "/help-near-you/"
NAMES = re.compile(r'<h3 class="imw-card__heading"><a href="[^"]+">([^<]+)</a>')


def found(query: str = "") -> list[str]:
    """The names in the list, in its order."""
    response = Client().get(f"{LIST}{query}")
    assert response.status_code == 200
    assert problems_of(response.content.decode()) == []
    return NAMES.findall(response.content.decode())


@pytest.fixture
def three(db: None) -> None:
    """A town with three organisations around it, and one that helps by phone."""
    make_place("Northmoor", 54.62, -2.02)
    make_place("NM4", 54.70, -2.01, PlaceKind.DISTRICT)
    make_organisation(
        "Far Fells", latitude=54.20, longitude=-2.02, description="We sing in a choir.", kinds=["talk"], city="Kendal"
    )
    make_organisation(
        "Near Neighbours", latitude=54.63, longitude=-2.02, languages=["en", "pl"], access=["step-free", "toilet"]
    )
    make_organisation("Upper Help", latitude=54.70, longitude=-2.01, audiences=["older"], access=["step-free"])
    make_organisation("Ring Us", everywhere=True, found_by="choir")


@pytest.mark.usefixtures("three")
def test_without_a_question_the_list_goes_from_a_to_z() -> None:
    assert found() == ["Far Fells", "Near Neighbours", "Ring Us", "Upper Help"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=choirs", ["Ring Us", "Far Fells"]),
        ("?q=fells", ["Far Fells"]),
        ("?q=kendal", ["Far Fells"]),
        ("?kind=talk", ["Far Fells"]),
        ("?language=pl", ["Near Neighbours"]),
        ("?audience=older", ["Upper Help"]),
        ("?access=step-free", ["Near Neighbours", "Upper Help"]),
        ("?access=step-free&access=toilet", ["Near Neighbours"]),
        ("?place=Northmoor", ["Near Neighbours", "Upper Help", "Far Fells", "Ring Us"]),
        ("?place=nm4+2qt", ["Upper Help", "Near Neighbours", "Far Fells", "Ring Us"]),
        ("?place=northmoor&within=5", ["Near Neighbours", "Ring Us"]),
        ("?place=northmoor&within=10", ["Near Neighbours", "Upper Help", "Ring Us"]),
        ("?within=5", ["Far Fells", "Near Neighbours", "Ring Us", "Upper Help"]),
        ("?kind=nothing-of-ours&within=7&language=%00", ["Far Fells", "Near Neighbours", "Ring Us", "Upper Help"]),
    ],
)
def test_what_is_asked_for_is_found_in_its_order(query: str, names: list[str]) -> None:
    assert found(query) == names


@pytest.mark.usefixtures("three")
def test_the_distance_is_said() -> None:
    page = Client().get(f"{LIST}?place=Northmoor").content.decode()
    assert "Less than a mile" in page
    assert "About 6 miles" in page
    assert "About 29 miles" in page


@pytest.mark.usefixtures("three")
def test_where_nothing_fits_it_says_what_to_leave_out() -> None:
    page = Client().get(f"{LIST}?q=choir&place=Northmoor&within=5&language=pl").content.decode()
    assert "Nothing fits all of this" in page
    assert "Without the words “choir” there is 1" in page
    assert "Without “Pl” there is 1" in page
    # Leaving out the place alone helps nothing: no choir speaks Polish.
    assert "Without “near Northmoor”" not in page
    assert f'href="{LIST}?place=Northmoor&amp;within=5&amp;language=pl"' in page


@pytest.mark.usefixtures("three")
def test_each_filter_can_be_left_out() -> None:
    page = Client().get(f"{LIST}?q=choir&place=Northmoor&within=50").content.decode()
    assert f'href="{LIST}?place=Northmoor&amp;within=50">Leave out' in page
    # Without a place a distance means nothing.
    assert f'href="{LIST}?q=choir">Leave out' in page
    assert f'href="{LIST}?q=choir&amp;place=Northmoor">Leave out' in page


@pytest.mark.usefixtures("three")
def test_an_unknown_place_is_said_and_the_list_still_comes() -> None:
    page = Client().get(f"{LIST}?place=Atlantis&q=choir").content.decode()
    assert "We do not know where “Atlantis” is" in page
    assert "Ring Us" in page


@pytest.mark.usefixtures("three")
def test_a_postcode_that_is_known_roughly_says_so() -> None:
    make_place("NM", 54.62, -2.02, PlaceKind.AREA)
    page = Client().get(f"{LIST}?place=nm9+9zz").content.decode()
    assert "only as somewhere in NM" in page
    assert NAMES.findall(page)[0] == "Near Neighbours"
    closer = Client().get(f"{LIST}?place=nm4+9zz").content.decode()
    assert "only as somewhere in" not in closer
    assert NAMES.findall(closer)[0] == "Upper Help"


def test_a_draft_is_in_no_list_and_has_no_page(db: None, client: Client) -> None:
    draft = make_organisation("Not Approved Yet", live=False, phone="01632 960499")
    assert found() == []
    assert "Nobody is in the list yet" in client.get(LIST).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert b"960499" not in client.get("/api/directory/").content
    assert client.get(f"/api/directory/{draft.uuid}/").status_code == 404


def test_the_page_says_how_to_reach_them_what_it_costs_and_who_could_earn(db: None, client: Client) -> None:
    entry = make_organisation(
        "Payers",
        phone="01632 960500",
        profits=Profits.YES,
        interest="We sell payroll.",
        website="https://pay.example.org",
    )
    CostOption.objects.create(organisation=entry, option="Payroll", amount="12.50", amount_description="a month")
    page = client.get(entry.get_absolute_url()).content.decode()
    for words in (
        'href="tel:01632960500"',
        'href="tel:1800101632960500"',
        "£12.50 a month",
        "They could earn by what you plan",
        "We sell payroll.",
        'href="https://pay.example.org"',
        "They are not on this portal",
    ):
        assert words in page
    assert "Could earn by what you plan" in client.get(LIST).content.decode()


def test_an_entry_that_nobody_looked_over_for_long_says_so(db: None, client: Client, now: datetime) -> None:
    ed = UserFactory(known_as="Ed", editor=True)
    entry = make_organisation()
    room = looked_over(entry, ed, now - timedelta(days=30), room=Room.WAITING, wait_weeks=3)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "Last checked by Northmoor Council" in page
    assert "Nobody has checked this" not in page
    assert "usually 3 weeks to wait" in page
    DirectoryRules.objects.create(stale_after_days=30)
    assert "Nobody has checked this since" in client.get(entry.get_absolute_url()).content.decode()
    assert "Not checked since" in client.get(LIST).content.decode()
    room.intake_paused = True
    room.save()
    assert "No new requests for now" in client.get(LIST).content.decode()
    assert "They take on nobody new for now" in client.get(entry.get_absolute_url()).content.decode()
    assert "Ed" not in re.sub(r"Edit", "", without_what_is_drawn(client.get(entry.get_absolute_url()).content.decode()))


@pytest.mark.parametrize(
    "query", ["", "?q=moor", "?place=Northmoor", "?place=Northmoor&within=50&q=moor&kind=planning&access=toilet"]
)
def test_the_list_costs_the_same_for_one_and_for_many(db: None, query: str, now: datetime) -> None:
    ed = UserFactory(known_as="Ed", editor=True)
    make_place("Northmoor", 54.62, -2.02)

    def add(number: int) -> None:
        entry = make_organisation(
            f"Moor {number}",
            latitude=54.6,
            longitude=-2,
            kinds=["planning", "talk"],
            access=["toilet"],
            languages=["en"],
        )
        CostOption.objects.create(organisation=entry, option="A talk", amount=1)
        looked_over(entry, ed, now)

    add(0)
    one = _queries(f"{LIST}{query}")
    for number in range(1, 15):
        add(number)
    assert _queries(f"{LIST}{query}") == one
    assert len(found(query)) == 15


def _queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_long_list_has_pages_that_keep_the_question(db: None, client: Client) -> None:
    for number in range(21):
        make_organisation(f"Moor {number:02}")
    page = client.get(f"{LIST}?q=moor").content.decode()
    assert "21 places to get help" in page
    assert "?q=moor&amp;page=2" in page
    assert len(found("?q=moor&page=2")) == 1
    assert len(found("?q=moor&page=nonsense")) == 20
    # Past the end the last page comes, as many lines as it has.
    assert len(found("?q=moor&page=99")) == 1
    assert len(found("?q=moor&page=9999999999")) == 1


def test_every_page_leads_there(db: None, client: Client) -> None:
    link = 'href="/help-near-you/"'
    for user in (
        UserFactory(),
        UserFactory(social_worker=True),
        UserFactory(team_manager=True),
        UserFactory(coordinator=True),
        UserFactory(volunteer=True),
    ):
        page = signed_in(user).get("/home/")
        assert link in page.content.decode()
        assert len(page.context["navigation"]) <= MOST_ENTRIES
    page = client.get("/search/?q=choir").content.decode()
    assert link in page
    assert 'href="/help-near-you/?q=choir"' in page


def test_an_index_finds_words(db: None) -> None:
    make_organisation("Moor Friends")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = str(Organisation.objects.filter(search=SearchQuery("moor", config="english")).explain())
    assert "organisation_by_words" in plan


ODD_WORDS = [
    "\x00",
    "\ud800",
    "a\x00b",
    "'; drop table x;--",
    '"',
    "! & | ( )",
    "<->",
    ":*",
    "-",
    "%",
    "\u202e",
    "x" * 9000,
]
ODD = st.one_of(st.text(max_size=60), st.sampled_from(ODD_WORDS), st.characters().map(lambda sign: sign * 300))


class OddInput(TestCase):
    """Whatever an address says gives a page."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(q=ODD, place=ODD, within=ODD, kind=ODD, access=st.lists(ODD, max_size=3), page=ODD)
    def test_any_text_gives_a_page(self, **typed: object) -> None:
        make_organisation("Moor Friends", latitude=54.6, longitude=-2)
        data = {name: _sendable(value) for name, value in typed.items()}
        response = self.client.get(LIST, data)
        assert response.status_code == 200
        assert b"Help near you" in response.content


def _sendable(value: object) -> object:
    """As a browser sends it: half of a pair of signs becomes a question mark."""
    if isinstance(value, list):
        return [_sendable(each) for each in value]
    return str(value).encode("utf-8", "replace").decode()
