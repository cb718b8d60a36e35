"""The pages of versions, and what changed since a reader last looked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.wizards.stores import AnswerChange
from planning.documents import services
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, Document
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_version, share_with, share_with_worker
from tests.integration.planning.documents.conftest import PEOPLE, SHORT, WORDS, Page
from tests.integration.planning.documents.test_leaks import hide_things, same_but_for_tokens
from tests.integration.planning.documents.test_writing import photo
from tests.personas import Cast

Look = Callable[..., Page]
THREE_HOURS = timedelta(hours=3)


def rewrite(plan: Document, question: str, value: object, by: User | None = None) -> None:
    """Words that are written now, over words of days ago."""
    store = DocumentAnswerStore(plan, by or plan.owner, timezone.now())
    standing = store.answers().get(question)
    store.save([AnswerChange(question, value, standing.number if standing else 0)])


def written_days_ago(plan: Document, question: str, value: object, **fields: object) -> None:
    row = answer(plan, question, value, **fields)
    Answer.objects.filter(pk=row.pk).update(saved_at=timezone.now() - timedelta(hours=20))


def looked(plan: Document, user: User, ago: timedelta = THREE_HOURS) -> datetime:
    at = timezone.now() - ago
    services.open_document(document=plan, by=user, at=at, path=plan.get_absolute_url())
    return at


def test_keeping_comparing_and_going_back(cast: Cast, plan: Document, base: str, look: Look, press: Look) -> None:
    answer(plan, WORDS, "The choir on Mondays.")
    assert "No versions yet" in look(cast.maureen, f"{base}versions/").text
    page = press(cast.maureen, f"{base}versions/", name="Before the meeting")
    assert "Version 1 is kept." in page.text and "Before the meeting" in page.text
    rewrite(plan, WORDS, "The choir on Thursdays.")
    page = look(cast.maureen, f"{base}versions/1/")
    assert "The choir on Mondays." in page.text and "Version 1" in page.text and "nothing changes it" in page.text
    assert f"{base}versions/1/export/" in page.text
    page = look(cast.maureen, f"{base}versions/compare/?a=1&b=now")
    assert "<del>" in page.text and "<ins>" in page.text and "1 answer changed" in page.text
    swapped = look(cast.maureen, f"{base}versions/compare/?a=now&b=1")
    assert same_but_for_tokens(swapped.text) == same_but_for_tokens(page.text)
    page = press(cast.maureen, f"{base}versions/1/back/")
    assert "You are back at version 1." in page.text and "kept as version 2" in page.text
    assert Answer.objects.get().value == "The choir on Mondays."


def test_what_a_version_is_called_is_its_owners_note(cast: Cast, plan: Document, base: str, look: Look) -> None:
    share_with_worker(plan)
    answer(plan, WORDS, "The choir.")
    make_version(plan, name="Before the row")
    for address in ("versions/", "versions/1/", "versions/compare/?a=1&b=now", "export/", "versions/1/export/"):
        page = look(cast.sunita, base + address)
        assert page.status == 200 and "Before the row" not in page.text, address
    assert "Before the row" in look(cast.maureen, f"{base}versions/compare/?a=1&b=now").text


@pytest.mark.parametrize("address", ["?a=1&b=99", "?a=x&b=now", "?a=1&b=99999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(
    cast: Cast, plan: Document, base: str, look: Look, address: str
) -> None:
    make_version(plan)
    assert look(cast.maureen, f"{base}versions/compare/{address}").status == 404


def test_a_form_whose_name_was_changed_is_a_form_all_the_same(
    cast: Cast, plan: Document, base: str, press: Look
) -> None:
    make_version(plan)
    assert "You are back at version 1." in press(cast.maureen, f"{base}versions/1/back/", key="nonsense").text
    assert "Version 3 was sent to Sunita" in press(cast.maureen, f"{base}send/", key="nonsense").text


def test_who_reads_a_version_is_written_down(cast: Cast, plan: Document, base: str, look: Look) -> None:
    share_with_worker(plan)
    make_version(plan)
    look(cast.maureen, f"{base}versions/1/")
    assert not Event.objects.filter(verb="version opened").exists()
    look(cast.sunita, f"{base}versions/1/")
    event = Event.objects.get(verb="version opened")
    assert (event.actor_id, event.person_id, event.detail) == (cast.sunita.pk, cast.maureen.pk, {"number": 1})


@pytest.mark.parametrize("who", ["beth", "sunita"])
@pytest.mark.parametrize("address", ["", "versions/", "versions/1/", "versions/compare/?a=1&b=now", "versions/since/"])
def test_pages_are_the_same_with_and_without_what_is_kept_back(
    cast: Cast, plan: Document, base: str, look: Look, who: str, address: str
) -> None:
    """What is only Maureen's, then and now, leaves no trace for others."""
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    written_days_ago(plan, WORDS, "The choir.")
    make_version(plan)
    texts = []
    for hide in (False, True):
        if hide:
            hide_things(plan)
        looked(plan, getattr(cast, who))
        texts.append(same_but_for_tokens(look(getattr(cast, who), base + address).text))
    assert texts[0] == texts[1]
    assert "SECRET" not in texts[1]


