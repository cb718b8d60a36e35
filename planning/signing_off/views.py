"""Where a plan that was sent is: for the person, their worker, and the manager; and each step."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.budgets.plan_lines import planned_in
from planning.documents.services import open_version
from planning.documents.version_store import VersionStore
from planning.documents.views.reading import read_through
from planning.limits.queries import limit_of
from planning.signing_off import challenging, services
from planning.signing_off.enums import Action, State
from planning.signing_off.forms import AgreeForm, AnswerChallengeForm, RefuseForm, WordsForm
from planning.signing_off.freezing import figures_of, newest_indicative
from planning.signing_off.models import Challenge, Decision, SignOff
from planning.signing_off.policies import check_can_answer_challenge, check_can_challenge, check_may, check_within_limit
from planning.signing_off.queries import waiting_for_manager
from planning.signing_off.shown import Shown, show
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.services import mark_read

# What each step with words asks, and what is said when it is done. {name}: the person whose plan it is.
ASKED = {
    Action.PASS_ON: (
        "Pass it on to your manager",
        "What do you think of the plan?",
        "Your manager reads this before they decide. {name} reads it, too.",
        "Passed on. {name} is told.",
    ),
    Action.SAY_VIEW: (
        "Say what you think of the plan",
        "What do you think of the plan?",
        "Your manager reads this before they decide. {name} reads it, too.",
        "Your manager reads it with the plan. So does {name}.",
    ),
    Action.ASK: (
        "Ask a question",
        "What do you need to know?",
        "{name} reads this, and answers or sends a new version. Ask one thing, in plain words.",
        "Your question is with {name}.",
    ),
    Action.ANSWER: (
        "Answer the question",
        "Your answer",
        "Your words stay with your plan. You can also send a new version in place of an answer.",
        "Your answer is kept, and the manager is told.",
    ),
}


@require_safe
@open_to(Audience.TEAM_MANAGER)
def deciding(request: SignedInRequest) -> HttpResponse:
    """What waits for a manager's decision, and what was challenged: what has waited longest comes first."""
    at = timezone.now()
    found = waiting_for_manager(request.user, at=at)
    context = {
        "page_title": "To decide",
        "page_lead": "Plans that were sent to be agreed. What has waited longest comes first.",
        "back_url": reverse("team"),
        "back_label": "My team",
        "rows": [(row, (timezone.localdate(at) - timezone.localdate(row.since)).days) for row in found.plans],
        "challenges": found.challenges,
    }
    return render(request, "planning/signing_off/deciding.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def decision(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Where it is, what was said and decided; for the worker and the manager with the whole plan that was sent."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    shown = show(found, user, at=at)
    mark_read(user=user, path=request.path, at=at)
    context = {"page_title": _title(shown), **_around(shown)}
    context |= _money(found, user)
    context["turns"] = (
        [turn for turn in found.turns.select_related("by") if turn.words] if _reads_words(shown, user) else []
    )
    if shown.mine or shown.speaks or user.is_person:
        if not shown.mine:
            record("decision opened", by=user, person=found.version.document.owner, about=found, at=at)
        return render(request, "planning/signing_off/mine.html", context)
    open_version(version=found.version, by=user, at=at, path=request.path)
    context |= {
        "steps": read_through(request, VersionStore(found.version, user, at)),
        "limit": limit_of(user, at=at) if user.is_social_worker else None,
        "within": _within(user, found, at),
    }
    return render(request, "planning/signing_off/decide.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def agree(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Agree a plan: a worker within their limit, else a manager, with each part of the differences."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    alone = user.is_social_worker
    indicative = newest_indicative(found.version.document.owner)
    form = AgreeForm(
        held.typed(request, at),
        figures=figures_of(found.version),
        indicative_id=indicative.pk if indicative else None,
        sums=not alone,
        **_days(found, at),
        initial={"key": uuid4()},
    )
    _check(request, found, Action.AGREE_ALONE if alone else Action.AGREE, form, at)
    if alone:
        check_within_limit(user, found, at)

    def do() -> str:
        given = {"words": form.cleaned_data["words"], "yes": form.cleaned_data["yes"]}
        facts = {"sign_off": found, "by": user, "at": at, "made_from": form.cleaned_data["key"], **given}
        if alone:
            services.agree_alone(**facts)
        else:
            services.agree(panel_on=form.cleaned_data["panel_on"], **facts)
        return f"Agreed. {found.version.document.owner.known_as} is told."

    return _act(request, found, form, do, at, template="planning/signing_off/agree.html", title="Agree this plan")


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def refuse(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say no, with a coded reason and words for the person."""
    at = timezone.now()
    found = _find(request, uuid, at)
    form = RefuseForm(held.typed(request, at), **_days(found, at), initial={"key": uuid4()})
    _check(request, found, Action.REFUSE, form, at)

    def do() -> str:
        given = {name: form.cleaned_data[name] for name in ("reason", "words", "panel_on")}
        services.refuse(sign_off=found, by=request.user, at=at, made_from=form.cleaned_data["key"], **given)
        return f"It is not agreed. {found.version.document.owner.known_as} is told, with your reasons."

    return _act(request, found, form, do, at, title="Do not agree it", button="Do not agree it")


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def pass_on(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Pass a plan on to the manager, or say what one thinks of it while it is there."""
    at = timezone.now()
    found = _find(request, uuid, at)
    first = found.state == State.WITH_WORKER
    return _say(request, found, Action.PASS_ON if first else Action.SAY_VIEW, at)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def ask(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask the person something before one decides."""
    at = timezone.now()
    return _say(request, _find(request, uuid, at), Action.ASK, at)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The person answers, in their own words."""
    at = timezone.now()
    return _say(request, _find(request, uuid, at), Action.ANSWER, at)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def challenge(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask to have the decision looked at again."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    last = _last_decision(found)
    asked = Challenge.objects.filter(decision=last, made_by=user)
    if request.method != "POST" or not asked.exists():
        check_can_challenge(user, found, last, at)
    form = WordsForm(
        held.typed(request, at),
        label="What would you like to have looked at again, and why?",
        help_text="You need no special words. Your social worker can read this, and the manager who looks at it.",
        initial={"key": uuid4()},
    )

    def do() -> str:
        challenging.challenge(decision=last, words=form.cleaned_data["words"], by=user, at=at)
        return "We have it. You see here what becomes of it."

    return _act(request, found, form, do, at, title="Ask to have it looked at again", button="Ask for it")


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.TEAM_MANAGER)
def answer_challenge(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Answer a challenge in writing: the decision stays, or it is decided again."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    asked = getattr(_last_decision(found), "challenge", None)
    if asked is None:
        raise Denied("Nobody asked to have this looked at again.")
    if request.method != "POST" or asked.answered_by_id != user.pk:
        check_can_answer_challenge(user, asked, at)
    form = AnswerChallengeForm(held.typed(request, at))

    def do() -> str:
        given = {name: form.cleaned_data[name] for name in ("outcome", "words")}
        challenging.answer_challenge(challenge=asked, by=user, at=at, **given)
        return f"Answered. {found.version.document.owner.known_as} is told."

    return _act(request, found, form, do, at, title="Answer in writing", button="Answer", asked=asked)


def _check(request: SignedInRequest, found: SignOff, action: Action, form: BaseForm, at: datetime) -> None:
    """Whether this reader takes this step now. Who sent the same form a moment ago is let through: the service finds
    out whether it says the same. Raises Denied."""
    key = form.cleaned_data["key"] if request.method == "POST" and form.is_valid() else None
    if key is None or not found.turns.filter(made_from=key, by=request.user).exists():
        check_may(request.user, found, action, at)


def _days(found: SignOff, at: datetime) -> dict[str, date]:
    """Between which days a panel can have decided."""
    return {"today": timezone.localdate(at), "sent_on": timezone.localdate(found.version.kept_at)}


def _say(request: SignedInRequest, found: SignOff, action: Action, at: datetime) -> HttpResponse:
    name = found.version.document.owner.known_as
    title, label, hint, done = (words.format(name=name) for words in ASKED[action])
    form = WordsForm(held.typed(request, at), label=label, help_text=hint, initial={"key": uuid4()})
    _check(request, found, action, form, at)

    def do() -> str:
        services.take_step(
            sign_off=found,
            action=action,
            words=form.cleaned_data["words"],
            by=request.user,
            at=at,
            made_from=form.cleaned_data["key"],
        )
        return done

    asked = found.turns.filter(action=Action.ASK).select_related("by").last() if action == Action.ANSWER else None
    return _act(request, found, form, do, at, title=title, button=title, question=asked)


def _act(
    request: SignedInRequest,
    found: SignOff,
    form: BaseForm,
    do: Callable[[], str],
    at: datetime,
    *,
    title: str,
    template: str = "planning/signing_off/step.html",
    button: str = "",
    **more: Any,
) -> HttpResponse:
    """One step: the page with its form, and doing it. Who came too late reads why, with their words on the page."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            words = do()
        except Denied as denied:
            form.add_error(None, denied.reason)
            status = 409
        else:
            held.give_back(request.user, path=request.path)
            messages.success(request, words)
            return redirect(found)
    shown = show(found, request.user, at=at)
    context = {
        "page_title": title,
        "form": form,
        "button": button,
        "back_url": found.get_absolute_url(),
        "back_label": "Back",
        **_around(shown),
        **_money(found, request.user),
        **held.around(request, form),
        **more,
    }
    return render(request, template, context, status=status)


def _title(shown: Shown) -> str:
    if not shown.mine:
        return "A plan that was sent"
    return "Your plan, and the decision" if shown.decided else "Your plan, and who decides"


def _around(shown: Shown) -> dict[str, Any]:
    version = shown.sign_off.version
    return {
        "shown": shown,
        "sign_off": shown.sign_off,
        "version": version,
        "owner": version.document.owner,
        # As it was sent: the document may have another title now, and be gone.
        "title": version.snapshot["title"],
        "can": {str(action): action in shown.actions for action in Action},
    }


def _money(found: SignOff, user: User) -> dict[str, Any]:
    if user.is_person and user.pk != found.version.document.owner_id:
        return {}
    indicative = newest_indicative(found.version.document.owner)
    return {"planned": planned_in(found.version), "indicative": indicative, "figures": figures_of(found.version)}


def _within(user: User, found: SignOff, at: datetime) -> str:
    """Why a worker cannot agree it alone; "" where they can, and for everybody else."""
    if not user.is_social_worker:
        return ""
    try:
        check_within_limit(user, found, at)
    except Denied as denied:
        return denied.reason
    return ""


def _reads_words(shown: Shown, user: User) -> bool:
    """Who only looks after the money reads no questions and answers about a plan."""
    return shown.speaks or not user.is_person


def _last_decision(found: SignOff) -> Decision:
    last: Decision | None = found.decisions.select_related("challenge").order_by("decided_at", "pk").last()
    if last is None:
        raise Denied("Nothing is decided yet.")
    return last


def _find(request: SignedInRequest, uuid: UUID, at: datetime) -> SignOff:
    """What was sent, if this reader may see it at all; else 404."""
    visible = SignOff.objects.visible_to(request.user, at=at).for_pages()
    found: SignOff = get_object_or_404(visible, uuid=uuid)
    return found
