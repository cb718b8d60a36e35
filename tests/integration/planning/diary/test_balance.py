"""Whatever two people do to a diary, in whatever order: its balance is that of its entries, and nothing is lost."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.diary.enums import Did
from planning.diary.models import Deed, Entry, MoneyDiary
from planning.diary.reading import DiaryReading
from planning.diary.services import Stale, add_entry, change_entry, close_diary, put_back_entry, take_out_entry
from planning.diary.values import EntryValues
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.diary import make_diary, says
from tests.factories.money import let_see_money
from tests.personas import Cast

AMOUNTS = st.decimals("0.01", "9999.99", places=2).map(str)
STEPS = st.tuples(
    st.sampled_from(["add", "change", "out", "back", "look"]), st.booleans(), st.integers(0, 5), AMOUNTS, st.booleans()
)


class Window:
    """The diary as one of the two has it on the screen, which may be older than what is there."""

    def __init__(self, user: User, diary: MoneyDiary) -> None:
        self.user, self.diary = user, diary
        self.seen: dict[int, int] = {}
        self.look()

    def look(self) -> None:
        self.seen = dict(self.diary.entries.values_list("pk", "number"))

    def do(self, what: str, place: int, amount: str, money_in: bool) -> None:
        at, values = timezone.now(), says(amount, "Shop", money_in=money_in)
        if what == "add":
            entry = add_entry(diary=self.diary, values=values, by=self.user, at=at)
            self.seen[entry.pk] = entry.number
        elif self.seen:
            pk = sorted(self.seen)[place % len(self.seen)]
            facts: dict[str, Any] = {
                "entry": Entry.objects.get(pk=pk),
                "seen": self.seen[pk],
                "by": self.user,
                "at": at,
            }
            if what == "change":
                changed = change_entry(values=values, **facts)
            else:
                changed = (take_out_entry if what == "out" else put_back_entry)(**facts)
            self.seen[pk] = changed.number


@pytest.fixture
def two(cast: Cast) -> tuple[User, User]:
    """Maureen, and Beth, who manages the money with her."""
    let_see_money(cast.beth_in_circle, manage=True)
    return cast.maureen, cast.beth


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=1, max_size=16))
def test_the_balance_is_that_of_the_entries_after_any_edits_by_two(two: tuple[User, User], steps: list[Any]) -> None:
    diary = make_diary(two[0])
    windows = [Window(user, diary) for user in two]
    for what, first, place, amount, money_in in steps:
        window = windows[first]
        if what == "look":
            window.look()
            continue
        before = dict(diary.entries.values_list("pk", "number"))
        try:
            window.do(what, place, amount, money_in)
        except (Stale, Denied):
            assert dict(diary.entries.values_list("pk", "number")) == before, "who came second changed nothing"
    entries = list(diary.entries.all())
    standing = sum((entry.values.signed for entry in entries if entry.deleted_at is None), Decimal("100.00"))
    assert DiaryReading(diary, two[0], timezone.now()).balance == standing
    assert MoneyDiary.objects.with_balance().get(pk=diary.pk).balance == standing
    assert _replayed(diary) == standing
    for entry in entries:
        numbers = list(entry.deeds.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, entry.number + 1)), "every step of each entry is kept"
    # One person keeps only so many diaries at once.
    close_diary(diary=diary, by=two[1], at=timezone.now())


def _replayed(diary: MoneyDiary) -> Decimal:
    """The balance by the history alone."""
    there: dict[int, EntryValues] = {}
    for deed in Deed.objects.filter(diary=diary, entry__isnull=False).order_by("pk"):
        assert deed.entry_id is not None
        if deed.did == Did.TOOK_OUT:
            del there[deed.entry_id]
        else:
            there[deed.entry_id] = EntryValues.from_json(deed.after or {})
    return sum((values.signed for values in there.values()), Decimal("100.00"))
