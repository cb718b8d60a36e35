"""The rates of a tax year: seeded once, kept in order by form and database, and never used for another year."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content.rules.models import NOT_6_APRIL, EmployerRates
from content.rules.queries import employer_rates, years_with_rates
from content.rules.rates import in_words, tax_year_of
from content.rules.seeding import seed_employer_rates
from portal.accounts.models import User
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
FIRST = date(2026, 4, 6)


def test_a_year_holds_from_its_first_day_to_its_last_and_no_longer() -> None:
    assert seed_employer_rates() == ["April 2026 to April 2027"]
    for day in (FIRST, date(2026, 12, 31), date(2027, 4, 5)):
        found = employer_rates(day)
        assert found and found.wage_21 == Decimal("12.71")
    for day in (date(2026, 4, 5), date(2027, 4, 6)):
        assert employer_rates(day) is None


def test_seeding_again_leaves_an_editors_figures_alone() -> None:
    seed_employer_rates()
    EmployerRates.objects.update(wage_21=Decimal("12.99"))
    assert seed_employer_rates() == []
    assert EmployerRates.objects.get().wage_21 == Decimal("12.99")


def test_a_draft_counts_once_it_is_published() -> None:
    seed_employer_rates()
    EmployerRates.objects.update(live=False)
    assert employer_rates(FIRST) is None
    assert years_with_rates(since=FIRST) == []


def test_years_are_offered_from_the_present_one_on() -> None:
    seed_employer_rates()
    assert years_with_rates(since=date(2026, 11, 22)) == [FIRST]
    assert years_with_rates(since=date(2027, 4, 6)) == []


@pytest.mark.parametrize(
    ("day", "begins"), [(date(2027, 4, 5), FIRST), (FIRST, FIRST), (date(2028, 1, 1), date(2027, 4, 6))]
)
def test_which_tax_year_a_day_is_in(day: date, begins: date) -> None:
    assert tax_year_of(day) == begins
    assert in_words(FIRST) == "April 2026 to April 2027"


def copied(**changed: object) -> EmployerRates:
    seed_employer_rates()
    rates = EmployerRates.objects.get()
    rates.pk = None
    for name, value in {"starts_on": date(2027, 4, 6), **changed}.items():
        setattr(rates, name, value)
    return rates


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"starts_on": date(2027, 4, 1)}, "starts_on", NOT_6_APRIL),
        ({"wage_21": Decimal("-1")}, "wage_21", "Write a figure of 0 or more."),
        ({"ni_percent": Decimal("150")}, "ni_percent", "Write a figure of 100 or less."),
        ({"pension_lower": Decimal("60000")}, "pension_lower", "The lower end cannot be above the upper one."),
        ({"payroll_from": Decimal("30")}, "payroll_from", "The lowest price cannot be above the highest."),
        ({"holiday_weeks": Decimal("53")}, "holiday_weeks", "A year has 52 weeks."),
    ],
)
def test_what_cannot_be_is_refused_by_the_form_and_by_the_database(
    changed: dict[str, object], field: str, sentence: str
) -> None:
    rates = copied(**changed)
    with pytest.raises(ValidationError) as found:
        rates.full_clean()
    assert found.value.message_dict == {field: [sentence]}
    with pytest.raises(IntegrityError), transaction.atomic():
        rates.save()


def test_a_year_is_there_once() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(starts_on=FIRST).save()


def test_an_editor_adds_a_year_in_the_cms_and_it_has_a_history(cast: Cast) -> None:
    seed_employer_rates()
    from portal.accounts.services import make_editor  # noqa: PLC0415 - needs the groups of this test's database

    make_editor(User.objects.get(pk=cast.ed.pk))
    browser = signed_in(User.objects.get(pk=cast.ed.pk))
    row = EmployerRates.objects.get()
    listing = browser.get("/cms/snippets/content/employerrates/").content.decode()
    assert "April 2026 to April 2027" in listing
    figures = {f.name: getattr(row, f.name) for f in EmployerRates._meta.fields if hasattr(row.as_rates(), f.name)}
    sent = {name: str(value) for name, value in figures.items()} | {"starts_on": "2027-04-06", "wage_21": "13.10"}
    browser.post("/cms/snippets/content/employerrates/add/", {**sent, "action-publish": "action-publish"})
    found = employer_rates(date(2027, 5, 1))
    assert found and found.wage_21 == Decimal("13.10")
    added = EmployerRates.objects.get(starts_on=date(2027, 4, 6))
    assert browser.get(f"/cms/snippets/content/employerrates/history/{added.pk}/").status_code == 200
    assert added.revisions.count() == 1
    wrong = browser.post("/cms/snippets/content/employerrates/add/", {**sent, "starts_on": "2028-04-01"})
    assert NOT_6_APRIL in wrong.content.decode()
