"""Who may do what with a document. The querysets answer the same for many, and tests compare the two."""

from dataclasses import dataclass, replace
from datetime import datetime

from planning.documents.models import Document, Grant, Version
from portal.access.decisions import Denied
from portal.accounts.enums import STAFF_ROLES, Role
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.crisis.queries import in_crisis
from portal.relationships.models import CircleMembership

BY_AUTHORITY = "The team's manager recorded this. If it is not right any more, ask them to end it."


@dataclass(frozen=True)
class Abilities:
    """What one user may do with one document at one moment.

    share: decide who else sees it, which takes an authority or being the owner. as_worker: they see it as the named
    social worker or as their cover. rests: whether what they could otherwise write waits, because planning rests.
    """

    owner: bool = False
    see: bool = False
    comment: bool = False
    suggest: bool = False
    edit: bool = False
    see_budget: bool = False
    share: bool = False
    as_worker: bool = False
    rests: bool = False


def planning_rests(document: Document, at: datetime) -> bool:
    """Whether nobody writes in this document now, because things are bad for its owner."""
    known: bool | None = getattr(document, "rests", None)
    return in_crisis(document.owner_id, at=at) if known is None else known


def abilities(user: User, document: Document, at: datetime) -> Abilities:
    """What somebody may do now: nobody writes while planning rests."""
    can = granted(user, document, at)
    if not (can.edit or can.comment or can.suggest) or not planning_rests(document, at):
        return can
    return replace(can, edit=False, comment=False, suggest=False, rests=True)


def granted(user: User, document: Document, at: datetime) -> Abilities:
    """Everything at once, whether or not planning rests: the owner may do all, others what their
    active shares add up to. Words from a page that was open before it rested are kept on the strength of this.

    What a worker opened in an emergency adds reading and nothing else.
    """
    if document.owner_id == user.pk:
        return Abilities(owner=True, see=True, comment=True, edit=True, see_budget=True, share=True)
    shares = list(Grant.objects.that_let_act(user, at=at).filter(document=document))
    return Abilities(
        see=bool(shares) or Grant.objects.for_user(user, at=at).filter(document=document).exists(),
        comment=any(share.can_comment for share in shares),
        suggest=any(share.can_suggest for share in shares),
        # Whoever sees a document because of their work never changes its words, whatever else they are.
        edit=user.role not in STAFF_ROLES and any(share.can_edit and not share.to_named_worker for share in shares),
        see_budget=any(share.can_see_budget or share.to_named_worker for share in shares),
        share=user.role not in STAFF_ROLES and any(share.authority_id for share in shares),
        as_worker=any(share.to_named_worker for share in shares),
    )


def check_can_see(user: User, document: Document, at: datetime) -> None:
    """The owner, and those with whom it is shared now. Raises Denied."""
    if not granted(user, document, at).see:
        raise Denied("This is not shared with you now.")


def check_can_see_version(user: User, version: Version, at: datetime) -> None:
    """The owner, and those to whom VersionQuerySet.visible_to shows it. Raises Denied."""
    if not Version.objects.visible_to(user, at=at).filter(pk=version.pk).exists():
        raise Denied("This is not shared with you now.")


def check_can_edit(user: User, document: Document, at: datetime) -> None:
    """The owner, and a supporter who was given "write in it with you". Raises Denied."""
    can = granted(user, document, at)
    if not can.see:
        raise Denied("This is not shared with you now.")
    if not can.edit:
        name = document.owner.known_as
        raise Denied(f"You can read this. Only {name}, and those {name} asked to write here, can change it.")


def check_can_share(user: User, document: Document, at: datetime) -> None:
    """The owner decides who sees it; and who acts in their place, as a manager recorded it. Raises Denied."""
    if not abilities(user, document, at).share:
        raise Denied(f"Only {document.owner.known_as} decides who can see this.")


def check_can_keep_back(user: User, document: Document, at: datetime) -> None:
    """Whether an answer is for the owner alone is theirs to say, whoever acts in their place. Raises Denied."""
    if document.owner_id != user.pk:
        raise Denied(f"Only {document.owner.known_as} decides who can see this.")


def check_can_change_share(user: User, grant: Grant, at: datetime) -> None:
    """A share that was ticked, by whoever decides; never one's own, and never one that an authority stands behind:
    that begins and ends with what the manager recorded. Raises Denied."""
    check_can_share(user, grant.document, at)
    if grant.authority_id:
        raise Denied(BY_AUTHORITY)
    check_is_for_another(user, grant.circle_membership, at)


def check_is_for_another(user: User, membership: CircleMembership | None, at: datetime) -> None:
    """Nobody ticks anything for themselves, nor two who act in the owner's place for each other: it would stay when
    the authority ends. Raises Denied."""
    if membership is None or membership.person_id == user.pk:
        return
    if membership.supporter_id == user.pk:
        raise Denied("You cannot tick this for yourself. Ask somebody else to do it.")
    if Authority.objects.not_over(at=at).filter(membership=membership).exists():
        name = membership.person.known_as
        raise Denied(f"They act in place of {name}, too. Only {name} decides what they may do.")


def check_can_leave_parts_out(user: User, grant: Grant, at: datetime) -> None:
    """Whoever decides about shares; of somebody who acts in the owner's place, the owner alone. Raises Denied."""
    check_can_share(user, grant.document, at)
    if grant.authority_id:
        check_can_keep_back(user, grant.document, at)
    check_is_for_another(user, grant.circle_membership, at)


def decides_about_budget(user: User, document: Document, at: datetime) -> bool:
    """Whether this user may open the owner's budget to others: the owner, and who acts in their place about money."""
    if document.owner_id == user.pk:
        return True
    held = Authority.objects.held_by(user, at=at)
    return bool(held.filter(membership__person=document.owner_id, money=True).exists())


def check_is_owner(user: User, document: Document, at: datetime) -> None:
    """What belongs to the owner alone: the name, the choice of questions, earlier answers. Raises Denied."""
    if document.owner_id != user.pk:
        raise Denied(f"Only {document.owner.known_as} can open or change this.")


def check_can_comment(user: User, document: Document, at: datetime) -> None:
    """The owner, and those whose share says so. Raises Denied."""
    if not granted(user, document, at).comment:
        raise Denied(f"You can read this. {document.owner.known_as} has not asked for comments from you.")


def check_can_suggest(user: User, document: Document, at: datetime) -> None:
    """Those whose share says so. The owner changes the words instead. Raises Denied."""
    if document.owner_id == user.pk:
        raise Denied("These are your own words. You can change them whenever you like.")
    if not granted(user, document, at).suggest:
        raise Denied(f"You can read this. {document.owner.known_as} has not asked you for other words.")


def check_can_create(user: User) -> None:
    """Documents belong to people who plan their own support, not to those who help. Raises Denied."""
    if user.role != Role.PERSON:
        raise Denied("With this account you help other people. To make a plan of your own, use an account of your own.")
