"""Who works for the person, the hours of a week, and what was paid."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms

from planning.budgets.plan_lines import PlanLine
from planning.diary.forms import NO_AMOUNT, NO_DAY, NOTHING, SUMS
from planning.diary.values import LineRef
from planning.timesheets.enums import ForOthers
from planning.timesheets.models import DAYS, LONGEST_NAME, Assistant
from planning.timesheets.services import AssistantValues, WeekValues
from planning.timesheets.sums import Hours
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look, say_it_plainly
from portal.components.money import PENNY, MoneyField, format_money

NOT_HOURS = "Write hours as a number, for example 2.5 or 2:30."
HOURS_A_WEEK = 168
TOO_MANY_HOURS = "A week has 168 hours. Check this number."
# Wages of more than so many times what the hours come to are asked about once.
MUCH_MORE = 2
IS_IT_RIGHT = "That is much more than the {gross} that the hours come to. If it is right, press the button once more."
PAID_SUMS = {**SUMS, "required": NO_AMOUNT, "min_value": NOTHING}
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")


class HoursField(forms.Field):
    """A number of hours: "2", "2.5", "2,5" or "2:30". Empty is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.width = 5

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A box for numbers on a telephone's keyboard."""
        return {"inputmode": "decimal", "spellcheck": "false", "autocomplete": "off", "class": "imw-input--number"}

    def to_python(self, value: Any) -> Decimal:
        """Raises ValidationError for anything that is no number of hours."""
        text = str(value or "")[:20].strip().replace(",", ".").removesuffix("h").strip()
        if not text:
            return Decimal(0)
        if clock := _CLOCK.fullmatch(text):
            minutes = Decimal(clock[2]) / 60
            return (Decimal(clock[1]) + minutes).quantize(PENNY, rounding=ROUND_HALF_UP)
        try:
            found = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(NOT_HOURS) from None
        if not found.is_finite() or found < 0:
            raise forms.ValidationError(NOT_HOURS)
        if found > HOURS_A_WEEK:
            raise forms.ValidationError(TOO_MANY_HOURS)
        return found.quantize(PENNY, rounding=ROUND_HALF_UP)

    def prepare_value(self, value: Any) -> Any:
        """2.5 and not 2.50; nothing for none."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}" if value else ""
        return value


class WeekForm(DesignSystemForm):
    """Seven days and holiday. seen: the number of the week on the page, 0 for one that nobody wrote."""

    holiday = HoursField(label="Hours of paid holiday this week", help_text="Leave it empty if there were none.")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000)

    def __init__(self, *args: Any, begins: date, hours: Hours | None = None, seen: int = 0, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": seen}
        if hours:
            initial |= {**dict(zip(DAYS, hours.worked, strict=True)), "holiday": hours.holiday}
        super().__init__(*args, initial=initial, **kwargs)
        for number, name in enumerate(DAYS):
            day = begins + timedelta(days=number)
            field = HoursField(label=f"{day:%A} {day.day} {day:%B}")
            say_it_plainly(field)
            self.fields[name] = field
        self.order_fields([*DAYS, "holiday", "seen"])

    @property
    def days(self) -> list[Any]:
        """The boxes of the seven days."""
        return [self[name] for name in DAYS]

    def clean(self) -> dict[str, Any]:
        """A day has 24 hours."""
        said: dict[str, Any] = super().clean() or {}
        for name in DAYS:
            if (said.get(name) or 0) > 24:
                self.add_error(name, "A day has 24 hours. Check this one.")
        return said

    @property
    def values(self) -> WeekValues:
        """What was written."""
        said = self.cleaned_data
        return WeekValues(tuple(said[name] for name in DAYS), said["holiday"])


class AssistantForm(DesignSystemForm):
    """A PA. Their pay counts from a day on."""

    name = look(
        forms.CharField(
            label="What do you call them?",
            max_length=LONGEST_NAME,
            error_messages={"required": "Write a name, or what you call them."},
        ),
        label_size="s",
    )
    hourly = look(
        MoneyField(label="What is an hour paid?", max_digits=6, error_messages={**SUMS, "required": NO_AMOUNT}),
        label_size="s",
    )
    hourly_from = look(
        DateBoxesField(
            label="From which day on?", help_text="Weeks before that day keep the pay that they had.", required=False
        ),
        label_size="s",
    )
    began_on = look(
        DateBoxesField(
            label="When did they begin to work for you?",
            help_text="For their holiday, and for redundancy pay.",
            error_messages={"required": NO_DAY},
        ),
        label_size="s",
    )
    born_on = look(
        DateBoxesField(
            label="Their date of birth",
            help_text="Leave it empty if you do not know it. The lowest pay by law and redundancy pay depend on age.",
            required=False,
        ),
        label_size="s",
    )
    only_mine = look(
        forms.ChoiceField(
            label="Is all of their work for you?",
            help_text="Then you most likely pay no National Insurance of your own.",
            choices=ForOthers.choices,
            widget=forms.RadioSelect,
        ),
        label_size="s",
    )
    line = look(forms.ChoiceField(label="Which part of the plan are their wages for?", required=False), label_size="s")
    ended_on = look(
        DateBoxesField(label="Their last day, if they have left", required=False),
        label_size="s",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[PlanLine],
        new: bool,
        kept: LineRef | None = None,
        hides: bool = False,
        **kwargs: Any,
    ) -> None:
        """kept: the part that it has, which stays also when the plan has changed; hides: this reader must not know it,
        and it stays unless they choose another."""
        super().__init__(*args, **kwargs)
        self.refs = {str(each.entry_id): LineRef.of(each) for each in lines}
        self.hidden = kept if hides else None
        if kept and not hides:
            self.refs[str(kept.entry_id)] = kept
        field: Any = self.fields["line"]
        field.choices = [("", "Not in the plan"), *((pk, ref.words) for pk, ref in self.refs.items())]
        if new:
            del self.fields["ended_on"], self.fields["hourly_from"]
        if not self.refs:
            del self.fields["line"]

    @staticmethod
    def initial_of(assistant: Assistant, hourly: Decimal | None, today: date) -> dict[str, Any]:
        """What is known of a PA."""
        return {
            "name": assistant.name,
            "hourly": hourly,
            "hourly_from": today,
            "began_on": assistant.began_on,
            "born_on": assistant.born_on,
            "only_mine": assistant.only_mine,
            "line": str(assistant.line_entry or ""),
            "ended_on": assistant.ended_on,
            "key": assistant.made_from,
            "seen": assistant.number,
        }

    def clean_hourly(self) -> Decimal:
        """More than nothing."""
        hourly: Decimal = self.cleaned_data["hourly"]
        if not hourly:
            raise forms.ValidationError(NOTHING)
        return hourly

    @property
    def values(self) -> AssistantValues:
        """What was written."""
        said: Mapping[str, Any] = self.cleaned_data
        return AssistantValues(
            name=said["name"],
            began_on=said["began_on"],
            hourly=said["hourly"],
            hourly_from=said.get("hourly_from") or said["began_on"],
            born_on=said.get("born_on"),
            ended_on=said.get("ended_on"),
            only_mine=said["only_mine"],
            line=self.refs.get(said.get("line") or "") or self.hidden,
        )


class PaidForm(DesignSystemForm):
    """What was paid, and when. seen: the number of the week on the page; sure: a sum that the page asked about."""

    amount = look(
        MoneyField(
            label="How much did they get?",
            error_messages=PAID_SUMS,
            min_value=PENNY,
        ),
        label_size="s",
    )
    on = look(DateBoxesField(label="On which day?", error_messages={"required": NO_DAY}), label_size="s")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000)
    sure = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, gross: Decimal, **kwargs: Any) -> None:
        """gross: what the hours come to."""
        super().__init__(*args, **kwargs)
        self.gross = gross

    def clean(self) -> dict[str, Any]:
        """A slip of the finger is asked about once; the same sum again is taken."""
        said: dict[str, Any] = super().clean() or {}
        amount = said.get("amount")
        if self.gross and amount and amount > MUCH_MORE * self.gross and said.get("sure") != str(amount):
            self.data = {**self.data.dict(), "sure": str(amount)}  # type: ignore[attr-defined]
            self.add_error("amount", IS_IT_RIGHT.format(gross=format_money(self.gross)))
        return said


class LastPayForm(DesignSystemForm):
    """What a PA got as their work ended."""

    amount = look(
        MoneyField(
            label="How much did they get?",
            help_text="Holiday that was not taken, and redundancy pay if it was due. Write 0 if nothing was due.",
            error_messages={**SUMS, "required": NO_AMOUNT},
        ),
        label_size="s",
    )
    on = look(DateBoxesField(label="On which day?", error_messages={"required": NO_DAY}), label_size="s")
    key = forms.UUIDField(widget=forms.HiddenInput)


class TaxForm(DesignSystemForm):
    """Tax that was paid."""

    amount = look(
        MoneyField(
            label="How much did you pay?",
            error_messages=PAID_SUMS,
            min_value=PENNY,
        ),
        label_size="s",
    )
    on = look(DateBoxesField(label="On which day?", error_messages={"required": NO_DAY}), label_size="s")
    up_to = look(
        DateBoxesField(
            label="For all weeks up to which day?",
            help_text="Nothing more is kept back for those weeks.",
            error_messages={"required": NO_DAY},
        ),
        label_size="s",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
