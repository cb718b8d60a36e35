"""How our forms become HTML: Django's own rendering with the design system's templates.

Only forms that ask for it (see `portal.components.forms`) use this renderer, so the CMS admin
keeps the looks it came with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.template.loader import select_template
from django.utils.safestring import SafeString

from portal.components.dates import DateBoxes

DJANGO_WIDGETS = "django/forms/widgets/"
OUR_WIDGETS = "forms/widgets/"

# The order matters: CheckboxSelectMultiple is a RadioSelect, and both are Selects.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (DateBoxes, "date"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "select": "govuk-select",
    "checkbox": "govuk-checkboxes__input",
    "textarea": "govuk-textarea",
    "file": "imw-file",
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}
GROUPS = ("checkboxes", "radios", "date")


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox: its attributes, its words, and the field it reveals, if any."""

    attrs: SafeString
    id: str
    label: str
    hint: str
    reveals: BoundField | None

    @property
    def hint_id(self) -> str:
        """The id of the option's hint."""
        return f"{self.id}_helptext"

    @property
    def reveals_id(self) -> str:
        """The id of the block that opens when this option is chosen."""
        return f"conditional-{self.id}"


class DesignSystemBoundField(BoundField):
    """A bound field that knows how the design system shows it.

    What a form may say about a field is listed in `portal.components.forms.look`.
    """

    def _said(self, name: str, default: Any = "") -> Any:
        return getattr(self.field, name, default)

    @property
    def kind(self) -> str:
        """Which of the design system's components this is: "radios", "textarea", "input" …"""
        if self.is_hidden:
            return "hidden"
        widget = self.field.widget
        return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "input")

    @property
    def is_group(self) -> bool:
        """Whether it is several controls under one legend."""
        return self.kind in GROUPS

    @property
    def label_size(self) -> str:
        """s, m, l or xl, or nothing for a label in plain weight."""
        return str(self._said("label_size", "s"))

    @property
    def label_heading(self) -> bool:
        """Whether the label is the page's heading."""
        return bool(self._said("label_heading", False))

    @property
    def label_hidden(self) -> bool:
        """Whether only screen readers get the label."""
        return bool(self._said("label_hidden", False))

    @property
    def words(self) -> bool:
        """Whether the person's own words go here."""
        return bool(self._said("words", False))

    @property
    def count_to(self) -> int:
        """How many characters there is room for, counted down with JavaScript; 0 for no count."""
        return int(self._said("count_to", 0))

    @property
    def prefix(self) -> str:
        """What stands before the box, for instance "£"."""
        return str(self._said("prefix"))

    @property
    def suffix(self) -> str:
        """What stands behind the box, for instance "a week"."""
        return str(self._said("suffix"))

    @property
    def hint_id(self) -> str:
        """The hint's id; the name is Django's own."""
        return f"{self.auto_id}_helptext"

    @property
    def error_id(self) -> str:
        """The error's id; the name is Django's own."""
        return f"{self.auto_id}_error"

    @property
    def count_id(self) -> str:
        """The id that the character count looks for."""
        return f"{self.auto_id}-info"

    @property
    def described_by(self) -> str:
        """The ids that say more about this control, in the order in which they are heard."""
        parts = (
            (self.help_text, self.hint_id),
            (self.errors, self.error_id),
            (self.count_to, self.count_id),
            (self._said("described_by"), self._said("described_by")),
        )
        return " ".join(part_id for present, part_id in parts if present)

    @property
    def focus_id(self) -> str:
        """The id of a control that can have the focus: the first radio button, the first date box."""
        if self.kind == "date":
            return f"{self.auto_id}_0"
        if self.is_group:
            first = next(iter(self.options), None)
            return first.id if first else self.auto_id
        return str(self.field.widget.attrs.get("id") or self.auto_id)

    @property
    def control(self) -> SafeString:
        """The box itself, with the design system's classes and everything that describes it."""
        kind = self.kind
        attrs: dict[str, str | bool] = {"class": " ".join(self._classes(kind))}
        if self.described_by and not self.is_group:
            attrs["aria-describedby"] = self.described_by
        if kind == "textarea":
            attrs["rows"] = str(self._said("rows") or (8 if self.words else 5))
        if kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        return self.as_widget(attrs=attrs)

    def _classes(self, kind: str) -> Iterator[str]:
        if own := str(self.field.widget.attrs.get("class", "")):
            yield own
        if base := CLASSES.get(kind, ""):
            yield base
        if self.errors and kind in {"select", "textarea", "input", "password"}:
            yield f"govuk-{kind if kind in {'select', 'textarea'} else 'input'}--error"
        if self.words and kind == "textarea":
            yield "imw-textarea--words"
        if self.count_to:
            yield "govuk-js-character-count"
        if width := self._said("width"):
            yield f"govuk-input--width-{width}"

    @property
    def options(self) -> list[Option]:
        """The radio buttons or checkboxes, each with its hint and the field it reveals."""
        hints: dict[str, str] = self._said("option_hints", {})
        reveals: dict[str, str] = self._said("reveals", {})
        found = []
        for part in self.subwidgets:
            data = part.data
            value = str(data["value"])
            # aria-invalid has no meaning on one of several radio buttons: the group carries the error.
            kept = {k: v for k, v in data["attrs"].items() if k not in {"aria-invalid", "class", "required"}}
            attrs = {"type": data["type"], "name": data["name"], "value": value} | kept
            revealed = self.form[reveals[value]] if value in reveals else None
            option_id = str(data["attrs"].get("id", ""))
            if value in hints:
                attrs["aria-describedby"] = f"{option_id}_helptext"
            if revealed:
                attrs["data-aria-controls"] = f"conditional-{option_id}"
            found.append(Option(flatatt(attrs), option_id, str(data["label"]), hints.get(value, ""), revealed))
        return found

    @property
    def is_revealed(self) -> bool:
        """Whether another field's option shows this one, so that it is not shown twice."""
        return any(self.name in getattr(field, "reveals", {}).values() for field in self.form.fields.values())


class DesignSystemRenderer(TemplatesSetting):
    """Django's renderer over the templates in `templates/forms/`."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = DesignSystemBoundField

    def get_template(self, template_name: str) -> Any:
        """Our template for a widget where there is one, Django's where there is none."""
        ours = template_name.replace(DJANGO_WIDGETS, OUR_WIDGETS, 1)
        return select_template([ours, template_name])
