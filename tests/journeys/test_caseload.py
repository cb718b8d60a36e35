"""Sunita has forty people: she sees who needs her first, finds one of them, and keeps a note for herself."""

from playwright.sync_api import Page, expect

from portal.relationships.models import Allocation
from tests.factories.assessments import assess, indicate
from tests.factories.portal import UserFactory, allocate
from tests.journeys.conftest import Site, check_page, follow, press, user_called

FORTY = 40
# Two lines of text: the row of somebody for whom nothing waits.
SHORT_ROW = 72
NOTE = "Ring after lunch. The bell is broken."


def has_forty_people() -> None:
    """Those of the demonstration, and others for whom nothing waits."""
    sunita = user_called("Sunita")
    for number in range(Allocation.objects.filter(worker=sunita).count(), FORTY):
        person = UserFactory(known_as=f"Alex{number}", full_name=f"Alex Green {number:02}", year_of_birth=1940 + number)
        allocate(person, sunita)
        assess(person, sunita)
        indicate(person, sunita, "96.00")


def names(page: Page) -> list[str]:
    return [name.split("born")[0].strip() for name in page.locator("tbody th").all_inner_texts()]


def test_forty_people_are_read_at_a_glance_filtered_found_and_noted(site: Site) -> None:
    has_forty_people()
    page = site.open("Sunita")
    page.goto("/caseload/")
    expect(page.get_by_text("40 of 40 shown, crisis first, then what waits longest")).to_be_visible()
    check_page(page)
    # Crisis first, then whoever waits, then all others; and these take two lines each.
    everybody = names(page)
    assert everybody[0] == "Kofi Mensah"
    assert everybody[5:] == sorted(everybody[5:])
    quiet = page.locator("tbody tr").filter(has_text="Alex Green")
    assert max(quiet.evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")) <= SHORT_ROW
    expect(quiet.first).to_contain_text("Nothing waits")

    follow(page.get_by_role("link", name="Waiting 4"))
    expect(page.get_by_role("link", name="Waiting 4")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("row").filter(has_text="Alex Green")).to_have_count(0)
    check_page(page)
    follow(page.get_by_role("link", name="All 40"))
    page.get_by_label("Find by name").fill("ashby")
    press(page, "Find")
    assert names(page) == ["Maureen Ashby"]
    check_page(page)

    # The note opens where it stands, and she is back there when it is saved.
    maureens = page.get_by_role("row").filter(has_text="Maureen Ashby")
    maureens.locator("summary").click()
    maureens.get_by_label("Your note about Maureen Ashby").fill(NOTE)
    check_page(page)
    press(maureens, "Save your note about Maureen Ashby")
    expect(page.get_by_text("Your note is saved.")).to_be_visible()
    expect(maureens.locator("summary")).to_have_text(NOTE)
    assert names(page) == ["Maureen Ashby"]
    # While somebody else can see the screen.
    follow(page.get_by_role("link", name="Clear"))
    press(page, "Hide names")
    assert "Maureen" not in page.locator("main").inner_text()
    assert NOTE not in page.content()
    check_page(page)

    phone = site.open("Sunita", size="phone", javascript=False)
    phone.goto("/caseload/?show=waiting")
    check_page(phone)
    follow(phone.get_by_role("link", name="Maureen Ashby", exact=True))
    expect(phone.get_by_text(NOTE)).to_be_visible()
    follow(phone.get_by_role("link", name="Change your note"))
    expect(phone.get_by_label("Your note")).to_have_value(NOTE)
    hers = site.open("Maureen", size="phone")
    hers.goto("/people/who-looked/")
    expect(hers.get_by_text("opened your page").first).to_be_visible()
    assert "bell" not in hers.content()
