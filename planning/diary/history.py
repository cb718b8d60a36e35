"""What was done in a diary, as plain sentences, each with a simple picture: for the person and who else sees it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from planning.diary.enums import Did, Direction, Every, Source
from planning.diary.models import Deed
from planning.diary.values import EntryValues
from portal.accounts.models import User
from portal.components.dates import day_in_words
from portal.components.lists import in_a_row
from portal.components.money import format_money

# Which picture stands beside what was done: templates/planning/diary/picture.html.
PICTURES = {
    Did.BEGAN: "book",
    Did.CHANGED_DIARY: "pencil",
    Did.CLOSED: "book",
    Did.OPENED_AGAIN: "book",
    Did.CHANGED: "pencil",
    Did.TOOK_OUT: "away",
    Did.PUT_BACK: "back",
    Did.KEPT_RECEIPT: "receipt",
    Did.TOOK_RECEIPT_OUT: "receipt",
    Did.PUT_RECEIPT_BACK: "receipt",
    Did.SET_UP: "again",
    Did.CHANGED_REPEATING: "again",
    Did.STOPPED: "again",
}
OF_THE_DIARY = {
    Did.BEGAN: "began this diary.",
    Did.CHANGED_DIARY: "changed what this diary is called, or what it begins with.",
    Did.CLOSED: "closed this diary.",
    Did.OPENED_AGAIN: "opened this diary again.",
}
OF_RECEIPTS = {
    Did.KEPT_RECEIPT: "added a receipt to {}.",
    Did.TOOK_RECEIPT_OUT: "took a receipt away from {}.",
    Did.PUT_RECEIPT_BACK: "put a receipt back to {}.",
}
HOW_OFTEN = {every: str(words).lower() for every, words in Every.choices}


@dataclass(frozen=True)
class HistoryLine:
    """who: "You" or a name; did: what follows it; url: the entry it is about, "" for none."""

    who: str
    did: str
    at: datetime
    picture: str
    url: str = ""


@dataclass(frozen=True)
class Teller:
    """Tells deeds to one reader. kept_back: lines of the plan that they must not know of."""

    user: User
    today: date
    kept_back: Collection[UUID] = ()

    def line(self, deed: Deed) -> HistoryLine:
        """One deed. What wrote itself down says who set it up."""
        by_itself = deed.did == Did.ADDED and deed.entry is not None and deed.entry.source == Source.RECURRING
        who = "You" if deed.by_id == self.user.pk else deed.by.known_as
        url = f"entry/{deed.entry.uuid}/" if deed.entry else ""
        did = self._did(deed)
        if by_itself:
            did = f"set this up to come again, and it came: {self._of(_after(deed))}."
        return HistoryLine(who, did, deed.at, _picture(deed), url)

    def _did(self, deed: Deed) -> str:
        did = Did(deed.did)
        if did in OF_THE_DIARY:
            return OF_THE_DIARY[did]
        if did in OF_RECEIPTS:
            return OF_RECEIPTS[did].format(_quoted(_after(deed).what_for))
        how: Mapping[Did, Callable[[Deed], str]] = {
            Did.ADDED: lambda d: f"wrote down {self._of(_after(d))}.",
            Did.CHANGED: self._changed,
            Did.TOOK_OUT: lambda d: f"took out {self._of(_after(d))}. It does not count any more.",
            Did.PUT_BACK: lambda d: f"put back {self._of(_after(d))}. It counts again.",
            Did.SET_UP: lambda d: f"set up what comes again: {self._again(d.after)}.",
            Did.CHANGED_REPEATING: lambda d: f"changed what comes again: it is {self._again(d.after)} now.",
            Did.STOPPED: lambda d: f"stopped what came again: {self._again(d.before)}.",
        }
        return how[did](deed)

    def _of(self, values: EntryValues) -> str:
        """ "£8.00 that went out for “Cinema”, on 3 November"."""
        day = day_in_words(values.day, today=self.today)
        on = day if day in ("today", "yesterday") else f"on {day}"
        way = "that came in" if values.direction == Direction.IN else "that went out"
        return f"{format_money(values.amount)} {way} for {_quoted(values.what_for)}, {on}"

    def _changed(self, deed: Deed) -> str:
        before, after = EntryValues.from_json(deed.before or {}), _after(deed)
        said = [words for words in self._differences(before, after) if words]
        return f"changed {_quoted(before.what_for)}: {in_a_row(said) or 'something in it'}."

    def _differences(self, before: EntryValues, after: EntryValues) -> list[str]:
        day = day_in_words(after.day, today=self.today)
        line = "" if self._line(before) == self._line(after) else f"it belongs to {self._line(after)} now"
        return [
            _now(before.amount != after.amount, _money_change(before.amount, after.amount)),
            _now(before.direction != after.direction, f"it is {Direction(after.direction).label.lower()} now"),
            _now(before.what_for != after.what_for, f"it is for {_quoted(after.what_for)} now"),
            _now(before.day != after.day, f"the day is {day} now"),
            line,
            _now(before.note != after.note, "the note is another one"),
        ]

    def _line(self, values: EntryValues) -> str:
        if values.line is None or values.line.entry_id in self.kept_back:
            return "no part of the plan"
        return _quoted(values.line.words)

    def _again(self, kept: Mapping[str, str] | None) -> str:
        said = kept or {}
        way = "in" if said["direction"] == Direction.IN else "out"
        amount = format_money(Decimal(said["amount"]))
        return f"{amount} {way} for {_quoted(said['what_for'])}, {HOW_OFTEN[Every(said['every'])]}"


def _after(deed: Deed) -> EntryValues:
    return EntryValues.from_json(deed.after or {})


def _picture(deed: Deed) -> str:
    if deed.did == Did.ADDED:
        return "in" if _after(deed).direction == Direction.IN else "out"
    return PICTURES[Did(deed.did)]


def _now(changed: bool, words: str) -> str:
    return words if changed else ""


def _money_change(before: Decimal, after: Decimal) -> str:
    return f"{format_money(before)} is {format_money(after)} now"


def _quoted(words: str) -> str:
    return f"“{words}”"
