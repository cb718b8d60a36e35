"""Things to do with a date, for the calendar of a phone or a computer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from content.questions.conditions import asked
from content.questions.kinds.base import as_list, as_mapping
from planning.documents.reading import Reading
from planning.exports.pdf import printable

TODO = "todo_list"
# Said on the morning of the day.
REMINDER = timedelta(hours=9)


@dataclass(frozen=True)
class ThingToDo:
    """One entry of a list of things to do that says by when. uid: that of its entry, through every edit."""

    uid: str
    what: str
    who: str
    by: date


def things_to_do(reading: Reading) -> list[ThingToDo]:
    """Every entry with a date that this reader may see, the earliest first."""
    return sorted(_dated(reading), key=lambda thing: (thing.by, thing.uid))


def as_calendar(reading: Reading, *, at: datetime) -> bytes:
    """A calendar file with a day for each thing to do, and a reminder on its morning.

    They are days (VEVENT), not tasks (VTODO): phones leave tasks out when they open such a file. Opening the file
    of a later day again moves what has another date by then, because each keeps its UID.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//In My Words//Things to do//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for thing in things_to_do(reading):
        calendar.add_component(_event(thing, at))
    return bytes(calendar.to_ical())


def _event(thing: ThingToDo, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{thing.uid}@in-my-words")
    event.add("dtstamp", at)
    event.add("dtstart", thing.by)
    event.add("dtend", thing.by + timedelta(days=1))
    event.add("summary", thing.what)
    if thing.who:
        event.add("description", f"Who does it: {thing.who}")
    # The day stays free for other things.
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", thing.what)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event


def _dated(reading: Reading) -> Iterator[ThingToDo]:
    answers = {question: answer.value for question, answer in reading.answers().items()}
    for question in asked(reading.definition, answers).questions():
        if question.kind == TODO:
            for entry in map(as_mapping, as_list(answers.get(question.id))):
                thing = _thing(entry)
                if thing:
                    yield thing


def _thing(entry: Mapping[str, Any]) -> ThingToDo | None:
    try:
        by = date.fromisoformat(str(entry.get("by")))
    except ValueError:
        return None
    what = printable(str(entry.get("what") or "")).strip() or "Something to do"
    return ThingToDo(str(entry.get("id")), what, printable(str(entry.get("who") or "")).strip(), by)
