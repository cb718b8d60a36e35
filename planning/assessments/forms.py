"""The two forms of a social worker: what the assessment found, and the one figure."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from content.questions.forms import FreeWords
from content.questions.kinds.choices import OUTCOMES
from planning.assessments.enums import Eligibility
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.components.money import MoneyField

LONGEST_NEEDS = 20_000
NEEDS_TOO_LONG = "This has %(show_value)s characters. There is room for 20,000. Make it shorter."
LONGEST_HOW = 2_000
HOW_TOO_LONG = "This has %(show_value)s characters. There is room for 2,000. Make it shorter."
NOT_YET = "That day has not come yet. Give the day of the visit."
LONG_AGO = "That is a long time ago. Check the year."
# The first year of community care assessments (NHS and Community Care Act 1990).
FIRST_YEAR = 1990
# More than any package of care at home costs: somebody typed a nought too many.
MOST_A_WEEK = Decimal(20_000)
BELOW_ZERO = "A budget cannot be less than nothing. Write 0 or more."
TOO_MUCH = "That is more than £20,000 a week. Check the figure."
IN_POUNDS = "Write the figure in pounds, for example 96 or 96.50."
WHOLE_PENCE = "Write pounds and pence, for example 96.50."


class AssessmentForm(DesignSystemForm):
    """The day, the needs, and what was found for each of the ten outcomes. Only the day must be given."""

    assessed_on = look(
        DateBoxesField(
            label="When was the assessment?",
            help_text="For example 3 11 2026.",
            error_messages={"required": "Give the day of the assessment."},
        ),
        label_size="m",
    )
    needs = look(
        FreeWords(
            longest=LONGEST_NEEDS,
            too_long=NEEDS_TOO_LONG,
            label="What does this person need help with?",
            help_text="They can read this. Write it as you would say it to them. You can leave it empty for now.",
            required=False,
        ),
        label_size="m",
        rows=6,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_assessed_on(self) -> date:
        """A day that has been, in a year that makes sense."""
        given: date = self.cleaned_data["assessed_on"]
        if given > self.today:
            raise forms.ValidationError(NOT_YET)
        if given.year < FIRST_YEAR:
            raise forms.ValidationError(LONG_AGO)
        return given

    def clean(self) -> dict[str, Any]:
        """Gathers the ten answers as one, `eligibility`, by letter."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found = {letter: cleaned.pop(f"outcome_{letter}", "") for letter in OUTCOMES}
        return {**cleaned, "eligibility": {letter: finding for letter, finding in found.items() if finding}}

    @staticmethod
    def initial_of(assessment: Any) -> dict[str, Any]:
        """What the boxes hold when there is an assessment already."""
        if assessment is None:
            return {}
        outcomes = {f"outcome_{letter}": finding for letter, finding in assessment.eligibility.items()}
        return {"assessed_on": assessment.assessed_on, "needs": assessment.needs, **outcomes}

    @property
    def outcomes(self) -> list[forms.BoundField]:
        """The ten questions, in order."""
        return [self[f"outcome_{letter}"] for letter in OUTCOMES]


for _letter, _words in OUTCOMES.items():
    AssessmentForm.base_fields[f"outcome_{_letter}"] = look(
        forms.ChoiceField(
            label=_words, choices=Eligibility.choices, required=False, widget=forms.RadioSelect, initial="not_assessed"
        ),
        label_size="s",
    )


class BudgetForm(DesignSystemForm):
    """One figure, in pounds a week."""

    weekly = look(
        MoneyField(
            label="Indicative budget",
            help_text="In pounds a week, for example 96 or 96.50.",
            max_value=MOST_A_WEEK,
            error_messages={
                "required": "Write the figure, in pounds a week.",
                "invalid": IN_POUNDS,
                "min_value": BELOW_ZERO,
                "max_value": TOO_MUCH,
                "max_digits": TOO_MUCH,
                "max_whole_digits": TOO_MUCH,
                "max_decimal_places": WHOLE_PENCE,
            },
        ),
        label_size="m",
        suffix="a week",
    )
    how = look(
        FreeWords(
            longest=LONGEST_HOW,
            too_long=HOW_TOO_LONG,
            label="How did you arrive at it?",
            help_text="They read this beside the figure. Say it in plain words, or leave it empty for now.",
            required=False,
        ),
        label_size="m",
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # MoneyField has a sentence of its own about sums in general; here it is about this one.
        self.fields["weekly"].error_messages["invalid"] = IN_POUNDS
