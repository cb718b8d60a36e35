"""The forms of deciding, asking, answering and challenging."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from content.questions.forms import FreeWords
from planning.signing_off.enums import Answer, Difference, Refusal, Step
from planning.signing_off.figures import NOTHING, Figures, Part, signed, what_is_missing
from planning.signing_off.policies import check_panel_day
from planning.signing_off.services import Yes
from portal.access.decisions import Denied
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.components.money import MoneyField, format_money

LONGEST = 5_000
TOO_LONG = "This has %(show_value)s characters. There is room for 5,000. Make it shorter."
LONGEST_REASON = 1_000
REASON_TOO_LONG = "This has %(show_value)s characters. There is room for 1,000. Make it shorter."
# How many parts one difference can have.
MOST_PARTS = 4
LESS, MORE, LESS_ONCE, MORE_ONCE = "less", "more", "less_once", "more_once"
A_WEEK = [(LESS, "less a week"), (MORE, "more a week")]
ONCE = [(LESS_ONCE, "less, once"), (MORE_ONCE, "more, once")]


def words_field(label: str, help_text: str = "", missing: str = "") -> FreeWords:
    """A box for words that have to be there."""
    field = FreeWords(longest=LONGEST, too_long=TOO_LONG, label=label, help_text=help_text)
    if missing:
        field.error_messages["required"] = missing
    return look(field, label_size="m", rows=5)


class WordsForm(DesignSystemForm):
    """Words that stay: a question, an answer, a view, a challenge."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = words_field(label, help_text, "Write it in words.")
        self.order_fields(["words", "key"])


class PanelForm(DesignSystemForm):
    """What a decision of a manager begins with: whether a panel took it."""

    panel_on = look(
        DateBoxesField(
            label="Did a panel decide this? On which day?",
            help_text="Leave it empty if you decide it yourself.",
            required=False,
        ),
        label_size="m",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, sent_on: date, **kwargs: Any) -> None:
        self.today, self.sent_on = today, sent_on
        super().__init__(*args, **kwargs)

    def clean_panel_on(self) -> date | None:
        """A panel that has met, about this plan."""
        day: date | None = self.cleaned_data["panel_on"]
        try:
            if day:
                check_panel_day(day, sent_on=self.sent_on, today=self.today)
        except Denied as denied:
            raise forms.ValidationError(denied.reason) from denied
        return day


class RefuseForm(PanelForm):
    """A no: its coded reason, and the words for the person."""

    reason = look(
        forms.ChoiceField(
            label="Why is it not agreed?",
            choices=Refusal.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose why it is not agreed."},
        ),
        label_size="m",
    )
    words = words_field(
        "The reason in words",
        "The person reads this. Say what would have to be different, and what they can do.",
        "Write the reason in words. The person reads them.",
    )
    field_order = ["reason", "words", "panel_on", "key"]


class AnswerChallengeForm(DesignSystemForm):
    """The answer to a challenge, in writing."""

    outcome = look(
        forms.ChoiceField(
            label="What is your answer?",
            choices=Answer.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose your answer."},
        ),
        label_size="m",
    )
    words = words_field(
        "The reason in words", "The person reads this.", "Write the reason in words. The person reads them."
    )


@dataclass(frozen=True)
class Row:
    """The boxes of one part of a difference."""

    amount: forms.BoundField
    way: forms.BoundField
    reason: forms.BoundField
    words: forms.BoundField
    number: int
    # Whether what begins with this part is shown open: something was typed in it, or in a part after it.
    is_open: bool = False


