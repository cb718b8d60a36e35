"""What a form needs to look and behave like the rest of the house."""

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, Unpack

from django import forms
from django.core.validators import BaseValidator
from django.forms.renderers import BaseRenderer

from portal.components.renderer import DesignSystemBoundField, DesignSystemRenderer
from portal.components.words import can_be_read

# What a mailbox can have as its address at most (RFC 5321, 4.5.3.1), and what the database keeps. Django's own field
# takes 320.
LONGEST_ADDRESS = 254
ADDRESS_TOO_LONG = "No email address is longer than 254 characters. Check it."

# What we say in place of Django's own words, unless a form says it better.
PLAIN = {
    forms.CharField: {
        "max_length": "This has %(show_value)s characters, and there is room for %(limit_value)s. Make it shorter."
    },
    forms.EmailField: {"invalid": "Write an email address like name@example.org."},
    forms.URLField: {"invalid": "Write a web address like https://example.org."},
    forms.IntegerField: {
        "invalid": "Write a whole number, for example 6.",
        "min_value": "Write %(limit_value)s or more.",
        "max_value": "Write %(limit_value)s or less.",
    },
    forms.DecimalField: {"invalid": "Write a number, for example 2.5."},
    forms.ChoiceField: {"invalid_choice": "Choose one of the answers shown."},
    forms.MultipleChoiceField: {"invalid_choice": "Choose from the answers shown."},
    forms.FileField: {
        "empty": "That file is empty. Choose another one.",
        "missing": "We did not get the file. Choose it again.",
    },
}

F = TypeVar("F", bound=forms.Field)
AForm = TypeVar("AForm", bound=forms.BaseForm)


def say_it_plainly(field: forms.Field) -> None:
    """Replace Django's default error messages by sentences of ours; a form's own sentences stay."""
    standard: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        standard |= getattr(cls, "default_error_messages", {})
    plain = {"required": required_message(field)}
    for cls in reversed(type(field).__mro__):
        plain |= PLAIN.get(cls, {})
    said_already = {
        each.code for each in field.validators if isinstance(each, BaseValidator) and each.message != type(each).message
    }
    for code, sentence in plain.items():
        if code not in said_already and field.error_messages.get(code) == standard.get(code):
            field.error_messages[code] = sentence


def ask_for_words(field: forms.Field) -> None:
    """Where words are required, there has to be something to read: signs that nobody sees are no answer."""
    if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.PasswordInput):
        return

    def check(text: Any) -> None:
        if field.required and not can_be_read(str(text)):
            raise forms.ValidationError(field.error_messages["required"], code="required")

    field.validators.append(check)


def required_message(field: forms.Field) -> str:
    """What to say when there is no answer: it names the question, for it is read far away from it."""
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    ticked = isinstance(field, forms.BooleanField)
    what = "Tick" if ticked else "Choose an answer for" if chosen else "Write an answer for"
    if isinstance(field, forms.FileField):
        what = "Choose a file for"
    if not field.label:
        return "Please answer this."
    stop = "" if str(field.label).endswith(("?", "!", ".")) else "."
    return f"{what} “{field.label}”{stop}"


class DesignSystemMixin:
    """Put this before `forms.Form` or `forms.ModelForm`.

    The browser's own checks stay off (no `required` attribute): it would stop people with a
    message that screen readers may miss, before we have kept what they wrote. Nor does it cut off what is too long
    (no `maxlength`): it would do so without a word, also in the middle of what somebody pastes.
    """

    default_renderer: BaseRenderer | type[BaseRenderer] | None = DesignSystemRenderer
    use_required_attribute = False

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
            say_it_plainly(field)
            ask_for_words(field)


class DesignSystemForm(DesignSystemMixin, forms.Form):
    """A plain form in the house's looks."""

    def refuse(self, sentence: str, about: str = "") -> None:
        """Say no where it is read: beside the box of that name, else above the form."""
        self.add_error(about if about in self.fields else None, sentence)


class Looks(TypedDict, total=False):
    """How a field may be shown.

    `label_size` is s, m, l, xl or "" (plain); `label_heading` makes the label the page's h1; `words` sets the box in
    the serif of the person's own words; `count_to` counts characters down; `width` is a number of characters (2, 3,
    4, 5, 10, 20, 30); `described_by` names one more element that explains the box; `option_hints` is hint by option
    value; `reveals` is the name of the field that an option opens, by option value.
    """

    label_size: str | None
    label_heading: bool | None
    label_hidden: bool | None
    words: bool | None
    rows: int | None
    count_to: int | None
    width: int | None
    prefix: str | None
    suffix: str | None
    described_by: str | None
    option_hints: Mapping[str, str] | None
    reveals: Mapping[str, str] | None


def look(field: F, **looks: Unpack[Looks]) -> F:
    """Say how a field is shown, and give the field back. The same names may be set on the field directly."""
    for name, value in looks.items():
        if value is not None:
            setattr(field, name, value)
    return field


def dress(form: AForm) -> AForm:
    """Put a form of somebody else's making (allauth's, for instance) into the house's looks."""
    form.renderer = DesignSystemRenderer()
    form.bound_field_class = DesignSystemBoundField
    form.use_required_attribute = False
    form.label_suffix = ""
    # Fields that were looked at before still have the old looks.
    form._bound_fields_cache.clear()  # type: ignore[attr-defined]
    return form


def errors_of(*found: "forms.BaseForm | forms.BaseFormSet[Any] | None") -> list[tuple[str, str]]:
    """Every error of the given forms and form sets, as (id of a control to focus, sentence).

    Errors that belong to no field have no id.
    """
    errors: list[tuple[str, str]] = []
    for each in found:
        if each is None or not each.is_bound:
            continue
        if isinstance(each, forms.BaseFormSet):
            errors += [("", str(error)) for error in each.non_form_errors()]
            errors += errors_of(*each.forms)
            continue
        for name, messages in each.errors.items():
            focus = "" if name not in each.fields else focus_id(each[name])
            errors += [(focus, str(message)) for message in messages]
    return errors


def focus_id(field: forms.BoundField) -> str:
    """The id that a link has to name so that the focus lands in a control."""
    if isinstance(field, DesignSystemBoundField):
        return field.focus_id
    return str(field.field.widget.attrs.get("id") or field.auto_id)
