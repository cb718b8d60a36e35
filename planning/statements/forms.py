"""Choosing a bank's file, and saying what its columns mean."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms

from planning.statements.reading.columns import Columns, Sheet
from planning.statements.reading.days import Order
from planning.statements.reading.lines import Settled
from portal.components.forms import DesignSystemForm, look, say_it_plainly

ONE, TWO = "one", "two"
NO_COLUMN = ""
TAKEN = "You chose this column for the {}. Choose {}."
MONEY, WAY = "the one with the money", "one that says which way it went, or “None”"


class UploadForm(DesignSystemForm):
    """A file. key: what the form calls itself."""

    file = look(
        forms.FileField(
            label="The CSV file from your bank",
            help_text="On your bank’s website or in its app, look for “Export”, “Download” or “Statements”, then CSV.",
            error_messages={"required": "Choose the file that your bank gave you."},
        ),
        label_size="m",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class ColumnsForm(DesignSystemForm):
    """What each column means, over the columns of one file."""

    day = look(forms.TypedChoiceField(label="The day", coerce=int), label_size="s")
    order = look(
        forms.ChoiceField(
            label="How days are written",
            widget=forms.RadioSelect,
            choices=[(order.value, order.words.capitalize()) for order in Order],
        ),
        label_size="s",
    )
    words = look(
        forms.TypedMultipleChoiceField(
            label="What it was for",
            help_text="Tick all that help you to know a payment again.",
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        label_size="s",
    )
    money = look(
        forms.ChoiceField(
            label="Where the money stands",
            widget=forms.RadioSelect,
            choices=[(ONE, "In one column"), (TWO, "Money out and money in have a column each")],
        ),
        label_size="s",
    )
    amount = forms.TypedChoiceField(label="The column with the money", coerce=int, required=False, empty_value=None)
    minus = forms.ChoiceField(
        label="A minus means",
        choices=[("out", "money went out"), ("in", "money came in")],
        required=False,
        initial="out",
    )
    way = forms.TypedChoiceField(
        label="A column that says which way it went",
        help_text="Such as DR and CR. Most files have none.",
        coerce=int,
        required=False,
        empty_value=None,
    )
    out = forms.TypedChoiceField(label="Money out", coerce=int, required=False, empty_value=None)
    into = forms.TypedChoiceField(label="Money in", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(column, _named(sheet, column)) for column in range(sheet.width)]
        for name in ("day", "words"):
            self._field(name).choices = columns
        for name in ("amount", "way", "out", "into"):
            self._field(name).choices = [(NO_COLUMN, "None"), *columns]
        for field in self.fields.values():
            say_it_plainly(field)

    @classmethod
    def over(cls, data: Mapping[str, Any] | None, *, sheet: Sheet, settled: Settled) -> Self:
        """The form with what is known so far."""
        columns = settled.columns
        return cls(
            data,
            sheet=sheet,
            initial={
                "day": columns.day,
                "order": settled.day.order.value,
                "words": list(columns.words),
                "money": TWO if columns.apart else ONE,
                "amount": columns.amount,
                "minus": "in" if columns.minus_is_in else "out",
                "way": columns.way,
                "out": columns.out,
                "into": columns.into,
            },
        )

    def clean(self) -> dict[str, Any]:
        """One column for the money, or one each; and no column for two things."""
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("money") == ONE and chosen.get("amount") is None:
            self.add_error("amount", "Choose the column with the money.")
        if chosen.get("money") == TWO and chosen.get("out") is None and chosen.get("into") is None:
            self.add_error("out", "Choose the column for money out, or for money in, or both.")
        if chosen.get("money") == TWO and chosen.get("out") is not None and chosen.get("out") == chosen.get("into"):
            self.add_error("into", "Money out and money in are in the same column. Choose “In one column” above.")
        for name in ("amount",) if chosen.get("money") == ONE else ("out", "into"):
            if chosen.get(name) is not None and chosen.get(name) == chosen.get("day"):
                self.add_error(name, TAKEN.format("day", MONEY))
        if chosen.get("money") == ONE and (way := chosen.get("way")) is not None:
            for name, called in (("day", "day"), ("amount", "money")):
                if way == chosen.get(name):
                    self.add_error("way", TAKEN.format(called, WAY))
        return chosen

    def columns(self) -> Columns:
        """What was chosen."""
        chosen = self.cleaned_data
        one = chosen["money"] == ONE
        return Columns(
            day=chosen["day"],
            words=tuple(chosen["words"]),
            amount=chosen["amount"] if one else None,
            out=None if one else chosen["out"],
            into=None if one else chosen["into"],
            way=chosen["way"] if one else None,
            minus_is_in=one and chosen["minus"] == "in",
            order=Order(chosen["order"]),
        )

    def _field(self, name: str) -> Any:
        return self.fields[name]


def _named(sheet: Sheet, column: int) -> str:
    """The name of a column, with an example from it."""
    example = next((cell for cell in sheet.cells(column) if cell), "")
    short = example if len(example) <= 30 else f"{example[:29]}…"
    return f"{sheet.name(column)} (“{short}”)" if short else f"{sheet.name(column)} (empty)"
