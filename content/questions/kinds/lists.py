"""Lists: people, things to do, costs. Every entry keeps its id through every edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import (
    LONGEST,
    TOO_LONG,
    Kind,
    Piece,
    Problem,
    Shown,
    as_list,
    as_mapping,
    one_line,
    tidy,
)
from content.questions.kinds.choices import OUTCOMES
from content.questions.kinds.figures import (
    date_in_words,
    date_parts,
    date_problems,
    parse_money,
    parse_number,
    read_date,
)
from portal.components.money import PENNY, format_money

# More than this are not offered; what a page sends beyond it is read all the same.
MOST_ENTRIES = 200
MOST_ROWS = 1_000
HOW_OFTEN = {
    "hour": "an hour, each week",
    "day": "every day",
    "week": "a week",
    "fortnight": "every two weeks",
    "four_weeks": "every four weeks",
    "month": "a month",
    "quarter": "every three months",
    "year": "a year",
    "once": "once only",
}
# How often each comes in one week. A year counts 52 weeks, as in the council's own sums. What is paid by the hour
# is so many hours a week; what is paid once has no share in a week.
A_WEEK = {
    "hour": Decimal(1),
    "day": Decimal(7),
    "week": Decimal(1),
    "fortnight": Decimal(1) / 2,
    "four_weeks": Decimal(1) / 4,
    "month": Decimal(12) / 52,
    "quarter": Decimal(4) / 52,
    "year": Decimal(1) / 52,
    "once": Decimal(0),
}

# Of an entry, where a sentence is about it.
LONGEST_NAME = 60
# What the column is called in which readers find what was folded away.
MORE = "More about it"


# From which purse a cost is paid. One's own money is shown apart, and takes nothing off the budget.
PAID_FROM = {"budget": "from my personal budget", "own": "with my own money"}


@dataclass(frozen=True)
class Box:
    """One box of an entry. kind: text, date, money, number, or choice.

    options: of a choice, each with its words; usual: the one that counts where none was chosen.
    more: folded away where it is written; readers find all of these in one column, where somebody said something.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    usual: str = ""
    more: bool = False

    def says_something(self, entry: Mapping[str, Any]) -> bool:
        """Whether this box of an entry holds more than what is usual."""
        return str(entry.get(self.name) or self.usual) != self.usual


