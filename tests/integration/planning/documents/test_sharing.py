"""The page "Who can see this", and what its buttons do."""

from collections.abc import Callable

import pytest
from django.test import Client

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Grant
from portal.accounts.models import User
from tests.factories.content import default_definition
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.integration.planning.documents.conftest import SHORT, WORDS, Page
from tests.personas import Cast

Look = Callable[..., Page]


def test_a_private_document_says_so_and_offers_the_social_worker(
    cast: Cast, plan: Document, look: Look, base: str
) -> None:
    page = look(cast.maureen, f"{base}share/").text
    assert "Only you can see this" in page
    assert "Share with Sunita" in page
    assert "Share with Beth" in page
    assert "Ruth" not in page
    assert "Nobody but you has opened this." in page


def test_sharing_with_the_social_worker_opens_it_and_one_button_closes_it(
    cast: Cast, plan: Document, look: Look, press: Look, base: str
) -> None:
    answer(plan, WORDS, "Singing.")
    assert look(cast.sunita, base).status == 404
    page = press(cast.maureen, f"{base}share/worker/")
    assert "Shared. You can stop at any time." in page.text
    assert "Because this is your named social worker." in page.text
    assert "Ben can see it too while Sunita is away." in page.text
    assert "Singing." in look(cast.sunita, base).text
    page = press(cast.maureen, f"{base}share/stop/{Grant.objects.get().pk}/")
    assert "Stopped." in page.text and "Only you can see this" in page.text
    assert look(cast.sunita, base).status == 404
    assert look(cast.ben, base).status == 404


