"""Figures are made once a month, by one maker, and nothing but what may be shown is kept."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import InternalError
from django.test import override_settings

from community.reports import services
from community.reports.chores import make_figures_of_last_month
from community.reports.enums import Key
from community.reports.models import Report
from community.reports.services import make_report
from community.reports.suppressing import HEAVIEST
from community.reports.tables import Counted, Shown
from tests.integration.community.reports.world import MAY, NOW, agree, line, person_of, plan_of, send, worker_of


def test_the_chore_makes_them_once_a_month(db: None, django_assert_num_queries: object) -> None:
    make_figures_of_last_month(NOW)
    first = Report.objects.get()
    assert (str(first.since), str(first.until), first.made_at) == ("2025-08-01", "2026-07-31", NOW)
    with django_assert_num_queries(1):  # type: ignore[operator]
        make_figures_of_last_month(NOW + timedelta(hours=1))
    make_figures_of_last_month(datetime(2026, 8, 31, 22, 59, tzinfo=UTC))
    assert Report.objects.count() == 1
    make_figures_of_last_month(datetime(2026, 8, 31, 23, 0, tzinfo=UTC))
    assert [str(each.until) for each in Report.objects.all()] == ["2026-08-31", "2026-07-31"]
    newest = Report.objects.newest()
    assert newest and str(newest.until) == "2026-08-31"


@pytest.mark.as_owner
def test_figures_of_a_month_never_change(db: None) -> None:
    made = make_report(at=NOW)
    worker = worker_of("North")
    agree(send(plan_of(person_of(worker)), line("9.00"), at=MAY), at=MAY)
    assert make_report(at=NOW + timedelta(days=3)).shown == made.shown
    with pytest.raises(InternalError, match="Cannot update"):
        Report.objects.update(made_at=NOW)


def test_every_table_is_kept_as_it_is_shown(db: None) -> None:
    worker = worker_of("North")
    for _ in range(6):
        agree(send(plan_of(person_of(worker)), line("9.00"), at=MAY), at=MAY, first="9.00")
    made = make_report(at=NOW)
    kept = Report.objects.get()
    assert [table.key for table in kept.shown] == list(Key.values)
    assert kept.shown == [Shown.from_json(table) for table in made.tables]
    assert all(isinstance(table.rows, tuple) and isinstance(table.cells[0], tuple) for table in kept.shown)


def test_nothing_is_kept_that_was_not_suppressed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(counted: Counted, weigh: object) -> Shown:
        return Shown(
            counted.key, ("All teams",), (*counted.columns, "Decided"), ((None,) * (len(counted.columns) + 1),)
        )

    monkeypatch.setattr(services, "suppressed", nothing)
    agree(send(plan_of(person_of(worker_of("North"))), line("9.00"), at=MAY), at=MAY)
    kept = make_report(at=NOW).tables
    assert not any(number for table in kept for numbers in table["cells"] for number in numbers)
    assert dict(kept[2]["measures"]) == {"Share by social workers": (None,)}


@pytest.mark.parametrize(
    ("alone", "decided", "share"), [(3, 8, "38%"), (None, 8, None), (3, None, None), (0, 0, ""), (0, 9, "0%")]
)
def test_the_share_comes_from_numbers_that_are_shown(alone: int | None, decided: int | None, share: str | None) -> None:
    columns = ("A social worker alone", "A manager", "A panel", "Decided")
    shown = Shown(Key.SIGNED_OFF, ("North",), columns, ((alone, None, None, decided),))
    assert services._with_share(shown).measures == ((services.SHARE, (share,)),)


def test_weights_stand_and_are_known_to_the_service_alone() -> None:
    names = [(f"Team {number}", column) for number in range(30) for column in ("Decided", "A panel")]
    weights = [services.weigh(*each) for each in names]
    assert weights == [services.weigh(*each) for each in names]
    assert all(1 <= weight <= HEAVIEST for weight in weights) and max(weights) > 1.5 * min(weights)
    with override_settings(SECRET_KEY="another"):
        assert weights != [services.weigh(*each) for each in names]


@pytest.mark.django_db(transaction=True)
def test_of_several_makers_at_once_one_makes_them() -> None:
    many = 4
    start, made = threading.Barrier(many), []

    def make() -> None:
        start.wait()
        try:
            made.append(make_report(at=NOW).pk)
        finally:
            connection.close()

    makers = [threading.Thread(target=make) for _ in range(many)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(made) == many and len(set(made)) == Report.objects.count() == 1
