"""The forms of money diaries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms

from content.questions.forms import FreeWords
from planning.budgets.plan_lines import PlanLine
from planning.diary.enums import Direction, Every
from planning.diary.models import Entry, MoneyDiary, Repeating
from planning.diary.reading import NO_LINE
from planning.diary.services.diaries import DiaryValues
from planning.diary.services.receipts import accept_receipt
from planning.diary.services.repeating import RepeatingValues
from planning.diary.tally import Sums, Tally
from planning.diary.values import LONGEST_NOTE, LONGEST_WHAT_FOR, EntryValues, LineRef
from planning.documents.models import Document
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.components.money import MoneyField
from portal.files.policies import Refused
from portal.files.services import Taken

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

NONE, ALL = "none", "all"
TOO_LONG = "This has %(show_value)s characters, which is more than there is room for. Make it shorter."
NO_AMOUNT = "Write how much money it was, for example 12.50."
NOTHING = "Write more than nothing, for example 12.50."
TOO_MUCH = "That is more than there is room for. Write a sum in pounds, for example 12.50."
PENCE = "Write pounds and pence, for example 12.50."
SUMS = {"max_digits": TOO_MUCH, "max_whole_digits": TOO_MUCH, "max_decimal_places": PENCE}
ADDED_BEFORE = "This page added “{first}” before, and that is kept. Press the button once more to add this as well."
NO_DAY = "Write the day, for example 3 11 2026."
WAYS = [(str(Direction.OUT), "Money out: I paid something"), (str(Direction.IN), "Money in: I got something")]
EVERY = [(str(value), str(words)) for value, words in Every.choices]


def ask_once_more(form: DesignSystemForm, first: str) -> None:
    """The page added something else before, which stays. It says so, and the next press adds this as well.

    first: what it added, in its own words.
    """
    form.data = {**form.data.dict(), "key": str(uuid4())}  # type: ignore[attr-defined]
    form.add_error(None, ADDED_BEFORE.format(first=first))


class FindForm(DesignSystemForm):
    """Which month, and which line of the plan. It begins with the latest month; what is not there shows everything."""

    month = look(forms.ChoiceField(label="Month", required=False), label_size="s")
    line = look(forms.ChoiceField(label="Part of the plan", required=False), label_size="s")

    @classmethod
    def over(cls, data: Mapping[str, Any], *, months: Iterable[date], lines: Mapping[UUID, str]) -> "FindForm":
        """The form over what there is. months: their first days, the latest first."""
        found = list(months)
        latest = found[0].isoformat()[:7] if found else ALL
        form = cls({"month": data.get("month", latest), "line": data.get("line", "")})
        month: Any = form.fields["month"]
        line: Any = form.fields["line"]
        month.choices = [*((each.isoformat()[:7], f"{each:%B %Y}") for each in found), (ALL, "All months")]
        line.choices = [("", "All parts"), *((str(pk), words) for pk, words in lines.items()), (NONE, NO_LINE)]
        form.is_valid()
        return form

    @property
    def month_chosen(self) -> date | None:
        """The first day of the month."""
        chosen = self.cleaned_data.get("month")
        return date.fromisoformat(f"{chosen}-01") if chosen and chosen != ALL else None

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


class ReceiptField(forms.FileField):
    """A photo of a receipt, or a PDF, checked and cleaned by portal.files."""

    def clean(self, data: Any, initial: Any = None) -> Taken | None:
        """The file as it may be kept; None for none."""
        upload: UploadedFile[bytes] | None = data or None
        if upload is None:
            return None
        try:
            return accept_receipt(upload)
        except Refused as refused:
            raise forms.ValidationError(refused.reason) from refused


class WhatForm(DesignSystemForm):
    """What an entry, or what comes again, says: which way, how much, what for, and which line of the plan."""

    direction = look(
        forms.ChoiceField(
            label="Which way did the money go?",
            choices=WAYS,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose whether money came in or went out."},
        ),
        label_size="s",
    )
    amount = look(
        MoneyField(label="How much?", error_messages={**SUMS, "required": NO_AMOUNT}, min_value=None),
        label_size="s",
    )
    what_for = look(
        forms.CharField(
            label="What for?",
            max_length=LONGEST_WHAT_FOR,
            error_messages={"required": "Write what it was for. A word or two is enough."},
        ),
        label_size="s",
    )
    line = look(
        forms.ChoiceField(
            label="Which part of the plan is it for?",
            required=False,
            error_messages={"invalid_choice": "This part is not in the plan any more. Choose again."},
        ),
        label_size="s",
    )

    def __init__(
        self, *args: Any, lines: Sequence[PlanLine], kept: LineRef | None = None, hides: bool = False, **kwargs: Any
    ) -> None:
        """lines: those of the plan; kept: the one it has, which stays to be chosen also when the plan has changed;
        hides: whether this reader must not know of that one: then it stays unless they choose another."""
        super().__init__(*args, **kwargs)
        self.refs = {str(each.entry_id): LineRef.of(each) for each in lines}
        self.hidden = kept if hides else None
        if kept and not hides:
            self.refs.setdefault(str(kept.entry_id), kept)
            if self.refs[str(kept.entry_id)].words == kept.words:
                # What it says of the plan stays as it was, also where the line has moved to another version.
                self.refs[str(kept.entry_id)] = kept
        line: Any = self.fields["line"]
        line.choices = [("", NO_LINE), *((pk, ref.words) for pk, ref in self.refs.items())]
        if not self.refs:
            del self.fields["line"]

    def clean_amount(self) -> Any:
        """More than nothing: which way it went is said beside it."""
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError(NOTHING)
        return amount

    def entry_values(self, day: date, note: str = "") -> EntryValues:
        """What was typed."""
        data = self.cleaned_data
        chosen = self.refs.get(data.get("line") or "") or self.hidden
        return EntryValues(day, Direction(data["direction"]), data["amount"], data["what_for"], note, chosen)


class EntryForm(WhatForm):
    """One entry on one short page."""

    day = look(
        DateBoxesField(label="On which day?", error_messages={"required": NO_DAY}),
        label_size="s",
    )
    receipt = look(
        ReceiptField(
            label="Photo of the receipt",
            help_text="You need none. A photo or a PDF, up to 10 MB. We take out where a photo was taken.",
            required=False,
        ),
        label_size="s",
    )
    note = look(
        FreeWords(
            longest=LONGEST_NOTE,
            too_long=TOO_LONG,
            label="A note",
            help_text="Whatever you want to remember. Everybody who sees this diary can read it.",
            required=False,
        ),
        label_size="s",
        rows=2,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)

    field_order = ("direction", "amount", "what_for", "day", "line", "receipt", "note")

    @property
    def values(self) -> EntryValues:
        """What was typed."""
        return self.entry_values(self.cleaned_data["day"], self.cleaned_data["note"])

    @staticmethod
    def showing(entry: Entry) -> dict[str, Any]:
        """What the form begins with for an entry that is there."""
        return {
            "direction": entry.direction,
            "amount": entry.amount,
            "what_for": entry.what_for,
            "day": entry.day,
            "line": str(entry.line_entry) if entry.line_entry else "",
            "note": entry.note,
            "seen": entry.number,
        }


class RepeatingForm(WhatForm):
    """What comes again, and how often."""

    every = look(forms.ChoiceField(label="How often does it come?", choices=EVERY, initial=Every.WEEK), label_size="s")
    first_on = look(
        DateBoxesField(
            label="From which day on?",
            help_text="Days that are over by now are written down at once.",
            error_messages={"required": NO_DAY},
        ),
        label_size="s",
    )
    until = look(
        DateBoxesField(label="Until which day?", help_text="Leave it empty if it goes on.", required=False),
        label_size="s",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)

    @property
    def values(self) -> RepeatingValues:
        """What was typed."""
        data = self.cleaned_data
        return RepeatingValues(self.entry_values(data["first_on"]), data["every"], data["until"])

    @staticmethod
    def showing(repeating: Repeating) -> dict[str, Any]:
        """What the form begins with for something that comes again already."""
        return {
            "direction": repeating.direction,
            "amount": repeating.amount,
            "what_for": repeating.what_for,
            "line": str(repeating.line_entry) if repeating.line_entry else "",
            "every": repeating.every,
            "first_on": repeating.first_on,
            "until": repeating.until,
            "seen": repeating.number,
        }


class DiaryForm(DesignSystemForm):
    """What a diary says about itself, on one page."""

    title = look(
        forms.CharField(
            label="What do you call this diary?",
            max_length=120,
            help_text="For example: my direct payment.",
            error_messages={"required": "Give the diary a name. “My money diary” is enough."},
        ),
        label_size="s",
    )
    begins_on = look(
        DateBoxesField(label="From which day on do you write?", error_messages={"required": NO_DAY}), label_size="s"
    )
    opening = look(
        MoneyField(
            label="How much was there on that day?",
            help_text="What the account said that morning. Write 0 if it was empty.",
            error_messages={**SUMS, "required": "Write how much was there. 0 is fine."},
            min_value=None,
        ),
        label_size="s",
    )
    document = look(forms.ChoiceField(label="Which plan is this money for?", required=False), label_size="s")
    comes_in = look(
        MoneyField(
            label="How much is paid in each time?",
            help_text="Leave it empty if nothing is paid in yet, or if it is not always the same.",
            required=False,
            error_messages={**SUMS, "min_value": NOTHING},
        ),
        label_size="s",
    )
    comes_every = look(
        forms.ChoiceField(label="How often?", choices=[("", "Choose one"), *EVERY], required=False), label_size="s"
    )
    comes_on = look(
        DateBoxesField(label="On which day does it come next?", required=False, help_text="Or when did it come last?"),
        label_size="s",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6)

    def __init__(
        self, *args: Any, plans: Sequence[Document], kept: Document | None = None, hides: bool = False, **kwargs: Any
    ) -> None:
        """plans: those that can be chosen; kept: the one it has; hides: whether it is one that this reader does not
        see: then it stays unless they choose another."""
        super().__init__(*args, **kwargs)
        self.plans = {str(each.uuid): each for each in plans}
        self.hidden = kept if hides else None
        if kept and not hides:
            self.plans.setdefault(str(kept.uuid), kept)
        document: Any = self.fields["document"]
        document.choices = [("", "No plan"), *((pk, each.title) for pk, each in self.plans.items())]
        if not self.plans:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        """What comes in says how often and when, or nothing at all."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("comes_in") == 0:
            data["comes_in"] = None
        if data.get("comes_in") is None and "comes_in" not in self.errors:
            data["comes_every"], data["comes_on"] = "", None
        elif "comes_in" not in self.errors:
            if not data.get("comes_every"):
                self.add_error("comes_every", "Choose how often it is paid in.")
            if not data.get("comes_on") and "comes_on" not in self.errors:
                self.add_error("comes_on", "Write one day on which it comes, for example 4 12 2026.")
        return data

    @property
    def values(self) -> DiaryValues:
        """What was typed."""
        data = self.cleaned_data
        return DiaryValues(
            data["title"],
            data["begins_on"],
            data["opening"],
            self.plans.get(data.get("document") or "") or self.hidden,
            data["comes_in"],
            data["comes_every"],
            data["comes_on"],
        )

    @staticmethod
    def showing(diary: MoneyDiary) -> dict[str, Any]:
        """What the form begins with for a diary that is there."""
        return {
            "title": diary.title,
            "begins_on": diary.begins_on,
            "opening": diary.opening,
            "document": str(diary.document.uuid) if diary.document else "",
            "comes_in": diary.comes_in,
            "comes_every": diary.comes_every,
            "comes_on": diary.comes_on,
            "seen": diary.number,
        }
