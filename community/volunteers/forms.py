"""What a volunteer or their coordinator writes."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from community.volunteers.enums import Kind, Way
from community.volunteers.models import LONGEST_WORDS, MOST_AT_ONCE, MOST_HOURS, CheckKind, Volunteer
from portal.components.dates import DateBoxesField
from portal.components.forms import ADDRESS_TOO_LONG, LONGEST_ADDRESS, DesignSystemForm, DesignSystemMixin, look


class InviteForm(DesignSystemForm):
    """Whom to invite."""

    name = look(forms.CharField(label="What are they called?", max_length=60), label_size="s", width=20)
    email = look(
        forms.EmailField(
            label="Their email address",
            max_length=LONGEST_ADDRESS,
            error_messages={"max_length": ADDRESS_TOO_LONG},
            help_text="If they help with somebody else on this portal already, write the address they use there.",
        ),
        label_size="s",
    )
    kind = look(
        forms.ChoiceField(
            label="What will they be?",
            choices=Kind.choices,
            widget=forms.RadioSelect,
            initial=Kind.VOLUNTEER,
        ),
        label_size="s",
        option_hints={Kind.PEER: "Somebody who has, or had, a personal budget of their own."},
    )


class JoinForm(DesignSystemForm):
    """Who is new here: what to call them."""

    known_as = look(
        forms.CharField(
            label="What shall we call you?",
            max_length=60,
            widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        ),
        label_size="s",
        width=20,
    )
    full_name = look(
        forms.CharField(
            label="Your full name",
            max_length=150,
            help_text="The organisation sees it. People whom you help see what we call you.",
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        ),
        label_size="s",
    )


def _number(label: str, most: int, hint: str, suffix: str, **more: Any) -> forms.IntegerField:
    wrong = {"min_value": "Write 0 or more.", "max_value": f"Write {most} or less."}
    return look(
        forms.IntegerField(label=label, min_value=0, max_value=most, help_text=hint, error_messages=wrong, **more),
        label_size="s",
        width=3,
        suffix=suffix,
    )


class ProfileForm(DesignSystemMixin, forms.ModelForm[Volunteer]):
    """What people read about a volunteer, and how much they can give. The same form for both who may fill it in."""

    about = look(
        forms.CharField(
            label="A few words that people read before they say yes",
            help_text="For example: who you are, what you have done, and what you like to talk about.",
            max_length=LONGEST_WORDS,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
        ),
        label_size="s",
        rows=6,
        count_to=LONGEST_WORDS,
    )
    ways = look(
        forms.MultipleChoiceField(
            label="How can people meet you?",
            choices=Way.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        label_size="s",
    )
    hours_a_week = _number("How many hours a week can you give?", MOST_HOURS, "", "hours", required=False)
    at_once = _number(
        "How many people can you help at the same time?", MOST_AT_ONCE, "Write 0 to take on nobody new.", "people"
    )
    free_when = look(
        forms.CharField(
            label="When?", max_length=200, required=False, help_text="For example: Monday and Thursday afternoons"
        ),
        label_size="s",
    )

    class Meta:
        model = Volunteer
        fields = ["kind", "about", "skills", "languages", "ways", "hours_a_week", "at_once", "free_when"]
        widgets = {**dict.fromkeys(("skills", "languages"), forms.CheckboxSelectMultiple), "kind": forms.RadioSelect}

    def __init__(self, *args: Any, for_coordinator: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"skills": "What can you help with?", "languages": "Which languages do you speak?"}
        for name, label in said.items():
            look(self.fields[name], label_size="s").label = label
        if not for_coordinator:
            del self.fields["kind"]
        else:
            name = self.instance.name
            look(self.fields["kind"], label_size="s").label = f"What is {name} here?"
            self.fields["skills"].label = f"What can {name} help with?"
            self.fields["languages"].label = f"Which languages does {name} speak?"
            self.fields["ways"].label = f"How can people meet {name}?"
            self.fields["hours_a_week"].label = f"How many hours a week can {name} give?"
            self.fields["about"].label = f"A few words about {name} that people read before they say yes"
            self.fields["at_once"].label = f"How many people can {name} help at the same time?"

    def facts(self) -> dict[str, Any]:
        """What was written, by the name of the field."""
        return {name: self.cleaned_data[name] for name in self.fields}


class CheckKindField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The kinds of check, each at the beginning of its line."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(capfirst(obj.name))


class CheckForm(DesignSystemForm):
    """A check that was done."""

    kind = look(
        CheckKindField(
            label="Which check?", queryset=CheckKind.objects.all(), widget=forms.RadioSelect, empty_label=None
        ),
        label_size="s",
    )
    done_on = look(
        DateBoxesField(label="When was it done?", help_text="For example: 14 3 2026"),
        label_size="s",
    )
    runs_out_on = look(
        DateBoxesField(
            label="Does it run out earlier than the council’s rule says?",
            required=False,
            help_text="Leave it empty if not: we work it out.",
        ),
        label_size="s",
    )
