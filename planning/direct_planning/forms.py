"""The forms of a plan that a worker writes, and of the answers to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from content.questions.forms import FreeWords
from planning.direct_planning.enums import Said, Why
from planning.direct_planning.models import DirectPart
from planning.direct_planning.services import PartChange
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.relationships.models import CircleMembership

LONGEST_PART, LONGEST_ANSWER, LONGEST_REASON = 10_000, 5_000, 2_000
TOO_LONG = "This has %(show_value)s characters, which is more than there is room for. Make it shorter."
PAST = "That day is over. Choose one that is still to come."
NO_HEADING = "Write a heading, or tick “Take this part out”."
READS, ANSWERS, NEITHER = "reads", "answers", "no"


class BeginForm(DesignSystemForm):
    """Why the worker plans directly with this person."""

    why = look(
        forms.ChoiceField(
            label="Why do you write this plan?",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose why you write this plan."},
        ),
        label_size="m",
        reveals={str(Why.NOBODY): "reason"},
    )
    reason = look(
        FreeWords(
            longest=LONGEST_REASON,
            too_long=TOO_LONG,
            label="How do you know?",
            help_text="Why they cannot decide this alone, and that there is no family to plan with. They can read it.",
            required=False,
        ),
        rows=4,
        count_to=LONGEST_REASON,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, in_crisis: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["why"]
        field.choices = [choice for choice in Why.choices if in_crisis or choice[0] != Why.CRISIS]

    def clean(self) -> dict[str, Any]:
        """Who cannot plan alone needs a reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("why") == Why.NOBODY and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Write how you know that they cannot decide this alone.")
        return cleaned


@dataclass(frozen=True)
class Row:
    """One part on the page where it is written. seen: the wording before the writer."""

    part: DirectPart
    heading: forms.BoundField
    words: forms.BoundField
    out: forms.BoundField
    seen: int


class PartsForm(DesignSystemForm):
    """All parts of a plan at once: whatever is filled in counts, the rest may stay empty."""

    look_again_on = look(
        DateBoxesField(
            label="On which day do you look at this again?",
            help_text="You see the day in your list of people. You may leave it empty.",
            required=False,
        ),
        label_size="m",
    )
    one_more = look(
        forms.CharField(
            label="One more heading", help_text="It is added when you save.", max_length=120, required=False
        ),
        label_size="m",
    )

    def __init__(self, *args: Any, parts: Sequence[DirectPart], today: date, **kwargs: Any) -> None:
        """parts: all of them; of a form that was sent, those count that were on its page."""
        super().__init__(*args, **kwargs)
        self.today = today
        on_page = [part for part in parts if self._was_there(part)]
        self.parts = on_page
        for part in on_page:
            out = part.taken_out_at is not None
            self.fields[f"heading-{part.uuid}"] = forms.CharField(
                label="Heading", max_length=120, initial=part.heading, error_messages={"required": NO_HEADING}
            )
            self.fields[f"words-{part.uuid}"] = look(
                FreeWords(
                    longest=LONGEST_PART, too_long=TOO_LONG, label=part.heading, initial=part.words, required=False
                ),
                label_hidden=True,
                rows=5,
            )
            self.fields[f"out-{part.uuid}"] = forms.BooleanField(
                label="Take this part out", initial=out, required=False
            )

    def _was_there(self, part: DirectPart) -> bool:
        return part.taken_out_at is None if not self.is_bound else f"words-{part.uuid}" in self.data

    def clean_look_again_on(self) -> date | None:
        """A day to come; one that stands already may have passed."""
        day: date | None = self.cleaned_data["look_again_on"]
        if day and day < self.today and day.isoformat() != self.data.get("seen-day"):
            raise forms.ValidationError(PAST)
        return day

    @property
    def rows(self) -> list[Row]:
        """The parts with their boxes, in order."""
        return [
            Row(
                part,
                self[f"heading-{part.uuid}"],
                self[f"words-{part.uuid}"],
                self[f"out-{part.uuid}"],
                self.seen(part),
            )
            for part in self.parts
        ]

    def seen(self, part: DirectPart) -> int:
        """The wording that was before the writer."""
        sent = str(self.data.get(f"seen-{part.uuid}", "")) if self.is_bound else str(part.number)
        return int(sent) if sent.isdecimal() and len(sent) < 9 else 0

    @property
    def changes(self) -> list[PartChange]:
        """What was typed, as far as it can be kept; a part whose boxes have an error waits for it."""
        kept = self.cleaned_data
        return [
            PartChange(part.uuid, kept[f"heading-{part.uuid}"], kept[f"words-{part.uuid}"], self.seen(part))
            for part in self.parts
            if f"heading-{part.uuid}" in kept and f"words-{part.uuid}" in kept
        ]

    @property
    def taken_out(self) -> list[DirectPart]:
        """The parts that were ticked to be taken out."""
        return [p for p in self.parts if p.taken_out_at is None and self.cleaned_data.get(f"out-{p.uuid}")]

    @property
    def day_changed(self) -> bool:
        """Whether the day is another one than the page showed."""
        day = self.cleaned_data.get("look_again_on")
        return "look_again_on" in self.cleaned_data and (day.isoformat() if day else "") != self.data.get("seen-day")


class AnswerForm(DesignSystemForm):
    """What the person says to one part; where somebody else writes it down, who said it and how."""

    said = look(
        forms.ChoiceField(
            choices=Said.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of the four. “I cannot say now” is one of them."},
        ),
        label_size="m",
    )
    words = look(
        FreeWords(longest=LONGEST_ANSWER, too_long=TOO_LONG, required=False),
        label_size="m",
        rows=5,
        count_to=LONGEST_ANSWER,
    )
    said_by = look(forms.CharField(label="Who said it?", max_length=60), label_size="s")
    how = look(
        forms.CharField(label="How?", max_length=120, help_text="For instance: on the phone, at the kitchen table."),
        label_size="s",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: bool, name: str, **kwargs: Any) -> None:
        """own: whether the person writes themselves; name: what they are called."""
        super().__init__(*args, **kwargs)
        said, words = self.fields["said"], self.fields["words"]
        said.label = "Is this right?" if own else f"What does {name} say? Is it right?"
        words.label = "In my words" if own else "What was said"
        words.help_text = (
            "What is wrong here? What is missing? You may leave this empty."
            if own
            else f"As it was said. It is shown as what was said for {name}, not as {name}’s own words."
        )
        look(words, words=own)
        if own:
            del self.fields["said_by"], self.fields["how"]


class ReadersForm(DesignSystemForm):
    """Who of the circle may read a plan, one choice each."""

    def __init__(self, *args: Any, circle: Sequence[CircleMembership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        for membership in circle:
            name = membership.supporter.known_as if membership.supporter else membership.name
            self.fields[f"circle-{membership.uuid}"] = look(
                forms.ChoiceField(
                    label=f"{name}, {membership.relation}" if membership.relation else name,
                    choices=[
                        (NEITHER, "Cannot see it"),
                        (READS, "Can read it"),
                        (ANSWERS, "Can read it, and write down what I say to it"),
                    ],
                    widget=forms.RadioSelect,
                ),
                label_size="m",
            )
