"""What a recorded authority opens: every document of the person, for as long as it holds."""

from datetime import datetime

from planning.documents.models import Document, Grant
from portal.authority.models import Authority


def open_documents(authority: Authority, at: datetime) -> None:
    """Open what the person has made so far to who acts in their place."""
    if authority.health_welfare:
        for document in Document.objects.filter(owner=authority.person, emptied_at=None):
            _open(document, authority, at)


def open_to_authorities(document: Document, at: datetime) -> None:
    """Open a new document to everybody who acts in its owner's place now, or is to from a later day."""
    for authority in Authority.objects.not_over(at=at).filter(membership__person=document.owner, health_welfare=True):
        _open(document, authority, at)


def _open(document: Document, authority: Authority, at: datetime) -> None:
    """No more than ticks could give. What the owner leaves out for this supporter stays left out."""
    so_far = document.grants.filter(circle_membership=authority.membership_id).left_out_so_far()
    Grant.objects.get_or_create(
        document=document,
        authority=authority,
        defaults={
            "circle_membership_id": authority.membership_id,
            "can_comment": True,
            "can_edit": True,
            "can_see_budget": authority.money,
            "left_out": so_far,
            # Versions are readable that were made since it was shared: not those from before the first day.
            "starts_at": max(at, authority.starts_at),
        },
    )
