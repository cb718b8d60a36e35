"""Two people, or two windows, at one answer: the second to save sees both texts, and nothing of either is lost."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from content.wizards.models import HeldWords
from portal.accounts.models import User
from tests.integration.content.wizards.browser import Fields, boxes, sent
from tests.integration.content.wizards.memory import PLANS
from tests.integration.content.wizards.places import DATE, FILE, FIRST, LONG, PEOPLE, SHORT, step_of
from tests.personas import Cast

pytestmark = pytest.mark.urls("tests.integration.content.wizards.urls")
URL = f"/plans/hers/{FIRST}/"
DATE_URL = f"/plans/hers/{step_of(DATE)}/"
FILE_URL = f"/plans/hers/{step_of(FILE)}/"


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


@pytest.fixture
def beth(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.beth)


def value(question: str) -> object:
    return PLANS["hers"].answers[question].value


@pytest.fixture
def clash(maureen: Client, beth: Client) -> Fields:
    """Both open the step; Beth saves first; Maureen's form is on her page with both texts."""
    opened = boxes(maureen.get(URL))
    sent(beth, URL, boxes(beth.get(URL)), **{LONG: "Beth wrote the choir"})
    response = sent(maureen, URL, opened, **{LONG: "Maureen wrote the tea", SHORT: "Soup on the stove"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Beth wrote the choir" in html
    assert "What Beth saved" in html
    assert "Maureen wrote the tea" in html
    assert value(LONG) == "Beth wrote the choir"
    assert value(SHORT) == "Soup on the stove"
    return boxes(response)


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Maureen wrote the tea"), ("theirs", "Beth wrote the choir")])
def test_one_of_the_two_is_kept(maureen: Client, clash: Fields, choice: str, kept: str) -> None:
    response = sent(maureen, URL, clash, **{f"{LONG}-choice": choice})
    assert response.status_code == 302
    assert value(LONG) == kept
    assert not HeldWords.objects.exists()


def test_both_are_kept_as_they_were_worked_on(maureen: Client, clash: Fields) -> None:
    assert clash[f"{LONG}-both"] == ["Beth wrote the choir\r\n\r\nMaureen wrote the tea"]
    sent(maureen, URL, clash, **{f"{LONG}-choice": "both", f"{LONG}-both": "The choir, and the tea"})
    assert value(LONG) == "The choir, and the tea"


def test_both_are_kept_where_nothing_was_changed(maureen: Client, clash: Fields) -> None:
    sent(maureen, URL, clash)
    assert value(LONG) == "Beth wrote the choir\n\nMaureen wrote the tea"


def test_who_leaves_the_page_of_both_texts_finds_it_again(maureen: Client, beth: Client, clash: Fields) -> None:
    again = maureen.get(URL)
    html = again.content.decode()
    assert again.status_code == 200
    assert "Maureen wrote the tea" in html
    assert "Beth wrote the choir" in html
    assert "Maureen wrote the tea" not in beth.get(URL).content.decode()
    sent(maureen, URL, boxes(again), **{f"{LONG}-choice": "mine"})
    assert value(LONG) == "Maureen wrote the tea"
    assert "Two texts for one answer" not in maureen.get(URL).content.decode()


def test_a_third_text_in_between_is_shown_as_well(maureen: Client, beth: Client, clash: Fields) -> None:
    sent(beth, URL, boxes(beth.get(URL)), **{LONG: "Beth again"})
    response = sent(maureen, URL, clash, **{f"{LONG}-choice": "mine"})
    assert response.status_code == 409
    assert "Beth again" in response.content.decode()
    assert value(LONG) == "Beth again"


def test_autosave_says_where_both_texts_are(maureen: Client, beth: Client) -> None:
    opened = boxes(maureen.get(URL))
    sent(beth, URL, boxes(beth.get(URL)), **{LONG: "Beth wrote the choir"})
    fields = {**opened, LONG: ["Maureen wrote the tea"], SHORT: ["Soup"]}
    answer = maureen.post(URL, fields, headers={"X-Requested-With": "autosave"})
    assert answer.status_code == 409
    assert answer.json()["versions"] == {SHORT: 1, PEOPLE: 0}
    html = maureen.get(answer.json()["conflict_url"]).content.decode()
    assert "Maureen wrote the tea" in html
    assert "Beth wrote the choir" in html


def test_the_same_text_from_both_is_no_conflict(maureen: Client, beth: Client) -> None:
    opened = boxes(maureen.get(URL))
    sent(beth, URL, boxes(beth.get(URL)), **{LONG: "The choir"})
    assert sent(maureen, URL, opened, **{LONG: "The choir"}).status_code == 302


def test_mending_what_made_no_sense_is_no_conflict_with_oneself(maureen: Client) -> None:
    opened = boxes(maureen.get(DATE_URL))
    first = sent(maureen, DATE_URL, opened, **{f"{DATE}_0": "31", f"{DATE}_1": "2", f"{DATE}_2": "2027"})
    assert "There is no such date" in first.content.decode()
    second = sent(maureen, DATE_URL, boxes(first), **{f"{DATE}_0": "28"})
    assert second.status_code == 302
    assert value(DATE) == "2027-02-28"


def test_a_new_file_is_not_lost_on_the_page_of_both(maureen: Client, beth: Client) -> None:
    opened = boxes(maureen.get(FILE_URL))
    sent(beth, FILE_URL, boxes(beth.get(FILE_URL)), **{f"{FILE}-file": SimpleUploadedFile("cat.png", b"x")})
    mine = {f"{FILE}-file": SimpleUploadedFile("garden.png", b"x"), f"{FILE}-caption": "My garden"}
    response = sent(maureen, FILE_URL, opened, **mine)
    assert response.status_code == 409
    assert "garden.png" in response.content.decode()
    assert "cat.png" in response.content.decode()
    sent(maureen, FILE_URL, boxes(maureen.get(FILE_URL)), **{f"{FILE}-choice": "mine"})
    assert value(FILE) == {
        "file": "file-2", "name": "garden.png", "content_type": "image/png", "caption": "My garden"
    }  # fmt: skip


def test_a_file_of_somebody_else_cannot_be_named(maureen: Client, clash: Fields) -> None:
    token = "eyJxdWVzdGlvbiI6IngifQ:1abc:forged"
    sent(maureen, FILE_URL, boxes(maureen.get(FILE_URL)), **{f"{FILE}-taken": token, f"{FILE}-caption": "Mine"})
    assert value(FILE) == {"caption": "Mine"}


def test_a_refused_file_says_so_at_its_box_and_keeps_the_rest(maureen: Client) -> None:
    opened = boxes(maureen.get(FILE_URL))
    program = SimpleUploadedFile("game.exe", b"MZ")
    response = sent(maureen, FILE_URL, opened, **{f"{FILE}-file": program, f"{FILE}-caption": "A game"})
    assert "This looks like a program." in response.content.decode()
    assert value(FILE) == {"caption": "A game"}
