"""The forms of the calculator: one for each PA, one for each kind of hours, one for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator

from content.rules.rates import APRIL, SIXTH, Rates, in_words
from planning.budgets.calculation import NOTHING
from planning.budgets.employer import (
    NOBODY,
    SOMEBODY_ELSE,
    Age,
    Allowance,
    Assistant,
    Employer,
    Shift,
    age_in_words,
)
from planning.budgets.typed import Boxes, Typed
from portal.components.forms import DesignSystemForm, errors_of, look
from portal.components.money import MoneyField, format_money

HOURS_A_WEEK = Decimal(168)
FIRST_KIND = "Weekdays"
KINDS = (FIRST_KIND, "Evenings", "Weekends", "Bank holidays", "Waking nights", "Sleep-in nights")


class NumberField(forms.DecimalField):
    """A number of hours, or a percentage: 6, 2.5 or 2,5."""

    widget = forms.TextInput

    def __init__(self, *, most: Decimal, too_many: str, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), decimal_places=2, **kwargs)
        self.validators.append(MaxValueValidator(most, too_many))
        self.width = 4

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A box for numbers on a telephone's keyboard."""
        return {"inputmode": "decimal", "spellcheck": "false", "class": "imw-input--number"}


class ShiftForm(DesignSystemForm):
    """Hours of one kind, and their pay."""

    kind = look(
        forms.CharField(
            label="Kind of hours", required=False, max_length=40, widget=forms.TextInput({"list": "kinds"})
        ),
        label_size="",
        width=20,
    )
    rate = look(MoneyField(label="Pay for an hour", max_digits=6, required=False), label_size="", suffix="an hour")
    hours = look(
        NumberField(
            label="Hours", required=False, most=HOURS_A_WEEK, too_many="A week has 168 hours. Write 168 or fewer."
        ),
        label_size="",
        suffix="a week",
    )
    sleeping = look(forms.BooleanField(label="It is a night at which the PA may sleep", required=False), label_size="")

    def clean(self) -> dict[str, Any]:
        """Pay and hours go together. Raises at the box that is empty; the first kind of hours cannot be left out."""
        cleaned: dict[str, Any] = super().clean() or {}
        first = self.prefix and self.prefix.endswith("-0")
        rate, hours = cleaned.get("rate"), cleaned.get("hours")
        if "rate" in cleaned and rate is None and (first or hours is not None):
            self.add_error("rate", "Write the pay for an hour, for example 13.00.")
        if "hours" in cleaned and hours is None and (first or rate is not None):
            self.add_error("hours", "Write how many hours a week, for example 6.")
        return cleaned

    def shift(self, place: int) -> Shift | None:
        """What was typed; None for a row that was left empty."""
        typed = self.cleaned_data
        if typed.get("rate") is None or typed.get("hours") is None:
            return None
        kind = typed["kind"] or (FIRST_KIND if not place else f"Hours {place + 1}")
        return Shift(kind, typed["rate"], typed["hours"], typed["sleeping"])


