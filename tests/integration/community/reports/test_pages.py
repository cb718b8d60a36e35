"""The council's figures as managers read them, and as they take them along."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.reports.counting import count_all
from community.reports.enums import Key
from community.reports.meanings import MEANINGS
from community.reports.models import Report
from community.reports.presenters import SUMS, section_of
from community.reports.queries import Period
from community.reports.suppressing import suppressed
from portal.audit.models import Event
from tests.factories.portal import UserFactory
from tests.factories.reports import alike, days, drift, make_stored_report, nobody, unmet
from tests.personas import signed_in

PAGE, FILE = "/team/figures/", "/team/figures/spreadsheet/"


def manager() -> Client:
    """Without a team: these figures are about all of them."""
    return signed_in(UserFactory(role="team_manager", team=None))


def read(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_before_the_first_report_the_page_says_when_it_comes(db: None) -> None:
    browser = manager()
    assert "They are made on the first day of each month" in read(browser)
    assert browser.get(FILE).status_code == 404


def test_numbers_and_what_is_left_out(db: None) -> None:
    make_stored_report()
    page = read(manager())
    assert "1 November 2025 to 31 October 2026, made on 1 November 2026" in page
    assert '<td data-label="The same" class="imw-table__number">20</td>' in page
    hidden = (
        '<td data-label="Higher than the first figure" class="imw-table__number"><span class="imw-soft">hidden</span>'
    )
    assert page.count(hidden) == 2
    assert '<b class="imw-bars__number">32</b>' in page
    assert "Numbers from 1 to 4 are not shown" in page
    assert "There was nobody to count in these twelve months." in page
    assert "2.45, 2.59, 2.81 and 3.84" in page


def test_the_newest_is_shown(db: None) -> None:
    make_stored_report(until=date(2026, 9, 30))
    assert "30 September 2026" in read(manager())
    make_stored_report()
    assert "31 October 2026" in read(manager())


def test_many_teams_are_read_in_as_many_queries_as_one(db: None) -> None:
    browser = manager()
    make_stored_report(teams=1)
    read(browser)
    with CaptureQueriesContext(connection) as one:
        read(browser)
    Report.objects.all().delete()
    make_stored_report(teams=80)
    with CaptureQueriesContext(connection) as many:
        page = read(browser)
    assert "Team 79" in page and len(many) == len(one)


def test_they_are_taken_along_as_they_are_shown(db: None) -> None:
    report, browser = make_stored_report(), manager()
    assert browser.head(FILE).status_code == 200
    assert not Event.objects.filter(verb="council figures taken along").exists()
    response = browser.get(FILE)
    assert response["Content-Disposition"] == 'attachment; filename="council-figures-2026-10-31.csv"'
    lines = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert lines[0] == ["Council’s figures", "1 November 2025 to 31 October 2026"]
    at = lines.index([MEANINGS[Key.DRIFT].question])
    assert lines[at + 2] == ["Team 0", "hidden", "20", "hidden", "32", "1.35"]
    assert lines[at + 4] == ["All teams", "13", "32", "17", "62", "1.35"]
    assert ["How it is counted", MEANINGS[Key.DRIFT].how[0]] in lines
    assert ["'=1+1", "9", "0", "7", "16"] in lines
    # Everything that is kept is there, table by table.
    rows = sum(len(shown.rows) for shown in report.shown)
    assert sum(len(line) > 2 for line in lines) == rows + len(report.shown)
    assert Event.objects.filter(verb="council figures taken along").count() == 1


def test_nobody_but_managers(db: None) -> None:
    make_stored_report()
    for role in ("person", "social_worker", "editor"):
        browser = signed_in(UserFactory(role=role))
        assert {browser.get(path).status_code for path in (PAGE, FILE)} <= {403, 404}


def test_every_table_that_is_counted_has_words_and_a_picture(db: None) -> None:
    for counted in count_all(Period.before(datetime(2026, 11, 3, tzinfo=UTC))):
        section = section_of(suppressed(counted, alike))
        assert section.meaning.how and section.meaning.question.endswith("?")
        assert not counted.across or counted.across in SUMS
        assert all(len(found) == len(counted.columns) for _, found in section.bars)


def test_a_measure_of_one_column_stands_below_its_number() -> None:
    section = section_of(suppressed(days(), alike))
    assert section.columns == days().columns
    assert section.rows[0].cells[0].more == ("half took at most", "9 days")
    assert section.rows[0].cells[1].more is None
    assert section.total and section.total.name == "All teams"


def test_other_measures_have_a_column_of_their_own() -> None:
    section = section_of(suppressed(drift(), alike))
    assert section.columns[-1] == "Half were within a ratio of"
    assert [row.cells[-1].value for row in section.rows] == ["1.35", "1.35"]


def test_where_rows_do_not_add_up_each_has_its_bars() -> None:
    section = section_of(suppressed(unmet(), alike))
    assert section.total is None and section.first == "Outcome"
    assert [name for name, _ in section.bars] == ["=1+1", "Work"]
    assert section.most == 9


def test_a_bar_that_is_left_out_says_so() -> None:
    bars = section_of(suppressed(replace(unmet(), counts=((3, 0, 7), (5, 5, 5))), alike)).bars[0][1]
    assert [(bar.said, bar.number) for bar in bars] == [("hidden", 0), ("", 0), ("hidden", 0)]


def test_a_table_of_nobody_is_empty() -> None:
    assert section_of(suppressed(nobody(), alike)).is_empty
    assert not section_of(suppressed(drift(), alike)).is_empty


def test_a_table_that_is_no_longer_known_is_left_out(db: None) -> None:
    report = make_stored_report()
    tables = [*report.tables, {**report.tables[0], "key": "gone"}]
    Report.objects.all().delete()
    Report.objects.create(since=report.since, until=report.until, made_at=report.made_at, tables=tables)
    browser = manager()
    assert read(browser).count('class="imw-part"') == len(report.tables) and browser.get(FILE).status_code == 200
