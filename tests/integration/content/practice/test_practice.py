"""A made-up year and the courses, as readers and editors meet them."""

import json
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from content.models import CoursePage, ScenarioPage
from content.practice.blocks import MomentBlock, sum_in
from content.practice.models import part_number
from content.practice.year import LETTERS, SoFar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

YEAR = "/practice/a-year-with-della/"
BUDGET = "/courses/your-budget-in-plain-words/"
ASKING = "/courses/asking-for-what-you-need/"


def get(client: Client, url: str, **query: Any) -> str:
    response = client.get(url, query, follow=True)
    assert response.status_code == 200, url
    return unescape(response.content.decode())


def della() -> ScenarioPage:
    page: ScenarioPage = ScenarioPage.objects.get()
    return page


def played(letters: str) -> SoFar:
    so_far = della().year().after(letters)
    assert so_far.letters == letters
    return so_far


def test_anybody_finds_them_and_reads_that_it_is_nobodys_money(client: Client) -> None:
    assert YEAR in get(client, "/practice/")
    assert BUDGET in get(client, "/courses/")
    assert ASKING in get(client, "/courses/")
    home = get(client, "/")
    assert 'href="/practice/"' in home
    assert 'href="/courses/"' in home
    assert "nobody’s real money" in get(client, YEAR)


def test_a_choice_leads_to_an_address_of_its_own_and_nothing_is_kept(client: Client) -> None:
    mark = della().year().mark
    response = client.get(YEAR, {"year": mark, "so-far": "a", "choice": "b"})
    assert response.status_code == 302
    assert response["Location"] == f"{YEAR}?year={mark}&so-far=ab#now"
    page = client.get(response["Location"])
    assert "Della makes a friend on it." in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert not client.cookies.get("sessionid")
    assert not client.session.keys()


def test_no_choice_is_asked_for_again(client: Client) -> None:
    page = get(client, YEAR)
    assert "Choose one of these" not in page and 'name="choice" value=""' in page
    assert "Choose one of these" in get(client, YEAR, **{"year": della().year().mark, "so-far": "", "choice": ""})
    page = get(client, YEAR, **{"year": della().year().mark, "so-far": "a", "choice": "x"})
    assert "Choose one of these to go on." in page
    assert "Choice 2 of 8" in page


def test_the_end_shows_where_every_pound_went(client: Client) -> None:
    letters = "abbbbbba"
    end = played(letters)
    page = get(client, YEAR, **{"year": della().year().mark, "so-far": letters})
    table = page.split("<table")[1].split("</table")[0]
    sums = [Decimal(one.replace(",", "")) for one in re.findall(r"£([0-9,.]+)</td>", table)]
    assert sums[-1] == end.year.total == Decimal(7280)
    assert sum(sums[:-1]) == sums[-1]
    assert f"£{end.free:,.2f}" in page
    assert "Try another way" in page
    assert "/guidance/what-you-can-spend-on/" in page
    assert "/tools/pa-cost/" in page


def test_every_way_through_the_year_ends_and_leaves_no_debt() -> None:
    year = della().year()
    waiting, ends = [""], 0
    while waiting:
        so_far = year.after(waiting.pop())
        if so_far.moment is None:
            ends += 1
            assert so_far.free >= 0
            continue
        # Two ways at each moment, the dearest that fits and a free one.
        here = list(zip(LETTERS, so_far.moment.choices, strict=False))
        fitting = [letter for letter, one in here if so_far.fits(one)]
        assert fitting
        waiting += [so_far.letters + letter for letter in dict.fromkeys([fitting[0], fitting[-1]])]
    assert 2 ** (len(year.moments) - 1) < ends <= 2 ** len(year.moments)


def test_a_year_that_editors_changed_begins_again_with_a_word(client: Client) -> None:
    mark = della().year().mark
    page = della()
    page.weekly = Decimal(150)
    page.save_revision().publish()
    answer = get(client, YEAR, **{"year": mark, "so-far": "ab"})
    assert "This year has changed" in answer
    assert "Choice 1 of 8" in answer


@pytest.mark.parametrize("typed", ["", "zzz", "a" * 5000, "\x00", "é\u200b", "-1", "ab%00", "\ud800"])
@pytest.mark.parametrize("name", ["so-far", "choice", "year", "part", "a2", "a3", "a6", "view"])
def test_any_address_is_taken_politely(client: Client, name: str, typed: str) -> None:
    for url in (YEAR, BUDGET, ASKING):
        query = {"year": della().year().mark, name: typed.encode("utf-8", "replace").decode()}
        assert client.get(url, query, follow=True).status_code == 200


def test_a_draft_is_for_nobody_but_editors(client: Client) -> None:
    della().unpublish()
    CoursePage.objects.get(slug="asking-for-what-you-need").unpublish()
    for url in (YEAR, ASKING):
        assert client.get(url).status_code == 404
    assert "Della" not in get(client, "/practice/")
    assert ASKING not in get(client, "/courses/")
    assert YEAR not in get(client, "/search/", q="Della")
    assert YEAR not in get(client, BUDGET)


