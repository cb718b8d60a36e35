"""Offering other words, and the owner's decision about them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.wizards.keeping import keeps_words
from content.wizards.stores import StoredAnswer
from planning.comments import services
from planning.comments.conversations import suggestion_form
from planning.comments.enums import SuggestionState
from planning.comments.forms import ChangeForm, DecisionForm, DeclineForm
from planning.comments.models import Suggestion
from planning.comments.policies import check_can_decide, check_can_offer
from planning.comments.services import SentBeforeError, WordsChangedError
from planning.comments.views.lookup import (
    SENT_TWICE,
    Place,
    back_to,
    find_place,
    find_suggestion,
    typed,
    writing_page,
)
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_is_owner
from planning.documents.views.reading import note_of
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience

USED = "These words are your answer now. The words before are kept."
DECIDED_BEFORE = "You had decided about these words already. Nothing was changed."


@while_paused(WhilePaused.WRITES)
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def suggest(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """Offer other words for an answer."""
    place = find_place(request, uuid)
    question = place.question(str(question_id))
    check_can_offer(place.user, place.document, question, place.at)
    standing = place.reading.standing(question.id)
    form = suggestion_form(question.id, place.reading.next_url, standing, typed(request, place))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("words", "why", "seen", "key")}
        try:
            services.suggest(document=place.document, question=question, by=place.user, at=place.at, **given)
        except SentBeforeError:
            form.ask_again(SENT_TWICE)
        except Denied as denied:
            form.add_error("words", denied.reason)
        else:
            name = place.document.owner.known_as
            messages.success(request, f"{name} can see your words now, and decides about them.")
            return back_to(request, place, question.id)
    return writing_page(request, place, question, form, page_title="Suggest other words", button="Suggest these words")


@require_POST
@open_to(Audience.SIGNED_IN)
def accept(request: HttpRequest, uuid: UUID, suggestion_uuid: UUID) -> HttpResponse:
    """Use the words as they were offered. If the answer changed since, both are shown first."""
    place = find_place(request, uuid)
    suggestion = find_suggestion(place, suggestion_uuid)
    form = DecisionForm(request.POST)
    seen = form.cleaned_data.get("seen") if form.is_valid() else None
    try:
        used = services.accept_suggestion(suggestion=suggestion, by=place.user, at=place.at, seen=seen)
    except WordsChangedError as changed:
        return _both(request, place, suggestion, changed.standing)
    return _decided(request, place, suggestion, USED if used else "")


@while_paused(WhilePaused.WRITES)
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def change(request: HttpRequest, uuid: UUID, suggestion_uuid: UUID) -> HttpResponse:
    """Change the offered words first, then use them."""
    place = find_place(request, uuid)
    suggestion = find_suggestion(place, suggestion_uuid)
    check_can_decide(place.user, suggestion)
    if suggestion.state != SuggestionState.OPEN:
        return _decided(request, place, suggestion, "")
    question = place.question(str(suggestion.question_id))
    standing = place.reading.standing(question.id)
    initial = {"words": suggestion.words, "seen": standing.number, "next": place.reading.next_url}
    form = ChangeForm(typed(request, place), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            used = services.accept_with_changes(
                suggestion=suggestion,
                words=form.cleaned_data["words"],
                seen=form.cleaned_data["seen"],
                by=place.user,
                at=place.at,
            )
        except WordsChangedError as changed:
            form = _with_number(form, changed.standing)
        else:
            return _decided(request, place, suggestion, USED if used else "")
    return writing_page(
        request,
        place,
        question,
        form,
        page_title="Change the words first",
        button="Use these words",
        offered=suggestion,
    )


@while_paused(WhilePaused.WRITES)
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def decline(request: HttpRequest, uuid: UUID, suggestion_uuid: UUID) -> HttpResponse:
    """No, thank you: by one button, or on a page of its own with a word to whoever offered the words."""
    place = find_place(request, uuid)
    suggestion = find_suggestion(place, suggestion_uuid)
    check_can_decide(place.user, suggestion)
    form = DeclineForm(typed(request, place), initial={"next": place.reading.next_url})
    form.fields["answer"].label = f"A word to {suggestion.author.known_as}"
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        declined = services.decline_suggestion(suggestion=suggestion, by=place.user, at=place.at, answer=answer)
        return _decided(request, place, suggestion, "Your words stay as they are." if declined else "")
    if suggestion.state != SuggestionState.OPEN:
        return _decided(request, place, suggestion, "")
    return writing_page(
        request,
        place,
        place.question(str(suggestion.question_id)),
        form,
        page_title="Say no, thank you",
        button="No, thank you",
        offered=suggestion,
    )


@require_POST
@open_to(Audience.SIGNED_IN)
def later(request: HttpRequest, uuid: UUID, suggestion_uuid: UUID) -> HttpResponse:
    """Decide later: the suggestion stays as it is."""
    place = find_place(request, uuid)
    suggestion = find_suggestion(place, suggestion_uuid)
    check_can_decide(place.user, suggestion)
    messages.info(request, "These words stay here until you decide.")
    return redirect(place.reading.next_url or place.comments_url)


@require_safe
@open_to(Audience.SIGNED_IN)
def together(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """All that was suggested for one answer, side by side; below it, what was decided before."""
    place = find_place(request, uuid)
    check_is_owner(place.user, place.document, place.at)
    question = place.question(str(question_id))
    answer = place.reading.standing(question.id)
    beside = place.reading.beside([question.id])[question.id]
    # After a decision the others are still here, so the owner comes back to this page.
    place.reading.next_url = request.path
    context = {
        "page_title": "Suggestions side by side",
        "page_lead": question.label,
        "back_url": f"{place.comments_url}#beside-{question.id}",
        "back_label": "All comments",
        "document": place.document,
        "question": question,
        "value": answer.value,
        "note": note_of(place.reading.store, answer),
        "panel": place.reading.panel(beside),
        "beside": beside,
        "step": place.reading.store.definition.step_of(question.id),
    }
    return render(request, "planning/comments/together.html", context)


def _decided(request: HttpRequest, place: Place, suggestion: Suggestion, sentence: str) -> HttpResponse:
    if sentence:
        messages.success(request, sentence)
    else:
        messages.info(request, DECIDED_BEFORE)
    return back_to(request, place, suggestion.question_id)


def _with_number(form: ChangeForm, standing: StoredAnswer) -> ChangeForm:
    """The same typed words, now beside the answer as it stands."""
    data = {name: form.data.get(name, "") for name in form.fields}
    again = ChangeForm({**data, "seen": str(standing.number)})
    again.add_error(None, "Your answer was changed in the meantime. It is shown here as it is now. Use your words?")
    return again


def _both(request: HttpRequest, place: Place, suggestion: Suggestion, standing: StoredAnswer) -> HttpResponse:
    """The answer as it is now and the offered words, side by side, and the question which it shall be."""
    context = {
        "page_title": "Your answer has changed since",
        "page_lead": "These words were suggested for an earlier answer of yours. Which do you want to keep?",
        "back_url": place.reading.next_url or place.comments_url,
        "back_label": "Back",
        "place": place,
        "suggestion": suggestion,
        "question": place.question(str(suggestion.question_id)),
        "next": place.reading.next_url,
        "seen": standing.number,
        "now": str(standing.value or ""),
        "now_note": note_of(place.reading.store, standing),
    }
    return render(request, "planning/comments/both.html", context)
