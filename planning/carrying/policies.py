"""Who may carry answers over: the owner of both documents, and nobody for them."""

from datetime import datetime

from planning.documents.models import Document
from planning.documents.policies import check_is_owner
from portal.access.decisions import Denied
from portal.accounts.models import User

NOT_YOURS = "You can only carry answers over between documents of your own."


def check_can_carry(user: User, source: Document, into: Document | None, at: datetime) -> None:
    """Both documents are theirs. Raises Denied."""
    check_is_owner(user, source, at)
    if into is not None and into.owner_id != user.pk:
        raise Denied(NOT_YOURS)
