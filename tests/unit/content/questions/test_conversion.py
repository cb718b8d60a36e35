"""Answers of every kind as answers to every other kind that they can go to: nothing is lost, no word dropped."""

import re
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.questions.conversion import convert, entry_at, in_words, merged, reversible, ways
from content.questions.definitions import QuestionDefinition
from content.questions.enums import How
from content.questions.kinds import KINDS, kind_of
from content.questions.kinds.choices import OUTCOMES
from content.questions.kinds.figures import DAYS
from content.questions.kinds.lists import ListKind

CHOICES = [{"key": "pa", "label": "A personal assistant"}, {"key": "house", "label": "Help in the house"}]
WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzÅß漢", min_size=1, max_size=9)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join)
AMOUNT = st.decimals(0, 5000, places=2).map(lambda amount: f"{amount:.2f}")


def question(kind: str, **options: Any) -> QuestionDefinition:
    return QuestionDefinition(
        str(uuid4()), kind, "What would help?", options={"choices": CHOICES, "per": "week", **options}
    )


def entries(kind: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    listed = KINDS[kind]
    assert isinstance(listed, ListKind)
    first, *others = listed.boxes_of_an_entry
    of = {"money": AMOUNT, "date": st.just("2026-11-03"), "number": st.just("6")}
    boxes = {
        box.name: st.just(box.usual) if box.kind == "choice" else of.get(box.kind, LINE)
        for box in others
        if not box.more
    }
    made = st.fixed_dictionaries({"id": st.uuids(version=4).map(str), first.name: LINE, **boxes})
    return st.lists(made, min_size=1, max_size=3, unique_by=lambda entry: entry["id"])


WEEKS = st.dictionaries(
    st.sampled_from([day.lower() for day in DAYS]),
    st.dictionaries(st.sampled_from(["morning", "evening"]), LINE, min_size=1),
    min_size=1,
)
PHOTO = st.fixed_dictionaries(
    {"id": st.uuids(version=4).map(str), "file": st.just("f"), "name": st.just("me.jpg"), "caption": LINE}
)
DUTY = st.fixed_dictionaries(
    {
        "id": st.uuids(version=4).map(str),
        "what": LINE,
        "days": st.sampled_from([["monday"], ["tuesday", "friday"]]),
        "from": st.just("08:00"),
        "to": st.just("10:30"),
        "hours": st.just(""),
        "shift": st.just("any"),
    }
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "short_text": LINE,
    "long_text": TEXT,
    "place": LINE,
    "one_of": st.sampled_from(["pa", "house"]),
    "several_of": st.fixed_dictionaries(
        {"chosen": st.lists(st.sampled_from(["pa", "house"]), min_size=1, unique=True), "something_else": LINE}
    ),
    "yes_no": st.fixed_dictionaries({"answer": st.sampled_from(["yes", "no"]), "follow_up": TEXT}),
    "date": st.just("2026-11-03"),
    "money": AMOUNT,
    "week": WEEKS,
    "duty_week": st.lists(DUTY, min_size=1, max_size=3, unique_by=lambda entry: entry["id"]),
    "people_list": entries("people_list"),
    "todo_list": entries("todo_list"),
    "cost_list": entries("cost_list"),
    "outcomes": st.lists(st.sampled_from(list(OUTCOMES)), min_size=1, unique=True).map(sorted),
    "file": st.just({"file": str(uuid4()), "name": "me.jpg", "caption": "Me in my garden"}),
    "recording": st.just({"file": str(uuid4()), "name": "me.webm", "words": "I sing"}),
    "photos": st.lists(PHOTO, min_size=1, max_size=3, unique_by=lambda entry: entry["id"]),
    "files": st.lists(PHOTO, min_size=1, max_size=3, unique_by=lambda entry: entry["id"]),
}
PAIRS = [(source, target, way) for source in VALUES for target in VALUES for way in ways(source, target)]


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_every_kind_is_tried() -> None:
    assert {source for source, _, _ in PAIRS} == set(VALUES) == set(KINDS)


@pytest.mark.parametrize(("source", "target", "how"), PAIRS)
@settings(max_examples=25)
@given(data=st.data())
def test_no_word_is_dropped_on_the_way(source: str, target: str, how: How, data: st.DataObject) -> None:
    asked, place = question(source), question(target)
    value = data.draw(VALUES[source])
    there = convert(value, asked, place, how)
    assert there is not None
    assert words_in(in_words(asked, value)) <= words_in(in_words(place, there)) | words_in(place.label)
    assert kind_of(place).problems(place, there) == []


@pytest.mark.parametrize(("source", "target", "how"), PAIRS)
@settings(max_examples=25)
@given(data=st.data())
def test_what_arrives_is_what_its_boxes_give_back(source: str, target: str, how: How, data: st.DataObject) -> None:
    """Opening the step and saving it changes nothing: the value has the shape of its kind, entries have ids."""
    place = question(target)
    there = convert(data.draw(VALUES[source]), question(source), place, how)
    if isinstance(kind_of(place), ListKind):
        ids = [entry["id"] for entry in there]
        assert len(set(ids)) == len(ids)
        boxes = kind_of(place).boxes_of_an_entry  # type: ignore[attr-defined]
        names = {"id", *(box.name for box in boxes if not box.more)}
        assert all(set(entry) == names for entry in there)
    if target == "short_text":
        assert "\n" not in there


def test_what_cannot_go_is_said_before_and_carries_nothing() -> None:
    assert ways("file", "long_text") == ()
    assert ways("long_text", "money") == ()
    assert ways("one_of", "week") == ()
    assert ways("long_text", "duty_week") == ()
    assert ways("a_kind_of_tomorrow", "long_text") == ()
    assert convert("words", question("long_text"), question("money"), How.AS_IT_IS) is None
    assert convert(None, question("long_text"), question("short_text"), How.AS_WORDS) is None


def test_a_list_keeps_the_ids_of_its_entries_and_other_parts_get_the_same_one_each_time() -> None:
    own = str(uuid4())
    people = [{"id": own, "name": "Beth", "relation": "daughter", "does": "rings"}]
    todo = convert(people, question("people_list"), question("todo_list"), How.AS_ENTRIES)
    assert todo == [{"id": own, "what": "Beth, daughter, rings", "who": "", "by": ""}]
    week, place = question("week"), question("todo_list")
    first = convert({"monday": {"morning": "Wash"}}, week, place, How.AS_ENTRIES)
    again = convert({"monday": {"morning": "Wash and dress"}}, week, place, How.AS_ENTRIES)
    assert first[0]["id"] == again[0]["id"] == entry_at(week.id, "monday")
    assert again[0]["what"] == "Monday: Morning: Wash and dress"


def test_duties_go_as_one_would_say_them_each_with_its_id() -> None:
    own = str(uuid4())
    duty = {"id": own, "what": "Hair", "days": ["monday", "friday"], "from": "08:00", "to": "08:30", "shift": "any"}
    asked = question("duty_week")
    assert convert([duty], asked, question("long_text"), How.AS_WORDS) == "Hair, Monday, Friday, 8am to 8:30am"
    [todo] = convert([{**duty, "to": "late", "hours": "2"}], asked, question("todo_list"), How.AS_ENTRIES)
    assert todo["id"] == own
    assert todo["what"] == "Hair, Monday, Friday, 8am to late, 2 hours a day"


def test_duties_go_to_the_days_of_a_week_at_their_time_of_day() -> None:
    duty = {"id": str(uuid4()), "what": "Hair", "days": ["monday", "friday"], "from": "08:00", "to": "08:30"}
    late = {"id": str(uuid4()), "what": "To bed", "days": ["monday"], "from": "21:30", "to": "22:30"}
    some_time = {"id": str(uuid4()), "what": "Cleaning", "days": ["friday"], "hours": "2"}
    asked, week = question("duty_week"), question("week")
    assert convert([duty, late, some_time], asked, week, How.AS_WORDS) == {
        "monday": {"morning": "Hair, 8am to 8:30am", "evening": "To bed, 9:30pm to 10:30pm"},
        "friday": {"morning": "Hair, 8am to 8:30am; Cleaning, 2 hours"},
    }
    fewer = question("week", parts=["Daytime", "Evening"])
    assert convert([duty], asked, fewer, How.AS_WORDS)["monday"] == {"daytime": "Hair, 8am to 8:30am"}
    # One that has no day yet has no place there: it waits to be placed by hand.
    assert convert([duty, {**late, "days": []}], asked, week, How.AS_WORDS) is None
    assert not reversible(asked, week, How.AS_WORDS)


def test_a_sum_says_how_often_it_comes() -> None:
    weekly, monthly, bare = question("money"), question("money", per="month"), question("money", per="none")
    costs = question("cost_list")
    assert convert("13.00", weekly, monthly, How.AS_IT_IS) == {"typed": "£13.00 a week"}
    assert convert("13.00", weekly, question("money"), How.AS_IT_IS) == "13.00"
    [cost] = convert("13.00", weekly, costs, How.AS_ENTRIES)
    assert (cost["what_for"], cost["amount"], cost["how_often"]) == ("What would help?", "13.00", "week")
    [cost] = convert("13.00", question("money", per="hour"), costs, How.AS_ENTRIES)
    assert (cost["what_for"], cost["amount"]) == ("What would help?: £13.00 an hour", "")
    [cost] = convert("13.00", bare, costs, How.AS_ENTRIES)
    assert (cost["what_for"], cost["amount"]) == ("What would help?: £13.00", "")


def test_choices_that_are_not_offered_there_become_words_or_stay_behind() -> None:
    fewer = question("several_of", choices=CHOICES[:1])
    value = {"chosen": ["pa", "house"], "something_else": "A lift"}
    assert convert(value, question("several_of"), fewer, How.AS_IT_IS) == {
        "chosen": ["pa"],
        "something_else": "Help in the house; A lift",
    }
    assert convert("house", question("one_of"), question("one_of", choices=CHOICES[:1]), How.AS_IT_IS) is None


def test_only_what_keeps_its_shape_goes_back() -> None:
    text, line, week = question("long_text"), question("short_text"), question("week")
    assert reversible(text, line, How.AS_WORDS)
    assert reversible(week, question("week"), How.AS_IT_IS)
    assert not reversible(week, text, How.AS_WORDS)


# --- Bringing a change across -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(VALUES))
@settings(max_examples=25)
@given(data=st.data())
def test_a_change_comes_across_whole_where_nothing_was_changed_here(kind: str, data: st.DataObject) -> None:
    before, now = data.draw(VALUES[kind]), data.draw(VALUES[kind])
    assert merged(question(kind), before, before, now) == now
    assert merged(question(kind), None, None, now) == now
    assert merged(question(kind), before, now, now) == before


@pytest.mark.parametrize("kind", ["short_text", "long_text", "week", "people_list", "todo_list"])
@settings(max_examples=25)
@given(data=st.data())
def test_words_that_were_written_here_are_never_taken_out(kind: str, data: st.DataObject) -> None:
    """Whatever the other side says now: what only this side has ever said is still there afterwards."""
    asked = question(kind)
    before, now, standing = (data.draw(st.none() | VALUES[kind]), data.draw(VALUES[kind]), data.draw(VALUES[kind]))
    here = words_in(in_words(asked, standing))
    came = words_in(in_words(asked, before)) if before else set()
    there = words_in(in_words(asked, merged(asked, standing, before, now)))
    assert here - came <= there


@given(standing=TEXT, now=TEXT)
def test_words_offered_beside_an_answer_come_below_it(standing: str, now: str) -> None:
    asked = question("long_text")
    together = merged(asked, standing, None, now)
    assert words_in(standing) | words_in(now) <= words_in(together)
    assert together.startswith(standing) or together == now
    # Brought twice, it is there once.
    assert merged(asked, together, None, now) == together


def test_only_the_words_that_came_are_replaced() -> None:
    asked = question("long_text")
    assert merged(asked, "Singing.\n\nTea at four.", "Singing.", "Singing and cards.") == (
        "Singing and cards.\n\nTea at four."
    )
    assert merged(asked, "A cathedral", "cat", "dog") == "A cathedral\n\ndog"
    assert merged(asked, "Mine\n\nTheirs", "Theirs", None) == "Mine"


def test_a_list_takes_what_changed_box_by_box() -> None:
    asked = question("people_list")
    beth = {"id": "1", "name": "Beth", "relation": "daughter", "does": "rings"}
    leo = {"id": "2", "name": "Leo", "relation": "peer", "does": ""}
    mine = {"id": "3", "name": "Winnie", "relation": "friend", "does": "sings"}
    here = [{**beth, "relation": "my daughter"}, leo, mine]
    now = [{**beth, "does": "rings and shops"}, {"id": "4", "name": "Olu", "relation": "", "does": ""}]
    assert merged(asked, here, [beth, leo], now) == [
        {**beth, "relation": "my daughter", "does": "rings and shops"},
        mine,
        {"id": "4", "name": "Olu", "relation": "", "does": ""},
    ]
    # What was taken out here does not come back; what was worked on here stays.
    assert merged(asked, [mine], [beth], [{**beth, "does": "shops"}]) == [mine]
    assert merged(asked, [{**leo, "does": "helps"}], [leo], []) == [{**leo, "does": "helps"}]


def test_a_week_takes_what_changed_part_by_part() -> None:
    asked = question("week")
    before = {"monday": {"morning": "Wash", "evening": "Tea"}}
    now = {"monday": {"morning": "Wash and dress", "evening": "Tea"}, "friday": {"morning": "Shop"}}
    here = {"monday": {"morning": "Wash", "evening": "Tea with Beth"}, "sunday": {"morning": "Church"}}
    assert merged(asked, here, before, now) == {
        "monday": {"morning": "Wash and dress", "evening": "Tea with Beth"},
        "sunday": {"morning": "Church"},
        "friday": {"morning": "Shop"},
    }


def test_of_a_choice_only_one_can_stand() -> None:
    assert merged(question("one_of"), "pa", "pa", "house") == "house"
    several = question("several_of")
    mine, theirs = {"chosen": ["pa"], "something_else": ""}, {"chosen": ["house"], "something_else": "x"}
    assert merged(several, mine, None, theirs) == {"chosen": ["pa", "house"], "something_else": "x"}