class AgreeForm(PanelForm):
    """A yes: why, the sums, and every part of the differences between the figures."""

    words = words_field(
        "Why do you agree it?", "The person reads this.", "Write why you agree it. The person reads it."
    )
    field_order = ["words", "panel_on", "key"]

    def __init__(self, *args: Any, figures: Figures, indicative_id: int | None, sums: bool, **kwargs: Any) -> None:
        """figures: as planned. indicative_id: the first figure on the page. sums: whether another sum than the planned
        one can be agreed, as a manager may."""
        super().__init__(*args, **kwargs)
        self.figures, self.sums = figures, sums
        if not sums:
            del self.fields["panel_on"]
        else:
            self.fields["weekly"] = _sum_field("Agreed a week", figures.planned_weekly, suffix="a week")
            self.fields["once"] = _sum_field("Agreed once", figures.planned_once, suffix="once")
        self.fields["indicative"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=indicative_id, max_value=2**62
        )
        if figures.to_planned:
            self._add_rows(Step.TO_PLANNED, A_WEEK, figures.to_planned)
        if sums:
            self._add_rows(Step.TO_FINAL, A_WEEK + ONCE, NOTHING)

    def _add_rows(self, step: Step, ways: list[tuple[str, str]], whole: Decimal) -> None:
        for number in range(MOST_PARTS):
            first = number == 0 and bool(whole)
            name = f"{step}-{number}"
            amount = MoneyField(label="How much", required=False, initial=abs(whole) if first else None)
            self.fields[f"{name}-amount"] = look(amount, width=10)
            self.fields[f"{name}-way"] = forms.ChoiceField(
                label="More or less", choices=ways, required=False, initial=LESS if whole < 0 else MORE
            )
            self.fields[f"{name}-reason"] = forms.ChoiceField(
                label="What kind of reason", choices=[("", "Choose one"), *Difference.choices], required=False
            )
            words = FreeWords(
                longest=LONGEST_REASON, too_long=REASON_TOO_LONG, label="The reason in words", required=False
            )
            self.fields[f"{name}-words"] = look(words, rows=2)

    def rows(self, step: str) -> list[Row]:
        """The boxes of one step; none where there is no difference."""
        names = [f"{step}-{number}" for number in range(MOST_PARTS) if f"{step}-{number}-amount" in self.fields]
        return [
            Row(
                self[f"{n}-amount"],
                self[f"{n}-way"],
                self[f"{n}-reason"],
                self[f"{n}-words"],
                number=place,
                is_open=self._typed_in(step, place - 1),
            )
            for place, n in enumerate(names, 1)
        ]

    @property
    def planned_rows(self) -> list[Row]:
        """From the first figure to the plan."""
        return self.rows(Step.TO_PLANNED)

    @property
    def final_rows(self) -> list[Row]:
        """From the plan to the final budget."""
        return self.rows(Step.TO_FINAL)

    @property
    def plain(self) -> list[forms.BoundField]:
        """What stands above the sums: the words, and the panel."""
        return [self[name] for name in ("words", "panel_on") if name in self.fields]

    @property
    def whole(self) -> str:
        """ "£4.35 less": what the parts from the first figure to the plan come to."""
        return signed(self.figures.to_planned)

    @property
    def final_open(self) -> bool:
        """Whether the boxes of another sum are shown open: something in them was typed, or one of the sums is another.

        What a sentence at the top of the page is about is never folded away.
        """
        sums = [name for name in ("weekly", "once") if name in self.fields]
        return self._typed_in(Step.TO_FINAL, 0) or any(name in self.changed_data for name in sums if self.is_bound)

    def _typed_in(self, step: str, first: int) -> bool:
        """Whether something was typed in the boxes of a step, from one part on."""
        names = [f"{step}-{n}-{box}" for n in range(first, MOST_PARTS) for box in ("amount", "reason", "words")]
        return self.is_bound and any(str(self.data.get(name) or "").strip() for name in names)

    def clean(self) -> dict[str, Any]:
        """Each part is whole, and together they explain the differences to the penny."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        parts = [part for step in Step for part in self._parts(step)]
        if self.errors:
            return cleaned
        figures = self._agreed()
        for sentence in what_is_missing(figures, parts):
            self.add_error(None, sentence)
        yes = Yes(figures.weekly, figures.once, tuple(parts), cleaned.get("indicative"))
        return {**cleaned, "yes": yes}

    def _agreed(self) -> Figures:
        planned, given = self.figures, self.cleaned_data
        weekly = given["weekly"] if self.sums else planned.planned_weekly
        once = given["once"] if self.sums else planned.planned_once
        return Figures(planned.indicative, planned.planned_weekly, planned.planned_once, weekly, once)

    def _parts(self, step: Step) -> list[Part]:
        found = []
        for number in range(MOST_PARTS):
            name = f"{step}-{number}"
            if f"{name}-amount" not in self.fields:
                return []
            given = {box: self.cleaned_data.get(f"{name}-{box}") for box in ("amount", "way", "reason", "words")}
            if not given["amount"] and not given["reason"] and not given["words"]:
                continue
            for box, sentence in MISSING.items():
                if not given[box]:
                    self.add_error(f"{name}-{box}", sentence)
            if all(given.values()):
                found.append(_part(step, given))
        return found


MISSING = {
    "amount": "Write how much this part is.",
    "reason": "Choose what kind of reason it is.",
    "words": "Write the reason in words. The person reads them.",
}


def _part(step: Step, given: dict[str, Any]) -> Part:
    amount: Decimal = given["amount"] if given["way"] in {MORE, MORE_ONCE} else -given["amount"]
    once = given["way"] in {LESS_ONCE, MORE_ONCE}
    return Part(step, given["reason"], given["words"], NOTHING if once else amount, amount if once else NOTHING)


def _sum_field(label: str, planned: Decimal, *, suffix: str) -> MoneyField:
    field = MoneyField(
        label=label,
        initial=planned,
        help_text=f"The plan asks for {format_money(planned)}.",
        error_messages={"required": "Write the sum, also where it is 0."},
    )
    return look(field, label_size="s", suffix=suffix)
