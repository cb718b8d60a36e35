"""Where plans that workers write are found: among the documents, at home, on the page of a crisis and of a person."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.direct_planning.models import DirectPlan
from planning.direct_planning.reading import how_many_wait
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.crisis.models import Crisis
from portal.relationships.queries import acts_for
from portal.shell.panels import Panel


@hooks.register("register_documents_panel")
def among_the_documents(request: HttpRequest) -> list[Panel]:
    """For the person, and for whoever of their circle may read them."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    visible = DirectPlan.objects.visible_to(user, at=timezone.now()).for_pages()
    plans = list(visible.order_by("-shown_at", "-pk"))
    if not plans:
        return []
    return [Panel("planning/direct_planning/documents_panel.html", order=5, context={"plans": plans, "user": user})]


@hooks.register("register_authority_panel")
def in_their_place(request: HttpRequest, authority: Authority) -> list[Panel]:
    """For who acts in somebody's place about health and welfare: what a worker wrote for that person."""
    user = request.user
    if not isinstance(user, User) or not authority.health_welfare:
        return []
    visible = DirectPlan.objects.visible_to(user, at=timezone.now()).filter(person=authority.person).for_pages()
    context = {"plans": list(visible.order_by("-shown_at", "-pk")), "user": user}
    return (
        [Panel("planning/direct_planning/documents_panel.html", order=15, context=context)] if context["plans"] else []
    )


@hooks.register("register_home_panel")
def to_be_answered(request: HttpRequest) -> list[Panel]:
    """The newest plan that was shown to a person, while something in it has no answer."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    plan = DirectPlan.objects.shown().filter(person=user).for_pages().order_by("-shown_at", "-pk").first()
    waiting = how_many_wait(plan, user) if plan else 0
    if not waiting:
        return []
    return [Panel("planning/direct_planning/home_panel.html", order=5, context={"plan": plan, "waiting": waiting})]


@hooks.register("register_crisis_panel")
def in_a_crisis(request: HttpRequest, crisis: Crisis) -> list[Panel]:
    """For the person what was shown to them; for their worker all of it, and the way to begin one."""
    user, at = request.user, timezone.now()
    if isinstance(user, User) and user.pk == crisis.person_id:
        plans = list(DirectPlan.objects.visible_to(user, at=at).filter(person=user).for_pages().order_by("-shown_at"))
        context: dict[str, Any] = {"plans": plans, "user": user}
        return [Panel("planning/direct_planning/documents_panel.html", order=10, context=context)] if plans else []
    return _for_worker(request, crisis.person)


@hooks.register("register_person_panel")
def on_their_page(request: HttpRequest, person: User) -> list[Panel]:
    """For the person's worker: the plans, and the way to begin one."""
    return _for_worker(request, person)


def _for_worker(request: HttpRequest, person: User) -> list[Panel]:
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not user.is_social_worker or not acts_for(user, person, at=at):
        return []
    plans = list(DirectPlan.objects.filter(person=person).for_pages().order_by("-begun_at"))
    context = {"plans": plans, "person": person}
    # What there is comes first; the way to begin one comes after all else on the page.
    order = 10 if plans else 110
    return [Panel("planning/direct_planning/worker_panel.html", order=order, context=context)]