class AssistantForm(DesignSystemForm):
    """One PA, beside the hours."""

    name = look(
        forms.CharField(
            label="What to call this PA", required=False, max_length=40, help_text="You can leave it empty."
        ),
        label_size="",
        width=20,
    )
    age = look(forms.ChoiceField(label="How old is this PA?"), label_size="")
    cover = look(forms.ChoiceField(label="Who fills in when this PA is on holiday?"), label_size="")
    cover_rate = look(
        MoneyField(
            label="Pay for an hour of filling in",
            max_digits=6,
            required=False,
            help_text="Leave it empty if it is the same as the PA’s.",
        ),
        label_size="",
        suffix="an hour",
    )

    def __init__(self, *args: Any, rates: Rates, number: int, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.called = names[number]
        self.fields["age"].help_text = f"State Pension age is {rates.state_pension_age}, or a little more."
        others = [(str(place), name) for place, name in enumerate(names) if place != number]
        self._choices("age", [(age.value, age_in_words(age)) for age in Age])
        self._choices("cover", [(SOMEBODY_ELSE, "Somebody else"), *others, (NOBODY, "Nobody. I do without")])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - both are declared as such above
        field.choices = choices

    def assistant(self, shifts: tuple[Shift, ...]) -> Assistant:
        """What was typed."""
        cover: str = self.cleaned_data["cover"]
        return Assistant(
            self.called,
            shifts,
            Age(self.cleaned_data["age"]),
            int(cover) if cover.isdecimal() else cover,
            self.cleaned_data["cover_rate"],
        )


class ExtrasForm(DesignSystemForm):
    """What is asked once, however many PAs there are."""

    year = look(forms.ChoiceField(label="Which year?"), label_size="")
    allowance = look(
        forms.ChoiceField(
            label="Is all the work for the person who needs care?",
            help_text="For example, not cooking for the whole family, and not the garden of a neighbour.",
            choices=[
                (Allowance.ONLY_FOR_ME, "Yes, all of it"),
                (Allowance.FOR_OTHERS_TOO, "No, some of it is for others"),
                (Allowance.NOT_SURE, "I am not sure"),
            ],
            widget=forms.RadioSelect,
        ),
        label_size="",
    )
    insurance = look(
        MoneyField(label="Insurance for being an employer", required=False), label_size="", suffix="a year"
    )
    payroll = look(MoneyField(label="Payroll service", required=False), label_size="", suffix="a month")
    training = look(
        MoneyField(label="Training", required=False, help_text="For example lifting and moving, or first aid."),
        label_size="",
        suffix="a year",
    )
    contingency = look(
        NumberField(
            label="Put by, in case",
            required=False,
            most=Decimal(100),
            too_many="Write 100 or less.",
            help_text="For sick pay, or to find somebody new. A share of all the rest.",
        ),
        label_size="",
        suffix="%",
    )
    checks = look(
        forms.IntegerField(
            label="How many DBS checks?", required=False, min_value=0, max_value=20, widget=forms.TextInput
        ),
        label_size="",
        width=4,
    )

    def __init__(self, *args: Any, rates: Rates, years: Mapping[date, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)  # noqa: S101 - declared as such above
        year.choices = [(str(starts_on.year), in_words(starts_on)) for starts_on in years]
        self.fields[
            "insurance"
        ].help_text = (
            f"You have to have it. It costs about {_money(rates.insurance_from)} to {_money(rates.insurance_to)}."
        )
        self.fields["payroll"].help_text = f"It costs about {_money(rates.payroll_from)} to {_money(rates.payroll_to)}."
        self.fields["checks"].help_text = f"{_money(rates.dbs_check)} each, paid once."

    def clean_year(self) -> date:
        """The first day of the tax year. Raises ValidationError for one of which we have no figures."""
        starts_on = date(int(self.cleaned_data["year"]), APRIL, SIXTH)
        if not self.years[starts_on]:
            raise ValidationError(no_figures(starts_on))
        return starts_on


@dataclass
class AssistantForms:
    """One PA with all of their hours."""

    form: AssistantForm
    shifts: list[ShiftForm]


class EmployerForms:
    """All of them as one. years: the tax years on offer, and whether there are rates for each.
    bound: whether to look at what was typed; else it is only shown."""

    def __init__(self, typed: Typed, *, rates: Rates, years: Mapping[date, bool], bound: bool) -> None:
        self.rates = rates
        self.is_bound = bound
        names = names_of(typed)
        self.assistants = [
            AssistantForms(
                AssistantForm(
                    rates=rates, number=number, names=names, **self._of(f"pa-{number}", each.boxes, _fresh())
                ),
                [
                    ShiftForm(**self._of(f"pa-{number}-shift-{place}", shift, {} if place else {"kind": FIRST_KIND}))
                    for place, shift in enumerate(each.shifts)
                ],
            )
            for number, each in enumerate(typed.assistants)
        ]
        self.extras = ExtrasForm(rates=rates, years=years, **self._of("extra", typed.extras, _usual(rates)))

    def _of(self, prefix: str, boxes: Boxes, usual: Mapping[str, str]) -> dict[str, Any]:
        if self.is_bound:
            return {"prefix": prefix, "data": {f"{prefix}-{name}": text for name, text in boxes.items()}}
        # Where nothing was typed yet, the boxes begin with what is usual.
        return {"prefix": prefix, "initial": boxes or usual}

    def every(self) -> list[DesignSystemForm]:
        """In the order of the page."""
        found: list[DesignSystemForm] = []
        for each in self.assistants:
            found += [each.form, *each.shifts]
        return [*found, self.extras]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """As (id of a control, sentence), with the PA's name where there are several."""
        found = []
        for each in self.assistants:
            where = f"{each.form.called}: " if len(self.assistants) > 1 else ""
            found += [(focus, f"{where}{sentence}") for focus, sentence in errors_of(each.form, *each.shifts)]
        return [*found, *errors_of(self.extras)]

    def employer(self) -> Employer:
        """What was typed. Raises ValidationError where something of it makes no sense."""
        if self.errors:
            raise ValidationError("There is something to mend first.")
        assistants = tuple(
            each.form.assistant(tuple(s for place, form in enumerate(each.shifts) if (s := form.shift(place))))
            for each in self.assistants
        )
        given = self.extras.cleaned_data
        return Employer(
            assistants=assistants,
            allowance=Allowance(given["allowance"]),
            insurance=given["insurance"] or NOTHING,
            payroll=given["payroll"] or NOTHING,
            training=given["training"] or NOTHING,
            contingency=given["contingency"] or NOTHING,
            checks=given["checks"] or 0,
        )


def names_of(typed: Typed) -> list[str]:
    """What each PA is called: as typed, or by their number."""
    return [each.boxes.get("name") or f"PA {number}" for number, each in enumerate(typed.assistants, 1)]


def _fresh() -> dict[str, str]:
    return {"age": Age.GROWN_UP.value, "cover": SOMEBODY_ELSE}


def no_figures(starts_on: date) -> str:
    """What we say of a tax year without rates."""
    return f"We do not have the figures for {in_words(starts_on)} yet, so we cannot work it out. Choose another year."


def _usual(rates: Rates) -> dict[str, str]:
    return {
        "year": str(rates.starts_on.year),
        "allowance": Allowance.ONLY_FOR_ME.value,
        "insurance": f"{rates.usual_insurance:.2f}",
        "payroll": f"{rates.usual_payroll:.2f}",
    }


def _money(amount: Decimal) -> str:
    return format_money(amount, pence=False)
