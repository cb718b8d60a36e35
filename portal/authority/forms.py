"""What a manager writes down about somebody who acts in another's place."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from portal.authority.enums import EXPLAINED, AuthorityKind
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.relationships.models import CircleMembership

LONGEST = 500
# The oldest papers that still hold are enduring powers of attorney; the Act of 1985 came into force in March 1986.
FIRST_YEAR = 1986
TOO_EARLY = "That is too early. Write the year in full, for instance 2026."


class AuthorityForm(DesignSystemForm):
    """Who, as what, about what, on which paper, and for which days."""

    who = look(
        forms.ModelChoiceField(
            queryset=CircleMembership.objects.none(),
            label="Who acts in their place?",
            help_text="Somebody in their circle, who signs in with an account of their own.",
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={"required": "Choose who acts in their place.", "invalid_choice": "Choose one of them."},
        ),
        label_size="s",
    )
    kind = look(
        forms.ChoiceField(
            label="As what?",
            choices=[(kind.value, str(kind.label).capitalize()) for kind in AuthorityKind],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose as what they act."},
        ),
        label_size="s",
        option_hints={kind.value: words for kind, words in EXPLAINED.items()},
    )
    about = look(
        forms.MultipleChoiceField(
            label="What is it about?",
            choices=[
                ("health_welfare", "Health and welfare: their documents, and who sees them"),
                ("money", "Money: their budget"),
            ],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick what it is about."},
        ),
        label_size="s",
    )
    evidence = look(
        forms.CharField(
            label="What have you seen?",
            max_length=LONGEST,
            help_text="The paper, its reference and its date. For instance: LPA for health and welfare, registered "
            "3 March 2021, reference 7000 1234 5678, seen at the visit. The person can read this.",
            widget=forms.Textarea,
            error_messages={"required": "Write what you have seen.", "max_length": "There is room for 500 characters."},
        ),
        rows=3,
    )
    starts_on = DateBoxesField(label="From which day?", error_messages={"required": "Write the first day."})
    ends_on = DateBoxesField(label="Until which day?", required=False, help_text="Leave it empty if it has no end.")

    def __init__(self, *args: Any, circle: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.queryset = circle
        who.label_from_instance = lambda one: f"{one.supporter.full_name}{f', {one.relation}' if one.relation else ''}"

    def clean_starts_on(self) -> date:
        """In a year in which there were such papers: 26 is not 2026."""
        day: date = self.cleaned_data["starts_on"]
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(TOO_EARLY)
        return day

    def clean(self) -> dict[str, Any]:
        """With an end after its beginning."""
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day is before the first. Check both.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """As the service takes them: days become moments, and the last day counts to its end."""
        data = self.cleaned_data
        ends_on = data["ends_on"]
        return {
            "membership": data["who"],
            "kind": data["kind"],
            "health_welfare": "health_welfare" in data["about"],
            "money": "money" in data["about"],
            "evidence": data["evidence"],
            "starts_at": _begins(data["starts_on"]),
            "ends_at": _begins(ends_on + timedelta(days=1)) if ends_on else None,
        }


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
