"""What was kept back where it was written stays kept back where it is carried to."""

from datetime import datetime
from uuid import UUID

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.services import leave_parts_out, set_audience
from portal.accounts.models import User

# Whoever may see less comes later.
STRICTER = (Audience.EVERYONE, Audience.WORKER_ONLY, Audience.ONLY_ME)


def keep_as_private(
    source: Document, source_question: str, target: Document, question: str, *, by: User, at: datetime
) -> None:
    """Let nobody see an answer at its new place from whom it is kept at the old one.

    Of two audiences the stricter counts; and a share that leaves the question out there leaves it out here, too.
    """
    here = Answer.objects.filter(document=target, question_id=question).values_list("audience", flat=True)
    there = Answer.objects.filter(document=source, question_id=source_question).values_list("audience", flat=True)
    now = here.first() or Audience.EVERYONE
    wanted = max(now, there.first() or Audience.EVERYONE, key=lambda audience: STRICTER.index(Audience(audience)))
    if wanted != now:
        set_audience(document=target, question_id=UUID(question), audience=wanted, by=by, at=at)
    own = UUID(question)
    left_out = source.grants.filter(ends_at=None, left_out__contains=[UUID(source_question)])
    for share in left_out:
        # A supporter may have two: what was ticked for them, and what they have by an authority.
        for same in target.grants.filter(
            ends_at=None,
            to_named_worker=share.to_named_worker,
            circle_membership=share.circle_membership_id,
            match=share.match_id,
        ):
            if own not in same.left_out:
                leave_parts_out(grant=same, left_out=[*same.left_out, own], by=by, at=at)