def test_search_finds_what_is_public(client: Client) -> None:
    assert YEAR in get(client, "/search/", q="washing machine")
    assert ASKING in get(client, "/search/", q="challenge answer")


def test_a_preview_shows_what_is_not_yet_complete() -> None:
    page = della()
    page.weekly = None  # type: ignore[assignment]
    page.moments = json.dumps([{"type": "moment", "value": {"week": None, "heading": "", "text": "", "choices": []}}])
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "still being written" in response.content.decode()
    course = CoursePage.objects.get(slug="your-budget-in-plain-words")
    course.parts = "[]"
    assert course.make_preview_request().status_code == 200


def choice(**fields: Any) -> dict[str, Any]:
    usual = {"words": "This", "weekly": "0", "once": "0", "kept": "0", "then": "It is done."}
    return usual | fields


def test_a_moment_needs_a_way_that_costs_nothing() -> None:
    block = MomentBlock()
    moment = {"week": 3, "heading": "Now", "text": "What?", "choices": [choice(once="5"), choice(weekly="2")]}
    with pytest.raises(ValidationError):
        block.clean(block.to_python(moment))
    block.clean(block.to_python(moment | {"choices": [choice(once="5"), choice()]}))


def test_two_moments_cannot_have_one_week() -> None:
    page = della()
    raw = list(page.moments.raw_data)
    page.moments = json.dumps([raw[0], raw[0]])
    with pytest.raises(ValidationError, match="same week"):
        page.clean()


def test_an_answer_is_explained_and_the_other_answers_stay(client: Client) -> None:
    page = get(client, BUDGET, part="1", a3="b")
    assert "It is easy to mix the two up." in page
    assert "Yes, that is the word for it." not in page
    several = get(client, BUDGET, part="3", a3=["a", "c"], a4="336")
    assert "Paid holiday is a right from the first day." in several
    assert "It depends on your plan." in several
    assert "Yes: £336.00." in several
    assert '<input type="hidden" name="a4" value="336">' in several


@pytest.mark.parametrize(
    ("typed", "says"),
    [("416", "Yes: £416.00."), ("£ 416.00", "Yes: £416.00."), ("400", "You wrote £400.00."), ("lots", "in figures")],
)
def test_a_sum_is_looked_at_kindly(client: Client, typed: str, says: str) -> None:
    page = get(client, BUDGET, part="2", a5=typed)
    assert says in page
    assert "£8 times 52 is £416." in page


def test_a_worked_sum_comes_to_what_its_lines_say(client: Client) -> None:
    assert "£95.50" in get(client, BUDGET, part="2")


def test_words_to_try_out_cannot_be_sent(client: Client) -> None:
    page = get(client, ASKING)
    box = re.search(r"<textarea[^>]*>", page)
    assert box
    assert "name=" not in box[0]
    before = page[: box.start()]
    assert before.count("<form") == before.count("</form")


def test_what_somebody_typed_is_shown_as_words_only(client: Client) -> None:
    response = client.get(BUDGET, {"part": "2", "a5": "<script>x</script>", "a9": '"><b>'})
    assert b"<script>x" not in response.content
    assert b'"><b>' not in response.content


def test_easy_read_is_there_for_each(client: Client) -> None:
    for url in (YEAR, BUDGET, ASKING):
        assert "?view=easy-read" in get(client, url)
        assert "In My Words" in get(client, url, view="easy-read")
    for page in [*ScenarioPage.objects.all(), *CoursePage.objects.all()]:
        for idea in page.easy_read:
            assert len(idea.value["text"].split()) <= 15


def test_a_second_run_leaves_the_editors_work_alone() -> None:
    page = della()
    page.title = "A year with Ned"
    page.save_revision().publish()
    call_command("seed_pages", verbosity=0)
    assert della().title == "A year with Ned"
    assert CoursePage.objects.count() == 2


def test_sums_as_people_type_them() -> None:
    assert sum_in("£1,200.50") == Decimal("1200.50")
    assert sum_in("12,50") == Decimal("12.50")
    for typed in ("", "-4", "1e9", "4.999", "٣", "NaN", "9" * 30):
        assert sum_in(typed) is None


def test_which_part() -> None:
    assert [part_number(asked, 4) for asked in ("2", "0", "5", "x", "", "²", "99999")] == [2, 1, 1, 1, 1, 1, 1]


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


def _grade(text: str) -> float:
    """Flesch-Kincaid, with syllables counted by groups of vowels."""
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|”|$)", text)))
    words = re.findall(r"[a-z’]+", text.lower())
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("url", [YEAR, BUDGET, ASKING])
def test_they_read_easily(client: Client, url: str) -> None:
    pages = [url, *(f"{url}?part={part}" for part in (2, 3, 4))]
    text = " ".join(get(client, one).split("<main")[1].split("</main")[0] for one in pages)
    text = re.sub(r"</(li|p|label|h2|h3|th|td|legend|summary|button|b|a|div)>", ". ", text)
    text = re.sub(r"([.!?:])(\s*\.)+", r"\1", re.sub(r"<[^>]+>", " ", text))
    assert _grade(text) <= 6
