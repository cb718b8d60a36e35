"""What people ask, answer and report, and what moderators say."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict

from community.organisations.models import TaxonomyTerm
from community.peers.enums import Decision, NameDecision, ReportReason
from community.peers.models import (
    LONGEST_ABOUT,
    LONGEST_HEADING,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_WORDS,
)
from content.questions.forms import FreeWords
from portal.accounts.models import User
from portal.components.forms import DesignSystemForm, look

MOST_WORDS = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def _too_long(longest: int) -> str:
    return f"This has %(show_value)s characters. There is room for {longest:,}. Make it a little shorter."


def _line(longest: int, **said: Any) -> FreeWords:
    """One line of words."""
    return FreeWords(longest=longest, too_long=_too_long(longest), widget=forms.TextInput, **said)


def _words(longest: int, **said: Any) -> FreeWords:
    return FreeWords(longest=longest, too_long=_too_long(longest), **said)


def clean_search(typed: str) -> str:
    """What somebody looks for, whatever an address says; "" where there is no word in it."""
    words = " ".join(_CONTROL.sub(" ", typed[: MOST_WORDS * 4]).split())[:MOST_WORDS]
    return words if any(sign.isalnum() for sign in words) else ""


class FindForm(DesignSystemForm):
    """The search. Whatever an address says, it is never wrong. What anybody looks for is kept nowhere."""

    q = look(
        forms.CharField(label="Words", required=False, help_text="For example: cleaning, or interview"), label_size="s"
    )
    topic = look(forms.ChoiceField(label="About", required=False), label_size="s")

    def __init__(self, typed: QueryDict, topics: Iterable[TaxonomyTerm]) -> None:
        self.topics = {topic.code: topic for topic in topics}
        sensible = QueryDict(mutable=True)
        sensible["q"] = clean_search(typed.get("q", ""))
        sensible["topic"] = typed.get("topic", "") if typed.get("topic", "") in self.topics else ""
        super().__init__(sensible)
        field: Any = self.fields["topic"]
        field.choices = [("", "Everything"), *((code, topic.name) for code, topic in self.topics.items())]
        self.fields["q"].widget.attrs |= {"maxlength": MOST_WORDS, "autocomplete": "off"}
        self.is_valid()

    @property
    def words(self) -> str:
        return str(self.cleaned_data["q"])

    @property
    def topic_id(self) -> int | None:
        """The topic that was chosen."""
        code = self.cleaned_data["topic"]
        return self.topics[code].pk if code else None


class FindSupporterForm(DesignSystemForm):
    """The search among peer supporters."""

    q = look(
        forms.CharField(
            label="What should they know about?", required=False, help_text="For example: dementia, or hiring"
        ),
        label_size="s",
    )

    def __init__(self, typed: QueryDict) -> None:
        super().__init__({"q": clean_search(typed.get("q", ""))})
        self.fields["q"].widget.attrs |= {"maxlength": MOST_WORDS, "autocomplete": "off"}
        self.is_valid()

    @property
    def words(self) -> str:
        return str(self.cleaned_data["q"])


class NameForm(DesignSystemForm):
    """The name to write under."""

    name = look(
        _line(
            LONGEST_NAME,
            label="Which name do you want to write under?",
            help_text="Not your real name, and nothing that your neighbours know you by. For example: Runner Bean",
        ),
        label_size="s",
        width=20,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class _Written(DesignSystemForm):
    """What names itself, so that sending it twice makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def sent_as(self) -> UUID:
        found: UUID = self.cleaned_data["key"]
        return found


class _Asked(DesignSystemForm):
    heading = look(
        _line(LONGEST_HEADING, label="Your question in one sentence", help_text="Others read this in the list."),
        label_size="s",
    )
    words = look(
        _words(LONGEST_WORDS, label="What else should they know?", help_text="Leave out names and places."),
        label_size="s",
        words=True,
        rows=7,
        count_to=LONGEST_WORDS,
    )


class AskForm(_Asked, _Written):
    """A question: what it is about, one sentence, and what others need to know."""

    topic = look(
        forms.ModelChoiceField(
            TaxonomyTerm.objects.none(),
            label="What is it about?",
            empty_label="Choose one",
            error_messages={"required": "Choose what it is about.", "invalid_choice": "Choose what it is about."},
        ),
        label_size="s",
    )
    field_order = ["topic", "heading", "words", "key"]

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["topic"]
        field.queryset = topics


class ChangeQuestionForm(_Asked):
    """Other words for a question."""


class _Answered(DesignSystemForm):
    words = look(
        _words(
            LONGEST_WORDS,
            label="Your answer",
            help_text="Say what you did yourself, and how it went. Leave out names and places.",
        ),
        label_size="s",
        words=True,
        rows=7,
        count_to=LONGEST_WORDS,
    )


class AnswerForm(_Answered, _Written):
    """An answer."""


class ChangeAnswerForm(_Answered):
    """Other words for an answer."""


class ReportForm(DesignSystemForm):
    """What is wrong with something that others read."""

    reason = look(
        forms.ChoiceField(
            label="What is wrong?",
            choices=ReportReason.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what is wrong."},
        ),
        label_size="m",
    )
    words = look(
        _words(LONGEST_REASON, label="What should the moderators know?", required=False),
        label_size="s",
        rows=4,
        count_to=LONGEST_REASON,
    )


def _why(help_text: str) -> Any:
    return look(
        _words(LONGEST_REASON, label="What do you want to say to them?", required=False, help_text=help_text),
        label_size="s",
        rows=4,
        count_to=LONGEST_REASON,
    )


class ModerateForm(DesignSystemForm):
    """What a moderator does, and what they say to the author. seen, named, read_to: the words that wait, the name and
    the last report that stood on the page."""

    why = _why("For sending it back, taking it down, or another name. Be kind: they read it, and can change it.")
    decision = forms.ChoiceField(choices=Decision.choices, error_messages={"required": "Choose one of the buttons."})
    seen = forms.UUIDField(required=False)
    named = forms.CharField(required=False, strip=False)
    read_to = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class ModerateNameForm(DesignSystemForm):
    """What a moderator does with a name that somebody wants."""

    why = _why("For asking for another name. Be kind: they read it.")
    decision = forms.ChoiceField(
        choices=NameDecision.choices, error_messages={"required": "Choose one of the buttons."}
    )


class SupporterForm(DesignSystemForm):
    """What a peer supporter has experience of."""

    shown_as = look(
        _line(60, label="What shall people call you?", help_text="Your first name is enough."), label_size="s", width=20
    )
    words = look(
        _words(
            LONGEST_ABOUT,
            label="What do you know from your own life?",
            help_text="For example: what you have been through, what you can show others, what you are good at.",
        ),
        label_size="s",
        words=True,
        rows=7,
        count_to=LONGEST_ABOUT,
    )
    wants_to_be_found = look(
        forms.BooleanField(label="Let people find me", required=False, initial=True), label_size="s"
    )


class NameModeratorForm(DesignSystemForm):
    """Somebody of the organisation."""

    user = look(
        forms.ModelChoiceField(
            User.objects.none(),
            label="Who else should look at what people write?",
            empty_label="Choose somebody",
            to_field_name="uuid",
            error_messages={"required": "Choose somebody.", "invalid_choice": "Choose somebody of your organisation."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = users
        field.label_from_instance = lambda user: user.full_name
