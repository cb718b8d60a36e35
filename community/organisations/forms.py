"""What people look for, and what a coordinator writes about their organisation."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from community.organisations.enums import PlaceKind, Profits, Room, Taxonomy
from community.organisations.models import LONGEST_WAIT_WEEKS, CostOption, Organisation, Place, TaxonomyTerm
from community.organisations.queries import find_place, whereabouts
from community.organisations.wanted import Here, Wanted
from portal.components.forms import DesignSystemForm, DesignSystemMixin, look

MOST_WORDS = 200
DISTANCES = (2, 5, 10, 20, 50)
MOST_COSTS = 8
EMPTY_COSTS = 2
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
# Which list each choice is from.
LISTS = {
    "kind": Taxonomy.HELP,
    "audience": Taxonomy.AUDIENCE,
    "language": Taxonomy.LANGUAGE,
    "access": Taxonomy.ACCESS,
}


def _clean(typed: str) -> str:
    return " ".join(_CONTROL.sub(" ", typed[: MOST_WORDS * 4]).split())[:MOST_WORDS]


class FindForm(DesignSystemForm):
    """The search. Whatever an address says, it is never wrong: what makes no sense is left out.

    What anybody looks for is kept nowhere.
    """

    q = look(
        forms.CharField(label="What are you looking for?", required=False, help_text="For example: choir, or payroll"),
        label_size="s",
    )
    place = look(
        forms.CharField(label="Near where?", required=False, help_text="A town, or a postcode"), label_size="s"
    )
    within = look(forms.ChoiceField(label="How far away?", required=False), label_size="s")
    kind = look(forms.ChoiceField(label="Kind of help", required=False), label_size="s")
    audience = look(forms.ChoiceField(label="Who it is for", required=False), label_size="s")
    language = look(forms.ChoiceField(label="Language", required=False), label_size="s")
    access = look(
        forms.MultipleChoiceField(label="What you need there", required=False, widget=forms.CheckboxSelectMultiple),
        label_size="s",
    )

    def __init__(self, typed: QueryDict, terms: Iterable[TaxonomyTerm]) -> None:
        self.terms = {(term.taxonomy, term.code): term for term in terms}
        offered = {"within": [(str(miles), f"{miles} miles") for miles in DISTANCES]}
        offered |= {name: self._choices(of) for name, of in LISTS.items()}
        sensible = QueryDict(mutable=True)
        for name in ("q", "place"):
            sensible[name] = _clean(typed.get(name, ""))
        for name, choices in offered.items():
            known = {value for value, _ in choices}
            sensible.setlist(name, [value for value in dict.fromkeys(typed.getlist(name)) if value in known])
        super().__init__(sensible)
        self.sensible = sensible
        for name in ("q", "place"):
            self.fields[name].widget.attrs |= {"maxlength": MOST_WORDS, "autocomplete": "off"}
        self.fields["place"].widget.attrs["autocomplete"] = "postal-code"
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for types only
            every = [] if name == "access" else [("", "Any distance" if name == "within" else "All")]
            field.choices = [*every, *choices]
        self.is_valid()
        self.found = self._find()

    def _choices(self, of: str) -> list[tuple[str, str]]:
        return [(code, term.name) for (taxonomy, code), term in self.terms.items() if taxonomy == of]

    def _find(self) -> Place | None:
        typed = self.cleaned_data["place"]
        return find_place(typed) if typed else None

    @property
    def unknown_place(self) -> str:
        """What was typed as a place, where nobody knows it."""
        return "" if self.found else str(self.cleaned_data["place"])

    @property
    def rough_place(self) -> str:
        """The postcode area that distances are measured from, where nothing closer is known."""
        return str(self.found) if self.found and self.found.kind == PlaceKind.AREA else ""

    def wanted(self) -> Wanted:
        """What an entry has to fit."""
        data, here = self.cleaned_data, self.found
        words = data["q"] if any(sign.isalnum() for sign in data["q"]) else ""
        return Wanted(
            words=words,
            here=Here(here.name, here.latitude, here.longitude) if here else None,
            within=int(data["within"]) if data["within"] else None,
            kind=self._term("kind", data["kind"]),
            audience=self._term("audience", data["audience"]),
            language=self._term("language", data["language"]),
            access=tuple(pk for code in data["access"] if (pk := self._term("access", code))),
        )

    def _term(self, field: str, code: str) -> int | None:
        return self.terms[LISTS[field], code].pk if code else None

    @property
    def has_more(self) -> bool:
        """Whether one of the choices that are folded away was made."""
        return any(self.cleaned_data[name] for name in ("within", "audience", "language", "access"))


TEXT_ROWS = {"summary": 3, "description": 8, "eligibility_description": 3, "accessibility": 3, "fees_description": 3}
TEXT_ROWS |= {"application_process": 3, "interest": 3}
SAID_TO_COORDINATORS = {
    "name": ("What is your organisation called?", ""),
    "other_names": ("Other names", "Short or former names, so that people find you."),
    "summary": ("What do you do, in one or two sentences?", "People see this in the list."),
    "description": ("What do you do?", "Say it as you would to somebody at the door."),
    "kinds": ("What can you help with?", "Tick all that fit."),
    "audiences": ("Who is it for?", "Tick none if it is for everybody."),
    "eligibility_description": ("More about who can come", ""),
    "languages": ("Which languages do you speak?", ""),
    "phone": ("Phone number", ""),
    "text_number": ("Number for text messages", ""),
    "email": ("Email address", ""),
    "website": ("Website", "It begins with https://"),
    "opening_hours": ("When are you there?", "For example: Monday to Thursday, 10am to 4pm"),
    "application_process": ("How do people begin?", "For example: ring us, and we come to your home for a first talk."),
    "address_1": ("Number and street", ""),
    "address_2": ("More of the address", ""),
    "city": ("Town", ""),
    "postal_code": ("Postcode", "It tells people how far away you are."),
    "everywhere": ("We help people wherever they live, by phone or online", ""),
    "access": ("What is there for people who come to you?", "Tick all that fit."),
    "accessibility": ("More about access", ""),
    "is_free": ("Everything is free", ""),
    "fees_description": ("About what it costs", "For example: it is free if you live in Northmoor."),
    "interest": ("How could you earn by it?", "Leave this empty if you could not. People see it."),
}


class FollowsAddress:
    """Whoever moves to another postcode district is not where they were: the old figures go, unless new ones came."""

    def clean(self) -> dict[str, Any]:
        """Empties the figures; the model then takes the middle of the district."""
        data: dict[str, Any] = super().clean()  # type: ignore[misc]
        before: dict[str, Any] = self.initial  # type: ignore[attr-defined]
        was, now = (whereabouts(each.get("postal_code") or "", each.get("city") or "") for each in (before, data))
        by_hand = {"latitude", "longitude"} & set(self.changed_data)  # type: ignore[attr-defined]
        if was != now and not by_hand:
            self.instance.latitude = self.instance.longitude = None  # type: ignore[attr-defined]
            data |= dict.fromkeys({"latitude", "longitude"} & set(data))
        return data


class EntryForm(FollowsAddress, DesignSystemMixin, forms.ModelForm):  # type: ignore[type-arg]
    """What a coordinator may change of their own entry."""

    class Meta:
        model = Organisation
        fields = [*SAID_TO_COORDINATORS, "profits"]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in TEXT_ROWS.items()},
            **dict.fromkeys(("kinds", "audiences", "languages", "access"), forms.CheckboxSelectMultiple),
            "profits": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in SAID_TO_COORDINATORS.items():
            field = look(self.fields[name], label_size="s", rows=TEXT_ROWS.get(name))
            field.label, field.help_text = label, hint
        asked = look(self.fields["profits"], label_size="s")
        asked.label = "Could you earn by what people plan with you?"
        asked.help_text = "For example because they may then buy care from you. People see your answer."
        assert isinstance(asked, forms.TypedChoiceField)  # noqa: S101 - for types only
        asked.choices = Profits.choices
        self.order_fields([*list(SAID_TO_COORDINATORS)[:-1], "profits", "interest"])


class CostForm(DesignSystemForm):
    """One thing that costs something. A line that is left empty is none."""

    option = look(forms.CharField(label="What for", max_length=120, required=False))
    amount = look(
        forms.DecimalField(label="Pounds", required=False, min_value=0, max_digits=8, decimal_places=2),
        width=5,
        prefix="£",
    )
    amount_description = look(forms.CharField(label="For how much of it", max_length=80, required=False), width=20)

    def clean(self) -> dict[str, Any]:
        """A cost says what it is for, and how much it is."""
        data = super().clean() or {}
        if data.get("option") and data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", f"Say how many pounds “{data['option']}” costs.")
        if data.get("amount") is not None and not data.get("option"):
            self.add_error("option", "Say what this is for.")
        return data


CostFormSet = forms.formset_factory(
    CostForm, extra=EMPTY_COSTS, max_num=MOST_COSTS, absolute_max=MOST_COSTS + EMPTY_COSTS, validate_max=True
)


def draft_of(form: EntryForm, costs: Any) -> Organisation:
    """The entry with what was typed into it, kept nowhere yet. Costs keep their identity, line by line."""
    draft: Organisation = form.save(commit=False)
    form.save_m2m()
    known, lines = list(draft.cost_options.all()), []
    for place, cost in enumerate(line for line in costs.cleaned_data if line.get("option")):
        line = known[place] if place < len(known) else CostOption()
        line.option, line.amount = cost["option"], cost["amount"]
        line.amount_description = cost["amount_description"]
        lines.append(line)
    draft.cost_options.set(lines)
    return draft


class RoomForm(DesignSystemForm):
    """How much room there is now. What is said here shows at once."""

    room = look(
        forms.ChoiceField(
            label="Is there room for somebody new?",
            choices=[
                (Room.OPEN, "Yes, there is room now"),
                (Room.WAITING, "Yes, after a wait"),
                (Room.FULL, "No, not now"),
                (Room.UNKNOWN, "We would rather not say"),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose whether there is room."},
        ),
        label_size="s",
    )
    wait_weeks = look(
        forms.IntegerField(
            label="How long do people usually wait?",
            help_text="In weeks. Leave it empty if you cannot tell.",
            required=False,
            min_value=0,
            max_value=LONGEST_WAIT_WEEKS,
            error_messages={
                "min_value": "Write 0 or more weeks.",
                "max_value": f"Write {LONGEST_WAIT_WEEKS} weeks or less.",
            },
        ),
        label_size="s",
        width=3,
        suffix="weeks",
    )
    intake_paused = look(
        forms.BooleanField(
            label="We take on nobody new for now",
            help_text="You stay in the list, and it says so.",
            required=False,
        )
    )
