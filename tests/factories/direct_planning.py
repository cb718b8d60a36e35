"""Plans that a social worker writes."""

from datetime import datetime

from planning.direct_planning.enums import Why
from planning.direct_planning.models import DirectPart, DirectPlan
from planning.direct_planning.services import PartChange, begin_direct_plan, save_parts, show_direct_plan
from portal.accounts.models import User

REASON = "The memory clinic says so, and there is nobody else."


def make_direct_plan(
    person: User, worker: User, at: datetime, *words: str, shown: bool = True, why: str = Why.NOBODY
) -> DirectPlan:
    """A plan whose first parts hold these words, shown to the person unless said otherwise."""
    plan = begin_direct_plan(person=person, why=why, reason=REASON, by=worker, at=at)
    for part, text in zip(plan.parts.all(), words, strict=False):
        rewrite(part, text, worker, at)
    if shown:
        show_direct_plan(plan=plan, by=worker, at=at)
    return DirectPlan.objects.for_pages().get(pk=plan.pk)


def rewrite(part: DirectPart, text: str, worker: User, at: datetime) -> DirectPart:
    """The part with other words below the same heading."""
    part.refresh_from_db()
    change = PartChange(part.uuid, part.heading, text, part.number)
    assert save_parts(plan=part.plan, changes=[change], by=worker, at=at) == []
    part.refresh_from_db()
    return part
