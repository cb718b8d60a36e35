"""Documents, answers and shares in the field's words. Whatever a page or an export shows starts here."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from planning.documents.enums import Audience, VersionReason
from portal.accounts.enums import STAFF_ROLES, Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(model: str) -> Any:
    return apps.get_model("planning", model).objects


def _allocated(user: "User", *, at: datetime, person: str) -> Exists:
    allocations = apps.get_model("portal", "Allocation").objects
    return Exists(allocations.for_worker(user, at=at).filter(person=OuterRef(person)))


def _opened(user: "User", *, at: datetime, person: str) -> Exists:
    openings = apps.get_model("portal", "BreakGlass").objects
    return Exists(openings.open_for(user, at=at).filter(person=OuterRef(person)))


class WithinADocument(QuerySet[Any]):
    """Rows that belong to a document, and of which its owner sees every one."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """What this user may see, in whichever documents."""
        raise NotImplementedError

    def read_by(self, user: "User", document: Any, *, at: datetime) -> Self:
        """The rows of one document that this user may see: the same as `visible_to`, which for the owner needs
        no look at shares. That look costs more than the rest of most pages."""
        here = self.filter(document=document)
        return here if document.owner_id == user.pk else here.visible_to(user, at=at)


class GrantQuerySet(QuerySet[Any]):
    """Shares of documents."""

    def active(self, *, at: datetime) -> Self:
        """Open shares of documents that are there, whose circle membership and authority, or whose match, where they
        hang on one, hold too."""
        here = self.filter(document__deleted_at=None)
        in_circle = active_at(at, "circle_membership__") & (Q(authority=None) | active_at(at, "authority__"))
        helping = active_at(at, "match__")
        return here.filter(active_at(at)).filter(Q(to_named_worker=True) | in_circle | helping)

    def ticked(self) -> Self:
        """Those that the owner ticked, and that no authority stands behind."""
        return self.filter(authority=None)

    def holders(self, document: Any, *, at: datetime, but: "User") -> list[str]:
        """The names of those, other than `but`, who read this document now because they act in its owner's place."""
        held = self.active(at=at).filter(document=document, authority__isnull=False)
        names = held.exclude(circle_membership__supporter=but).order_by("circle_membership__supporter__known_as")
        return list(dict.fromkeys(names.values_list("circle_membership__supporter__known_as", flat=True)))

    def left_out_so_far(self) -> list[UUID]:
        """What these shares (of one document, for one reader) leave out; where none is open, what the last one did."""
        rows = list(self.filter(ends_at=None)) or list(self.order_by("-ends_at")[:1])
        return list(dict.fromkeys(question for row in rows for question in row.left_out))

    def for_user(self, user: "User", *, at: datetime) -> Self:
        """The active shares through which this user sees: as supporter, as matched helper, or as named worker or
        cover; and, for the hour that it is open, of a record that they opened in an emergency."""
        mine = Q(circle_membership__supporter=user) | Q(match__helper=user)
        if user.role == Role.SOCIAL_WORKER:
            theirs = Q(_allocated(user, at=at, person="document__owner"))
            mine |= Q(to_named_worker=True) & (theirs | Q(_opened(user, at=at, person="document__owner")))
        return self.active(at=at).filter(mine)

    def that_let_act(self, user: "User", *, at: datetime) -> Self:
        """Of those, the ones that give more than reading: what was opened in an emergency is read, and no more."""
        shares = self.for_user(user, at=at)
        if user.role != Role.SOCIAL_WORKER:
            return shares
        return shares.filter(Q(to_named_worker=False) | Q(_allocated(user, at=at, person="document__owner")))


