"""Carrying answers over: once, with where each came from, never over somebody's words, never in the open."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile

from content.questions.models import QuestionMapping
from content.wizards.stores import AnswerChange
from planning.carrying.models import CarriedAnswer, Carrying
from planning.carrying.services import bring_across, carry_over, leave_change, leave_the_rest, place_answer
from planning.carrying.sides import Change, Pair, pairs
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
    PEOPLE,
    SPOILS,
    TODO,
    WEEK,
    WELL,
    make_mapping,
    make_profile,
)
from tests.factories.content import default_definition, publish
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast


@pytest.fixture
def profile(cast: Cast) -> Document:
    profile = make_profile(cast.maureen)
    answer(profile, IMPORTANT, "Singing.")
    answer(profile, WELL, "Stand on my left.")
    answer(profile, NEVER, "Do not rush me.")
    answer(profile, SPOILS, "Loud voices.")
    return profile


@pytest.fixture
def mapping(profile: Document) -> QuestionMapping:
    return make_mapping()


def words(document: Document) -> dict[str, Any]:
    return {str(row.question_id): row.value for row in document.answers.all() if row.value is not None}


def write(document: Document, question: str, value: Any, at: datetime) -> None:
    store = DocumentAnswerStore(document, document.owner, at)
    number = store.answers()[question].number if question in store.answers() else 0
    [saved] = store.save([AnswerChange(question, value, number)])
    assert saved.written


def pair(document: Document, source_question: str) -> Pair:
    links = CarriedAnswer.objects.of(document).filter(source_question=source_question).with_both_documents()
    [found] = pairs(links)
    return found


def seen(change: Change) -> tuple[int, int]:
    return change.pair.source.number, change.pair.target.number


def carried(cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime, **more: Any) -> Carrying:
    return carry_over(source=profile, mapping=mapping, by=cast.maureen, at=now, **more)


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


# --- Placing by hand --------------------------------------------------------------------------------


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


# --- Changes later on -------------------------------------------------------------------------------


def test_a_change_at_the_source_is_offered_and_never_comes_by_itself(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carried(cast, profile, mapping, now).document
    write(profile, WELL, "Stand on my right.", now)
    assert "left" in words(plan)[HOW]
    change = pair(plan, WELL).to_target()
    assert change and change.result == "Stand on my right.\n\nDo not rush me."
    assert pair(plan, NEVER).to_target() is None
    assert bring_across(link=change.pair.link, into=plan, seen=seen(change), by=cast.maureen, at=now)
    assert words(plan)[HOW] == "Stand on my right.\n\nDo not rush me."
    # All is settled: neither side has anything to offer, nor has the other answer at this place.
    assert all(p.to_target() is None and p.to_source() is None for p in _all(plan))


def test_declining_is_remembered_until_the_next_change(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carried(cast, profile, mapping, now).document
    write(profile, IMPORTANT, "Singing and cards.", now)
    change = pair(plan, IMPORTANT).to_target()
    assert change
    assert leave_change(link=change.pair.link, into=plan, seen=seen(change), by=cast.maureen, at=now)
    assert words(plan)[MATTERS] == "Singing."
    assert pair(plan, IMPORTANT).to_target() is None
    write(profile, IMPORTANT, "Singing, cards and tea.", now)
    again = pair(plan, IMPORTANT).to_target()
    assert again and again.there.value == "Singing, cards and tea."
    # They take the place of the words that came, not of those that were left.
    assert again.result == "Singing, cards and tea."


def test_a_change_in_the_plan_is_offered_to_where_it_came_from(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carried(cast, profile, mapping, now).document
    write(plan, MATTERS, "Singing on Thursdays.", now)
    assert pair(plan, IMPORTANT).to_target() is None
    change = pair(profile, IMPORTANT).to_source()
    assert change and change.result == "Singing on Thursdays."
    assert bring_across(link=change.pair.link, into=profile, seen=seen(change), by=cast.maureen, at=now)
    assert words(profile)[IMPORTANT] == "Singing on Thursdays."
    assert all(p.to_target() is None and p.to_source() is None for p in _all(plan))


def test_where_two_answers_came_together_the_writer_takes_it_back_by_hand(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carried(cast, profile, mapping, now).document
    write(plan, HOW, "Stand on my left, and wait.\n\nDo not rush me.", now)
    change = pair(profile, WELL).to_source()
    assert change and change.by_hand
    # The other one still says what it said.
    assert pair(profile, NEVER).to_source() is None
    assert bring_across(link=change.pair.link, into=profile, seen=seen(change), by=cast.maureen, at=now) is None
    assert leave_change(link=change.pair.link, into=profile, seen=seen(change), by=cast.maureen, at=now)
    assert pair(profile, WELL).to_source() is None


def test_a_page_that_is_out_of_date_changes_nothing(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carried(cast, profile, mapping, now).document
    write(profile, IMPORTANT, "Cards.", now)
    change = pair(plan, IMPORTANT).to_target()
    assert change
    write(plan, MATTERS, "Singing, always.", now)
    assert bring_across(link=change.pair.link, into=plan, seen=seen(change), by=cast.maureen, at=now) is None
    assert not leave_change(link=change.pair.link, into=plan, seen=seen(change), by=cast.maureen, at=now)
    assert words(plan)[MATTERS] == "Singing, always."
    with pytest.raises(Denied):
        bring_across(link=change.pair.link, into=plan, seen=seen(change), by=cast.beth, at=now)


def test_a_change_that_became_private_makes_its_place_private(
    cast: Cast, profile: Document, mapping: QuestionMapping, now: datetime
) -> None:
    plan = carried(cast, profile, mapping, now).document
    share_with(plan, cast.beth_in_circle)
    write(profile, IMPORTANT, "The tin behind the clock.", now)
    Answer.objects.filter(document=profile, question_id=IMPORTANT).update(audience=Audience.ONLY_ME)
    change = pair(plan, IMPORTANT).to_target()
    assert change
    bring_across(link=change.pair.link, into=plan, seen=seen(change), by=cast.maureen, at=now)
    assert MATTERS not in DocumentAnswerStore(plan, cast.beth, now).answers()


def test_entries_and_days_keep_their_identity_and_change_one_by_one(cast: Cast, now: datetime) -> None:
    """From one plan to another kind with lists: each entry of a week or a list is followed by itself."""
    make_profile(cast.maureen)
    mapping = make_mapping((PEOPLE, LIKED, "as_words"), source="support_plan", target="one_page_profile")
    other = _copy_of_the_plan()
    lists = make_mapping((PEOPLE, PEOPLE, "as_it_is"), (WEEK, TODO, "as_entries"), source="support_plan", target=other)
    plan = make_document(cast.maureen)
    beth, leo = {"id": str(uuid4()), "name": "Beth", "relation": "daughter", "does": "rings"}, str(uuid4())
    write(plan, PEOPLE, [beth, {"id": leo, "name": "Leo", "relation": "", "does": ""}], now)
    write(plan, WEEK, {"monday": {"morning": "Wash"}, "friday": {"morning": "Shop"}}, now)
    done = carry_over(source=plan, mapping=lists, by=cast.maureen, at=now)
    assert [entry["id"] for entry in words(done.document)[PEOPLE]] == [beth["id"], leo]
    assert [entry["what"] for entry in words(done.document)[TODO]] == ["Monday: Morning: Wash", "Friday: Morning: Shop"]
    assert pair(done.document, WEEK).parts == []
    # A change of one day comes to its entry alone, whatever was done to the others here.
    todo = words(done.document)[TODO]
    write(done.document, TODO, [todo[0], {**todo[1], "who": "Beth"}], now)
    write(plan, WEEK, {"monday": {"morning": "Wash and dress"}, "friday": {"morning": "Shop"}}, now)
    change = pair(done.document, WEEK).to_target()
    assert change
    assert [(e["what"], e["who"]) for e in change.result] == [
        ("Monday: Morning: Wash and dress", ""),
        ("Friday: Morning: Shop", "Beth"),
    ]
    # As words there is no way back but by hand.
    said = carry_over(source=plan, mapping=mapping, by=cast.maureen, at=now)
    assert words(said.document)[LIKED] == "Beth, daughter, rings\nLeo"


def _copy_of_the_plan() -> str:
    publish({**default_definition(), "kind": "second_plan", "title": "Second plan"})
    return "second_plan"


def _all(document: Document) -> list[Pair]:
    return pairs(CarriedAnswer.objects.of(document).with_both_documents())


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
    assert _all(plan) == []
