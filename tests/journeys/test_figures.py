"""Dee reads what her organisation's helping comes to, and takes the figures along."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_coordinator_reads_her_figures_and_takes_them_along(site: Site, size: str, javascript: bool) -> None:
    dee = site.open("Dee", size=size, javascript=javascript)
    dee.goto("/organisation/")
    follow(dee.get_by_role("link", name="Figures", exact=True))
    expect(dee.get_by_role("heading", name="What each figure means")).to_be_visible()
    # Half a year, the head and the foot of the table.
    expect(dee.locator("main tr")).to_have_count(8)
    check_page(dee)
    follow(dee.get_by_role("link", name="3 months"))
    expect(dee.locator("main tr")).to_have_count(5)
    expect(dee.locator("main figure progress")).to_have_count(6)
    with dee.expect_download() as taken:
        dee.get_by_role("link", name="Take it along as a spreadsheet").click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    head = "Month,Asked,Taken on,Said no,Waiting,Help began,Help ended,Half met within,Hours given"
    assert text.startswith(",".join(f'"{name}"' for name in head.split(",")))
    assert len(text.partition("\n\n")[0].splitlines()) == 5
