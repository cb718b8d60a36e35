"""What a plan covers, from its answers and from ticks."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from content.questions.coverage import OUTCOMES, SECTION_25, SEVEN_QUESTIONS
from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.wizards.stores import StoredAnswer
from planning.coverage.enums import Coverage
from planning.coverage.items import GROUPS, ITEMS
from planning.coverage.mapping import CoverageMap, coverage_of, places
from planning.coverage.models import CoverageTick

AT = datetime(2026, 11, 22, tzinfo=UTC)
WORDS, MORE, LAST, SERVES, PHOTOS = (f"{n}{n}{n}{n}{n}{n}{n}{n}-0000-4000-8000-000000000000" for n in "12345")


def asked(question: str, kind: str = "long_text", *, own: bool = False) -> QuestionDefinition:
    return QuestionDefinition(question, kind, f"Question {question[0]}", own=own)


def step(slug: str, *questions: QuestionDefinition, seven: tuple[int, ...] = (), law: tuple[str, ...] = ()) -> Any:
    return StepDefinition(
        slug, slug, slug.capitalize(), questions=questions, coverage={"seven_questions": seven, "section_25": law}
    )


PLAN = SetDefinition(
    "My plan",
    "plan",
    steps=(
        step("first", asked(WORDS), asked(MORE), seven=(1,), law=("advice",)),
        step("second", asked(LAST), asked(SERVES, "outcomes"), seven=(2,), law=("advice",)),
        step("photos", asked(PHOTOS, "photos")),
    ),
    plan=True,
)


class Held:
    """A reading of answers that are simply given."""

    accepts_files = True
    definition = PLAN

    def __init__(self, *, owner: bool = True, marks: dict[str, str] | None = None, **answers: Any) -> None:
        named = {"words": WORDS, "more": MORE, "last": LAST, "serves": SERVES, "photos": PHOTOS}
        self.held = {named[name]: StoredAnswer(value, 1) for name, value in answers.items()}
        self.owner_reads = owner
        self.said = marks or {}

    def answers(self) -> dict[str, StoredAnswer]:
        return self.held

    def marks(self) -> dict[str, str]:
        return self.said


def tick(item: str, question: str = "", entry: str = "", state: Coverage = Coverage.COVERED) -> CoverageTick:
    place = UUID(question) if question else None
    return CoverageTick(item=item, state=state, question_id=place, entry_id=entry, ticked_at=AT)


def shown(reading: Held, *ticks: CoverageTick) -> CoverageMap:
    return coverage_of(reading, ticks)  # type: ignore[arg-type]


def states(reading: Held, *ticks: CoverageTick) -> dict[str, str]:
    parts = shown(reading, *ticks).parts
    return {line.item.key: line.state.label for part in parts for line in part.lines if line.state != Coverage.NOT_YET}


def test_the_map_has_everything_that_a_plan_can_hold() -> None:
    assert (
        [len(group.items) for group in GROUPS] == [len(SEVEN_QUESTIONS), len(SECTION_25), len(OUTCOMES)] == [7, 8, 10]
    )
    assert ITEMS["outcome-f"].words == OUTCOMES["f"] and "makes possible" in ITEMS["outcome-f"].hint


def test_an_empty_plan_covers_nothing_and_nothing_is_asked() -> None:
    assert states(Held()) == {} and shown(Held()).empty


@pytest.mark.parametrize(
    ("answers", "marks", "state"),
    [
        ({"words": "a"}, {}, "Partly"),
        ({"words": "a", "more": "b"}, {}, "Covered"),
        ({"words": "a"}, {"first": "done"}, "Covered"),
        ({"words": None}, {"first": "done"}, None),
    ],
)
def test_a_question_is_covered_by_its_step(answers: Any, marks: Any, state: str | None) -> None:
    assert states(Held(marks=marks, **answers)).get("question-1") == state


def test_what_several_steps_are_about_needs_them_all() -> None:
    first = {"words": "a", "more": "b"}
    assert states(Held(**first))["section_25-advice"] == "Partly"
    assert states(Held(**first, marks={"second": "left_out"}))["section_25-advice"] == "Covered"
    assert states(Held(**first, last="c", serves=["a"]))["section_25-advice"] == "Covered"


def test_outcomes_come_from_the_answers_that_name_them() -> None:
    found = states(Held(serves=["f", "g", "odd"]))
    assert {key for key in found if key.startswith("outcome")} == {"outcome-f", "outcome-g"}


def test_a_tick_adds_and_never_takes_away() -> None:
    full = {"words": "a", "more": "b"}
    assert states(Held(**full), tick("question-1", state=Coverage.PARTLY))["question-1"] == "Covered"
    assert states(Held(), tick("question-5", state=Coverage.PARTLY)) == {"question-5": "Partly"}


def test_a_tick_without_a_place_is_its_owners_alone() -> None:
    assert states(Held(words="a"), tick("outcome-c"))["outcome-c"] == "Covered"
    assert "outcome-c" not in states(Held(owner=False, words="a"), tick("outcome-c"))
    assert shown(Held(owner=False), tick("outcome-c")).line("outcome-c").tick is None


ALBUM = [{"id": "pond", "file": "f", "name": "pond.jpg", "caption": "The pond"}]


@pytest.mark.parametrize("owner", [True, False])
def test_a_tick_counts_while_what_it_names_is_there_for_this_reader(owner: bool) -> None:
    pointed = tick("outcome-i", PHOTOS, "pond")
    there = shown(Held(owner=owner, photos=ALBUM), pointed).line("outcome-i")
    assert there.state == Coverage.COVERED and there.place
    assert there.place.words == "Photo 1: “The pond”"
    # The photo taken out, the answer emptied, or kept from this reader: all the same.
    for gone in (
        Held(owner=owner, photos=[{**ALBUM[0], "id": "bus"}]),
        Held(owner=owner, photos=None),
        Held(owner=owner),
    ):
        line = shown(gone, pointed).line("outcome-i")
        assert line.state == Coverage.NOT_YET
        assert line.lost is owner and (line.tick is not None) is owner


def test_places_are_answers_and_their_entries() -> None:
    found = places(Held(words="a", photos=ALBUM))  # type: ignore[arg-type]
    assert [place.words for place in found] == ["Question 1", "Question 5", "Photo 1: “The pond”"]


def test_a_set_from_before_is_a_plan_where_its_steps_cover_something() -> None:
    data = PLAN.as_json()
    del data["plan"]
    assert SetDefinition.from_json(data).plan
    for each in data["steps"]:
        each["coverage"] = {"seven_questions": [], "section_25": []}
    assert not SetDefinition.from_json(data).plan