class ListKind(Kind):
    """A list of entries: [{"id": uuid, …the boxes…}]. An entry in which nothing is typed is none."""

    group = True
    template = "list"
    words = True
    boxes_of_an_entry: tuple[Box, ...] = ()
    one = "entry"

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> list[dict[str, Any]] | None:
        count = tidy(data.get(f"{name}-rows"))
        rows = min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 5 else 0
        entries = [self._entry(data, f"{name}-{row}") for row in range(rows)]
        return _each_its_own_id(entry for entry in entries if entry) or None

    def _entry(self, data: QueryDict, name: str) -> dict[str, Any] | None:
        entry: dict[str, Any] = {
            box.name: self._typed(box, data, f"{name}-{box.name}") for box in self.boxes_of_an_entry
        }
        if not any(entry[box.name] for box in self.boxes_of_an_entry if box.kind != "choice"):
            return None
        # What is folded away is kept only where it says something: an entry that nobody touched stays the same.
        quiet = {box.name for box in self.boxes_of_an_entry if box.more and not box.says_something(entry)}
        kept = {box: typed for box, typed in entry.items() if box not in quiet}
        return {"id": entry_id(data.get(f"{name}-id")), **kept}

    def _typed(self, box: Box, data: QueryDict, name: str) -> Any:
        if box.kind == "date":
            return read_date([data.get(f"{name}_{part}", "") for part in range(3)]) or ""
        typed = one_line(data.get(name))
        if box.kind == "choice":
            # What the page shows as chosen when nothing was, or nothing that it offers.
            return typed if typed in box.options else box.usual
        if box.kind in PARSERS and typed:
            amount = PARSERS[box.kind](typed)
            return typed if isinstance(amount, Problem) else _plain(amount, box.kind)
        return typed

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        found: list[Problem] = []
        for number, entry in enumerate(as_list(value), 1):
            for box in self.boxes_of_an_entry:
                for problem in self._problems_in(box, as_mapping(entry).get(box.name)):
                    found.append(
                        Problem(f"{self._called(entry, number)}: {problem.sentence}", f"{number - 1}-{box.name}")
                    )
        return found

    def _problems_in(self, box: Box, typed: Any) -> list[Problem]:
        if box.kind == "date":
            return date_problems(typed)
        if isinstance(typed, str) and len(typed) > LONGEST:
            return [Problem(TOO_LONG)]
        if box.kind in PARSERS and typed:
            parsed = PARSERS[box.kind](str(typed))
            return [parsed] if isinstance(parsed, Problem) else []
        return []

    def _called(self, entry: Any, number: int) -> str:
        first = str(as_mapping(entry).get(self.boxes_of_an_entry[0].name) or "")
        short = first if len(first) <= LONGEST_NAME else f"{first[:LONGEST_NAME].rstrip()}…"
        return f"“{short}”" if first else f"{self.one.capitalize()} {number}"

    def entries(self, value: Any) -> dict[str, str]:
        """Named by their first box; by their place where it is empty."""
        listed = enumerate(as_list(value), start=1)
        return {str(as_mapping(entry).get("id")): self._called(entry, number) for number, entry in listed}

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        entries = [as_mapping(entry) for entry in as_list(value)]
        boxes = [box for box in self.boxes_of_an_entry if not box.more]
        head = [box.label for box in boxes]
        rows = [[self._shown(box, entry.get(box.name)) for box in boxes] for entry in entries]
        more = ["\n".join(self._more_about(entry)) for entry in entries]
        if any(more):
            head, rows = [*head, MORE], [[*row, said] for row, said in zip(rows, more, strict=True)]
        return Shown("table", head=head, rows=rows)

    def _more_about(self, entry: Mapping[str, Any]) -> list[str]:
        """What was said in the boxes that are folded away, each with its label before it."""
        said = [box for box in self.boxes_of_an_entry if box.more and box.says_something(entry)]
        return [f"{box.label}: {self._shown(box, entry.get(box.name))}" for box in said]

    def pieces(self, question: QuestionDefinition, value: Any) -> list[Piece]:
        """Its entries. How often something is says nothing where there is no figure beside it."""
        found = []
        for number, entry in enumerate(map(as_mapping, as_list(value)), start=1):
            first, *others = (box for box in self.boxes_of_an_entry if not box.more)
            figures = any(entry.get(box.name) for box in others if box.kind != "choice")
            boxes = [first, *(box for box in others if figures or box.kind != "choice")]
            said = [*(self._shown(box, entry.get(box.name)) for box in boxes), *self._more_about(entry)]
            words = ", ".join(filter(None, said))
            found.append(Piece(str(entry.get("id", number)), words, self._called(entry, number)))
        return found

    def _shown(self, box: Box, typed: Any) -> str:
        if box.kind == "date":
            return date_in_words(typed)
        if box.kind == "money" and typed:
            parsed = parse_money(str(typed))
            return str(typed) if isinstance(parsed, Problem) else format_money(parsed)
        return box.options.get(str(typed or box.usual), "") if box.kind == "choice" else str(typed or "")

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        entries = [as_mapping(entry) for entry in as_list(value)]
        unclear = [problem.part for problem in self.problems(question, value)]
        # Where the error summary leads: to the first box that needs another look, else to the first of all.
        ids = {next(iter(unclear), f"0-{self.boxes_of_an_entry[0].name}"): f"q-{name}"}
        # There is always one to begin with, so that nothing has to be pressed first.
        empty = max(extra, 0 if entries else 1)
        rows = [*entries, *({"id": str(uuid4())} for _ in range(empty))]
        return {
            "one": self.one,
            "count": len(rows),
            "rows": [
                {
                    "id": entry.get("id", ""),
                    "name": f"{name}-{n}",
                    "new": n >= len(entries),
                    "boxes": self._drawn(entry, name, n, unclear, ids, more=False),
                    "more": self._drawn(entry, name, n, unclear, ids, more=True),
                    "more_open": any(box.more and box.says_something(entry) for box in self.boxes_of_an_entry),
                }
                for n, entry in enumerate(rows)
            ],
            "may_add": len(rows) < MOST_ENTRIES,
            # Only somebody who asked for another row wants to be led to it.
            "focus": extra > 0,
        }

    def _drawn(
        self, entry: Mapping[str, Any], name: str, row: int, unclear: list[str], ids: Mapping[str, str], *, more: bool
    ) -> list[dict[str, Any]]:
        boxes = [box for box in self.boxes_of_an_entry if box.more == more]
        return [self._box(box, entry, name, f"{row}-{box.name}", unclear, ids) for box in boxes]

    def _box(
        self, box: Box, entry: Mapping[str, Any], name: str, part: str, unclear: list[str], ids: Mapping[str, str]
    ) -> dict[str, Any]:
        typed = entry.get(box.name)
        chosen = str(typed or box.usual)
        return {
            "box": box,
            "name": f"{name}-{part}",
            "id": ids.get(part, f"q-{name}-{part}"),
            "text": typed or "",
            "unclear": part in unclear,
            "parts": date_parts(typed or None) if box.kind == "date" else (),
            "options": [(key, words, key == chosen) for key, words in box.options.items()],
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        """Every entry of both. Where an entry differs, mine follows theirs as one of its own."""
        kept = as_list(theirs)
        known = {as_mapping(entry).get("id"): entry for entry in kept}
        for entry in as_list(mine):
            twin = known.get(entry.get("id"))
            if twin is None:
                kept.append(entry)
            elif twin != entry:
                kept.append({**entry, "id": str(uuid4())})
        return kept


class PeopleList(ListKind):
    """People: [{"id", "name", "relation", "does"}]."""

    name, label, one = "people_list", "List of people", "person"
    boxes_of_an_entry = (
        Box("name", "Name"),
        Box("relation", "Who they are to you"),
        Box("does", "What they do"),
    )


class TodoList(ListKind):
    """Things to do: [{"id", "what", "who", "by": date or ""}]."""

    name, label, one = "todo_list", "List of things to do", "thing to do"
    boxes_of_an_entry = (
        Box("what", "What needs doing"),
        Box("who", "Who does it"),
        Box("by", "By when", "date"),
    )


class CostList(ListKind):
    """Costs: [{"id", "what_for", "amount", "times", "how_often"}], amounts as typed until they are one; "paid_from",
    "makes_possible", "outcome" (the letter of one of the ten) and "considered" where somebody said something there.

    Where nothing is said about `paid_from`, it is paid from the budget.
    """

    name, label, one = "cost_list", "List of costs", "cost"
    boxes_of_an_entry = (
        Box("what_for", "What for"),
        Box("amount", "How much", "money"),
        Box("times", "How many of these", "number", "For example 6 for six hours. Leave it empty for one."),
        Box("how_often", "How often", "choice", options=HOW_OFTEN, usual="week"),
        Box(
            "makes_possible",
            "What it makes possible",
            hint="For example: cleaning, so that I have the strength to go out.",
            more=True,
        ),
        Box("outcome", "What it helps with most", "choice", options={"": "I leave this open", **OUTCOMES}, more=True),
        Box(
            "considered",
            "What else I thought about",
            hint="For example: my son could clean, but he lives two hours away.",
            more=True,
        ),
        Box("paid_from", "How it is paid", "choice", options=PAID_FROM, usual="budget", more=True),
    )


def weekly(entry: Mapping[str, Any]) -> Decimal | None:
    """What one cost comes to in a week, in pounds rounded half up to the penny; None while its amount is unclear."""
    amount, times = parse_money(str(entry.get("amount", ""))), parse_number(str(entry.get("times") or "1"))
    share = A_WEEK.get(str(entry.get("how_often") or "week"))
    if isinstance(amount, Problem) or isinstance(times, Problem) or share is None:
        return None
    return (amount * times * share).quantize(PENNY, rounding=ROUND_HALF_UP)


# How the boxes that hold figures are read. The values of the others are their words.
PARSERS = {"money": parse_money, "number": parse_number}


def _plain(amount: Decimal, kind: str) -> str:
    """A figure as it is kept: 12.50 for pounds, 6 or 2.5 for a number."""
    return f"{amount:.2f}" if kind == "money" else f"{amount.normalize():f}"


def _each_its_own_id(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """An id that a form names twice stays with the first entry."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        own = entry["id"] if entry["id"] not in found else str(uuid4())
        found[own] = {**entry, "id": own}
    return list(found.values())


def entry_id(text: str | None) -> str:
    """The id that a form names for an entry; one of its own where it names none."""
    try:
        return str(UUID(str(text)))
    except ValueError:
        return str(uuid4())
