"""Morag reads the council's figures, and takes them along."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import expect

from community.reports.models import Report
from tests.factories.reports import make_stored_report
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_manager_reads_the_councils_figures_and_takes_them_along(site: Site, size: str, javascript: bool) -> None:
    Report.objects.all().delete()
    make_stored_report()
    morag = site.open("Morag", size=size, javascript=javascript)
    morag.goto("/team/")
    follow(morag.get_by_role("link", name="The council’s figures"))
    drift = morag.get_by_role("region", name="How far are final budgets from the first figure?")
    first = drift.locator("tbody tr").filter(has_text="Team 0")
    expect(first.locator("td").filter(has_text="20")).to_be_visible()
    expect(first.locator("td").filter(has_text="hidden").first).to_be_visible()
    drift.locator("summary").click()
    expect(drift.get_by_text("divided by the lower")).to_be_visible()
    check_page(morag)
    with morag.expect_download() as taken:
        morag.get_by_role("link", name="Take it along as a spreadsheet").click()
    lines = list(csv.reader(StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
    assert ["Team 0", "hidden", "20", "hidden", "32", "1.35"] in lines


def test_a_person_and_a_worker_find_no_such_page(site: Site) -> None:
    for name in ("Maureen", "Sunita"):
        page = site.open(name)
        answer = page.goto("/team/figures/")
        assert answer and answer.status in (403, 404)