class DocumentQuerySet(QuerySet[Any]):
    """Documents. What its owner deleted is in none of these but `deleted_by`."""

    def owned_by(self, user: "User") -> Self:
        """This user's own."""
        return self.filter(owner=user, deleted_at=None)

    def deleted_by(self, user: "User") -> Self:
        """This user's own that they deleted, as long as there is anything left in them."""
        return self.filter(owner=user, deleted_at__isnull=False, emptied_at=None)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The user's own documents, and those with an active share for them."""
        grants = _objects("Grant").for_user(user, at=at)
        shared = Exists(grants.filter(document=OuterRef("pk")))
        return self.filter(Q(owner=user) | shared, deleted_at=None)

    def editable_by(self, user: "User", *, at: datetime) -> Self:
        """The documents whose words this user may change: their own, and those where they may write too.

        People who see a document because of their work never change its words.
        """
        if user.role in STAFF_ROLES:
            return self.owned_by(user)
        grants = _objects("Grant").for_user(user, at=at).filter(can_edit=True, to_named_worker=False)
        shared = Exists(grants.filter(document=OuterRef("pk")))
        return self.filter(Q(owner=user) | shared, deleted_at=None)

    def for_pages(self) -> Self:
        """With whoever owns it."""
        return self.select_related("owner")

    def with_rest(self, *, at: datetime) -> Self:
        """Adds `rests`: whether planning rests now, because things are bad for its owner."""
        crises = apps.get_model("portal", "Crisis").objects.active(at=at).filter(person=OuterRef("owner"))
        return self.annotate(rests=Exists(crises))

    def with_last_change(self, user: "User", *, at: datetime) -> Self:
        """Adds `changed_at`: when the last answer that this user may see was saved."""
        visible = _objects("Answer").visible_to(user, at=at).given().filter(document=OuterRef("pk"))
        latest = visible.order_by().values("document").annotate(latest=Max("saved_at")).values("latest")
        return self.annotate(changed_at=Subquery(latest))

    def with_last_sent(self) -> Self:
        """Adds `sent_at`: when it was sent to be agreed last."""
        sent = _objects("Version").filter(document=OuterRef("pk"), why=VersionReason.SENT).order_by("-number")
        return self.annotate(sent_at=Subquery(sent.values("kept_at")[:1]))


class AnswerQuerySet(WithinADocument):
    """Answers."""

    def given(self) -> Self:
        """Those that hold something: not emptied again, and not only a choice of who may see it."""
        return self.filter(value__isnull=False)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """Answers this user may read: all of their own documents; of shared ones, what the answer's audience
        and the share's left-out questions let through."""
        grants = _objects("Grant").for_user(user, at=at).filter(document=OuterRef("document"))
        # `= ANY(left_out)` has no lookup of its own: "contains" with a one-element array is the same.
        shown = grants.exclude(left_out__contains=[OuterRef("question_id")])
        as_worker = shown.filter(to_named_worker=True)
        return self.filter(
            Q(document__owner=user)
            | (Q(audience=Audience.EVERYONE) & Exists(shown))
            | (Q(audience=Audience.WORKER_ONLY) & Exists(as_worker))
        )


class AnswerBesideQuerySet(WithinADocument):
    """Words written where an answer is kept from their writer."""

    def waiting(self) -> Self:
        """Those the owner has not decided about."""
        return self.filter(settled_at=None)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """What stands in the place of an answer for those from whom it is kept; everything for the owner."""
        here = {"document": OuterRef("document"), "question_id": OuterRef("question_id")}
        answers = _objects("Answer").filter(**here)
        grants = _objects("Grant").for_user(user, at=at).filter(document=OuterRef("document"))
        left_out = grants.filter(left_out__contains=[OuterRef("question_id")])
        kept_back = (Exists(answers) | Exists(left_out)) & ~Exists(answers.visible_to(user, at=at))
        return self.filter(Q(document__owner=user) | (Exists(grants) & Q(kept_back)))

    def newest(self) -> Self:
        """One row a question: the newest wording."""
        return self.order_by("document", "question_id", "-number").distinct("document", "question_id")


