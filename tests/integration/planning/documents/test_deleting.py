"""The pages of deleting and putting back; and that a deleted document shows nowhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.comments.models import Comment
from planning.documents import services
from planning.documents.models import Answer, Document
from portal.accounts.models import User
from tests.factories.content import default_definition
from tests.factories.planning import answer, make_version, share_with, share_with_worker
from tests.integration.planning.documents.conftest import WORDS, Page
from tests.personas import Cast

Look = Callable[..., Page]
STEP = default_definition()["steps"][0]["slug"]
SECRET = "My SECRET garden"


@pytest.fixture
def busy(cast: Cast, plan: Document) -> Document:
    """Something of everything in it, for everybody around Maureen."""
    Document.objects.filter(pk=plan.pk).update(title=SECRET)
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True, can_edit=True, can_see_budget=True)
    answer(plan, WORDS, SECRET)
    for author in (cast.sunita, cast.maureen):
        Comment.objects.create(document=plan, question_id=WORDS, author=author, text=SECRET, created_at=timezone.now())
    make_version(plan, name=SECRET)
    plan.refresh_from_db()
    return plan


def test_deleting_and_putting_back(cast: Cast, busy: Document, base: str, look: Look, press: Look) -> None:
    assert f"{base}delete/" in look(cast.maureen, base).text
    page = look(cast.maureen, f"{base}delete/")
    assert "Sunita and Beth cannot find it any more" in page.text
    page = press(cast.maureen, f"{base}delete/")
    assert "Deleted. You can put it back for 30 days." in page.text and SECRET in page.text
    # A second tap, and the page in another window.
    assert look(cast.maureen, f"{base}delete/").url == look(cast.maureen, base).url == "/documents/deleted/"
    assert "/documents/deleted/" in look(cast.maureen, "/documents/").text
    for _ in range(2):
        page = press(cast.maureen, f"{base}put-back/")
        assert page.url == base and "It is back" in page.text
    assert SECRET in look(cast.beth, base).text


def test_a_deleted_document_shows_nowhere(cast: Cast, busy: Document, base: str, look: Look) -> None:
    places = ["/home/", "/documents/", "/budget/", "/notices/", "/caseload/", f"/caseload/{cast.maureen.uuid}/"]
    inside = ["", "comments/", "versions/", "versions/1/", "versions/compare/", "versions/since/", "check/", "share/",
              f"step/{STEP}/", "own/", "export/", "send/", "name/"]  # fmt: skip
    everybody = (cast.maureen, cast.beth, cast.sunita, cast.ben)
    assert all(SECRET in look(user, base).text for user in everybody)
    services.delete_document(document=busy, by=cast.maureen, at=timezone.now())
    for user in everybody:
        for place in places:
            assert SECRET not in look(user, place).text, (user, place)
        for place in inside:
            page = look(user, base + place)
            assert page.status == 404 or page.url == "/documents/deleted/", (user, place)
            assert SECRET not in page.text
    assert SECRET not in look(cast.sunita, "/documents/deleted/").text


def typed(words: str, number: int) -> dict[str, Any]:
    return {WORDS: words, f"{WORDS}-version": str(number), "go": "next"}


def test_words_typed_while_it_was_deleted_in_another_window_are_kept(
    cast: Cast, busy: Document, base: str, browser_of: Callable[[User], Client], look: Look
) -> None:
    maureen = browser_of(cast.maureen)
    services.delete_document(document=busy, by=cast.maureen, at=timezone.now())
    response = maureen.post(f"{base}step/{STEP}/", typed("Typed meanwhile", 1), follow=True)
    assert response.redirect_chain[-1][0] == "/documents/deleted/"
    assert "What you typed is kept in it" in response.content.decode()
    assert Answer.objects.get(question_id=WORDS).value == "Typed meanwhile"
    assert look(cast.maureen, f"{base}step/{STEP}/").url == "/documents/deleted/"


def test_words_of_somebody_who_writes_along_wait_for_them(
    cast: Cast, busy: Document, base: str, browser_of: Callable[[User], Client]
) -> None:
    beth = browser_of(cast.beth)
    page = beth.get(f"{base}step/{STEP}/").content.decode()
    token = page.split('name="held-for" value="')[1].split('"')[0]
    services.delete_document(document=busy, by=cast.maureen, at=timezone.now())
    sent = {**typed("Typed by Beth", 1), "held-for": token}
    assert beth.post(f"{base}step/{STEP}/", sent).status_code == 404
    services.put_back(document=Document.objects.get(pk=busy.pk), by=cast.maureen, at=timezone.now())
    assert "Typed by Beth" in beth.get(f"{base}step/{STEP}/").content.decode()
    assert Answer.objects.get(question_id=WORDS).value == SECRET


def test_a_stranger_puts_nothing_back(cast: Cast, busy: Document, base: str, press: Look) -> None:
    services.delete_document(document=busy, by=cast.maureen, at=timezone.now())
    for user in (cast.beth, cast.sunita, cast.amira):
        assert press(user, f"{base}put-back/").status == 404
        assert press(user, f"{base}delete/").status == 404
    assert Document.objects.deleted_by(cast.maureen).exists()
