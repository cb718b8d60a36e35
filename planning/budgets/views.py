"""My money: the first figure, what my plans add up to, and what the assessment found; and what a PA costs."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from content.questions.kinds.choices import OUTCOMES
from content.rules.queries import employer_rates, years_with_rates
from content.rules.rates import Rates, in_words, tax_year_of
from planning.assessments.enums import Eligibility
from planning.assessments.models import Assessment, IndicativeBudget
from planning.budgets.carried_costs import entries_of
from planning.budgets.destinations import destinations
from planning.budgets.employing import EmployerCost, work_out
from planning.budgets.forms import KINDS, EmployerForms
from planning.budgets.places import budget_panels
from planning.budgets.planned import own_plans, plans_of
from planning.budgets.queries import final_budget_of
from planning.budgets.typed import MOST_ASSISTANTS, MOST_SHIFTS, Typed
from planning.documents.models import Agreement
from planning.money_sharing.lookup import find_whose_money
from planning.money_sharing.queries import people_whose_money
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.files.policies import Refused
from portal.notifications.services import mark_read
from portal.relationships.queries import named_social_worker


@require_safe
@open_to(Audience.PERSON)
def budget(request: SignedInRequest, uuid: UUID | None = None) -> HttpResponse:
    """Everything about one's own money that is known so far, or about that of somebody whom one helps with it."""
    user, at = request.user, timezone.now()
    person = find_whose_money(request, uuid, at)
    mine = person.pk == user.pk
    mark_read(user=user, path=request.path, at=at)
    if not mine:
        record("money opened", by=user, person=person, about=person, at=at)
    indicative = IndicativeBudget.objects.filter(person=person).newest().select_related("set_by").first()
    weekly = indicative.weekly if indicative else None
    plans = own_plans(person) if mine else plans_of(person, user, at=at)
    plans = [replace(plan, indicative=weekly) for plan in plans if plan.planned.lines or plan.planned.own_lines]
    context = {
        "page_title": "My money" if mine else f"{person.known_as}’s money",
        "person": person,
        "mine": mine,
        "indicative": indicative,
        "final": final_budget_of(person),
        "worker": named_social_worker(person, at=at),
        "agreed": Agreement.objects.filter(version__document__owner=person).exists(),
        "plans": plans,
        "only_plan": plans[0] if len(plans) == 1 else None,
        "whose_plan": "My plan" if mine else f"{person.known_as}’s plan",
        "others": list(people_whose_money(user, at=at).order_by("known_as", "pk")) if mine else [],
        "panels": budget_panels(request, person),
        **(_assessed(person) if mine else {}),
    }
    return render(request, "planning/budgets/budget.html", context)


def _assessed(person: User) -> dict[str, Any]:
    """What the assessment found: the person's own, and no part of what is shared about money."""
    assessment = Assessment.objects.filter(person=person).newest().select_related("recorded_by").first()
    found = assessment.eligibility if assessment else {}
    findings = [(words, Eligibility(found[letter]).label) for letter, words in OUTCOMES.items() if letter in found]
    return {"assessment": assessment, "findings": findings}


CARRIED = "Your plan has these costs now. You can change each of them."
CARRIED_BEFORE = "These costs are in your plan already. Nothing was added twice."


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
def pa_cost(request: HttpRequest) -> HttpResponse:
    """What employing PAs costs. Nothing that is typed here is kept: each page is made of what was sent with it."""
    at = timezone.now()
    typed = Typed.read(request.POST) if request.method == "POST" else Typed()
    moved = typed.change(request.POST.get("go", ""))
    return _calculator(request, typed, at, bound=request.method == "POST" and not moved)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY)
def carry_pa_cost(request: HttpRequest) -> HttpResponse:
    """Put the costs into a plan: at once where it is clear into which, else after a choice."""
    at = timezone.now()
    if request.method != "POST":
        return redirect("pa_cost")
    typed = Typed.read(request.POST)
    forms = _forms(typed, at, bound=True)
    if forms is None or forms.errors:
        return _calculator(request, typed, at, bound=True)
    cost, key = _worked_out(forms), _key(request.POST.get("key"))
    places = destinations(request, at)
    chosen = next((place for place in places if place.name == request.POST.get("to")), None)
    if chosen:
        try:
            carried = chosen.add(entries_of(cost, key), key)
        except (Refused, Denied) as refusal:
            messages.error(request, refusal.reason)
            return _calculator(request, typed, at, bound=True)
        messages.success(request, CARRIED if carried.anew else CARRIED_BEFORE)
        return redirect(carried.url)
    context = {
        "page_title": "Into which plan?",
        "page_lead": "The costs are put below those that are there already. You can change them afterwards.",
        "cost": cost,
        "places": places,
        "typed": typed.as_data(),
        "key": key,
        "unchosen": "to" in request.POST or "choose" in request.POST,
    }
    return render(request, "planning/budgets/carry_pa_cost.html", context)


def _calculator(request: HttpRequest, typed: Typed, at: datetime, *, bound: bool) -> HttpResponse:
    forms = _forms(typed, at, bound=bound)
    if forms is None:
        empty = {"page_title": "What a PA costs", "year": in_words(tax_year_of(timezone.localdate(at)))}
        return render(request, "planning/budgets/pa_cost_without_rates.html", empty)
    cost = _worked_out(forms) if bound and not forms.errors else None
    places = destinations(request, at) if cost else []
    context: dict[str, Any] = {
        "page_title": "What a PA costs",
        "page_lead": "" if cost else "What you pay in a week and in a year if you employ a personal assistant.",
        "forms": forms,
        # For the word "Error" in the page's title.
        "form": forms,
        "cost": cost,
        "typed": typed.as_data(),
        "key": uuid4(),
        "places": places,
        "only_place": places[0] if len(places) == 1 else None,
        "kinds": KINDS,
        "may_add": len(typed.assistants) < MOST_ASSISTANTS,
        "most_shifts": MOST_SHIFTS,
        "here": reverse("pa_cost"),
        "year_missing": _missing_now(at),
    }
    return render(request, "planning/budgets/pa_cost.html", context)


def _forms(typed: Typed, at: datetime, *, bound: bool) -> EmployerForms | None:
    """The forms over the rates of the chosen year, else of the first year that has any; None where none has."""
    years = _years(at)
    chosen = next((year for year in years if str(year.year) == typed.extras.get("year") and years[year]), None)
    rates = _rates(chosen or next((year for year, known in years.items() if known), None))
    return None if rates is None else EmployerForms(typed, rates=rates, years=years, bound=bound)


def _worked_out(forms: EmployerForms) -> EmployerCost:
    return work_out(forms.employer(), forms.rates)


def _years(at: datetime) -> dict[date, bool]:
    """The tax years on offer, and whether there are rates for each: this one, the next, and any with rates."""
    this = tax_year_of(timezone.localdate(at))
    known = years_with_rates(since=this)
    return {year: year in known for year in sorted({this, this.replace(year=this.year + 1), *known})}


def _rates(year: date | None) -> Rates | None:
    return employer_rates(year) if year else None


def _missing_now(at: datetime) -> str:
    """The present tax year in words, if there are no rates for it."""
    this, known = next(iter(_years(at).items()))
    return "" if known else in_words(this)


def _key(text: str | None) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        return uuid4()
