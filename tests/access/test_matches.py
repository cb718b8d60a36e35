"""Everything that a match opens, for who helps now, whose last day is over, and who was asked to stop."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.help_requests.models import Helping
from community.messaging.gate import Ticket, look
from community.messaging.models import Thread
from tests.access.asking import ask
from tests.access.rules import ANYBODY, RULES, SIGNED_IN
from tests.access.world import OPEN_WORDS, World
from tests.personas import signed_in

# By the field of the world: who helps, or helped, in it, and whether they do now.
MATCHES = {"helping": ("leo", True), "over": ("lyn", False), "withdrawn": ("wes", False)}


def addresses(world: World, helping: Helping) -> dict[str, str]:
    """Every page and file that hangs on a match."""
    thread, match = helping.match.place.thread, helping.match
    own = {name: reverse(name, args=[match.uuid]) for name in ("helping_person", "helping_stop", "meeting_add")}
    threads = {
        name: reverse(name, args=[thread.uuid]) for name in ("thread", "thread_search", "thread_print", "thread_people")
    }
    threads["thread_since"] = reverse("thread_since", args=[thread.uuid, 0])
    documents = {
        name: reverse(name, kwargs=RULES[name].kwargs(world))
        for name in (
            "document",
            "document_comments",
            "document_print",
            "document_file",
            "document_coverage",
            "job_papers",
        )
    }
    return own | threads | documents


@pytest.mark.parametrize("field", MATCHES)
def test_pages_and_files_are_there_while_it_holds_and_not_after(world: World, field: str) -> None:
    who, holds = MATCHES[field]
    helping: Helping = getattr(world, field)
    for name, address in addresses(world, helping).items():
        response = ask(world, who, "get", address, {})
        assert (response.status_code == 200) is holds, (name, response.status_code)
        assert response.status_code in (200, 404), name


@pytest.mark.parametrize("field", MATCHES)
def test_what_they_wrote_to_each_other_is_for_the_two_alone(world: World, field: str) -> None:
    who, holds = MATCHES[field]
    thread: Thread = getattr(world, field).match.place.thread
    inside = {"maureen"} | ({who} if holds else set())
    for name in sorted(ANYBODY):
        response = ask(world, name, "get", thread.get_absolute_url(), {})
        assert (response.status_code == 200) is (name in inside), name
        assert (OPEN_WORDS.encode() in response.content) is (name in inside), name


def test_a_file_of_a_message_is_served_to_the_two_alone(world: World) -> None:
    file = world.helper_file
    address = reverse("message_file", args=[file.message.thread.uuid, file.uuid])
    for name in sorted(SIGNED_IN):
        got = ask(world, name, "get", address, {}).status_code == 200
        assert got is (name in {"maureen", "leo"}), name


@pytest.mark.parametrize("field", MATCHES)
def test_sockets_open_to_the_same(world: World, field: str) -> None:
    who, holds = MATCHES[field]
    thread: Thread = getattr(world, field).match.place.thread
    names = sorted(SIGNED_IN)
    tickets = [Ticket(signed_in(world.people[n]).cookies["sessionid"].value, thread.uuid) for n in names]
    standings = look(tickets, timezone.now())
    inside = {name for name, standing in zip(names, standings, strict=True) if standing.thread}
    assert inside == {"maureen"} | ({who} if holds else set())


@pytest.mark.parametrize("who", ["lyn", "wes"])
def test_no_list_of_who_helped_names_whose_it_was(world: World, who: str) -> None:
    for address in ("/helping/", "/home/", "/messages/", "/documents/", "/notices/"):
        text = ask(world, who, "get", address, {}).content.decode()
        assert "Maureen" not in text, address
        assert OPEN_WORDS not in text, address
