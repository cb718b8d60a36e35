"""The directory as data, for other directories: as HSDS describes it, and with nothing about any person."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.demonstration.directory import seed_organisations
from community.organisations.enums import Profits, Room
from community.organisations.models import CostOption, Organisation
from portal.accounts.models import User
from tests.factories.organisations import let_coordinate, looked_over, make_organisation
from tests.factories.portal import UserFactory
from tests.json_schema import problems

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "hsds.schema.json").read_text())
DATA = "/api/directory/"


@pytest.fixture
def cast_of_it(db: None) -> dict[str, User]:
    """Those who look after entries in the demonstration."""
    return {
        "dee": UserFactory(known_as="Dee", full_name="Dee Franklin", coordinator=True),
        "olu": UserFactory(known_as="Olu", full_name="Olu Adeyemi", coordinator=True),
        "nell": UserFactory(known_as="Nell", full_name="Nell Whitcombe", coordinator=True),
        "ed": UserFactory(known_as="Ed", full_name="Ed Lowther", editor=True),
    }


def everything(**facts: Any) -> Organisation:
    """An entry in which everything is said."""
    made = make_organisation(
        "Everything",
        other_names="All",
        email="all@example.org",
        website="https://all.example.org",
        text_number="07700 900400",
        opening_hours="Mondays",
        eligibility_description="Everybody",
        application_process="Ring",
        fees_description="It depends",
        address_1="1 Mill Lane",
        city="Northmoor",
        postal_code="NM1 1AA",
        latitude=54.62,
        longitude=-2.02,
        accessibility="A ramp",
        profits=Profits.YES,
        interest="We sell care.",
        kinds=["planning", "talk"],
        audiences=["older"],
        languages=["en", "bfi"],
        access=["step-free"],
        **facts,
    )
    CostOption.objects.create(organisation=made, option="A talk", amount="2.50", amount_description="an hour")
    return made


@pytest.mark.parametrize("everywhere", [True, False])
def test_an_entry_in_full_and_one_with_next_to_nothing_are_as_described(
    db: None, client: Client, now: datetime, everywhere: bool
) -> None:
    looked_over(everything(everywhere=everywhere), UserFactory(), now, room=Room.WAITING, wait_weeks=1)
    make_organisation("Nothing", is_free=everywhere)
    page = client.get(DATA).json()
    assert problems(page, SCHEMA, root=SCHEMA) == []
    full = next(each for each in page["contents"] if each["name"] == "Everything")
    assert full["cost_options"][0]["amount"] == 2.5
    assert full["service_at_locations"][0]["location"]["latitude"] == 54.62
    assert full["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Northmoor"
    assert {each["code"] for each in full["languages"]} == {"en", "bfi"}
    assert {each["taxonomy_term"]["code"] for each in full["attributes"]} == {"planning", "talk", "older", "step-free"}
    assert full["wait_time"] == "There is a wait; people usually wait 1 week"
    assert "We sell care." in full["alert"]
    assert [each["type"] for each in full["phones"]] == ["voice", "text"]
    assert client.get(f"{DATA}{full['id']}/").json() == full


def test_the_demonstrations_ten_are_as_described_and_name_nobody(
    client: Client, cast_of_it: dict[str, User], now: datetime
) -> None:
    for _ in range(2):
        seed_organisations(cast_of_it, at=now)
    page = client.get(DATA)
    assert problems(page.json(), SCHEMA, root=SCHEMA) == []
    assert page.json()["total_items"] == 10
    for user in cast_of_it.values():
        assert user.full_name not in page.content.decode()
        assert user.email not in page.content.decode()
        assert str(user.uuid) not in page.content.decode()
    paused = [each["name"] for each in page.json()["contents"] if each["status"] == "temporarily closed"]
    assert paused == ["Moor Voices Advocacy"]
    assert Organisation.objects.coordinated_by(cast_of_it["dee"], at=now).get().name == "Northmoor Independent Living"
    assert Organisation.objects.coordinated_by(cast_of_it["olu"], at=now).get().name == "Age UK Northmoor"


def test_it_comes_in_pages_and_any_cache_may_keep_it(db: None, client: Client) -> None:
    for number in range(5):
        make_organisation(f"Moor {number}")
    seen = []
    for number in (1, 2, 3):
        response = client.get(f"{DATA}?per_page=2&page={number}")
        page = response.json()
        assert problems(page, SCHEMA, root=SCHEMA) == []
        assert (page["total_pages"], page["page_number"], page["last_page"]) == (3, number, number == 3)
        seen += [each["name"] for each in page["contents"]]
    assert seen == [f"Moor {number}" for number in range(5)]
    assert "public" in response["Cache-Control"]
    assert "max-age=300" in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"
    for odd in ("page=-1", "page=x", "per_page=0", "per_page=99999999999999999999", "page=%00", "page=٣", "page=999"):
        assert client.get(f"{DATA}?{odd}").status_code == 200


def test_who_is_signed_in_keeps_it_in_no_shared_cache(db: None) -> None:
    dee = UserFactory(coordinator=True)
    let_coordinate(make_organisation(), dee)
    client = Client()
    client.force_login(dee)
    assert "no-store" in client.get(DATA)["Cache-Control"]


def test_it_costs_the_same_for_one_and_for_many(db: None, client: Client, now: datetime) -> None:
    ed = UserFactory(editor=True)
    looked_over(everything(), ed, now)
    one = _queries(client)
    for _ in range(8):
        looked_over(everything(), ed, now)
    assert _queries(client) == one


def _queries(client: Client) -> int:
    client.get(DATA)
    with CaptureQueriesContext(connection) as captured:
        client.get(DATA)
    return len(captured)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"id": "7"}, "id"),
        ({"status": "open"}, "status"),
        ({"coordinator": "Dee"}, "coordinator"),
        ({"url": "help"}, "url"),
        ({"email": "nobody"}, "email"),
        ({"assured_date": "today"}, "assured_date"),
        ({"phones": [{"id": "x"}]}, "number is missing"),
    ],
)
def test_what_is_not_as_described_is_found(db: None, client: Client, wrong: dict[str, Any], where: str) -> None:
    make_organisation()
    page = client.get(DATA).json()
    page["contents"][0] |= wrong
    assert where in " ".join(problems(page, SCHEMA, root=SCHEMA))
