"""What people write beside an answer. Every form names itself (`key`), so that sending it twice counts once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms

from content.questions.forms import FreeWords
from portal.components.forms import DesignSystemForm, look

LONGEST = 5000
LONGEST_WHY = 300
TOO_LONG = "This has %(show_value)s characters. There is room for 5,000. Make it shorter, or write it in two parts."
WHY_TOO_LONG = "This has %(show_value)s characters. There is room for 300. Make it shorter."


class Words(FreeWords):
    """What is said beside an answer."""

    def __init__(self, *, longest: int = LONGEST, too_long: str = TOO_LONG, **kwargs: Any) -> None:
        super().__init__(longest=longest, too_long=too_long, **kwargs)


class WritingForm(DesignSystemForm):
    """The hidden part of each form: its own name, and where to go on from it."""

    # By which these words are held if the sign-in runs out while they are written.
    held_for = ""

    key = Words(required=False, widget=forms.HiddenInput)
    next = Words(required=False, widget=forms.HiddenInput)

    def clean_key(self) -> UUID | None:
        """A form whose name was lost or made up simply has none."""
        return _uuid(self.cleaned_data["key"])

    def ask_again(self, sentence: str) -> None:
        """Give the form a new name, so that these words can be sent as others, and say why."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        self.data = {**typed, "key": str(uuid4())}
        self.add_error(None, sentence)


class CommentForm(WritingForm):
    """A comment, or an answer to one."""

    text = look(
        Words(label="Your comment", error_messages={"required": "Write your comment first."}),
        rows=4,
        label_size="s",
    )


class EntryCommentForm(CommentForm):
    """A comment beside a list, on all of it or on one entry."""

    field_order = ("entry", "text")
    entry = look(
        forms.ChoiceField(
            label="What is it about?",
            required=False,
            error_messages={"invalid_choice": "This is not in the list any more. Choose again."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, entries: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "All of it"), *entries.items()]


class ReplyForm(CommentForm):
    """The same, called an answer."""

    text = look(
        Words(label="Your answer", error_messages={"required": "Write your answer first."}),
        rows=4,
        label_size="s",
    )


class SeenForm(forms.Form):
    """Which wording of the answer somebody had before them. Without a number that makes sense: None."""

    seen = Words(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> int | None:
        """Digits, and no more of them than a number of changes can have."""
        typed = self.cleaned_data["seen"]
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


class SuggestionForm(SeenForm, WritingForm):
    """Other words for an answer, beginning from those that stand there."""

    words = look(
        Words(
            label="Your words for it",
            help_text="Change the words as you like.",
            error_messages={"required": "Write the words that you suggest."},
        ),
        rows=6,
        label_size="s",
    )
    why = look(
        Words(label="Why? You can leave this empty.", required=False, longest=LONGEST_WHY, too_long=WHY_TOO_LONG),
        rows=2,
        label_size="s",
    )


class ChangeForm(SeenForm, WritingForm):
    """Offered words, which the owner makes their own before using them."""

    words = look(
        Words(
            label="Your words",
            help_text="Change them until they are yours.",
            error_messages={"required": "Write the words that you want to use."},
        ),
        words=True,
        rows=8,
        label_size="s",
    )


class DeclineForm(WritingForm):
    """No, thank you, with or without a word."""

    answer = look(
        Words(
            label="A word to them",
            help_text="You can leave this empty. You need no reason.",
            required=False,
            longest=LONGEST_WHY,
            too_long=WHY_TOO_LONG,
        ),
        rows=3,
        label_size="s",
    )


class DecisionForm(SeenForm, WritingForm):
    """Taking offered words as they are."""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
