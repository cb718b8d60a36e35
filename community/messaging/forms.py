"""What people write in a thread. The form names itself (`client_id`), so that sending it twice makes one message."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from community.messaging.pointing import About
from content.questions.forms import FreeWords
from portal.accounts.models import User
from portal.components.forms import DesignSystemForm, look
from portal.files.policies import MOST_BYTES, Refused
from portal.files.services import Taken, accept_upload
from portal.relationships.models import CircleMembership

# The social worker among those who can be chosen.
WORKER = "social-worker"

LONGEST = 10_000
TOO_LONG = (
    "This has %(show_value)s characters. There is room for 10,000 in one message. Make it shorter, or send it in parts."
)
MOST_FILES = 10
TOO_MANY_FILES = "You can add up to 10 files to one message. Choose fewer, or send the others in a second message."
# What all files of one message may come to, so that sending them never takes longer than a connection holds.
MOST_TOGETHER = 4 * MOST_BYTES
TOO_LARGE_TOGETHER = "Together these files are too large for one message. Send some of them in a second message."
NOT_THERE = "What this was about is not there for you any more. Your words are. You can send them without it."
NOTHING = "Write a few words, or add a photo, a file or a voice note."


class SeveralFiles(forms.FileInput):
    """A box that takes several files at once; two boxes of one name are one."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class CleanFiles(forms.FileField):
    """Photos, files and voice notes, each checked and cleaned by portal.files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Taken]:
        """The files as they may be kept. Each that is refused says why."""
        uploads = list(data or [])
        if len(uploads) > MOST_FILES:
            raise ValidationError(TOO_MANY_FILES)
        if sum(upload.size or 0 for upload in uploads) > MOST_TOGETHER:
            raise ValidationError(TOO_LARGE_TOGETHER)
        taken, refusals = [], []
        for upload in uploads:
            try:
                taken.append(accept_upload(upload))
            except Refused as refused:
                refusals.append(f"{upload.name}: {refused.reason}")
        if refusals:
            raise ValidationError(refusals)
        return taken


class MessageForm(DesignSystemForm):
    """One message: its words and files, and which message it answers."""

    words = look(
        FreeWords(label="Your message", required=False, longest=LONGEST, too_long=TOO_LONG), rows=4, label_size="s"
    )
    # A form has files of its own; its fields are found by their names.
    files = look(
        CleanFiles(
            label="Photos or files",
            help_text="Up to 10, each up to 10 MB. We take out where a photo was taken.",
            required=False,
        ),
        label_size="s",
    )  # type: ignore[assignment]
    client_id = FreeWords(required=False, longest=100, too_long=TOO_LONG, widget=forms.HiddenInput)
    reply_to = FreeWords(required=False, longest=100, too_long=TOO_LONG, widget=forms.HiddenInput)

    document = FreeWords(required=False, longest=100, too_long=TOO_LONG, widget=forms.HiddenInput)
    question = FreeWords(required=False, longest=100, too_long=TOO_LONG, widget=forms.HiddenInput)
    entry = look(
        forms.ChoiceField(
            label="Which line is it about?",
            required=False,
            error_messages={"invalid_choice": "This is not in the list any more. Choose again."},
        ),
        label_size="s",
    )

    def __init__(self, *args: Any, about: About | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        entry = self.fields["entry"]
        assert isinstance(entry, forms.ChoiceField)  # noqa: S101 - declared above
        entry.choices = [("", "All of it"), *(about.entries if about else {}).items()]

    def clean_client_id(self) -> UUID:
        """A form whose name was lost or made up gets a new one."""
        return _uuid(self.cleaned_data["client_id"]) or uuid4()

    def clean_reply_to(self) -> int | None:
        """The number of a message, as far as it is one."""
        typed = self.cleaned_data["reply_to"]
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None

    def clean(self) -> dict[str, Any]:
        """There has to be something to send; and what it is about has to be there still."""
        if self.about is None and self.cleaned_data.get("document"):
            self.data = {**{name: self.data.get(name, "") for name in self.fields}, "document": "", "question": ""}
            self.add_error("words", NOT_THERE)
        if not (self.cleaned_data.get("words") or self.cleaned_data.get("files") or self.errors):
            self.add_error("words", NOTHING)
        return self.cleaned_data

    def ask_again(self, sentence: str) -> None:
        """Give the form a new name, so that these words can be sent as another message, and say why."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "client_id": str(uuid4())}
        self.add_error(None, sentence)

    def said(self) -> dict[str, str]:
        """What to look at again, one sentence a box, for a page that sent this by script."""
        return {name: " ".join(str(error) for error in errors) for name, errors in self.errors.items()}


class SearchForm(DesignSystemForm):
    """Words to look for."""

    words = look(
        FreeWords(
            label="Which words?",
            longest=200,
            too_long="This has %(show_value)s characters. There is room for 200.",
            widget=forms.TextInput,
            error_messages={"required": "Write a word to look for."},
        ),
        label_size="s",
    )


class EditForm(DesignSystemForm):
    """Other words in place of one's own."""

    words = look(
        FreeWords(label="Your message", required=False, longest=LONGEST, too_long=TOO_LONG), rows=6, label_size="s"
    )


class InsideForm(DesignSystemForm):
    """What a conversation is called, and who is in it."""

    title = look(
        FreeWords(
            label="What do you want to call it?",
            help_text="For example: Family. You can leave this empty.",
            required=False,
            longest=80,
            too_long="This has %(show_value)s characters. There is room for 80.",
            widget=forms.TextInput,
        ),
        label_size="s",
    )
    who = look(
        forms.MultipleChoiceField(
            label="Who is in it, besides you?",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "One of these people is not in your circle any more. Choose again."},
        ),
        label_size="s",
    )
    key = FreeWords(required=False, longest=100, too_long=TOO_LONG, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[CircleMembership], worker: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(place.uuid): place for place in people}
        names = [
            (uuid, ", ".join(filter(None, [place.supporter.known_as if place.supporter else "", place.relation])))
            for uuid, place in self.people.items()
        ]
        field = self.fields["who"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [*names, (WORKER, f"{worker.known_as}, my social worker" if worker else "My social worker")]

    def clean_title(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_key(self) -> UUID:
        """A form whose name was lost or made up gets a new one."""
        return _uuid(self.cleaned_data["key"]) or uuid4()

    @property
    def places(self) -> list[CircleMembership]:
        """The people of the circle who were chosen."""
        return [self.people[uuid] for uuid in self.cleaned_data["who"] if uuid in self.people]

    @property
    def with_worker(self) -> bool:
        """Whether the social worker was chosen."""
        return WORKER in self.cleaned_data["who"]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
