"""Choosing how to take a document along, and bringing one in."""

from typing import Any

from django import forms

from planning.exports.enums import Form, Parts
from portal.components.forms import DesignSystemForm, look

HINTS = {
    Form.PDF: "To read on any phone or computer, and to send to somebody.",
    Form.LARGE_PDF: "The same in large letters, 18 point.",
    Form.WORD: "To change it on a computer.",
    Form.PRINT: "Opens here. You print it from your browser.",
    Form.DATA: "For another computer, with your photos and files. You can bring it back in here later.",
    Form.CALENDAR: "Everything in it that says by when.",
}


class TakeAlongForm(DesignSystemForm):
    """In which form."""

    form = look(
        forms.ChoiceField(
            label="How do you want it?",
            choices=Form.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose how you want it.", "invalid_choice": "Choose one from the list."},
        ),
        option_hints={str(form): hint for form, hint in HINTS.items()},
    )


class OwnersTakeAlongForm(TakeAlongForm):
    """For its owner: how much of it, too."""

    parts = look(
        forms.ChoiceField(
            label="How much of it?",
            choices=Parts.choices,
            initial=Parts.SHARED,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose how much of it.", "invalid_choice": "Choose one from the list."},
        ),
        option_hints={
            str(Parts.SHARED): "Leaves out all that you keep from anybody. Good to hand on.",
            str(Parts.WORKER): "Good to hand to your social worker.",
            str(Parts.ALL): "Keep it safe: whoever gets hold of it can read all of it.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["form", "parts"])


class BringInForm(DesignSystemForm):
    """A file that was kept as data; key: the name of the form itself, so that sending it twice makes one document."""

    file = forms.FileField(
        label="Your file",
        help_text="The file that you kept as “All of it as data”. Its name ends in “.zip”.",
        error_messages={"required": "Choose the file that you kept as data."},
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
