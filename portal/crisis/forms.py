"""What there is to know about a bad time."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from portal.components.forms import DesignSystemForm, look

LONGEST = 2_000
TOO_LONG = "This has %(show_value)s characters. There is room for 2,000. Make it shorter, or send it in two parts."
# What PostgreSQL cannot keep, and no keyboard types: NUL and other control signs, lone halves of a character.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Words(forms.CharField):
    """Free words. The box takes more than there is room for, so that nothing that was pasted is cut off unseen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """As it can be kept: one kind of line end, and no signs that no keyboard types."""
        return _UNKEEPABLE.sub("", str(value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


class CrisisWordsForm(DesignSystemForm):
    """A few words, by the person or by their worker."""

    words = look(
        Words(
            label="What should they know?",
            validators=[MaxLengthValidator(LONGEST, TOO_LONG)],
            error_messages={"required": "Write a word or two first. You do not have to."},
        ),
        label_size="s",
        rows=4,
        count_to=LONGEST,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        """own: whether the person writes it themselves."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["words"]
        field.words = own
        field.label = "What should they know?" if own else "What is there to know?"
        field.help_text = (
            "You do not have to write anything. Only you, your social worker and who stands in for them can read it."
            if own
            else "They can read this, and so can whoever stands in. Nobody else can."
        )
