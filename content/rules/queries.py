"""The local rules that hold now."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps

from content.rules.rates import Rates, tax_year_of

if TYPE_CHECKING:
    from content.rules.models import EmployerRates, HelpNumbers, WaitingTimes


def help_numbers() -> "HelpNumbers":
    """The council's numbers; an empty set of them, unsaved, until an editor has filled them in.

    One query by the primary key's order, on every page and in every process: dearer caches of it cost
    as much, since the shared cache is a table of the same database where there is no Redis, and an
    editor's correction of an emergency number must show at once.
    """
    model = apps.get_model("content", "HelpNumbers")
    found: HelpNumbers = model.objects.order_by("pk").first() or model()
    return found


def waiting_times() -> "WaitingTimes":
    """How long the council's steps may take; the usual times, unsaved, until an editor has set others."""
    model = apps.get_model("content", "WaitingTimes")
    found: WaitingTimes = model.objects.order_by("pk").first() or model()
    return found


def employer_rates(day: date) -> Rates | None:
    """What an employer pays in the tax year of this day; None where no figures for it are published."""
    rows = apps.get_model("content", "EmployerRates").objects
    found: EmployerRates | None = rows.filter(live=True, starts_on=tax_year_of(day)).first()
    return found.as_rates() if found else None


def years_with_rates(*, since: date) -> list[date]:
    """The first days of the tax years with published figures, the earliest first, from the year of `since` on."""
    rows = apps.get_model("content", "EmployerRates").objects
    found = rows.filter(live=True, starts_on__gte=tax_year_of(since)).order_by("starts_on")
    return list(found.values_list("starts_on", flat=True))
