"""One question for each one in the circle: what they may do with the money."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from planning.money_sharing.enums import Reach
from portal.components.forms import DesignSystemForm, look, say_it_plainly
from portal.relationships.models import CircleMembership

HINTS = {
    Reach.SEE: "The budget, what the plan costs, what was decided, and the money diary. They cannot change anything.",
    Reach.MANAGE: "The same, and they write in the money diary and ask what the money may be spent on.",
}


class SharingForm(DesignSystemForm):
    """reaches: what each member of the circle may do now, by membership. `seen-…` is what the page showed: only what
    was changed on this page is changed, whatever another window did meanwhile."""

    def __init__(
        self, *args: Any, circle: Sequence[CircleMembership], reaches: Mapping[int, str], mine: bool, **kwargs: Any
    ) -> None:
        self.circle = circle
        super().__init__(*args, **kwargs)
        for membership in circle:
            reach = reaches.get(membership.pk, Reach.NOTHING)
            choice = look(
                forms.ChoiceField(
                    label=f"What may {membership.name} do?",
                    choices=[(value, words if mine else _of_theirs(words)) for value, words in Reach.choices],
                    widget=forms.RadioSelect,
                    initial=reach,
                ),
                label_size="m",
                option_hints={str(value): words for value, words in HINTS.items()},
            )
            say_it_plainly(choice)
            self.fields[f"reach-{membership.uuid}"] = choice
            self.fields[f"seen-{membership.uuid}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=reach
            )

    def changed(self) -> list[tuple[CircleMembership, str]]:
        """Whose share was changed on this page, and to what."""
        data = self.cleaned_data
        return [
            (membership, data[f"reach-{membership.uuid}"])
            for membership in self.circle
            if data[f"reach-{membership.uuid}"] != data[f"seen-{membership.uuid}"]
        ]


def _of_theirs(words: str) -> str:
    return words.replace("my money with me", "the money").replace("my money", "the money")
