"""Who types in what somebody wrote on paper: those who may offer other words or write in it."""

from datetime import datetime

from planning.documents.models import Document
from planning.documents.policies import Abilities, granted
from planning.paper.models import PaperAnswer
from portal.access.decisions import Denied
from portal.accounts.models import User

YOUR_OWN = "This is your own document. Type in what you wrote on paper at its questions, as always."


def check_can_type_in(user: User, document: Document, at: datetime) -> None:
    """Whoever may suggest or write in it; its owner uses the wizard. Raises Denied."""
    can = granted(user, document, at)
    if can.owner:
        raise Denied(YOUR_OWN)
    if not (can.suggest or can.edit):
        raise Denied(f"You can read this. {document.owner.known_as} has not asked you to type for them.")


def may_type_in(can: Abilities) -> bool:
    """The same as yes or no, of what somebody may do: no while planning rests."""
    return not can.owner and (can.suggest or can.edit)


def check_can_settle(user: User, typed: PaperAnswer) -> None:
    """Only the person whose words they are. Raises Denied."""
    if user.pk != typed.document.owner_id:
        raise Denied(f"Only {typed.document.owner.known_as} says whether these are their words.")
