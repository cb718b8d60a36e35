"""Words that were typed in from paper, in the field's words."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

from planning.paper.enums import Outcome

if TYPE_CHECKING:
    from portal.accounts.models import User


class PaperAnswerQuerySet(QuerySet[Any]):
    """Typed-in answers. Nobody sees them but who typed them and whose words they are."""

    def waiting(self) -> Self:
        """Those about which their owner has said nothing yet, and that hold something."""
        return self.filter(outcome=Outcome.WAITING, value__isnull=False)

    def typed_by_now(self, user: "User") -> Self:
        """What this user typed and can still change: the owner has not looked at it yet."""
        return self.filter(outcome=Outcome.WAITING, typed_by=user)

    def confirmed(self) -> Self:
        """Those that became the answer."""
        return self.filter(outcome__in=(Outcome.MINE, Outcome.BOTH, Outcome.CHANGED))
