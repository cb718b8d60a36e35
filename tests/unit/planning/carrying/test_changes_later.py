"""What changes later at one end of what was carried is offered to the other, and never comes by itself."""

from datetime import datetime
from uuid import uuid4

import pytest

from content.questions.models import QuestionMapping
from planning.carrying.services import bring_across, carry_over, leave_change
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from tests.factories.carrying import (
    HOW,
    IMPORTANT,
    LIKED,
    MATTERS,
    NEVER,
    PEOPLE,
    TODO,
    WEEK,
    WELL,
    make_mapping,
    make_profile,
)
from tests.factories.content import default_definition, publish
from tests.factories.planning import make_document, share_with
from tests.personas import Cast
from tests.unit.planning.carrying.conftest import carried, pair, pairs_of, seen, words, write


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
    assert all(p.to_target() is None and p.to_source() is None for p in pairs_of(plan))


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
    assert all(p.to_target() is None and p.to_source() is None for p in pairs_of(plan))


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
