"""What is new, from when and for whom; and when a page was last checked."""

import json
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.pages.models import GuidancePage, WhatsChangedPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

URL = "/whats-changed/"


def change(what: str, since: str, **more: str) -> dict[str, object]:
    value = {"since": since, "what": what, "text": f"It means {what}.", "whom": f"Whoever minds {what}", **more}
    return {"type": "change", "value": value}


def write(*changes: dict[str, object]) -> None:
    page = WhatsChangedPage.objects.get()
    page.changes = json.dumps(changes)
    page.save_revision().publish()


def test_each_change_says_what_from_when_and_for_whom(client: Client) -> None:
    write(change("buses", "2026-03-09", href="/guidance/getting-help/"))
    page = client.get(URL).content.decode()
    assert '<time datetime="2026-03-09">9 March 2026</time>' in page
    for words in ("buses</h2>", "<p>It means buses.</p>", "Whoever minds buses", 'href="/guidance/getting-help/"'):
        assert words in page


def test_the_latest_comes_first_in_whatever_order_they_were_written(client: Client) -> None:
    write(change("old", "2024-01-01"), change("new", "2026-06-30"), change("middle", "2025-05-05"))
    found = re.findall(r'<h2 class="imw-card__heading">(\w+)</h2>', client.get(URL).content.decode())
    assert found == ["new", "middle", "old"]


def test_a_draft_without_a_date_can_be_previewed() -> None:
    page = WhatsChangedPage.objects.get()
    page.changes = json.dumps([change("old", "2024-01-01"), {"type": "change", "value": {"what": "soon"}}])
    assert [one.value["what"] for one in page.more_context()["changes"]] == ["soon", "old"]


def test_without_changes_it_says_what_will_be_there(client: Client) -> None:
    write()
    assert "Nothing has changed yet" in client.get(URL).content.decode()


def test_many_changes_take_as_many_queries_as_one(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(f"{URL}?made=anew")
        return len(found)

    write(change("one", "2026-01-01"))
    client.get(URL)
    one = queries()
    write(*(change(f"n{number}", "2026-01-01", href="/") for number in range(30)))
    client.get(URL)
    assert queries() == one


def test_the_home_page_leads_there_and_search_finds_it(client: Client) -> None:
    assert f'<a href="{URL}">What has changed</a>' in client.get("/").content.decode()
    write(change("zebracrossing", "2026-01-01"))
    assert f'href="{URL}"' in client.get("/search/?q=zebracrossing").content.decode()


def test_what_an_editor_wrote_there_survives_another_seed(client: Client) -> None:
    write(change("buses", "2026-03-09"))
    call_command("seed_pages", verbosity=0)
    assert "buses</h2>" in client.get(URL).content.decode()


def test_a_page_says_when_it_was_last_checked_and_nothing_where_nobody_did(client: Client) -> None:
    page = GuidancePage.objects.get(slug="getting-help")
    page.looked_over = date(2025, 2, 3)
    page.save_revision().publish()
    assert "last looked over this page on" in client.get(page.url).content.decode()
    assert '<time datetime="2025-02-03">3 February 2025</time>' in client.get(page.url).content.decode()
    page.looked_over = None
    page.save_revision().publish()
    assert "last looked over" not in client.get(page.url).content.decode()
