"""What somebody says of how they are, and to whom they may pass it on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms

from community.wellbeing.enums import HowItIs
from content.questions.forms import FreeWords
from portal.components.forms import DesignSystemForm, look

LONGEST = 3_000
TOO_LONG = "This has %(show_value)s characters. There is room for 3,000. Make it a little shorter."


class HowAreYouForm(DesignSystemForm):
    """Three plain answers, and room for words."""

    answer = look(
        forms.ChoiceField(
            label="How are you at the moment?",
            choices=HowItIs.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of the three. You can also leave this page: nobody is told."},
        ),
        label_size="m",
    )
    words = look(
        FreeWords(
            label="Is there anything you want to write down?",
            required=False,
            longest=LONGEST,
            too_long=TOO_LONG,
            help_text="Only you can read it.",
        ),
        label_size="s",
        words=True,
        rows=5,
        count_to=LONGEST,
    )


class PassOnForm(DesignSystemForm):
    """Words for somebody with whom one writes anyway: changed as one likes, to one conversation of one's own."""

    thread = look(forms.ChoiceField(label="To whom?", widget=forms.RadioSelect), label_size="s")
    words = look(
        FreeWords(
            label="What do you want to tell them?",
            longest=LONGEST,
            too_long=TOO_LONG,
            help_text="Change it as you like. They read this, and nothing else.",
        ),
        label_size="s",
        words=True,
        rows=5,
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, threads: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        """threads: what each is known by, who reads it, and the sentence about that."""
        kwargs["initial"] = {"client_id": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["thread"]
        field.choices = [(key, title) for key, title, _ in threads]
        look(field, option_hints={key: who for key, _, who in threads})

    @property
    def sent_as(self) -> UUID:
        """What this page calls its message: sent twice it stays one."""
        found: UUID = self.cleaned_data["client_id"]
        return found
