"""The pages as readers meet them."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from content.pages.models import GuidanceIndexPage, GuidancePage, HomePage, StoriesIndexPage, StoryPage, TextPage
from content.pages.seeding import GUIDANCE, SEED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

TITLES = [
    "Your indicative budget",
    "Ways to make your plan",
    "What every plan needs",
    "What you can spend on",
    "Writing a PA job description",
    "What employing someone costs",
    "Getting help",
    "Your social worker",
    "How plans are agreed",
    "Reviews and money checks",
    "If things get worse",
    "Advocacy and capacity",
]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(response: object) -> str:
    """What a reader reads, in one line."""
    parser = _Text()
    parser.feed(response.content.decode())  # type: ignore[attr-defined]
    return " ".join(" ".join(parser.parts).split())


def get(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def add_guidance(title: str, **fields: object) -> GuidancePage:
    page = GuidancePage(
        title=title,
        summary=f"About {title}.",
        body=json.dumps([{"type": "paragraph", "value": f"<p>All about {title}.</p>"}]),
        **fields,
    )
    GuidanceIndexPage.objects.get().add_child(instance=page)
    return page


def test_the_home_page_says_what_its_editors_wrote(client: Client) -> None:
    home = HomePage.objects.get()
    home.hero_heading = "A heading that an editor thought of"
    home.save_revision().publish()
    text = text_of(client.get("/"))
    seed = json.loads((SEED / "pages/home.json").read_text())
    assert "A heading that an editor thought of" in text
    assert seed["hero"]["heading"] not in text
    for words in (seed["hero"]["lead"], seed["sample"]["words"], seed["people"]["text"], seed["worker"]["heading"]):
        assert words in text


def test_the_home_page_leads_to_a_try_and_to_the_guidance(client: Client) -> None:
    page = get(client, "/")
    assert re.search(r'<a class="govuk-button" href="/try/">\s*Start your plan', page)
    assert 'href="/guidance/"' in page
    assert page.count("<h1") == 1


def test_all_twelve_guidance_pages_are_listed_in_order_and_open(client: Client) -> None:
    listed = re.findall(
        r'<h2 class="imw-card__heading"><a href="(/guidance/[a-z-]+/)">([^<]+)</a>', get(client, "/guidance/")
    )
    assert [title for _, title in listed] == TITLES
    for url, title in listed:
        assert f"<h1>{title}</h1>" in get(client, url)


@pytest.mark.parametrize("name", GUIDANCE)
def test_a_guidance_page_shows_all_of_its_text(client: Client, name: str) -> None:
    text = text_of(client.get(f"/guidance/{name}/"))
    seed = json.loads((SEED / f"pages/guidance/{name}.json").read_text())
    assert seed["summary"] in text
    for block in seed["body"]:
        value = block["value"]
        pieces = value if isinstance(value, list) else [value["text"] if isinstance(value, dict) else value]
        for piece in pieces:
            words = re.sub(r"<[^>]+>", " ", unescape(piece)).split()
            assert " ".join(words[:4]) in text, piece


def test_the_numbers_in_the_text_can_be_rung(client: Client) -> None:
    page = get(client, "/guidance/if-things-get-worse/")
    assert 'href="tel:999"' in page
    assert 'href="tel:116123"' in page


def test_a_page_with_which_it_is_dangerous_to_be_seen_can_be_left(client: Client) -> None:
    response = client.get("/guidance/if-things-get-worse/")
    page = response.content.decode()
    assert "Exit this page" in page
    assert "<title>Guidance –" in page
    assert "no-store" in response["Cache-Control"]
    assert 'action="/exit/"' not in get(client, "/guidance/getting-help/")


def test_read_next_leads_to_public_pages_only(client: Client) -> None:
    page = get(client, "/guidance/your-indicative-budget/")
    assert '<a href="/guidance/how-plans-are-agreed/">How plans are agreed</a>' in page.split("Read next")[1]
    GuidancePage.objects.get(slug="how-plans-are-agreed").unpublish()
    after = get(client, "/guidance/your-indicative-budget/").split("Read next")[1]
    assert "How plans are agreed" not in after
    assert "What you can spend on" in after


def test_easy_read_is_a_view_of_the_same_page_with_one_idea_a_line(client: Client) -> None:
    assert '<a class="imw-pill" href="?view=easy-read">Easy Read</a>' in get(client, "/guidance/getting-help/")
    response = client.get("/guidance/getting-help/?view=easy-read")
    page = response.content.decode()
    ideas = json.loads((SEED / "pages/guidance/getting-help.json").read_text())["easy_read"]
    assert [unescape(t) for t in re.findall(r"<li><p>(.*?)</p>", page)] == [idea["text"] for idea in ideas]
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert "/guidance/getting-help/" in page
    assert "Read next" not in page


def test_every_idea_of_easy_read_has_at_most_fifteen_words_a_sentence() -> None:
    pages = [page.specific for page in Page.objects.live() if hasattr(page.specific, "easy_read")]
    sentences = [s for page in pages for idea in page.easy_read for s in re.split(r"[.?!]", idea.value["text"])]
    assert len(sentences) > 100
    assert [s for s in sentences if len(s.split()) > 15] == []


def test_a_page_without_easy_read_shows_itself_instead(client: Client) -> None:
    page = add_guidance("Parking")
    response = client.get(f"{page.url}?view=easy-read")
    assert "All about Parking." in response.content.decode()
    assert "X-Robots-Tag" not in response.headers


def test_stories_say_that_their_people_are_invented(client: Client) -> None:
    stories = get(client, "/stories/")
    assert "Maureen is an invented person." in stories
    assert "Tom, in ten photos" in stories
    story = get(client, "/stories/maureen/")
    assert "an invented person" in story
    picture = re.search(r'src="(/media/images/[^"]+\.webp)"', story)
    assert picture
    response = client.get(picture[1])
    assert response["Content-Type"] == "image/webp"
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"


@pytest.mark.parametrize(
    "path", ["../original_images/maureen.webp", "..%2Fsecret", ".hidden.webp", "nothing.webp", "x.svg"]
)
def test_only_pictures_in_a_pages_size_are_served(client: Client, path: str) -> None:
    assert client.get(f"/media/images/{path}").status_code == 404
    assert client.get("/media/original_images/maureen.webp").status_code == 404


@pytest.mark.parametrize("url", ["/accessibility/", "/privacy/", "/cookies/", "/feedback/", "/exit-this-page/"])
def test_the_pages_that_every_site_needs_are_there(client: Client, url: str) -> None:
    assert "<h1>" in get(client, url)


def test_every_link_of_the_pages_leads_somewhere(client: Client) -> None:
    pages = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    links = {link for url in pages for link in re.findall(r'href="(/[^"#?]*)', get(client, url))}
    ours = {link for link in links if not link.startswith(("/static/", "/media/", "/accounts/", "/try/"))}
    assert {"/guidance/", "/feedback/", "/exit-this-page/"} <= ours
    # Where a page is for those who have signed in, the way to it leads past the sign-in.
    assert [link for link in sorted(ours) if client.get(link, follow=True).status_code != 200] == []


def test_a_list_without_pages_says_what_will_be_there(client: Client) -> None:
    for page in StoryPage.objects.all():
        page.unpublish()
    assert "Stories of people who wrote their own plan will be here." in get(client, "/stories/")


def test_drafts_and_restricted_pages_are_in_no_list(client: Client) -> None:
    add_guidance("CANARY-DRAFT", live=False)
    PageViewRestriction.objects.create(page=add_guidance("CANARY-CLOSED"), restriction_type="login")
    assert "CANARY" not in get(client, "/guidance/")
    assert client.get("/guidance/canary-draft/").status_code == 404


@pytest.mark.parametrize("url", ["/guidance/", "/stories/"])
def test_a_list_takes_as_many_queries_for_many_pages_as_for_few(client: Client, url: str) -> None:
    portrait = StoryPage.objects.filter(portrait__isnull=False)[0].portrait

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            get(client, f"{url}?made=anew")
        return len(found)

    get(client, url)
    few = queries()
    for number in range(20):
        add_guidance(f"Page {number}")
        StoriesIndexPage.objects.get().add_child(
            instance=StoryPage(title=f"Story {number}", summary="S", person_name="A", portrait=portrait, body="[]")
        )
    get(client, url)
    assert queries() == few


def test_a_page_takes_as_many_queries_however_long_it_is(client: Client) -> None:
    page = GuidancePage.objects.get(slug="getting-help")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            get(client, f"{page.url}?made=anew")
        return len(found)

    get(client, page.url)
    short = queries()
    page.body = json.dumps([{"type": "paragraph", "value": '<p><a href="/guidance/">Word</a></p>'}] * 60)
    page.related = json.dumps([{"type": "page", "value": p.pk} for p in GuidancePage.objects.all()])
    page.save_revision().publish()
    get(client, page.url)
    assert queries() == short


def test_no_page_holds_inline_code_or_asks_anybody_else(client: Client) -> None:
    for page in Page.objects.live().filter(depth__gt=1):
        html = get(client, page.url)
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html), page
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', html), page


def test_every_text_page_has_a_summary_and_easy_read() -> None:
    texts = [page.specific for page in Page.objects.live() if isinstance(page.specific, TextPage)]
    assert len(texts) >= 19
    assert [page.title for page in texts if not page.summary or not page.easy_read] == []
