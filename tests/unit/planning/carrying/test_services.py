"""Carrying answers over: once, with where each came from, never over somebody's words, never in the open."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile

from content.questions.models import QuestionMapping
from planning.carrying.models import CarriedAnswer, Carrying
from planning.carrying.services import bring_across, carry_over, leave_the_rest, place_answer
from planning.carrying.sides import pairs
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, Document, DocumentFile
from planning.documents.services import create_document
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.audit.models import Event
from tests.factories.carrying import (
    GOOD_DAY,
    HOW,
    IMPORTANT,
    LIKED,
    MATTERS,
    NEVER,
    SPOILS,
    WEEK,
    WELL,
    make_mapping,
    make_profile,
)
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast
from tests.unit.planning.carrying.conftest import carried, pair, pairs_of, seen, words


def test_every_answer_that_fits_comes_across_with_where_it_came_from(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    before = words(profile)
    done = carried(cast, profile, mapping, now)
    assert words(done.document) == {MATTERS: "Singing.", HOW: "Stand on my left.\n\nDo not rush me."}
    assert done.document.owner == cast.maureen
    assert done.document.grants.count() == 0
    came = {(str(a.question_id), str(a.source_question), a.source_label) for a in done.answers.all()}
    assert (MATTERS, IMPORTANT, "What is important to you, day by day?") in came
    assert {(q, s) for q, s, _ in came} == {(MATTERS, IMPORTANT), (HOW, WELL), (HOW, NEVER)}
    assert words(profile) == before
    event = Event.objects.get(verb="answers carried over")
    assert event.object_id == str(done.document.uuid)


def test_a_double_tap_makes_one_plan(cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime) -> None:
    key = uuid4()
    first = carried(cast, profile, mapping, now, key=key)
    second = carried(cast, profile, mapping, now, key=key)
    assert first == second
    assert first.document == second.document
    assert CarriedAnswer.objects.count() == 3
    assert AnswerBefore.objects.count() == 0


def test_into_a_plan_that_is_there_no_word_of_it_is_overwritten(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = make_document(cast.maureen)
    answer(plan, MATTERS, "My front door.")
    done = carried(cast, profile, mapping, now, into=plan)
    assert done.document == plan
    assert words(plan) == {MATTERS: "My front door.", HOW: "Stand on my left.\n\nDo not rush me."}
    # The other words are offered beside it.
    offered = pair(plan, IMPORTANT).to_target()
    assert offered and offered.result == "My front door.\n\nSinging."
    # Again, and nothing comes twice.
    carried(cast, profile, mapping, now, into=plan)
    assert CarriedAnswer.objects.count() == 3
    assert bring_across(link=offered.pair.link, into=plan, seen=seen(offered), by=cast.maureen, at=now)
    assert words(plan)[MATTERS] == "My front door.\n\nSinging."
    assert AnswerBefore.objects.get(answer__question_id=MATTERS).value == "My front door."
    assert pair(plan, IMPORTANT).to_target() is None
    assert pair(plan, IMPORTANT).to_source() is None


def test_only_the_owner_of_both_carries(cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime) -> None:
    with pytest.raises(Denied):
        carry_over(source=profile, mapping=mapping, by=cast.beth, at=now)
    with pytest.raises(Denied):
        carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now, into=make_document(cast.amira))
    assert not Carrying.objects.exists()


def test_what_is_only_mine_stays_only_mine(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    Answer.objects.filter(question_id=IMPORTANT).update(audience=Audience.ONLY_ME)
    Answer.objects.filter(question_id=NEVER).update(audience=Audience.WORKER_ONLY)
    plan = make_document(cast.maureen)
    share_with(plan, cast.beth_in_circle)
    share_with_worker(plan)
    carried(cast, profile, mapping, now, into=plan)
    beth = DocumentAnswerStore(plan, cast.beth, now).answers()
    sunita = DocumentAnswerStore(plan, cast.sunita, now).answers()
    assert MATTERS not in beth and MATTERS not in sunita
    # Two answers at one place: the stricter counts for both.
    assert HOW not in beth
    assert "rush" in sunita[HOW].value


def test_what_a_share_leaves_out_it_leaves_out_there_too(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    share_with(profile, cast.beth_in_circle, left_out=[UUID(IMPORTANT)])
    plan = make_document(cast.maureen)
    share_with(plan, cast.beth_in_circle)
    carried(cast, profile, mapping, now, into=plan)
    assert MATTERS not in DocumentAnswerStore(plan, cast.beth, now).answers()
    assert HOW in DocumentAnswerStore(plan, cast.beth, now).answers()


def test_deleting_the_source_leaves_the_plan_whole(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    done = carried(cast, profile, mapping, now)
    kept = words(done.document)
    Document.objects.filter(pk=profile.pk).update(deleted_at=now)
    assert pairs(CarriedAnswer.objects.of(done.document).with_both_documents()) == []
    profile.delete()
    done.refresh_from_db()
    assert done.source is None
    assert done.source_title == "My one-page profile"
    assert words(done.document) == kept
    with pytest.raises(Denied):
        place_answer(carrying=done, source_question=SPOILS, place="heading", by=cast.maureen, at=now)


def test_an_answer_without_a_place_is_placed_by_hand_once(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    done = carried(cast, profile, mapping, now)
    for _ in range(2):
        link = place_answer(carrying=done, source_question=SPOILS, place=GOOD_DAY, by=cast.maureen, at=now)
        assert link and link.brought
    assert words(done.document)[GOOD_DAY] == "Loud voices."
    assert done.answers.filter(source_question=SPOILS).count() == 1


def test_it_may_become_a_heading_of_ones_own(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    done = carried(cast, profile, mapping, now)
    link = place_answer(carrying=done, source_question=SPOILS, place="heading", by=cast.maureen, at=now)
    assert link
    heading = done.document.own_headings.get()
    assert heading.title == "What can spoil your day?"
    assert words(done.document)[str(link.question_id)] == "Loud voices."


def test_it_may_stay_where_it_is_and_be_placed_later(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    done = carried(cast, profile, mapping, now)
    assert place_answer(carrying=done, source_question=SPOILS, place="leave", by=cast.maureen, at=now) is None
    done.refresh_from_db()
    assert [str(question) for question in done.left] == [SPOILS]
    place_answer(carrying=done, source_question=SPOILS, place=GOOD_DAY, by=cast.maureen, at=now)
    done.refresh_from_db()
    assert done.left == []


def test_all_that_is_left_stays_where_it_is_by_one_button(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    answer(profile, LIKED, "She laughs.")
    done = carried(cast, profile, mapping, now)
    with pytest.raises(Denied):
        leave_the_rest(carrying=done, by=cast.beth, at=now)
    for _ in range(2):
        leave_the_rest(carrying=done, by=cast.maureen, at=now)
    done.refresh_from_db()
    assert {str(question) for question in done.left} == {SPOILS, LIKED}
    assert words(profile)[SPOILS] == "Loud voices."


def test_a_place_that_does_not_fit_or_an_answer_that_is_not_there_changes_nothing(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    done = carried(cast, profile, mapping, now)
    kept = words(done.document)
    for question, place in ((SPOILS, WEEK), (SPOILS, str(uuid4())), (LIKED, GOOD_DAY), (str(uuid4()), "heading")):
        with pytest.raises(Denied):
            place_answer(carrying=done, source_question=question, place=place, by=cast.maureen, at=now)
    with pytest.raises(Denied):
        place_answer(carrying=done, source_question=SPOILS, place=GOOD_DAY, by=cast.beth, at=now)
    assert words(done.document) == kept
    assert not done.document.own_headings.exists()


def test_a_place_that_is_not_asked_for_is_none(cast: Cast, profile: Document, now: datetime) -> None:
    """Words must not go where nobody finds them: this question waits for another answer."""
    trusted = "a10e0b18-716e-4e9c-9c1d-b763fe405056"
    done = carried(cast, profile, make_mapping((IMPORTANT, trusted, "as_words")), now)
    assert words(done.document) == {}
    assert done.answers.count() == 0


def test_a_file_goes_along_as_a_copy(cast: Cast, now: datetime) -> None:
    photo, place = "ef9ce51f-f495-5b84-9f4a-1084c624cad9", "59d50d90-5c26-4539-81cd-c7cacaa184df"
    profile = make_profile(cast.maureen)
    file = DocumentFile(
        document=profile,
        question_id=photo,
        name="me.jpg",
        content_type="image/jpeg",
        size=4,
        uploaded_by=cast.maureen,
        uploaded_at=now,
    )
    file.blob.save(str(file.uuid), ContentFile(b"jpeg"))
    answer(profile, photo, {"file": str(file.uuid), "name": "me.jpg", "caption": "Me", "content_type": "image/jpeg"})
    done = carried(cast, profile, make_mapping((photo, place, "as_it_is")), now)
    kept = words(done.document)[place]
    assert kept["file"] != str(file.uuid)
    assert kept["caption"] == "Me"
    copy = DocumentFile.objects.get(document=done.document)
    assert str(copy.uuid) == kept["file"]
    assert copy.blob.read() == b"jpeg"


def test_a_file_that_storage_lost_stops_nothing(cast: Cast, now: datetime) -> None:
    photo, place = "ef9ce51f-f495-5b84-9f4a-1084c624cad9", "59d50d90-5c26-4539-81cd-c7cacaa184df"
    profile = make_profile(cast.maureen)
    file = DocumentFile.objects.create(
        document=profile,
        question_id=photo,
        blob="documents/lost",
        name="me.jpg",
        content_type="image/jpeg",
        size=4,
        uploaded_by=cast.maureen,
        uploaded_at=now,
    )
    answer(profile, photo, {"file": str(file.uuid), "name": "me.jpg", "caption": "Me", "content_type": "image/jpeg"})
    answer(profile, IMPORTANT, "Singing.")
    done = carried(cast, profile, make_mapping((photo, place, "as_it_is"), (IMPORTANT, MATTERS, "as_it_is")), now)
    assert "Singing." in words(done.document).values()
    assert not done.document.files.exists()


def test_a_plan_that_was_begun_by_itself_has_nothing_to_tell(cast: Cast, now: datetime) -> None:
    make_mapping()
    plan = create_document(kind="support_plan", by=cast.maureen, at=now)
    assert pairs_of(plan) == []
