"""`/try/`: writing without an account, and keeping it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from planning.documents.models import Answer, Document, StepMark
from planning.trial import services
from portal.accounts.models import User
from tests.factories.content import default_definition, publish, question_id
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
STEP = "/try/step/what-matters/"


@pytest.fixture
def visitor(db: None) -> Client:
    """Somebody new, at a published support plan."""
    publish()
    return Client()


def write(client: Client, text: str = "The choir.", question: str = WORDS, seen: int = 0, go: str = "next") -> Any:
    return client.post(STEP, {question: text, f"{question}-version": str(seen), "go": go})


def sign_in(client: Client, user: User, *, following: str = "") -> Any:
    address = "/accounts/login/" + (f"?next={following}" if following else "")
    return client.post(address, {"login": user.email, "password": "in-my-words"}, follow=True)


def test_she_reads_the_task_list_writes_and_checks_without_an_account(visitor: Client) -> None:
    listed = visitor.get("/try/").content.decode()
    assert "No account is needed." in listed and "What is important to you?" in listed
    assert "Exit this page" in listed
    assert write(visitor).url == "/try/step/what-to-change/"
    assert "Begun" in visitor.get("/try/").content.decode()
    check = visitor.get("/try/check/").content.decode()
    assert "The choir." in check and f'href="{STEP}#q-{WORDS}"' in check
    assert "The choir." in visitor.get(STEP).content.decode()
    assert not Document.objects.exists()


def test_two_windows_at_one_answer_show_both_texts_and_lose_neither(visitor: Client) -> None:
    write(visitor, "The choir.")
    both = write(visitor, "The garden.")
    html = both.content.decode()
    assert both.status_code == 409
    assert "The choir." in html and "The garden." in html
    # Nothing is promised that only an account can keep.
    assert "history of your answers" not in html
    assert "The choir." in visitor.get("/try/check/").content.decode()
    chosen = {WORDS: "The garden.", f"{WORDS}-version": "1", f"{WORDS}-choice": "both"}
    assert visitor.post(STEP, {**chosen, f"{WORDS}-both": "The choir. The garden."}).status_code == 302
    assert "The choir. The garden." in visitor.get("/try/check/").content.decode()


def test_a_window_that_saves_by_itself_is_told_of_the_other_one(visitor: Client) -> None:
    write(visitor, "The choir.")
    headers = {"X-Requested-With": "autosave"}
    told = visitor.post(STEP, {WORDS: "The garden.", f"{WORDS}-version": "0"}, headers=headers)
    assert (told.status_code, told.json()["conflict_url"]) == (409, "")
    assert "The garden." not in visitor.get("/try/check/").content.decode()


def test_what_one_browser_holds_no_other_sees(visitor: Client) -> None:
    write(visitor, "SECRET")
    assert "SECRET" not in Client().get("/try/check/").content.decode()


def test_clearing_leaves_nothing(visitor: Client) -> None:
    write(visitor, "SECRET")
    page = visitor.post("/try/clear/", follow=True).content.decode()
    assert "Cleared." in page and "Clear what I wrote" not in page
    assert "SECRET" not in visitor.get(STEP).content.decode()
    assert "SECRET" not in str(dict(visitor.session))


def test_a_look_at_an_address_clears_and_keeps_nothing(visitor: Client, cast: Cast) -> None:
    write(visitor)
    assert visitor.get("/try/clear/").status_code == 405
    visitor.force_login(cast.amira)
    assert "Keep it" in visitor.get("/try/keep/").content.decode()
    assert not Document.objects.exists()


def test_keeping_it_leads_by_an_account_to_a_document_with_every_answer(visitor: Client, cast: Cast) -> None:
    both = {WORDS: "The choir.", SHORT: "Soup and company.", "go": "done"}
    visitor.post(STEP, both)
    assert "Make an account and keep it" in visitor.get("/try/keep/").content.decode()
    way = visitor.post("/try/keep/", {"way": "sign_in"})
    assert way.url == "/accounts/login/?next=%2Ftry%2Fkeep%2F"
    page = sign_in(visitor, cast.amira, following="/try/keep/")
    document = Document.objects.get()
    assert document.owner == cast.amira
    assert page.redirect_chain[-1][0] == f"/documents/{document.uuid}/"
    assert {(str(a.question_id), a.value) for a in Answer.objects.all()} == {
        (WORDS, "The choir."), (SHORT, "Soup and company."),
    }  # fmt: skip
    assert StepMark.objects.get().state == "done"
    assert document.last_step == "what-matters"
    shown = page.content.decode()
    assert "Kept. Only you can see it" in shown and "Go on where you left off" in shown
    assert not services.has_words(visitor.session)
    assert "The choir." not in visitor.get("/try/check/").content.decode()


def test_a_new_account_finds_every_answer(visitor: Client) -> None:
    write(visitor)
    signup = visitor.post("/try/keep/", {"way": "sign_up"}).url
    form = {"email": "nell@example.org", "known_as": "Nell", "password1": "a-long-pass-phrase", "how": "password",
            "password": "a-long-pass-phrase", "password2": "a-long-pass-phrase"}  # fmt: skip
    page = visitor.post(signup, form, follow=True)
    if not page.wsgi_request.user.is_authenticated:
        code = next(word for word in mail.outbox[-1].body.split() if len(word.replace("-", "")) >= 6 and word.isupper())
        page = visitor.post(page.redirect_chain[-1][0], {"code": code}, follow=True)
    nell = User.objects.get(email="nell@example.org")
    assert page.wsgi_request.user == nell
    assert Document.objects.get().owner == nell
    assert Answer.objects.get().value == "The choir."
    assert EmailAddress.objects.get(user=nell).verified


def test_pressed_twice_and_in_two_tabs_it_is_one_document(visitor: Client, cast: Cast) -> None:
    visitor.force_login(cast.amira)
    write(visitor)
    visitor.get("/try/keep/")
    other_tab = Client()
    other_tab.cookies = visitor.cookies
    first = visitor.post("/try/keep/")
    assert visitor.post("/try/keep/").url == "/try/" or Document.objects.count() == 1
    assert other_tab.get("/try/keep/").url == first.url
    assert Document.objects.count() == 1


def test_the_same_words_from_a_stale_tab_are_the_same_document(cast: Cast, visitor: Client) -> None:
    """The session as a second tab read it before the first one kept it."""
    visitor.force_login(cast.amira)
    write(visitor)
    stale = dict(visitor.session)
    at = timezone.now()
    first = services.keep_trial(session=visitor.session, by=cast.amira, at=at)
    session = visitor.session
    session.update(stale)
    assert services.keep_trial(session=session, by=cast.amira, at=at) == first
    assert Document.objects.count() == 1


def test_words_written_after_keeping_are_never_lost(cast: Cast, visitor: Client) -> None:
    visitor.force_login(cast.amira)
    write(visitor)
    stale = dict(visitor.session)
    session = visitor.session
    services.keep_trial(session=session, by=cast.amira, at=timezone.now())
    session.update(stale)
    session["trial"]["answers"][SHORT] = {"value": "Written since", "number": 1}
    services.keep_trial(session=session, by=cast.amira, at=timezone.now())
    assert set(Answer.objects.values_list("value", flat=True)) == {"The choir.", "Written since"}


def test_who_signs_in_without_asking_is_offered_it_and_gets_nothing_by_itself(visitor: Client, cast: Cast) -> None:
    write(visitor, "SECRET of somebody before")
    sign_in(visitor, cast.amira)
    assert not Document.objects.exists()
    home = visitor.get("/home/").content.decode()
    assert "Something was written in this browser" in home and "SECRET" not in home
    visitor.post("/try/clear/")
    assert "Something was written" not in visitor.get("/home/").content.decode()


def test_an_old_wish_to_keep_it_does_not_count_for_the_next_who_signs_in(visitor: Client, cast: Cast) -> None:
    write(visitor)
    visitor.post("/try/keep/", {"way": "sign_in"})
    session = visitor.session
    session[services.WANTED] = (timezone.now() - timedelta(hours=2)).isoformat()
    session.save()
    sign_in(visitor, cast.amira)
    assert not Document.objects.exists()


def test_staff_are_told_to_use_another_account(
    visitor: Client, browser_of: Callable[[User], Client], cast: Cast
) -> None:
    staff = browser_of(cast.pat)
    write(staff)
    assert "use another account" in staff.get("/try/keep/").content.decode()
    assert staff.post("/try/keep/").status_code == 403
    assert not Document.objects.exists()
    assert services.has_words(staff.session)


def test_nothing_written_is_nothing_to_keep(visitor: Client, cast: Cast) -> None:
    assert visitor.get("/try/keep/").url == "/try/"
    assert visitor.post("/try/keep/", {"way": "sign_up"}).url == "/try/"
    visitor.force_login(cast.amira)
    assert visitor.post("/try/keep/").url == "/try/"
    assert not Document.objects.exists()


def test_leaving_by_exit_forgets_it(visitor: Client) -> None:
    write(visitor, "SECRET")
    visitor.post("/exit/")
    assert "SECRET" not in visitor.get("/try/check/").content.decode()


@pytest.mark.parametrize("address", ["/try/", "/try/check/", STEP])
def test_without_published_questions_it_says_so(db: None, address: str) -> None:
    page = Client().get(address, follow=True)
    assert page.status_code == 404 if address == STEP else "still writing the questions" in page.content.decode()


def test_a_step_that_is_not_there_is_not_found(visitor: Client) -> None:
    assert visitor.get("/try/step/no-such-step/").status_code == 404
    assert visitor.post("/try/step/no-such-step/", {WORDS: "x"}).status_code == 404
