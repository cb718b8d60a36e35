"""Sums of money as people read them, and a field to type one into."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PENNY = Decimal("0.01")
WEEKS_A_YEAR = 52
NOT_MONEY = "Write a sum in pounds, for example 12.50."
WITH_A_POINT = "Write a point before the pence, for example 12.50 or 1,200.00."
TOO_MUCH = "That is more than there is room for. Check the sum."
SENTENCES = {
    "max_digits": TOO_MUCH,
    "max_whole_digits": TOO_MUCH,
    "max_decimal_places": "Write pounds and pence, for example 12.50.",
}
# Commas stand between thousands, or once in place of the point. Whatever else has one would be read as another sum.
_PLAIN_SUM = re.compile(r"[-−+]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?")
_COMMA_FOR_POINT = re.compile(r"[-−+]?\d+,\d{2}")


def format_money(amount: Decimal, *, pence: bool = True) -> str:
    """ "£1,234.50". Without `pence`, a whole sum is shown as whole pounds."""
    rounded = amount.quantize(PENNY, rounding=ROUND_HALF_UP)
    whole = not pence and rounded == rounded.to_integral_value()
    return f"{'−' if rounded < 0 else ''}£{abs(rounded):,.{0 if whole else 2}f}"


def any_pence(amounts: Iterable[Decimal | None]) -> bool:
    """Whether sums shown below each other need pence: yes as soon as one of them has any."""
    return any(amount is not None and amount % 1 for amount in amounts)


def format_year(weekly: Decimal) -> str:
    """What a weekly sum comes to in a year: "£4,992.00 a year"."""
    return f"{format_money(weekly * WEEKS_A_YEAR)} a year"


class MoneyField(forms.DecimalField):
    """A sum in pounds. People may type the pound sign, spaces, commas between thousands, and a comma for the point."""

    widget = forms.TextInput
    prefix = "£"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 9)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("min_value", Decimal(0))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = NOT_MONEY
        for code, sentence in SENTENCES.items():
            self.error_messages.setdefault(code, sentence)
        if self.min_value == 0:
            self.error_messages.setdefault("min_value", "Write 0 or more.")
        self.width = 10

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A box for numbers on a telephone's keyboard."""
        return {"inputmode": "decimal", "spellcheck": "false", "class": "imw-input--number"}

    def run_validators(self, value: object) -> None:
        """A sum that is too great in two ways is too great once: no sentence stands twice."""
        try:
            super().run_validators(value)
        except ValidationError as wrong:
            raise ValidationError(list({one.messages[0]: one for one in wrong.error_list}.values())) from wrong

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        """ "£1,200" to Decimal("1200"), "12,50" to Decimal("12.50"); ValidationError for what is no plain sum."""
        if isinstance(value, str) and value.strip():
            value = "".join(value.replace("£", "").split())
            if _COMMA_FOR_POINT.fullmatch(value):
                value = value.replace(",", ".")
            if not _PLAIN_SUM.fullmatch(value):
                raise ValidationError(WITH_A_POINT if "," in value else self.error_messages["invalid"], code="invalid")
            value = value.replace(",", "").replace("−", "-")
        try:
            return super().to_python(value)
        except InvalidOperation:
            raise ValidationError(NOT_MONEY, code="invalid") from None
