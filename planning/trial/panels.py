"""What the trial shows elsewhere: words that are not kept yet, at home; and a place for costs without an account."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from planning.budgets.destinations import Carried, Destination, Entries
from planning.budgets.services import add_costs, cost_step
from planning.trial.services import has_words, identity, trial_store
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def words_to_keep(request: HttpRequest) -> list[Panel]:
    """First of all, so that nothing gets lost: keep them or clear them."""
    if not request.user.is_authenticated or not request.user.is_person or not has_words(request.session):
        return []
    return [Panel("planning/trial/keep_step.html", order=10, next_step=True)]


@hooks.register("register_cost_destination")
def plan_of_the_trial(request: HttpRequest, at: datetime) -> list[Destination]:
    """The plan that is tried in this browser, for somebody who has not signed in."""
    if request.user.is_authenticated:
        return []
    store = trial_store(request.session)
    place = cost_step(store) if store else None
    if store is None or place is None:
        return []

    def add(entries: Entries, key: UUID) -> Carried:
        identity(request.session)
        anew = add_costs(store=store, question_id=place.question, entries=entries)
        return Carried(f"{reverse('trial_step', args=[place.step])}#q-{place.question}-group", anew)

    hint = "No account is needed. Only this browser keeps it, for up to 12 hours."
    return [Destination("trial", "The plan that I am trying", 0, add, hint)]
