"""Finding what a page is about: a stranger finds nothing. And which words the pages share."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from planning.spending.models import SpendingAnswer, SpendingQuestion
from portal.access.requests import SignedInRequest
from portal.accounts.models import User


def find_question(request: SignedInRequest, uuid: UUID, at: datetime) -> SpendingQuestion:
    """The question at this address, if this reader may see it; else 404."""
    visible = SpendingQuestion.objects.visible_to(request.user, at=at).for_pages()
    found: SpendingQuestion = get_object_or_404(visible, uuid=uuid)
    return found


def find_answer(request: SignedInRequest, uuid: UUID, at: datetime) -> SpendingAnswer:
    """The answer at this address, to a question that this reader may see; else 404."""
    visible = SpendingQuestion.objects.visible_to(request.user, at=at)
    answers = SpendingAnswer.objects.filter(question__in=visible).for_pages()
    found: SpendingAnswer = get_object_or_404(answers, uuid=uuid)
    return found


def way_back(user: User, person: User) -> dict[str, str]:
    """The page above: one's own questions, those of somebody whom one helps with money, or the person's page."""
    if user.pk == person.pk:
        return {"back_url": reverse("spending_ask"), "back_label": "Can I spend it on this?"}
    if user.is_person:
        label = f"What {person.known_as} can spend it on"
        return {"back_url": reverse("spending_ask_of", args=[person.uuid]), "back_label": label}
    return {"back_url": reverse("home"), "back_label": "Home"}
