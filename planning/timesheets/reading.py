"""The PAs of a diary with all that is known of them, and what must be kept back for them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.db.models import Max
from django.utils import timezone

from content.rules.queries import employer_rates
from content.rules.rates import Rates, tax_year_of
from planning.diary.models import MoneyDiary
from planning.timesheets.enums import ForOthers
from planning.timesheets.models import Assistant, LastPay, PayRate, TaxPaid, Week
from planning.timesheets.sums import (
    REDUNDANCY_AFTER,
    Hours,
    Pay,
    employers_insurance,
    gross,
    holiday_left,
    holiday_year,
    pay_on,
    pension,
    redundancy,
    redundancy_weeks,
    taken_off,
    weeks_pay,
    whole_years,
    years_after,
)
from portal.components.money import format_money

NOTHING = Decimal("0.00")
TAX, PENSION = "tax and National Insurance", "pension"
ESTIMATE = "This is an estimate. Your payroll has the last word."


@dataclass(frozen=True)
class Kept:
    """One sum to keep back, and how it was worked out."""

    what_for: str
    amount: Decimal
    how: str


@dataclass(frozen=True)
class RatesByYear:
    """The figures of each tax year, asked for once; those of the last year that is known where a year has none yet."""

    found: dict[date, Rates | None] = field(default_factory=dict)

    def of(self, day: date) -> Rates | None:
        """For the tax year of a day, else of the year before it."""
        year = tax_year_of(day)
        for each in (year, year.replace(year=year.year - 1)):
            if each not in self.found:
                self.found[each] = employer_rates(each)
            if self.found[each]:
                return self.found[each]
        return None


@dataclass(frozen=True)
class Employed:
    """One PA with their pay and their weeks, the earliest first."""

    assistant: Assistant
    pays: list[Pay]
    weeks: list[Hours]
    rates: RatesByYear
    # Their work has ended, and all that was due then is paid.
    is_settled: bool = False

    @cached_property
    def grosses(self) -> list[Decimal]:
        """What each week comes to."""
        return [gross(week, self.pays) for week in self.weeks]

    @property
    def unpaid(self) -> Decimal:
        """Wages for hours that are not paid yet."""
        return sum((g for week, g in zip(self.weeks, self.grosses, strict=True) if week.paid is None), NOTHING)

    def hourly(self, day: date) -> Decimal | None:
        """What an hour is paid."""
        return pay_on(self.pays, day) or (self.pays[0].hourly if self.pays else None)

    def warning(self, day: date) -> str:
        """In gentle words, where an hour is paid less than the law asks for."""
        rates, hourly = self.rates.of(day), self.hourly(day)
        if rates is None or hourly is None:
            return ""
        age = whole_years(self.assistant.born_on, day) if self.assistant.born_on else None
        lowest = rates.wage_21 if age is None or age >= 21 else rates.wage_18 if age >= 18 else rates.wage_16
        if hourly >= lowest:
            return ""
        who = "" if age is None else " at this age"
        return (
            f"{format_money(hourly)} an hour is less than the lowest pay by law, which is {format_money(lowest)}{who} "
            f"from {rates.year.split(' to ')[0]}. It may be worth a word with your payroll service, or with whoever "
            "helps you to employ somebody. You can ask for more money in your budget for it."
        )

    def holiday(self, on: date) -> Kept | None:
        """Holiday that is earned and not taken."""
        rates, hourly = self.rates.of(on), self.hourly(on)
        if rates is None or hourly is None:
            return None
        left = holiday_left(self.weeks, self.assistant.began_on, on, rates)
        amount = (left * hourly).quantize(NOTHING, rounding=ROUND_HALF_UP)
        since = holiday_year(self.assistant.began_on, on)
        how = (
            f"{hours_in_words(left)} of paid holiday earned and not taken, at {format_money(hourly)} an hour. "
            f"The law gives {rates.holiday_weeks.normalize():f} weeks a year. This holiday year began on "
            f"{since.day} {since:%B} {since.year}."
        )
        return Kept(f"holiday pay for {self.assistant.name}", amount, how)

    def has_left(self, today: date) -> bool:
        """Whether their last day is over."""
        return self.assistant.ended_on is not None and self.assistant.ended_on < today

    def kept(self, today: date) -> list[Kept]:
        """Holiday and redundancy: as the job goes on, else what was due on the last day, until somebody says that it
        is paid. What comes to nothing says why while the job goes on."""
        if self.is_settled:
            return []
        left, last = self.has_left(today), self.assistant.ended_on
        on = last if left and last else today
        found = [kept for kept in (self.holiday(on), self.redundancy(on, left=left)) if kept]
        return [kept for kept in found if kept.amount or not left]

    def redundancy(self, on: date, *, left: bool = False) -> Kept | None:
        """What would be due if the job ended on a day; left: it did."""
        rates = self.rates.of(on)
        if rates is None:
            return None
        worker = self.assistant.worker(
            pension_from_age=rates.pension_from_age, state_pension_age=rates.state_pension_age, on=on
        )
        name = f"redundancy pay for {self.assistant.name}"
        weeks = redundancy_weeks(worker, on)
        if not weeks:
            day = years_after(worker.began, REDUNDANCY_AFTER)
            return Kept(name, NOTHING, f"Nothing yet. It begins after two years, on {day.day} {day:%B} {day.year}.")
        age = "" if worker.born else " They count as 22 to 40, as no date of birth is written down."
        how = (
            f"{_ended(on) if left else 'If the job ended now'}: {weeks.normalize():f} weeks’ pay "
            f"for {whole_years(worker.began, on)} whole years, "
            f"at {format_money(weeks_pay(self.grosses, rates))} a week.{age}"
        )
        if left:
            how += " Nothing is due if they chose to leave."
        return Kept(name, redundancy(worker, self.grosses, on, rates), how)


@dataclass(frozen=True)
class Employing:
    """All PAs of a diary. It takes as many queries for many weeks as for none."""

    diary: MoneyDiary
    at: datetime
    rates: RatesByYear = field(default_factory=RatesByYear)

    @cached_property
    def today(self) -> date:
        """Where the portal is."""
        return timezone.localdate(self.at)

    @cached_property
    def all(self) -> list[Employed]:
        """Each PA, those who still work first."""
        pays, weeks = defaultdict(list), defaultdict(list)
        for rate in PayRate.objects.filter(assistant__diary=self.diary).order_by("starts_on"):
            pays[rate.assistant_id].append(rate.pay)
        for week in Week.objects.filter(assistant__diary=self.diary).select_related("entry").order_by("begins"):
            weeks[week.assistant_id].append(week.hours)
        last_pays = LastPay.objects.filter(assistant__diary=self.diary).counting()
        settled = set(last_pays.values_list("assistant", flat=True))
        return [
            Employed(each, pays[each.pk], weeks[each.pk], self.rates, is_settled=each.pk in settled)
            for each in Assistant.objects.filter(diary=self.diary).order_by("ended_on", "made_at", "pk")
        ]

    @cached_property
    def tax_paid_up_to(self) -> date | None:
        """The last day for which tax and pension are paid, as the diary says."""
        counting = TaxPaid.objects.filter(diary=self.diary, entry__deleted_at=None)
        found: date | None = counting.aggregate(last=Max("up_to"))["last"]
        return found

    def kept(self) -> list[Kept]:
        """Everything that must be kept back; what comes to nothing says why."""
        unpaid = sum((each.unpaid for each in self.all), NOTHING)
        found = [
            Kept("wages that are not paid yet", unpaid, "For hours that are written down and not marked as paid."),
            self._tax(),
            self._pension(),
        ]
        for each in self.all:
            found += each.kept(self.today)
        return found

    def _open(self) -> list[tuple[Employed, Hours, Decimal, Rates]]:
        """The weeks for which tax is not paid yet, with what they come to."""
        up_to = self.tax_paid_up_to
        return [
            (each, week, pay, rates) for each, week, pay, rates in self._weeks() if up_to is None or week.last > up_to
        ]

    def _weeks(self) -> list[tuple[Employed, Hours, Decimal, Rates]]:
        return [
            (each, week, pay, rates)
            for each in self.all
            for week, pay in zip(each.weeks, each.grosses, strict=True)
            if (rates := self.rates.of(week.last))
        ]

    def _tax(self) -> Kept:
        """What was taken off wages, and the employer's own National Insurance after the Employment Allowance."""
        off = sum((max(NOTHING, pay - week.paid) for _, week, pay, _ in self._open() if week.paid is not None), NOTHING)
        ours = self._employers_insurance()
        parts = {"taken off wages that you paid": off, "National Insurance of your own": ours}
        how = ", ".join(f"{format_money(amount)} {words}" for words, amount in parts.items() if amount)
        return Kept(TAX, off + ours, f"{how or 'Nothing to pay'}. {ESTIMATE}")

    def _employers_insurance(self) -> Decimal:
        """Of the weeks for which it is not paid yet: what lies above the allowance of their tax year."""
        applies = all(each.assistant.only_mine == ForOthers.ONLY_MINE for each in self.all)
        up_to, total = self.tax_paid_up_to, NOTHING
        years: dict[date, tuple[Decimal, Decimal]] = defaultdict(lambda: (NOTHING, NOTHING))
        allowance: dict[date, Decimal] = {}
        for _, week, pay, rates in self._weeks():
            year, due = tax_year_of(week.last), employers_insurance(pay, rates)
            before, after = years[year]
            is_open = up_to is None or week.last > up_to
            years[year] = (before, after + due) if is_open else (before + due, after)
            allowance[year] = rates.employment_allowance if applies else NOTHING
        for year, (before, after) in years.items():
            free = allowance[year]
            total += max(NOTHING, before + after - free) - max(NOTHING, before - free)
        return total

    def _pension(self) -> Kept:
        due = sum(
            (
                pension(pay, rates)
                for each, week, pay, rates in self._open()
                if each.assistant.worker(
                    pension_from_age=rates.pension_from_age, state_pension_age=rates.state_pension_age, on=week.last
                ).old_enough_for_pension
            ),
            NOTHING,
        )
        return Kept(PENSION, due, f"What you pay in for weeks with enough pay, as the law asks. {ESTIMATE}")


def hours_in_words(hours: Decimal) -> str:
    """ "6 hours", "1 hour", "2.5 hours"."""
    return "1 hour" if hours == 1 else f"{hours.normalize():f} hours"


def _ended(on: date) -> str:
    return f"If you ended the job on {on.day} {on:%B} {on.year} as it was no longer needed"


def net(pay: Decimal, rates: Rates | None) -> Decimal:
    """What a PA most likely gets of a week's pay."""
    return pay - taken_off(pay, rates) if rates else pay
