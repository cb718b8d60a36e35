"""Nobody around a person can tell from any page whether somebody helps them."""

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone

from community.help_requests.enums import HowEnded
from community.help_requests.models import Helping
from community.help_requests.services.matching import end_match
from community.messaging.models import Thread
from planning.comments.services import add_comment
from planning.documents.models import Document
from portal.relationships.models import Match
from tests.factories.comments import suggestion
from tests.factories.community import family_thread, say, thread_of
from tests.factories.content import default_definition, question_id
from tests.factories.help_requests import let_help, make_request
from tests.factories.organisations import make_organisation
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
SHORT = question_id(default_definition(), "short_text")
AROUND = ("beth", "sunita", "ben", "dee")


def same_but_for_tokens(text: str) -> str:
    """A page without what differs on every loading anyway: tokens and the minute."""
    text = re.sub(r'name="(csrfmiddlewaretoken|held-for|key|client_id)" value="[^"]*"', "", text)
    text = re.sub(r"\b\d{1,2}(:\d\d)?(am|pm)\b", "a time", text)
    return text.replace("><", ">\n<")


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen)
    answer(document, SHORT, "The allotment")
    share_with(document, cast.beth_in_circle, can_comment=True, can_suggest=True)
    share_with_worker(document)
    return document


@pytest.fixture
def addresses(cast: Cast, plan: Document) -> list[str]:
    at = timezone.now()
    threads = [thread_of(cast.maureen), family_thread(cast.maureen, cast.beth_in_circle, at=at, with_worker=True)]
    for thread in threads:
        say(thread, cast.maureen)
    own = plan.get_absolute_url()
    pages = ["", "comments/", "check/", "share/", "versions/", "export/"]
    return [
        *(
            "/home/",
            "/people/",
            "/documents/",
            "/messages/",
            "/caseload/",
            "/team/",
            "/help/",
            "/helping/",
            "/notices/",
        ),
        *(f"{own}{page}" for page in pages),
        *(thread.get_absolute_url() for thread in threads),
        f"/caseload/{cast.maureen.uuid}/",
        "/organisation/",
    ]


def pages_of(cast: Cast, addresses: list[str]) -> Iterator[tuple[str, str, int, str]]:
    for name in AROUND:
        client = signed_in(getattr(cast, name))
        for address in addresses:
            answer = client.get(address)
            yield name, address, answer.status_code, same_but_for_tokens(answer.content.decode())


def help_with(cast: Cast, plan: Document) -> Helping:
    """Pat helps, comments, suggests, writes; another request waits elsewhere."""
    helping = let_help(cast.maureen, cast.pat, make_organisation("Zebra Helpers"), documents=[plan])
    add_comment(document=plan, question_id=SHORT, text="SECRET of Pat", by=cast.pat, at=timezone.now())
    suggestion(plan, SHORT, cast.pat, "SECRET words")
    say(Thread.objects.get(kind="helper"), cast.pat, "SECRET message")
    make_request(cast.maureen, make_organisation("Yak Helpers"), documents=[plan])
    return helping


def test_pages_are_the_same_without_a_match_with_one_and_after_it(
    cast: Cast, plan: Document, addresses: list[str]
) -> None:
    # What a first look changes, such as what is unread, is changed.
    list(pages_of(cast, addresses))
    before = list(pages_of(cast, addresses))
    helping = help_with(cast, plan)
    compare(before, pages_of(cast, addresses))
    # Over by its date, before anybody has written that down.
    Match.objects.filter(pk=helping.match_id).update(ends_at=timezone.now())
    compare(before, pages_of(cast, addresses))
    helping.match.refresh_from_db()
    end_match(helping, how=HowEnded.PERSON, by=cast.maureen, at=timezone.now())
    compare(before, pages_of(cast, addresses))


def compare(before: list[tuple[str, str, int, str]], after: Iterator[tuple[str, str, int, str]]) -> None:
    for was, now in zip(before, after, strict=True):
        assert now[:3] == was[:3]
        assert now[3].splitlines() == was[3].splitlines(), was[:2]
        assert "SECRET" not in now[3]
        assert "Zebra" not in now[3]


def test_the_person_and_the_helper_see_it(cast: Cast, plan: Document) -> None:
    help_with(cast, plan)
    for client in (signed_in(cast.maureen), signed_in(cast.pat)):
        assert "SECRET of Pat" in client.get(f"{plan.get_absolute_url()}comments/").content.decode()
