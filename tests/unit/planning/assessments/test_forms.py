"""The figure as people type it, and days that cannot be."""

from datetime import date
from decimal import Decimal

import pytest

from planning.assessments.forms import AssessmentForm, BudgetForm

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "weekly"),
    [("96", "96"), ("£96", "96"), (" 96.50 ", "96.50"), ("1,204.00", "1204.00"), ("0", "0"), ("£ 20,000", "20000")],
)
def test_figures_as_people_write_them(typed: str, weekly: str) -> None:
    form = BudgetForm({"weekly": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["weekly"] == Decimal(weekly)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the figure, in pounds a week."),
        ("-3", "A budget cannot be less than nothing. Write 0 or more."),
        ("about ten pounds", "Write the figure in pounds, for example 96 or 96.50."),
        ("10 million", "Write the figure in pounds, for example 96 or 96.50."),
        ("NaN", "Write the figure in pounds, for example 96 or 96.50."),
        ("Infinity", "Write the figure in pounds, for example 96 or 96.50."),
        ("9\x006", "Write the figure in pounds, for example 96 or 96.50."),
        ("20000.01", "That is more than £20,000 a week. Check the figure."),
        ("10000000", "That is more than £20,000 a week. Check the figure."),
        ("99999999999999", "That is more than £20,000 a week. Check the figure."),
        ("96.505", "Write pounds and pence, for example 96.50."),
    ],
)
def test_what_is_no_figure_gets_one_sentence_and_stays_in_the_box(typed: str, sentence: str) -> None:
    form = BudgetForm({"weekly": typed})
    assert not form.is_valid()
    assert sentence in form.errors["weekly"]
    assert form["weekly"].value() == typed


def assessment(day: str, month: str, year: str, **more: str) -> AssessmentForm:
    boxes = {"assessed_on_0": day, "assessed_on_1": month, "assessed_on_2": year}
    return AssessmentForm({**boxes, **more}, today=TODAY)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (("31", "2", "2026"), "There is no such date. Check the day, the month and the year."),
        (("", "", ""), "Give the day of the assessment."),
        (("3", "", "2026"), "Give the day, the month and the year."),
        (("23", "11", "2026"), "That day has not come yet. Give the day of the visit."),
        (("3", "11", "206"), "Write the year with four figures, for example 2026."),
        (("3", "11", "1989"), "That is a long time ago. Check the year."),
    ],
)
def test_a_day_that_cannot_be_gets_a_sentence(day: tuple[str, str, str], sentence: str) -> None:
    form = assessment(*day, needs="Mornings")
    assert form.errors["assessed_on"] == [sentence]
    assert form["needs"].value() == "Mornings"


def test_only_what_was_found_is_kept_and_nothing_is_demanded() -> None:
    form = assessment("22", "11", "2026", outcome_f="eligible", outcome_a="not_assessed")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "assessed_on": TODAY,
        "needs": "",
        "eligibility": {"a": "not_assessed", "f": "eligible"},
    }
    assert assessment("22", "11", "2026").is_valid()


def test_strange_signs_are_left_out_and_a_made_up_finding_is_refused() -> None:
    form = assessment("22", "11", "2026", needs="Morn\x00ings\ud800", outcome_b="perhaps")
    assert form.errors.keys() == {"outcome_b"}
    assert form.cleaned_data["needs"] == "Mornings"


def test_too_long_says_how_much_room_there_is() -> None:
    form = assessment("22", "11", "2026", needs="a" * 20_001)
    assert "There is room for 20,000" in form.errors["needs"][0]
