"""Search finds what everybody may read, and nothing else."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import PageViewRestriction

from content.pages.models import GuidanceIndexPage, GuidancePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def add(title: str, text: str, **fields: object) -> GuidancePage:
    page = GuidancePage(
        title=title, summary="A summary.", body=json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>"}]), **fields
    )
    GuidanceIndexPage.objects.get().add_child(instance=page)
    return page


def search(client: Client, words: str, **more: object) -> str:
    response = client.get("/search/", {"q": words, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_words_in_the_text_of_a_page_find_it(client: Client) -> None:
    page = search(client, "choir")
    assert '<a href="/stories/maureen/">Maureen and the Thursday choir</a>' in page
    assert "How a job description turned into a plan" in page
    assert "two hours of cleaning" in page


def test_all_words_must_occur(client: Client) -> None:
    add("Trams", "Zebrafish and tramlines")
    assert "Trams</a>" in search(client, "zebrafish tramlines")
    assert "Trams</a>" not in search(client, "zebrafish submarines")


def test_a_draft_is_never_found(client: Client) -> None:
    page = add("Soon", "CANARYWORD", live=False)
    assert "Soon</a>" not in search(client, "CANARYWORD")
    page.save_revision().publish()
    assert "Soon</a>" in search(client, "CANARYWORD")
    GuidancePage.objects.get(pk=page.pk).unpublish()
    assert "Soon</a>" not in search(client, "CANARYWORD")


def test_unpublished_changes_of_a_live_page_are_not_found(client: Client) -> None:
    page = add("Open", "Already public")
    page.body = json.dumps([{"type": "paragraph", "value": "<p>CANARYDRAFT</p>"}])
    page.save_revision()
    assert "Open</a>" not in search(client, "CANARYDRAFT")


def test_a_page_behind_a_restriction_is_not_found(client: Client) -> None:
    page = add("Closed", "CANARYWORD")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Closed</a>" not in search(client, "CANARYWORD")


def test_before_a_search_the_page_says_what_is_searched(client: Client) -> None:
    response = client.get("/search/")
    assert "It never looks into anybody’s plan or messages." in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_no_result_keeps_the_words_and_says_what_to_do(client: Client) -> None:
    page = search(client, 'zzqq "x"')
    assert 'value="zzqq &quot;x&quot;"' in page
    assert "We found nothing" in page
    assert 'href="/guidance/"' in page


def test_signs_without_a_word_get_a_sentence(client: Client) -> None:
    assert "Please type a word" in search(client, "?!")


def test_nobody_keeps_what_was_looked_for(client: Client) -> None:
    search(client, "choir")
    assert not Query.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "a\x00b",
        "'; drop table",
        "a & | ! ( ) : *",
        "<b>x</b>",
        "é" * 5000,
        "%%",
        "\\",
        "a:*",
        "\U0001d56c\u202ex",
        "\ud800",
    ],
)
def test_any_text_is_taken_politely(client: Client, words: str) -> None:
    typed = "".join(f"%{byte:02x}" for byte in words.encode("utf-8", "surrogatepass"))
    response = client.get(f"/search/?q={typed}")
    assert response.status_code == 200
    assert "<b>x</b>" not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", ""])
def test_any_page_number_is_taken_politely(client: Client, number: str) -> None:
    assert "Maureen" in search(client, "choir", page=number)


def test_many_results_come_in_pages_that_keep_the_words(client: Client) -> None:
    for number in range(12):
        add(f"Walrus {number}", "walrus")
    first, second = search(client, "walrus"), search(client, "walrus", page=2)
    assert "12 pages with “walrus”" in first
    assert first.count("<h3>") == 10
    assert second.count("<h3>") == 2
    assert "q=walrus&amp;page=2" in first


def test_a_search_takes_as_many_queries_for_many_results_as_for_one(client: Client) -> None:
    add("Walrus", "walrus")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            search(client, "walrus")
        return len(found)

    search(client, "walrus")
    one = queries()
    for number in range(9):
        add(f"Walrus {number}", "walrus")
    assert queries() == one
