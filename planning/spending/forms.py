"""Asking about spending, answering, deciding, and writing an answer down for others."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from content.questions.forms import FreeWords
from content.questions.kinds.choices import OUTCOMES
from planning.spending.enums import Outcome, Said
from planning.spending.models import LONGEST
from planning.spending.services.asking import Line
from planning.spending.services.guiding import Wording
from portal.components.forms import DesignSystemForm, look

TOO_LONG = "This has %(show_value)s characters, which is more than there is room for. Make it shorter."
NONE = "none"
ABOUT_SENTENCES = {
    Said.YES: "It counts until you end it, for the time to come, with a reason.",
    Said.YES_IF: "Say on what it depends, below.",
    Said.NO: "Say why, below.",
    Said.TALK: "Nothing is decided. The question stays open.",
}


def _words(label: str, hint: str = "", *, required: bool = True, rows: int = 4, message: str = "") -> FreeWords:
    errors = {"required": message} if message else {}
    return look(
        FreeWords(
            longest=LONGEST, too_long=TOO_LONG, label=label, help_text=hint, required=required, error_messages=errors
        ),
        label_size="m",
        rows=rows,
        count_to=LONGEST,
    )


class AskForm(DesignSystemForm):
    """What somebody would like to spend the money on, and which cost of the plan it is about."""

    words = _words(
        "What would you like to spend the money on?",
        "Say what it is, and what it would make possible for you.",
        message="Write what you would like to spend the money on.",
    )
    line = look(
        forms.ChoiceField(label="Which cost of your plan is it about?", widget=forms.RadioSelect, required=False),
        label_size="m",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], mine: bool, name: str, **kwargs: Any) -> None:
        """lines: the costs to choose from; mine: whether the person asks themselves; name: what they are called."""
        super().__init__(*args, **kwargs)
        self.lines = {str(line.entry): line for line in lines}
        look(self.fields["words"], words=mine)
        if not mine:
            self.fields["words"].help_text = f"Say what it is, and what it would make possible for {name}."
            self.fields["line"].label = "Which cost of the plan is it about?"
        field: Any = self.fields["line"]
        field.choices = [(entry, line.words) for entry, line in self.lines.items()] + [(NONE, "None of these")]
        field.initial = NONE
        if not lines:
            del self.fields["line"]

    def chosen(self) -> Line | None:
        """The cost that was chosen, if any."""
        return self.lines.get(self.cleaned_data.get("line", ""))


class AnswerForm(DesignSystemForm):
    """What the worker says. seen: how many answers to this question the page showed."""

    said = look(
        forms.ChoiceField(
            label="What do you say?",
            choices=Said.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of the four. “Let us talk about it first” is one of them."},
        ),
        label_size="m",
        option_hints={str(said): hint for said, hint in ABOUT_SENTENCES.items()},
    )
    words = _words(
        "In your words",
        "The condition, or the reason. You may leave it empty for a plain yes.",
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """If and no come with words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("said") in (Said.YES_IF, Said.NO) and not cleaned.get("words") and "words" not in self.errors:
            what = "Write on what it depends." if cleaned["said"] == Said.YES_IF else "Write why not."
            self.add_error("words", what)
        return cleaned

    def named(self, box: str) -> set[UUID]:
        """The earlier answers that were ticked, shown or named on the page, by the name of their boxes."""
        found = set()
        for text in self.data.getlist(box) if self.is_bound and hasattr(self.data, "getlist") else ():
            try:
                found.add(UUID(str(text)))
            except ValueError:
                continue
        return found


class EndForm(DesignSystemForm):
    """Why an answer counts no longer."""

    why = _words("Why does it count no longer?", "They read it.", message="Write why it counts no longer.")


class SettleForm(DesignSystemForm):
    """What a manager decides, and why."""

    outcome = look(
        forms.ChoiceField(
            label="What do you decide?",
            choices=[choice for choice in Outcome.choices if choice[0] != Outcome.TAKEN_BACK],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what you decide."},
        ),
        label_size="m",
        option_hints={
            str(Outcome.EARLIER): "The new answer is not given.",
            str(Outcome.NEW): "The earlier answer ends now. What was spent under it stays right.",
            str(Outcome.BOTH): "Nothing ends, and the new answer is given as well.",
        },
    )
    reason = _words("Your reasons", "The person and both workers read them.", message="Write your reasons.")

    def __init__(self, *args: Any, one_question: bool, **kwargs: Any) -> None:
        """one_question: whether both answer the same question, so that not both can count."""
        super().__init__(*args, **kwargs)
        if one_question:
            field: Any = self.fields["outcome"]
            field.choices = [choice for choice in field.choices if choice[0] != Outcome.BOTH]


class GuidanceForm(DesignSystemForm):
    """An answer without anything that tells whose it is."""

    title = look(
        forms.CharField(
            label="A heading", max_length=100, error_messages={"required": "Write what it is about, in a few words."}
        ),
        label_size="m",
    )
    asked = _words("What was asked", message="Write what was asked.")
    replied = _words("What was answered", message="Write what was answered.")
    makes_possible = look(
        forms.CharField(label="What it makes possible", max_length=300, required=False), label_size="m"
    )
    outcome = look(
        forms.ChoiceField(
            label="What it helps with most", choices=[("", "I leave this open"), *OUTCOMES.items()], required=False
        ),
        label_size="m",
    )
    sure = forms.BooleanField(
        label="I have read it once more. Nothing in it tells whose it is.",
        error_messages={"required": "Read it once more, and tick that nothing in it tells whose it is."},
    )

    def wording(self) -> Wording:
        """What was typed, for the service."""
        found = self.cleaned_data
        return Wording(found["title"], found["asked"], found["replied"], found["outcome"], found["makes_possible"])


class CheckForm(DesignSystemForm):
    """What a manager says to it."""

    fits = look(
        forms.ChoiceField(
            label="Does anything in it tell whose it is?",
            choices=[("yes", "No. The person can be asked"), ("no", "Yes, or perhaps. Something should change")],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of the two."},
        ),
        label_size="m",
        reveals={"no": "why"},
    )
    why = _words("What should change?", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)

    def clean(self) -> dict[str, Any]:
        """What comes back says what should change."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("fits") == "no" and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", "Write what should change.")
        return cleaned