class VersionQuerySet(QuerySet[Any]):
    """Versions of documents."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """All of one's own; of what is shared with this user, those made since it was shared with them.

        What was sent stays readable to the social worker's role for as long as the document is shared with it.
        One that was agreed is readable to its owner and to the owner's named social worker, whatever becomes of
        the document or of its shares. A manager reads of it only what was sent, and came to them to be decided.
        """
        grants = _objects("Grant").for_user(user, at=at).filter(document=OuterRef("document"))
        made_since = Exists(grants.filter(starts_at__lte=OuterRef("kept_at")))
        sent = Q(why=VersionReason.SENT) & Q(Exists(grants.filter(to_named_worker=True)))
        agreed = Q(document__owner=user)
        if user.role == Role.SOCIAL_WORKER:
            agreed |= Q(_allocated(user, at=at, person="document__owner"))
        if user.role == Role.TEAM_MANAGER:
            # Of what came to them to be decided, they read what was sent, and nothing else of the document.
            decides = _objects("SignOff").for_manager(user, at=at).values("version")
            return self.filter(why=VersionReason.SENT, pk__in=decides)
        here = Q(document__deleted_at=None)
        return self.filter(
            (here & (Q(document__owner=user) | Q(made_since) | sent)) | (Q(agreement__isnull=False) & agreed)
        )

    def for_pages(self) -> Self:
        """With whose it is, who made it and to whom it went."""
        return self.select_related("document__owner", "kept_by", "sent_to", "agreement__agreed_by")

    def without_words(self) -> Self:
        """For lists, which name versions and do not read them."""
        return self.defer("snapshot")


class OwnPartQuerySet(QuerySet[Any]):
    """Headings and questions that people added themselves."""

    def kept(self) -> Self:
        """Those that were not taken out."""
        return self.filter(removed_at=None)


def openings(document: Any, *, limit: int = 50) -> list[dict[str, Any]]:
    """Who opened a document, newest first, its owner apart: `actor_id`, `at`.

    It reads openings alone, so what is kept in restricted logs never shows here.
    """
    events = apps.get_model("portal", "Event").objects
    found: QuerySet[Any, Any] = (
        events.filter(object_type="document", object_id=str(document.uuid), verb="document opened")
        .exclude(actor_id=document.owner_id)
        .exclude(actor_id=None)
        .order_by("-at", "-pk")
        .values("actor_id", "at")
    )
    return list(found[:limit])


def opened_since(document: Any, user: "User", since: datetime) -> bool:
    """Whether this user's opening of a document was recorded after a moment."""
    events = apps.get_model("portal", "Event").objects.filter(
        object_type="document", object_id=str(document.uuid), verb="document opened", actor_id=user.pk, at__gt=since
    )
    return bool(events.exists())


def file_opened_since(document: Any, file: Any, user: "User", since: datetime) -> bool:
    """Whether this user's opening of a file was recorded after a moment."""
    events = apps.get_model("portal", "Event").objects.filter(
        object_type="document",
        object_id=str(document.uuid),
        verb="file opened",
        actor_id=user.pk,
        at__gt=since,
        detail__file=str(file.uuid),
    )
    return bool(events.exists())


def latest_openings(document: Any, user: "User") -> list[datetime]:
    """When this user opened a document the last two times, newest first."""
    events = apps.get_model("portal", "Event").objects.filter(
        object_type="document", object_id=str(document.uuid), verb="document opened", actor_id=user.pk
    )
    return list(events.order_by("-at", "-pk").values_list("at", flat=True)[:2])


def choices_since(document: Any, since: datetime) -> list[dict[str, Any]]:
    """What was chosen after a moment about who may see which answer: the details of those events."""
    events = apps.get_model("portal", "Event").objects.filter(
        object_type="document",
        object_id=str(document.uuid),
        verb__in=("audience chosen", "share changed"),
        at__gt=since,
    )
    return list(events.values_list("detail", flat=True))


def last_news(document: Any, user: "User", *, at: datetime) -> datetime | None:
    """When somebody else last wrote something here that this user may see, or it was shared with them anew."""
    written = _objects("Answer").read_by(user, document, at=at).exclude(typed_by=user)
    shared = _objects("Grant").for_user(user, at=at).filter(document=document)
    moments = (written.aggregate(at=Max("saved_at"))["at"], shared.aggregate(at=Max("starts_at"))["at"])
    return max(filter(None, moments), default=None)


def newer_version(document: Any) -> Any:
    """The newest published version of the document's questions, unless it has that one or it was declined."""
    pinned = document.question_set_version
    versions = apps.get_model("content", "QuestionSetVersion").objects
    newest = versions.filter(question_set=pinned.question_set_id).order_by("-number").first()
    if newest is None or newest.number <= pinned.number or newest.pk == document.declined_version_id:
        return None
    return newest


def kinds_to_begin() -> list[Any]:
    """The newest published version of each kind of question set, what a document can begin with: the oldest
    kind first."""
    versions = apps.get_model("content", "QuestionSetVersion").objects
    newest = (
        versions.filter(question_set__live=True, question_set__makes_documents=True)
        .order_by("question_set", "-published_at", "-number")
        .distinct("question_set")
        .select_related("question_set")
    )
    return list(newest)
