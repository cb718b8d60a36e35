"""Files that are being made, or were."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from portal.accounts.models import User

# Long enough to come back to it in the evening; what is in it is in the document, too.
KEPT_FOR = timedelta(days=1)


class PreparedCopyQuerySet(QuerySet[Any]):
    """Copies that are made in the background."""

    def asked_for_by(self, user: "User", *, at: datetime) -> Self:
        """Those of this user that are not too old: nobody else ever gets them, not the document's owner either."""
        return self.filter(asked_by=user, asked_at__gt=at - KEPT_FOR)

    def too_old(self, *, at: datetime) -> Self:
        """Those that nobody gets any more."""
        return self.filter(asked_at__lte=at - KEPT_FOR)
