"""A week of duties: times as people write them, hours that add up, and what is not clear yet."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from content.questions.checking import problems_of
from content.questions.definitions import QuestionDefinition, SetDefinition
from content.questions.kinds import KINDS, duties
from content.questions.kinds.base import Problem
from content.questions.kinds.duties import DutyWeek, hours_of, parse_time, time_in_words

SEED = Path(__file__).resolve().parents[4] / "content/seed/question_sets/pa_job_description.json"
SHIFTS = [
    {"key": "day", "label": "Weekdays", "pay": "p1", "sleeping": False},
    {"key": "night", "label": "Sleep-in nights", "pay": "p2", "sleeping": True},
]
WEEK = QuestionDefinition(id="q", kind="duty_week", label="What is done when?", options={"shifts": SHIFTS})
KIND = KINDS["duty_week"]


def duty(**more: Any) -> dict[str, Any]:
    return {
        "id": "7b7e2f3e-0000-4000-8000-000000000001",
        "what": "Up and dressed",
        "days": ["monday", "thursday"],
        "from": "08:00",
        "to": "10:00",
        "hours": "",
        "shift": "day",
        **more,
    }


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("9am", "09:00", "9am"),
        ("9 a.m.", "09:00", "9am"),
        ("2:30 PM", "14:30", "2:30pm"),
        ("2.30pm", "14:30", "2:30pm"),
        ("14:30", "14:30", "2:30pm"),
        ("09:30", "09:30", "9:30am"),
        ("17", "17:00", "5pm"),
        ("12pm", "12:00", "midday"),
        ("12am", "00:00", "midnight"),
        ("noon", "12:00", "midday"),
        ("midnight", "00:00", "midnight"),
        ("00:15", "00:15", "12:15am"),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, stored: str, said: str) -> None:
    assert parse_time(typed) == stored
    assert time_in_words(stored) == said
    assert parse_time(said) == stored


@pytest.mark.parametrize("typed", ["9", "2:30", "12", "9.30"])
def test_a_time_that_may_be_either_is_asked_about(typed: str) -> None:
    assert parse_time(typed) == Problem(duties.SAY_AM_OR_PM)


@pytest.mark.parametrize("typed", ["25:00", "9:75am", "13pm", "0am", "early", "99", "-1", "9am10"])
def test_what_is_no_time_is_said(typed: str) -> None:
    assert parse_time(typed) == Problem(duties.HOW_TO_WRITE_TIMES)


@given(st.times())
def test_every_time_reads_back(time: Any) -> None:
    stored = f"{time:%H:%M}"
    assert parse_time(time_in_words(stored)) == stored


def test_duties_become_hours_and_the_hours_add_up() -> None:
    week = hours_of(
        WEEK,
        [
            duty(),
            duty(what="Cleaning", days=["wednesday"], hours="2", **{"from": "", "to": ""}),
            duty(what="Sleep-in", days=["monday"], shift="night", **{"from": "22:00", "to": "07:00"}),
        ],
    )
    assert week.hours == Decimal(15)
    assert [(shift.label, shift.hours, shift.pay, shift.sleeping) for shift in week.shifts] == [
        ("Weekdays", Decimal(6), "p1", False),
        ("Sleep-in nights", Decimal(9), "p2", True),
    ]
    monday = week.days[0]
    assert (monday.name, monday.length) == ("Monday", "11 hours")
    assert [(d.what, d.when) for d in monday.duties] == [("Up and dressed", "8am to 10am"), ("Sleep-in", "10pm to 7am")]
    assert week.days[1].length == ""


def test_half_hours_and_thirds_of_an_hour_add_up_to_the_whole() -> None:
    twenty = duty(days=["monday", "tuesday", "friday"], **{"from": "08:00", "to": "08:20"})
    assert hours_of(WEEK, [twenty]).hours == Decimal("1.00")
    assert hours_of(WEEK, [duty(**{"to": "09:30"})]).length == "3 hours"


@pytest.mark.parametrize(
    ("entry", "box", "sentence"),
    [
        (duty(days=[]), "days", duties.NO_DAY),
        (duty(to=""), "to", duties.ONLY_BEGINNING),
        (duty(**{"from": ""}), "from", duties.ONLY_END),
        (duty(to="08:00"), "to", duties.NO_TIME_BETWEEN),
        (duty(to="", **{"from": ""}), "from", duties.HOW_LONG),
        (duty(to="", hours="0", **{"from": ""}), "hours", duties.HOW_LONG),
        (duty(to="", hours="25", **{"from": ""}), "hours", duties.TOO_LONG_A_DAY),
        (duty(hours="3"), "hours", duties.TWO_LENGTHS.format(between="2 hours", typed="3 hours")),
        (duty(**{"from": "9"}), "from", duties.SAY_AM_OR_PM),
        (duty(to="late"), "to", duties.HOW_TO_WRITE_TIMES),
        (duty(hours="two"), "hours", "Write a number, for example 6."),
    ],
)
def test_what_is_not_clear_is_said_at_its_box_and_not_counted(entry: dict[str, Any], box: str, sentence: str) -> None:
    assert KIND.problems(WEEK, [entry]) == [Problem(f"“Up and dressed”: {sentence}", f"0-{box}")]
    week = hours_of(WEEK, [entry, duty(what="Cleaning")])
    assert week.unclear == ("Up and dressed",)
    assert week.hours == Decimal(4)


def test_a_beginning_with_a_number_of_hours_is_enough() -> None:
    entry = duty(to="", hours="2")
    assert not KIND.problems(WEEK, [entry])
    assert hours_of(WEEK, [entry]).days[0].duties[0].when == "from 8am"


def test_a_form_is_read_with_everything_typed_and_ids_are_kept() -> None:
    own = "7b7e2f3e-0000-4000-8000-000000000001"
    data = QueryDict(mutable=True)
    data.update({"q-rows": "2", "q-0-id": own, "q-0-what": " Cleaning ", "q-0-from": "9am", "q-0-to": "whenever"})
    data.update({"q-0-shift": "day", "q-1-id": "x", "q-1-shift": "day"})
    data.setlist("q-0-days", ["thursday", "monday", "someday"])
    assert KIND.read(WEEK, data, "q") == [
        duty(what="Cleaning", to="whenever", **{"from": "09:00"}),
    ]
    assert KIND.entries([duty()]) == {own: "“Up and dressed”"}


def test_its_boxes_show_what_was_kept() -> None:
    boxes = KIND.boxes(WEEK, [duty(shift="gone")], "q", 0)
    (row,) = boxes["rows"]
    by_name = {item["box"].name: item for item in row["boxes"]}
    assert by_name["from"]["text"] == "8am"
    assert [key for key, _, chosen in by_name["days"]["options"] if chosen] == ["monday", "thursday"]
    # A kind of hours that an editor took out is kept.
    assert ("gone", "gone", True) in by_name["shift"]["options"]
    assert boxes["week"].hours == Decimal(4)


def test_it_is_read_as_a_table_with_its_sum() -> None:
    shown = KIND.show(WEEK, [duty(), duty(what="Later", days=[])])
    assert list(shown.rows) == [
        ["Monday", "8am to 10am", "Up and dressed", "Weekdays", "2 hours"],
        ["Thursday", "8am to 10am", "Up and dressed", "Weekdays", "2 hours"],
        ["Not counted yet", "", "Later", "", ""],
        ["A week", "", "", "", "4 hours"],
    ]


def test_two_who_wrote_at_once_keep_the_duties_of_both() -> None:
    mine, theirs = duty(what="Hair"), duty(what="Up and dressed")
    both = KIND.both([mine], [theirs])
    assert [entry["what"] for entry in both] == ["Up and dressed", "Hair"]
    assert both[0]["id"] != both[1]["id"]


@pytest.mark.parametrize(
    "odd", [None, "text", [None, 3, {"what": 5, "days": "monday"}], {"id": 1}, [{"days": [["x"]]}]]
)
def test_an_old_or_odd_answer_does_no_harm(odd: Any) -> None:
    assert hours_of(WEEK, odd).hours == 0
    assert KIND.show(WEEK, odd).form == "table"
    assert KIND.boxes(WEEK, odd, "q", 1)


def test_the_seeded_set_has_no_problem_and_its_pay_questions_exist() -> None:
    definition = json.loads(SEED.read_text())
    assert problems_of(definition["steps"]) == []
    whole = SetDefinition.from_json(definition)
    questions = {question.id: question for question in whole.questions()}
    week = next(question for question in questions.values() if question.kind == DutyWeek.name)
    assert {questions[shift["pay"]].options["per"] for shift in week.options["shifts"]} == {"hour"}


def test_an_editor_is_told_of_pay_that_is_no_question_about_money() -> None:
    steps = json.loads(SEED.read_text())["steps"]
    week = next(q for step in steps for q in step["questions"] if q["type"] == "duty_week")
    week["shifts"][0]["pay"] = "No such question"
    week["shifts"][1]["key"] = week["shifts"][2]["key"]
    found = problems_of(steps)
    assert any("takes the pay of “Weekdays” from “No such question”" in sentence for sentence in found)
    assert any("two kinds of hours with the short name “weekend”" in sentence for sentence in found)
