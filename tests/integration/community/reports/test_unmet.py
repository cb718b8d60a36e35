"""What was asked for and not paid for, by outcome: by hand, and in many invented worlds against a plain count."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from community.reports.enums import Key
from content.questions.kinds.choices import OUTCOMES
from planning.documents.models import Document
from planning.signing_off.models import Decision, FinalBudget, SentLine
from tests.factories.signing_off import cost, plan_of, sent
from tests.integration.community.reports.world import (
    FIRST,
    LAST,
    MAY,
    PERIOD,
    agree,
    challenge,
    counted,
    line,
    person_of,
    refuse,
    row,
    send,
)
from tests.integration.community.reports.world import plan_of as make_plan
from tests.personas import Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLEANING, OUT, HOME = OUTCOMES["b"], OUTCOMES["i"], OUTCOMES["f"]
LEFT_UNPAID = {"first_figure", "not_allowed", "backup", "other"}


def test_what_is_sent_is_kept_line_by_line(cast: Cast) -> None:
    costs = (
        cost("60.00", outcome="i"),
        cost("9.00", how_often="once"),
        cost("dear"),
        cost("5.00", paid_from="own", outcome="b"),
        cost("7.00", outcome="z"),
    )
    sign_off = sent(cast.maureen, *costs)
    kept = [(str(each.entry_id), each.weekly, each.once, each.outcome) for each in sign_off.lines.all()]
    assert kept == [
        (costs[0]["id"], Decimal("60.00"), None, "i"),
        (costs[1]["id"], None, Decimal("9.00"), ""),
        (costs[2]["id"], None, None, ""),
        (costs[4]["id"], Decimal("7.00"), None, ""),
    ]
    plan_of(cast.maureen, cost("1.00"))
    assert SentLine.objects.count() == 4


def test_paid_in_part_and_not_paid_by_outcome() -> None:
    document = make_plan(person_of(None))
    dropped = line("20.00", "i")
    kept, smaller, home = line("10.00", "b"), line("30.00", "i"), line(None, "f", once="52.00")
    refuse(send(document, kept, smaller, dropped, home, at=MAY), at=MAY)
    agree(send(document, kept, smaller, line("5.00"), at=MAY + DAY), at=MAY + DAY)
    assert row(Key.UNMET, CLEANING) == {"Paid for": 1}
    assert row(Key.UNMET, OUT) == {"In part": 1}
    assert row(Key.UNMET, HOME) == {"Not paid for": 1}
    assert row(Key.UNMET, "No outcome said") == {"Paid for": 1}
    table = counted(Key.UNMET)
    assert (table.down, table.across, len(table.rows)) == ("", "People who asked", 11)


def test_a_smaller_amount_of_ones_own_is_what_was_asked_for() -> None:
    document, entry = make_plan(person_of(None)), uuid4()
    refuse(send(document, line("30.00", "i", entry=entry), at=MAY), at=MAY)
    agree(send(document, line("20.00", "i", entry=entry), at=MAY + DAY), at=MAY + DAY)
    assert row(Key.UNMET, OUT) == {"Paid for": 1}


def test_what_waits_to_be_decided_is_not_refused() -> None:
    document, entry = make_plan(person_of(None)), uuid4()
    agree(send(document, line("20.00", "i", entry=entry), at=MAY), at=MAY)
    send(document, line("50.00", "i", entry=entry), line("9.00", "f"), at=MAY + DAY)
    assert row(Key.UNMET, OUT) == {"Paid for": 1} and not row(Key.UNMET, HOME)


def test_an_earlier_yes_stands_beside_a_later_no() -> None:
    document, entry = make_plan(person_of(None)), uuid4()
    agree(send(document, line("20.00", "i", entry=entry), at=MAY), at=MAY)
    refuse(send(document, line("20.00", "i", entry=entry), line("9.00", "f"), at=MAY + DAY), at=MAY + DAY)
    assert row(Key.UNMET, OUT) == {"Paid for": 1}
    assert row(Key.UNMET, HOME) == {"Not paid for": 1}


def test_a_plan_that_another_one_followed_is_left_out() -> None:
    person = person_of(None)
    refuse(send(make_plan(person), line("20.00", "i"), at=MAY), at=MAY)
    agree(send(make_plan(person), line("20.00", "i"), at=MAY + DAY), at=MAY + DAY)
    assert row(Key.UNMET, OUT) == {"Paid for": 1}


def test_a_no_that_became_a_yes_after_a_challenge() -> None:
    decision = refuse(send(make_plan(person_of(None)), line("20.00", "i"), at=MAY), at=MAY)
    agree(decision.sign_off, at=MAY + DAY, after=challenge(decision, at=MAY))
    assert row(Key.UNMET, OUT) == {"Paid for": 1}


@pytest.mark.parametrize(("reason", "paid"), [("not_allowed", "In part"), ("others_help", "Paid for")])
def test_less_than_planned_is_paid_in_part_unless_the_need_is_met_otherwise(reason: str, paid: str) -> None:
    parts = (("to_final", reason, "-5.00"),)
    agree(send(make_plan(person_of(None)), line("20.00", "i"), at=MAY), at=MAY, weekly="15.00", parts=parts)
    assert row(Key.UNMET, OUT) == {paid: 1}


def test_a_final_budget_of_nothing_pays_for_nothing() -> None:
    parts = (("to_final", "not_allowed", "-20.00"),)
    agree(send(make_plan(person_of(None)), line("20.00", "i"), at=MAY), at=MAY, weekly="0.00", parts=parts)
    assert row(Key.UNMET, OUT) == {"Not paid for": 1}


def test_each_person_counts_once_an_outcome() -> None:
    person = person_of(None)
    for _ in range(2):
        agree(send(make_plan(person), line("20.00", "i"), line("7.00", "i"), at=MAY), at=MAY)
    refuse(send(make_plan(person_of(None)), line("20.00", "i"), at=MAY), at=MAY)
    assert row(Key.UNMET, OUT) == {"Paid for": 1, "Not paid for": 1}


# --- against a plain count


def _world(chance: random.Random) -> None:
    """A few people, each with a few plans, sent, refused, agreed, cut and challenged on any day around the period."""
    for _ in range(chance.randint(2, 5)):
        person = person_of(None)
        for _ in range(chance.choice((1, 1, 2))):
            _history(make_plan(person), chance)


def _history(document: Document, chance: random.Random) -> None:
    entries = [(uuid4(), chance.choice(("", "b", "i", "f"))) for _ in range(4)]
    at = chance.choice((FIRST - 3 * DAY, FIRST, MAY, MAY, LAST - 2 * DAY))
    for _ in range(chance.randint(1, 3)):
        chosen = chance.sample(entries, chance.randint(1, 4))
        lines = [_line(entry, outcome, chance) for entry, outcome in chosen]
        sign_off = send(document, *lines, at=at)
        at += DAY * chance.randint(0, 1)
        _decide(sign_off, at, chance)
        at += DAY


def _line(entry: Any, outcome: str, chance: random.Random) -> dict[str, Any]:
    weekly, once = chance.choice((("10.00", None), ("20.00", None), ("0.00", None), (None, "30.00"), (None, None)))
    return line(weekly, outcome, once=once, entry=entry)


def _decide(sign_off: Any, at: Any, chance: random.Random) -> None:
    what = chance.choice(("nothing", "no", "yes", "yes", "less", "no then yes"))
    if what in {"yes", "less"}:
        less = what == "less" and sign_off.weekly >= 5
        reason = chance.choice(("not_allowed", "prices", "other", "others_help"))
        parts = (("to_final", reason, "-5.00"),) if less else ()
        agree(sign_off, at=at, weekly=str(sign_off.weekly - 5) if less else None, parts=parts)
    if what.startswith("no "):
        decision = refuse(sign_off, at=at)
        agree(sign_off, at=at + DAY, after=challenge(decision, at=at))
    if what == "no":
        refuse(sign_off, at=at)


def _plain() -> Counter[tuple[str, str]]:
    """The same in plain words: row by row, and slowly."""
    asked: dict[tuple[int, str], Decimal] = Counter()
    paid: dict[tuple[int, str], Decimal] = Counter()
    cut: set[tuple[int, str]] = set()
    for document in Document.objects.all():
        decisions = list(Decision.objects.filter(sign_off__version__document=document, decided_at__lt=PERIOD.ends))
        here = [each for each in decisions if each.decided_at >= PERIOD.begins]
        if not here:
            continue
        finals = FinalBudget.objects.filter(decision__in=decisions).order_by("decision__decided_at", "pk")
        final = finals.last()
        last = max(each.decided_at for each in here)
        followed = FinalBudget.objects.filter(
            person=document.owner, decision__decided_at__gt=last, decision__decided_at__lt=PERIOD.ends
        )
        if final is None and followed.exists():
            continue
        newest = max(each.sign_off.version.number for each in here)
        sent_lines = SentLine.objects.filter(
            sign_off__version__document=document, sign_off__version__number__lte=newest
        ).order_by("sign_off__version__number")
        funded = {each.entry_id: _amount(each) for each in final.lines.all()} if final else {}
        for each in {one.entry_id: one for one in sent_lines}.values():
            if _amount(each):
                key = (document.owner_id, each.outcome)
                asked[key] += _amount(each)
                paid[key] += min(_amount(each), funded.get(each.entry_id, Decimal(0)))
                if final and funded.get(each.entry_id) and _is_cut(final):
                    cut.add(key)
    return Counter((key[1], _which(asked[key], paid[key], cut=key in cut)) for key in asked)


def _amount(each: Any) -> Decimal:
    return Decimal((each.weekly or 0) * 52 + (each.once or 0))


def _is_cut(final: FinalBudget) -> bool:
    return any(
        part.step == "to_final" and part.reason in LEFT_UNPAID and (part.weekly < 0 or part.once < 0)
        for part in final.differences.all()
    )


def _which(asked: Decimal, paid: Decimal, *, cut: bool) -> str:
    if not paid:
        return "Not paid for"
    return "In part" if paid < asked or cut else "Paid for"


def _found() -> Iterable[tuple[tuple[str, str], int]]:
    table = counted(Key.UNMET)
    for outcome, numbers in zip([*OUTCOMES, ""], table.counts, strict=True):
        for column, many in zip(table.columns, numbers, strict=True):
            if many:
                yield (outcome, column), many


@pytest.mark.parametrize("seed", range(25))
def test_the_database_counts_as_anybody_would(seed: int) -> None:
    _world(random.Random(seed))  # noqa: S311 - the same worlds each time are the point
    assert dict(_found()) == dict(_plain())
