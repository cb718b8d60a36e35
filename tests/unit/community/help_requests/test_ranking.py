"""Who suits a request, the best first, and why. Pure."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.help_requests.ranking import TOO_FAR, Candidate, rank, suits
from community.help_requests.wishes import Wishes, chosen_codes, place_named, wishes_of
from community.organisations.enums import Room, Taxonomy
from community.organisations.wanted import Here
from content.questions.definitions import SetDefinition
from tests.factories.content import definition_of

HERE = Here("Northmoor", 54.0, -2.0)
NAMES = {
    (Taxonomy.HELP, "planning"): "Making a plan",
    (Taxonomy.HELP, "money"): "Money and payroll",
    (Taxonomy.LANGUAGE, "pa"): "Punjabi",
    (Taxonomy.LANGUAGE, "pl"): "Polish",
    (Taxonomy.ACCESS, "home-visits"): "They come to you",
}


def candidate(key: int = 1, **facts: Any) -> Candidate:
    usual: dict[str, Any] = {
        "lot": str(key),
        "kinds": frozenset({"planning"}),
        "languages": frozenset(),
        "access": frozenset(),
        "room": Room.OPEN,
        "wait_weeks": None,
        "miles": 2.0,
        "everywhere": False,
    }
    return Candidate(key=key, **{**usual, **facts})


def order(wishes: Wishes, *candidates: Candidate) -> list[int]:
    return [each.key for each in rank(wishes, candidates, NAMES)]


def test_the_reasons_are_said_in_words() -> None:
    wishes = Wishes(
        kinds=frozenset({"planning", "money"}),
        languages=frozenset({"pa"}),
        access=frozenset({"home-visits"}),
        here=HERE,
    )
    found = rank(wishes, [candidate(languages=frozenset({"pa"}), access=frozenset({"home-visits"}))], NAMES)
    assert found[0].reasons == (
        "They help with “Making a plan”.",
        "They do not say that they help with “Money and payroll”.",
        "There is room now.",
        "2 miles away.",
        "Somebody speaks Punjabi.",
        "They come to you.",
    )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"miles": 0.4}, "Less than a mile away."),
        ({"miles": 1.2}, "1 mile away."),
        ({"everywhere": True}, "They help by phone or online, wherever you live."),
        ({"room": Room.WAITING, "wait_weeks": 3}, "There is a wait, usually 3 weeks."),
        ({"room": Room.OPEN, "wait_weeks": 1}, "There is room now: usually 1 week to wait."),
        ({"room": Room.FULL}, "There is no room now."),
        ({"room": Room.UNKNOWN}, "They have not said if there is room."),
    ],
)
def test_room_and_distance_in_words(facts: dict[str, Any], sentence: str) -> None:
    assert sentence in rank(Wishes(here=HERE), [candidate(**facts)], NAMES)[0].reasons


def test_a_language_that_nobody_says_they_speak_is_said_too() -> None:
    wishes = Wishes(languages=frozenset({"pa", "pl"}))
    assert "They do not say that they speak Punjabi and Polish." in rank(wishes, [candidate()], NAMES)[0].reasons


def test_more_of_what_was_asked_for_comes_before_room_and_room_before_distance() -> None:
    wishes = Wishes(kinds=frozenset({"planning", "money"}), languages=frozenset({"pa"}), here=HERE)
    both = candidate(1, kinds=frozenset({"planning", "money"}), room=Room.FULL, miles=40.0)
    speaks = candidate(2, languages=frozenset({"pa"}), room=Room.FULL, miles=40.0)
    has_room = candidate(3, miles=40.0)
    near = candidate(4, room=Room.WAITING, miles=1.0)
    far = candidate(5, room=Room.WAITING, miles=20.0)
    assert order(wishes, far, near, has_room, speaks, both) == [1, 2, 3, 4, 5]


def test_who_helps_with_nothing_of_it_or_is_out_of_reach_is_not_shown() -> None:
    wishes = Wishes(kinds=frozenset({"money"}), here=HERE)
    money = frozenset({"money"})
    assert order(wishes, candidate(1), candidate(2, kinds=money, miles=TOO_FAR + 1)) == []
    assert order(wishes, candidate(2, kinds=money, miles=TOO_FAR + 1, everywhere=True)) == [2]
    assert order(replace(wishes, from_afar=True), candidate(2, kinds=money, miles=TOO_FAR + 1)) == [2]
    assert order(wishes, candidate(3, kinds=money, miles=None)) == [3]


def test_without_a_place_distance_counts_for_nothing() -> None:
    near, far = candidate(1, lot="b", miles=1.0), candidate(2, lot="a", miles=30.0)
    assert order(Wishes(), near, far) == [2, 1]
    assert order(Wishes(here=HERE), near, far) == [1, 2]
    assert order(Wishes(here=HERE, from_afar=True), near, far) == [2, 1]


CODES = ["planning", "money"]
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 10_000),
        lot=st.text("0123456789abcdef", min_size=4, max_size=8),
        kinds=st.frozensets(st.sampled_from(CODES)),
        languages=st.frozensets(st.sampled_from(["pa", "pl"])),
        access=st.frozensets(st.sampled_from(["home-visits"])),
        room=st.sampled_from(Room.values),
        wait_weeks=st.none() | st.integers(0, 104),
        miles=st.none() | st.floats(0, 200),
        everywhere=st.booleans(),
    ),
    unique_by=(lambda each: each.key, lambda each: each.lot),
    max_size=8,
)
WISHES = st.builds(
    Wishes,
    kinds=st.frozensets(st.sampled_from(CODES)),
    languages=st.frozensets(st.sampled_from(["pa", "pl"])),
    access=st.frozensets(st.sampled_from(["home-visits"])),
    from_afar=st.booleans(),
    here=st.none() | st.just(HERE),
)


@given(wishes=WISHES, candidates=CANDIDATES, data=st.data())
def test_neither_the_order_they_come_in_nor_their_number_counts(
    wishes: Wishes, candidates: list[Candidate], data: st.DataObject
) -> None:
    """The lot is drawn for a request; the number in the database, by which they were made, changes nothing."""
    lots = [each.lot for each in sorted_by_rank(wishes, candidates)]
    shuffled = data.draw(st.permutations(candidates))
    numbers = data.draw(st.permutations([each.key for each in candidates]))
    renumbered = [replace(each, key=number) for each, number in zip(shuffled, numbers, strict=True)]
    assert [each.lot for each in sorted_by_rank(wishes, renumbered)] == lots


@given(wishes=WISHES, candidates=CANDIDATES)
def test_everybody_who_suits_is_there_once_and_nobody_else(wishes: Wishes, candidates: list[Candidate]) -> None:
    found = order(wishes, *candidates)
    assert sorted(found) == sorted(each.key for each in candidates if suits(wishes, each))


def sorted_by_rank(wishes: Wishes, candidates: list[Candidate]) -> list[Candidate]:
    by_key = {each.key: each for each in candidates}
    return [by_key[each.key] for each in rank(wishes, candidates, NAMES)]


# --- What answers mean --------------------------------------------------------------------------


SET = SetDefinition.from_json(definition_of("help_request"))
QUESTIONS = {question.label: question.id for question in SET.questions()}
WORDS = {
    str(Taxonomy.HELP): {"planning", "pa-job", "money", "review", "talk"},
    str(Taxonomy.LANGUAGE): {"en", "pa"},
    str(Taxonomy.ACCESS): {"home-visits", "step-free"},
}


def test_short_names_say_what_is_asked_for_in_whichever_question_they_stand() -> None:
    answers = {
        QUESTIONS["What would you like help with?"]: {"chosen": ["planning", "talk"], "something_else": "Soup"},
        QUESTIONS["How would you like to be helped?"]: {"chosen": ["home-visits", "meeting"]},
        QUESTIONS["Which languages would you like to speak?"]: {"chosen": ["pa"]},
        QUESTIONS["Which town or postcode are you in?"]: "NM1",
    }
    wishes = wishes_of(chosen_codes(SET, answers), WORDS, HERE)
    assert wishes == Wishes(
        kinds=frozenset({"planning", "talk"}),
        languages=frozenset({"pa"}),
        access=frozenset({"home-visits"}),
        here=HERE,
    )
    assert place_named(SET, answers) == "NM1"


@pytest.mark.parametrize("way", ["phone", "video"])
def test_by_phone_or_video_it_does_not_matter_how_far_away_somebody_is(way: str) -> None:
    answers = {QUESTIONS["How would you like to be helped?"]: {"chosen": [way]}}
    assert wishes_of(chosen_codes(SET, answers), WORDS, None).from_afar


def test_odd_answers_are_no_fault() -> None:
    answers = {question: value for question in QUESTIONS.values() for value in (7, ["x"], "text", {"chosen": 3})}
    assert chosen_codes(SET, answers) == set()


def test_every_topic_way_and_language_of_the_seeded_set_is_a_word_of_the_directory() -> None:
    known = {code for codes in _seeded_words().values() for code in codes} | {"phone", "video", "meeting"}
    offered = {c["key"] for q in SET.questions() for c in q.options.get("choices", ())}
    assert offered <= known


def _seeded_words() -> dict[str, set[str]]:
    seed = Path(__file__).resolve().parents[4] / "content/seed/directory.json"
    return {name: {row[0] for row in rows} for name, rows in json.loads(seed.read_text())["terms"].items()}
