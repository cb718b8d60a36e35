"""Every address of a document while its owner is in a crisis: what is read, what is kept, what stops, what goes on."""

from datetime import datetime

import pytest
from django.urls import resolve, reverse

from planning.documents.models import Document
from planning.documents.pausing import WhilePaused
from portal.crisis.services import mark_crisis
from tests.access.asking import ask
from tests.access.rules import RULES
from tests.access.test_declarations import ours
from tests.access.world import World

ADDRESSES = sorted(
    str(pattern.name)
    for route, pattern in ours()
    if str(route).startswith("documents/<uuid:uuid>/") and str(pattern.name) in RULES
)
# Who sees what, copies and versions, and leaving: nobody is held back from these.
GOES_ON = {
    "document_share_worker",
    "document_share_helper",
    "document_share_person",
    "document_left_out",
    "document_stop_sharing",
    "document_parts",
    "document_audience",
    "document_export",
    "document_version_export",
    "document_versions",
    "document_delete",
    "document_put_back",
    "comment_open",
    "comment_close",
}
# Words that come from a page that was open before: they are kept.
WRITES = {
    "document_step",
    "document_rename",
    "document_add_heading",
    "document_begin_heading",
    "document_rename_heading",
    "document_add_question",
    "document_rename_question",
    "document_paper_step",
    "document_paper_change",
    "comment_add",
    "comment_reply",
    "suggestion_add",
    "suggestion_change",
    "suggestion_decline",
}
# Pages that are there to change something, and hold no words.
STOPS = {
    "document_own",
    "document_check",
    "document_newer",
    "document_remove_heading",
    "document_remove_question",
    "document_go_back",
    "document_send",
    "document_carry",
    "document_carried",
    "document_coverage_item",
    "document_route",
    "document_paper",
}


@pytest.fixture
def world(world: World, now: datetime) -> World:
    """Maureen's things, and Maureen in a crisis."""
    maureen = world.people["maureen"]
    mark_crisis(person=maureen, by=maureen, at=now)
    return world


def who_may(name: str, method: str) -> list[str]:
    allowed = getattr(RULES[name], method)
    return sorted(allowed or ())


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_an_address_says_of_itself(world: World, name: str) -> None:
    said = getattr(resolve(reverse(name, kwargs=RULES[name].kwargs(world))).func, "while_paused", None)
    if name in WRITES | STOPS:
        assert said == (WhilePaused.WRITES if name in WRITES else WhilePaused.STOPS)
    # What does not look for its document stands outside of the pause without saying so.
    elif said is not None:
        assert name in GOES_ON and said == WhilePaused.GOES_ON


@pytest.mark.parametrize("name", [name for name in ADDRESSES if RULES[name].get is not None])
def test_pages_that_change_something_stop_and_the_others_are_read(world: World, name: str) -> None:
    for who in who_may(name, "get"):
        response = ask(world, who, "get", reverse(name, kwargs=RULES[name].kwargs(world)), RULES[name].data)
        stopped = response.status_code == 403
        assert stopped is (name in WRITES | STOPS), (who, response.status_code)
        if stopped:
            told = b"things are bad" in response.content or b"bad for Maureen" in response.content
            assert b"paused" in response.content
            assert told is (who in {"maureen", "sunita", "ben", "hana"}), f"{who} is told of a crisis, or is not"


@pytest.mark.parametrize("name", [name for name in ADDRESSES if RULES[name].post is not None])
def test_a_form_is_refused_kept_or_goes_on(world: World, name: str) -> None:
    for who in who_may(name, "post"):
        response = ask(world, who, "post", reverse(name, kwargs=RULES[name].kwargs(world)), RULES[name].data)
        refused = response.status_code == 403 and b"paused" in response.content
        assert refused is (name not in WRITES | GOES_ON), (who, response.status_code)


def test_every_other_way_to_begin_or_to_plan_stops_too(world: World) -> None:
    uuid, before = world.people["maureen"].uuid, Document.objects.count()
    for who, address in (
        ("maureen", reverse("document_new")),
        ("maureen", reverse("document_import")),
        ("maureen", reverse("have_a_go")),
        ("sunita", reverse("offer_have_a_go", args=[uuid])),
    ):
        for method in ("get", "post"):
            response = ask(world, who, method, address, {"pointers": "Begin with the bees."})
            assert response.status_code == 403, (who, address)
            assert (b"Begin with the bees." in response.content) is (method == "post")
    assert Document.objects.count() == before


def test_nothing_stops_for_anybody_else(world: World) -> None:
    assert ask(world, "amira", "get", reverse("document_new"), {}).status_code == 200