def test_what_a_supporter_may_do_is_ticked_one_by_one(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    address = f"{base}share/person/{cast.beth_in_circle.uuid}/"
    page = press(cast.maureen, address, can_see="on", can_comment="on", can_see_budget="on")
    grant = Grant.objects.get()
    assert (grant.can_comment, grant.can_suggest, grant.can_edit, grant.can_see_budget) == (True, False, False, True)
    assert "Write comments beside your words" in page.text and "See your budget" in page.text
    press(cast.maureen, address, can_see="on", can_edit="on")
    grant.refresh_from_db()
    assert (grant.can_comment, grant.can_edit, grant.can_see_budget) == (False, True, False)
    assert look(cast.beth, f"{base}step/what-matters/").status == 200


@pytest.mark.parametrize("ticks", [{}, {"can_edit": "on"}])
def test_ticks_that_make_no_sense_are_explained_and_share_nothing(
    cast: Cast, plan: Document, press: Look, base: str, ticks: dict[str, str]
) -> None:
    page = press(cast.maureen, f"{base}share/person/{cast.beth_in_circle.uuid}/", **ticks)
    assert page.status == 200
    assert "Tick “Read it”" in page.text
    assert not Grant.objects.exists()


def test_nobody_outside_of_the_circle_can_be_chosen(cast: Cast, plan: Document, look: Look, base: str) -> None:
    assert look(cast.maureen, f"{base}share/person/{cast.ruth_in_circle.uuid}/").status == 404


def test_a_foreign_share_cannot_be_stopped(cast: Cast, plan: Document, press: Look, base: str) -> None:
    foreign = share_with_worker(make_document(cast.amira, version=plan.question_set_version))
    assert press(cast.maureen, f"{base}share/stop/{foreign.pk}/").status == 404
    assert press(cast.beth, f"{base}share/stop/{foreign.pk}/").status == 404
    foreign.refresh_from_db()
    assert foreign.ends_at is None


def test_parts_are_left_out_on_one_page(cast: Cast, plan: Document, press: Look, look: Look, base: str) -> None:
    share_with_worker(plan)
    answer(plan, WORDS, "Singing.")
    page = press(cast.maureen, f"{base}share/parts/", **{WORDS: "only_me", SHORT: "worker_only"})
    assert "Saved." in page.text
    audiences = {str(row.question_id): row.audience for row in Answer.objects.all()}
    assert audiences == {WORDS: Audience.ONLY_ME, SHORT: Audience.WORKER_ONLY}
    assert "Singing." not in look(cast.sunita, base).text


def test_a_wrong_choice_of_readers_is_explained(cast: Cast, plan: Document, press: Look, base: str) -> None:
    answer(plan, WORDS, "Singing.")
    assert "Choose who can see this." in press(cast.maureen, f"{base}share/parts/", **{WORDS: "all"}).text
    for wrong in ({}, {"audience": "the world"}):
        page = press(cast.maureen, f"{base}share/question/{WORDS}/", **wrong)
        assert "Choose who can see this." in page.text
    assert Answer.objects.get().audience == Audience.EVERYONE


def test_one_answer_is_changed_beside_it_and_leads_back(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    answer(plan, WORDS, "Singing.")
    step = look(cast.maureen, f"{base}step/what-matters/").text
    assert "you, Sunita and Beth" in step
    address = f"{base}share/question/{WORDS}/"
    assert f'href="{address}"' in step
    assert press(cast.maureen, address, audience="worker_only").url == f"{base}step/what-matters/"
    assert "you and Sunita" in look(cast.maureen, f"{base}step/what-matters/").text
    assert press(cast.maureen, address, audience="only_me", next="https://elsewhere.example/").url == (
        f"{base}step/what-matters/"
    )
    assert "only you" in look(cast.maureen, f"{base}step/what-matters/").text


def test_an_unknown_question_leads_back_to_the_page(cast: Cast, plan: Document, look: Look, base: str) -> None:
    page = look(cast.maureen, f"{base}share/question/00000000-0000-4000-8000-000000000000/")
    assert page.url == f"{base}share/"


def test_a_look_at_an_address_shares_and_stops_nothing(cast: Cast, plan: Document, look: Look, base: str) -> None:
    grant = share_with_worker(plan)
    assert look(cast.maureen, f"{base}share/worker/").status == 405
    assert look(cast.maureen, f"{base}share/stop/{grant.pk}/").status == 405
    grant.refresh_from_db()
    assert grant.ends_at is None


def left_out_of(step: str, *questions: str) -> dict[str, list[str]]:
    """The ticks of the form that leaves parts out."""
    return {f"parts-{next(s['id'] for s in default_definition()['steps'] if s['slug'] == step)}": list(questions)}


def test_one_reader_does_not_see_what_is_left_out_for_them(
    cast: Cast, plan: Document, browser_of: Callable[[User], Client], look: Look, base: str
) -> None:
    answer(plan, WORDS, "Singing.")
    answer(plan, SHORT, "A quiet day.")
    address = f"{base}share/person/{cast.beth_in_circle.uuid}/"
    maureen = browser_of(cast.maureen)
    assert "Leave parts out for Beth" in maureen.get(address).content.decode()
    # Left out from the first moment on.
    maureen.post(address, {"can_see": "on", **left_out_of("what-matters", WORDS)})
    share_with_worker(plan)
    read = look(cast.beth, base).text
    assert "A quiet day." in read and "Singing." not in read
    assert "Singing." in look(cast.sunita, base).text
    assert "you and Sunita</b>" in look(cast.maureen, f"{base}step/what-matters/").text

    # Changing a tick shows what is left out; another reader, later.
    assert f'value="{WORDS}" checked' in " ".join(look(cast.maureen, address).text.split())
    for_worker = f"{base}share/{plan.grants.get(to_named_worker=True).pk}/parts/"
    assert "looks empty to Sunita" in look(cast.maureen, for_worker).text
    maureen.post(for_worker, left_out_of("what-matters", SHORT))
    read = look(cast.sunita, base).text
    assert "Singing." in read and "A quiet day." not in read
    assert "A quiet day." in look(cast.beth, base).text
    worker = plan.grants.get(to_named_worker=True)
    assert (worker.can_comment, worker.can_suggest) == (True, True)


def test_the_worker_is_given_it_without_what_is_left_out(
    cast: Cast, plan: Document, browser_of: Callable[[User], Client], look: Look, base: str
) -> None:
    answer(plan, WORDS, "Singing.")
    maureen = browser_of(cast.maureen)
    nonsense = maureen.post(f"{base}share/worker/", left_out_of("what-matters", "x"), follow=True).content.decode()
    assert "Nothing is shared yet." in nonsense and not Grant.objects.exists()
    maureen.post(f"{base}share/worker/", left_out_of("what-matters", WORDS))
    page = look(cast.sunita, base)
    assert page.status == 200 and "Singing." not in page.text


def test_what_is_left_out_of_a_foreign_or_ended_share_is_nobodys_to_choose(
    cast: Cast, plan: Document, look: Look, press: Look, base: str
) -> None:
    ended = share_with(plan, cast.beth_in_circle, ended=True)
    foreign = share_with_worker(make_document(cast.amira, version=plan.question_set_version))
    for grant in (ended, foreign):
        assert look(cast.maureen, f"{base}share/{grant.pk}/parts/").status == 404
        assert press(cast.maureen, f"{base}share/{grant.pk}/parts/").status == 404
