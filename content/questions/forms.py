"""Free words in small forms, kept in the same manner as the words of an answer."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from content.questions.kinds.base import tidy


class FreeWords(forms.CharField):
    """Free words of a limited length. The box takes more, so that nothing that was pasted is cut off unseen.

    longest: in characters; too_long: the sentence about more than that, in which %(show_value)s is how many there are.
    """

    widget = forms.Textarea

    def __init__(self, *, longest: int, too_long: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(MaxLengthValidator(longest, too_long))

    def to_python(self, value: Any) -> str:
        """As it can be kept: one kind of line end, and no signs that no keyboard types."""
        return tidy(str(value)) if value else ""
