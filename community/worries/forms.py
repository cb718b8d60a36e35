"""Writing of a worry, and what is done about it."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from community.help_requests.models import Helping
from community.organisations.models import Organisation
from community.worries.models import LONGEST_WORDS
from community.worries.naming import told_apart
from content.questions.forms import FreeWords
from portal.accounts.models import User
from portal.components.forms import DesignSystemForm, look

ELSE = "else"
TOO_LONG = "This has %(show_value)s characters. There is room for 5,000. Make it shorter, or send it in two parts."
WHO = "Say who it is, as far as you know."


class WorryForm(DesignSystemForm):
    """About whom, and what somebody saw or heard."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    who = look(
        forms.ChoiceField(
            label="Who are you worried about?",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose who you are worried about."},
        ),
        label_size="s",
        reveals={ELSE: "about"},
    )
    about = look(
        FreeWords(
            longest=200,
            too_long="This has %(show_value)s characters. There is room for 200. Make it shorter.",
            label="Who is it?",
            help_text="As far as you know. For example: her grandson Joe.",
            widget=forms.TextInput,
            required=False,
        )
    )
    organisation = look(
        forms.ChoiceField(
            label="Which organisation do you help with there?",
            required=False,
            widget=forms.RadioSelect,
        ),
        label_size="s",
    )
    words = look(
        FreeWords(
            longest=LONGEST_WORDS,
            too_long=TOO_LONG,
            label="What have you seen or heard?",
            help_text="When and where, too. Use the words that were said.",
            error_messages={"required": "Write what you saw or heard."},
        ),
        label_size="s",
        rows=6,
    )

    def __init__(
        self,
        *args: Any,
        helped: Collection[Helping],
        before: Collection[Helping],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        """helped: whom they help now; before: whose help has ended, named by its days alone; organisations: theirs."""
        super().__init__(*args, **kwargs)
        self.helpings = {str(each.match.uuid): each for each in (*helped, *before)}
        self.organisations = {str(each.uuid): each for each in organisations}
        who: Any = self.fields["who"]
        who.choices = [
            *told_apart(helped, before),
            *([(ELSE, "Somebody else")] if self.organisations else []),
        ]
        asked: Any = self.fields["organisation"]
        asked.choices = [(uuid, each.name) for uuid, each in self.organisations.items()]
        if len(self.organisations) < 2:
            del self.fields["organisation"]

    @property
    def concerned(self) -> list[Organisation]:
        """Every organisation to which it could go."""
        found = [*self.organisations.values(), *(each.organisation for each in self.helpings.values())]
        return list({each.pk: each for each in found}.values())

    @property
    def can_be_sent(self) -> bool:
        """Whether there is anybody to whom it can go."""
        return bool(self.helpings or self.organisations)

    def clean(self) -> dict[str, Any]:
        """Somebody else is somebody: and it goes to one organisation."""
        data = super().clean() or {}
        if data.get("who") == ELSE:
            if not (data.get("about") or "").strip() and "about" not in self.errors:
                self.add_error("about", WHO)
            if "organisation" in self.fields and not data.get("organisation"):
                self.add_error("organisation", "Choose the organisation that should look after it.")
        return data

    def asked(self) -> dict[str, Any]:
        """What a service wants to know; once the form is valid."""
        data = self.cleaned_data
        helping = self.helpings.get(data["who"])
        if helping:
            organisation, match = helping.organisation, helping.match
        else:
            chosen = data.get("organisation") or next(iter(self.organisations))
            organisation, match = self.organisations[chosen], None
        about = "" if helping else " ".join(data["about"].split())
        return {"organisation": organisation, "match": match, "about": about, "words": data["words"]}


class DoneForm(DesignSystemForm):
    """What was done about it."""

    words = look(
        FreeWords(
            longest=LONGEST_WORDS,
            too_long=TOO_LONG,
            label="What was done?",
            help_text="Whom you spoke to, what you agreed, what comes next.",
            required=False,
        ),
        label_size="s",
        rows=4,
    )


class _Member(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class LeadForm(DesignSystemForm):
    """Who is the safeguarding lead."""

    user = look(
        _Member(
            queryset=User.objects.none(),
            label="Who else is a safeguarding lead?",
            widget=forms.RadioSelect,
            empty_label=None,
            to_field_name="uuid",
            error_messages={"required": "Choose somebody."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["user"]
        chosen.queryset = people
