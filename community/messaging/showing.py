"""Messages as one reader meets them: looked up once for a whole page, however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from community.messaging.models import Message, MessageFile, ReadMark, Thread
from community.messaging.pointing import About, about_each
from community.messaging.policies import EDITABLE_FOR
from community.messaging.queries import reads_from, workers_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.lists import in_a_row
from portal.files.policies import SHOWN_IN_PAGES, SOUND
from portal.relationships.models import CircleMembership, Match
from portal.shell.panels import Panel

# How much of a message is quoted above the answer to it.
QUOTED = 140


@dataclass(frozen=True)
class Quote:
    """The message that another one answers, in short."""

    number: int
    author: str
    words: str


@dataclass(frozen=True)
class ShownFile:
    """A photo, a recording or a file of a message."""

    url: str
    name: str
    is_picture: bool
    is_sound: bool


@dataclass(frozen=True)
class Shown:
    """One message as its template needs it.

    author: "You" for whoever reads; own: whether these are the words of the person whose thread it is, which have a
    voice of their own; photo: "" where the reader may not see it; status: a last word such as "sent", "" for none;
    day, day_words: the day, where it begins with this message; before: what it said before it was changed.
    """

    message: Message
    author: str
    mine: bool
    own: bool
    photo: str = ""
    status: str = ""
    day: date | None = None
    day_words: str = ""
    before: Sequence[Any] = ()
    files: Sequence[ShownFile] = ()
    quote: Quote | None = None
    about: About | None = None
    edit_url: str = ""
    reply_url: str = ""
    panels: Sequence[Panel] = ()


@dataclass(frozen=True)
class Read:
    """That staff have read up to a message, for the person alone: what the person reads is told to nobody."""

    number: int
    names: str

    @property
    def words(self) -> str:
        """ "Sunita has read it"."""
        return f"{self.names} {'have' if ' and ' in self.names else 'has'} read it"


@dataclass
class Reader:
    """One reader's look at one thread."""

    thread: Thread
    user: User
    at: datetime
    may_write: bool = True
    _read: list[Read] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_person = self.thread.person_id == self.user.pk
        self.begins = reads_from(self.thread, self.user, at=self.at)
        self._read = self._staff_read() if self.is_person else []
        self._about: dict[int, About] = {}

    @property
    def read(self) -> list[Read]:
        """How far staff have read, the message that all of them have first. Empty for everybody but the person."""
        return self._read

    def show(self, messages: Iterable[Message], *, panels: dict[int, list[Panel]] | None = None) -> list[Shown]:
        """Each message, with all that stands around it. messages: from `for_pages()`."""
        messages = list(messages)
        # Hardly any is changed, and to ask costs as much for none as for all.
        prefetch_related_objects([message for message in messages if message.edited_at], "before")
        self._about = about_each(messages, self.user, at=self.at)
        return [self._shown(message, (panels or {}).get(message.number, [])) for message in messages]

    def name_of(self, user: User) -> str:
        """What somebody is called here."""
        return "You" if user.pk == self.user.pk else user.known_as

    def quote(self, message: Message | None) -> Quote | None:
        """A message in short, as far as this reader reads it."""
        if message is None or message.number < self.begins:
            return None
        words = " ".join(message.words.split())
        short = words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"
        return Quote(message.number, self.name_of(message.author), short or "A photo or a file")

    def status(self, message: Message) -> str:
        """What has become of one's own message."""
        if message.author_id != self.user.pk:
            return ""
        read = next((read for read in self._read if read.number >= message.number), None)
        return read.words if read else "sent"

    def _shown(self, message: Message, panels: Sequence[Panel]) -> Shown:
        mine = message.author_id == self.user.pk
        address = self.thread.get_absolute_url()
        editable = mine and self.may_write and self.at < message.sent_at + EDITABLE_FOR
        day = self._day(message)
        return Shown(
            message=message,
            author=self.name_of(message.author),
            mine=mine,
            own=message.author_id == self.thread.person_id,
            photo=message.author.portrait_url if self._shows_face(message) else "",
            status=self.status(message),
            day=day,
            day_words=_day_in_words(day, today=timezone.localdate(self.at)) if day else "",
            before=list(message.before.all()) if message.edited_at else (),
            files=[self._file(file) for file in message.files.all()],
            quote=self.quote(message.reply_to),
            about=self._about.get(message.number),
            edit_url=reverse("message_edit", args=[self.thread.uuid, message.number]) if editable else "",
            reply_url=f"{address}?reply={message.number}#write" if self.may_write else "",
            panels=panels,
        )

    def _day(self, message: Message) -> date | None:
        """The day, if the message before this one is of another, or is not this reader's to read."""
        day = timezone.localdate(message.sent_at)
        before: datetime | None = message.sent_before  # type: ignore[attr-defined]
        is_first = before is None or message.number <= self.begins
        return day if is_first or timezone.localdate(before) != day else None

    def _file(self, file: MessageFile) -> ShownFile:
        is_sound = file.content_type in SOUND
        return ShownFile(
            url=reverse("message_file", args=[self.thread.uuid, file.uuid]),
            name=file.name,
            is_picture=file.content_type in SHOWN_IN_PAGES and not is_sound,
            is_sound=is_sound,
        )

    def _staff_read(self) -> list[Read]:
        """From the message that fewest have read up to, to the one that most have: who has read that far."""
        marks = ReadMark.objects.filter(thread=self.thread, user__role=Role.SOCIAL_WORKER).select_related("user")
        furthest = sorted(marks, key=lambda mark: mark.number)
        return [
            Read(mark.number, in_a_row(m.user.known_as for m in furthest[place:]))
            for place, mark in enumerate(furthest)
        ]

    def _shows_face(self, message: Message) -> bool:
        """The person knows their own face. (Without a look at the others', which a message just sent does not need.)"""
        if self.is_person and message.author_id == self.user.pk:
            return False
        return message.author_id in self._faces

    @cached_property
    def _faces(self) -> set[int]:
        """A face is shown to those who have to do with each other: people around one person may not."""
        if not self.is_person:
            return {self.thread.person_id, self.user.pk}
        circle = CircleMembership.objects.active(at=self.at).filter(person=self.user)
        workers = workers_of(self.user, at=self.at)
        helpers = Match.objects.active(at=self.at).filter(person=self.user)
        known = (workers.values_list("pk"), circle.values_list("supporter_id"), helpers.values_list("helper_id"))
        return {pk for (pk,) in known[0].union(*known[1:])}


def _day_in_words(day: date, *, today: date) -> str:
    """ "Today", "Monday 16 November", with the year where it is another one."""
    near = {today: "Today", today - timedelta(days=1): "Yesterday"}
    said = f"{day:%A} {day.day} {day:%B}"
    return near.get(day) or (said if day.year == today.year else f"{said} {day.year}")
