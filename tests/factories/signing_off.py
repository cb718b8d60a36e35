"""Plans that were sent to be agreed, and what is decided about them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from planning.documents.models import Document
from planning.sending.services import send_document
from planning.signing_off.enums import Difference, Step
from planning.signing_off.figures import Part
from planning.signing_off.freezing import figures_of, newest_indicative
from planning.signing_off.models import SignOff
from planning.signing_off.services import Yes
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document

COSTS = question_id(default_definition(), "cost_list")
WORDS = question_id(default_definition(), "long_text")


def cost(amount: str, *, how_often: str = "week", what_for: str = "My PA", **more: str) -> dict[str, str]:
    """One entry of a list of costs."""
    return {
        "id": str(uuid4()),
        "what_for": what_for,
        "amount": amount,
        "how_often": how_often,
        "times": "1",
        **more,
    }


def plan_of(owner: User, *costs: dict[str, str], words: str = "The choir on Thursdays.") -> Document:
    """A draft with these costs in it."""
    document = make_document(owner)
    answer(document, WORDS, words)
    answer(document, COSTS, list(costs))
    return document


def send(document: Document, *, at: datetime | None = None) -> SignOff:
    """The draft as it stands, sent to be agreed."""
    version = send_document(document=document, by=document.owner, at=at or timezone.now())
    return SignOff.objects.for_pages().get(version=version)


def sent(owner: User, *costs: dict[str, str], at: datetime | None = None, **more: Any) -> SignOff:
    """A plan with these costs that was sent to be agreed."""
    return send(plan_of(owner, *costs, **more), at=at)


def yes_to(
    sign_off: SignOff, *, weekly: str | None = None, once: str | None = None, parts: Sequence[Part] | None = None
) -> Yes:
    """A yes to what was planned, or to other sums, with one part for each difference unless given."""
    figures = figures_of(
        sign_off.version,
        weekly=None if weekly is None else Decimal(weekly),
        once=None if once is None else Decimal(once),
    )
    if parts is None:
        every = (
            Part(Step.TO_PLANNED, Difference.OTHERS_HELP, "Her daughter helps.", figures.to_planned),
            Part(Step.TO_FINAL, Difference.PRICES, "Pay went up.", figures.to_final),
            Part(Step.TO_FINAL, Difference.PAID_ELSEWHERE, "The NHS pays for it.", Decimal(0), figures.to_final_once),
        )
        parts = [part for part in every if part.weekly or part.once]
    indicative = newest_indicative(sign_off.version.document.owner)
    return Yes(figures.weekly, figures.once, tuple(parts), indicative.pk if indicative else None)
