"""The forms of money diaries."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from planning.diary.reading import NO_LINE
from planning.diary.tally import Sums, Tally
from portal.components.forms import DesignSystemForm, look

NONE = "none"


class FindForm(DesignSystemForm):
    """Which month, and which line of the plan. What is not there shows everything."""

    month = look(forms.ChoiceField(label="Month", required=False), label_size="s")
    line = look(forms.ChoiceField(label="Part of the plan", required=False), label_size="s")

    @classmethod
    def over(cls, data: Mapping[str, Any], *, months: Iterable[date], lines: Mapping[UUID, str]) -> "FindForm":
        """The form over what there is. months: their first days, the latest first."""
        form = cls({name: data.get(name, "") for name in ("month", "line")})
        month: Any = form.fields["month"]
        line: Any = form.fields["line"]
        month.choices = [("", "All months"), *((f"{each:%Y-%m}", f"{each:%B %Y}") for each in months)]
        line.choices = [("", "All parts"), *((str(pk), words) for pk, words in lines.items()), (NONE, NO_LINE)]
        form.is_valid()
        return form

    @property
    def month_chosen(self) -> date | None:
        """The first day of the month."""
        chosen = self.cleaned_data.get("month")
        return date.fromisoformat(f"{chosen}-01") if chosen else None

    @property
    def line_chosen(self) -> UUID | str | None:
        """A line; "none" for what belongs to none; None for all."""
        chosen = self.cleaned_data.get("line")
        return UUID(chosen) if chosen and chosen != NONE else chosen or None

    def sums(self, tally: Tally) -> Sums:
        """What the chosen entries come to."""
        line = self.line_chosen
        if line is None:
            return tally.total
        return tally.by_line().get(None if line == NONE else UUID(str(line)), Sums())