def test_what_changed_since_a_reader_last_looked(cast: Cast, plan: Document, base: str, look: Look) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_edit=True)
    written_days_ago(plan, WORDS, "The choir on Mondays.")
    written_days_ago(plan, SHORT, "SECRET", audience=Audience.ONLY_ME)
    assert "Since you last looked" not in look(cast.sunita, base).text
    looked(plan, cast.ben)
    rewrite(plan, WORDS, "The choir on Thursdays.", by=cast.beth)
    rewrite(plan, SHORT, "SECRET too")
    page = look(cast.ben, base)
    assert "Since you last looked" in page.text and "1 answer changed" in page.text
    page = look(cast.ben, f"{base}versions/since/")
    assert "<del>" in page.text and "Mondays" in page.text and "Thursdays" in page.text
    assert "Now: Written by Beth" in page.text
    assert "SECRET" not in page.text
    # What Beth wrote herself is no news to her.
    looked(plan, cast.beth)
    rewrite(plan, WORDS, "The choir on Fridays.", by=cast.beth)
    assert "nothing has changed" in look(cast.beth, base).text


def test_one_answer_has_changed_however_often_and_words_between_are_nobodys_business(
    cast: Cast, plan: Document, base: str, look: Look
) -> None:
    share_with_worker(plan)
    written_days_ago(plan, WORDS, "The choir.")
    looked(plan, cast.sunita)
    for words in ("A moment of rage.", "The choir, and the garden."):
        rewrite(plan, WORDS, words)
    page = look(cast.sunita, f"{base}versions/since/")
    assert "moment of rage" not in page.text and "garden" in page.text and "1 answer changed" in page.text


def test_earlier_words_that_may_have_been_kept_back_are_not_shown(
    cast: Cast, plan: Document, base: str, look: Look
) -> None:
    share_with_worker(plan)
    written_days_ago(plan, WORDS, "SECRET then", audience=Audience.ONLY_ME)
    looked(plan, cast.sunita)
    rewrite(plan, WORDS, "For everybody.")
    services.set_audience(
        document=plan, question_id=WORDS, audience=Audience.EVERYONE, by=cast.maureen, at=timezone.now()
    )
    page = look(cast.sunita, f"{base}versions/since/")
    assert "For everybody." in page.text and "SECRET" not in page.text
    assert AnswerBefore.objects.filter(value="SECRET then").exists()


def test_earlier_words_are_not_shown_once_what_the_share_leaves_out_was_changed(
    cast: Cast, plan: Document, base: str, look: Look
) -> None:
    grant = share_with_worker(plan, left_out=[WORDS])
    written_days_ago(plan, WORDS, "SECRET then")
    looked(plan, cast.sunita)
    rewrite(plan, WORDS, "For her too.")
    services.leave_parts_out(grant=grant, left_out=[], by=cast.maureen, at=timezone.now())
    page = look(cast.sunita, f"{base}versions/since/")
    assert "For her too." in page.text and "SECRET" not in page.text


def test_who_looked_under_an_earlier_share_looks_for_the_first_time(
    cast: Cast, plan: Document, base: str, look: Look
) -> None:
    grant = share_with_worker(plan)
    looked(plan, cast.sunita)
    services.stop_sharing(grant=grant, by=cast.maureen, at=timezone.now())
    services.share_with_named_worker(document=plan, by=cast.maureen, at=timezone.now())
    rewrite(plan, WORDS, "SECRET before")
    assert "Since you last looked" not in look(cast.sunita, base).text


@pytest.mark.parametrize("address", ["versions/", "versions/compare/?a=1&b=now", "versions/since/", ""])
def test_many_cost_as_many_queries_as_one(
    cast: Cast, plan: Document, base: str, browser_of: Callable[[User], Client], address: str
) -> None:
    share_with_worker(plan)
    written_days_ago(plan, WORDS, "The choir.")
    make_version(plan)
    looked(plan, cast.sunita)
    rewrite(plan, WORDS, "The garden.")
    client = browser_of(cast.sunita)
    client.get(base + address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(base + address)
    for question, value in ((SHORT, "One"), (PEOPLE, [{"id": "", "name": "Leo", "relation": "", "does": ""}])):
        written_days_ago(plan, question, value)
        rewrite(plan, question, None)
    for _ in range(5):
        make_version(plan)
    client.get(base + address)
    with CaptureQueriesContext(connection) as many:
        client.get(base + address)
    assert len(many) == len(few)


def test_a_file_is_served_in_the_versions_that_hold_it(cast: Cast, plan: Document, base: str, look: Look) -> None:
    """Also once another one is in its place, and only to whom the version shows it."""
    grant = share_with(plan, cast.beth_in_circle)
    store = DocumentAnswerStore(plan, cast.maureen, timezone.now())
    question = question_id(default_definition(), "file")
    kept = store.keep_file(question, photo())
    rewrite(plan, question, {**kept, "caption": "My week"})
    make_version(plan)
    rewrite(plan, question, None)
    make_version(plan)
    address = f"{base}versions/1/files/{kept['file']}/"
    assert address in look(cast.maureen, f"{base}versions/1/").text
    assert address in look(cast.maureen, f"{base}versions/compare/?a=1&b=2").text
    assert [look(user, address).status for user in (cast.maureen, cast.beth, cast.amira)] == [200, 200, 404]
    assert look(cast.maureen, address.replace("versions/1", "versions/2")).status == 404
    assert look(cast.beth, f"{base}files/{kept['file']}/").status == 404
    services.leave_parts_out(grant=grant, left_out=[UUID(question)], by=cast.maureen, at=timezone.now())
    assert look(cast.beth, address).status == 404


def test_listening_in_pieces_to_a_file_of_a_version_is_one_opening(
    cast: Cast, plan: Document, base: str, look: Look
) -> None:
    share_with(plan, cast.beth_in_circle)
    store, question = (
        DocumentAnswerStore(plan, cast.maureen, timezone.now()),
        question_id(default_definition(), "file"),
    )
    kept = store.keep_file(question, photo())
    rewrite(plan, question, kept)
    make_version(plan)
    for _ in range(3):
        assert look(cast.beth, f"{base}versions/1/files/{kept['file']}/").status == 200
    assert Event.objects.filter(verb="file opened", actor_id=cast.beth.pk).count() == 1


def test_a_photo_that_is_gone_is_only_named_to_who_cannot_open_it(
    cast: Cast, plan: Document, base: str, look: Look
) -> None:
    share_with(plan, cast.beth_in_circle)
    store, question = (
        DocumentAnswerStore(plan, cast.maureen, timezone.now()),
        question_id(default_definition(), "file"),
    )
    kept = store.keep_file(question, photo())
    written_days_ago(plan, question, {**kept, "caption": "My week"})
    looked(plan, cast.beth)
    rewrite(plan, question, None)
    services.open_document(document=plan, by=cast.beth, at=timezone.now(), path=base)
    page = look(cast.beth, f"{base}versions/since/")
    assert "Taken out" in page.text and kept["name"] in page.text
    assert f"files/{kept['file']}/" not in page.text
