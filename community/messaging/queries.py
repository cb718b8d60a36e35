"""Threads and messages in the field's words. Whatever a page, a socket or a count shows starts here."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from portal.accounts.enums import Role
from portal.relationships.queries import acting_pairs, active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects


class ThreadMemberQuerySet(QuerySet[Any]):
    """Places in threads of those whom the person chose."""

    def active(self, *, at: datetime) -> Self:
        """Places that hold now, and whose circle membership, or match, holds now too."""
        return self.filter(active_at(at), active_at(at, "membership__") | active_at(at, "match__"))

    def of(self, user: "User", *, at: datetime) -> Self:
        """The places that this user has now."""
        return self.active(at=at).filter(Q(membership__supporter=user) | Q(match__helper=user))

    def for_pages(self) -> Self:
        """With who it is, in the order in which they came."""
        return self.select_related("membership__supporter", "match__helper").order_by("starts_at", "pk")


class ThreadQuerySet(QuerySet[Any]):
    """Threads."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own; those one has a place in; and, where the social worker is in it, those of the people on whom
        this worker acts now: the allocation decides, so a handover takes the thread along by itself."""
        places = _objects("community", "ThreadMember").of(user, at=at).filter(thread=OuterRef("pk"))
        mine = Q(person=user) | Q(Exists(places))
        if user.role == Role.SOCIAL_WORKER:
            allocated = _objects("portal", "Allocation").for_worker(user, at=at).filter(person=OuterRef("person"))
            mine |= Q(with_worker=True) & Q(Exists(allocated))
        return self.filter(mine)

    def for_pages(self) -> Self:
        """With whose it is."""
        return self.select_related("person")

    def with_unread(self, user: "User", *, at: datetime) -> Self:
        """Adds `unread`: how many messages came since this user read here last, of those that they may read.

        Whoever stands in for a named social worker, or has just followed one, begins where the workers before them
        stopped reading: what a colleague has read waits for nobody.
        """
        marks = _objects("community", "ReadMark").filter(thread=OuterRef("pk"))
        own = Subquery(marks.filter(user=user).values("number")[:1])
        if user.role == Role.SOCIAL_WORKER:
            return self._unread_for_worker(user, marks, own, at=at)
        place = _objects("community", "ThreadMember").of(user, at=at).filter(thread=OuterRef("pk"))
        begins = Coalesce(Subquery(place.order_by("from_number").values("from_number")[:1]), 1)
        return self._unread_after(Greatest(Coalesce(own, 0), begins - 1))

    def _unread_for_worker(self, user: "User", marks: Any, own: Subquery, *, at: datetime) -> Self:
        staff = Subquery(marks.filter(user__role=Role.SOCIAL_WORKER).order_by("-number").values("number")[:1])
        allocations = _objects("portal", "Allocation").active(at=at).filter(person=OuterRef("person"), worker=user)
        read = Case(
            When(Exists(allocations) & Exists(marks.filter(user=user)), then=own),
            default=Coalesce(staff, 0),
            output_field=IntegerField(),
        )
        return self._unread_after(Greatest(read, F("worker_from") - 1))

    def _unread_after(self, read: Any) -> Self:
        return self.annotate(unread=Greatest(F("last_number") - read, Value(0), output_field=IntegerField()))

    def with_waiting(self) -> Self:
        """Adds `waits_since`: when the first message was sent that no social worker has answered, None for none."""
        messages = _objects("community", "Message").filter(thread=OuterRef("pk"))
        answers = messages.filter(author__role=Role.SOCIAL_WORKER).order_by("-number")
        answered = Coalesce(Subquery(answers.values("number")[:1]), 0)
        waiting = messages.filter(number__gt=OuterRef("answered"), number__gte=OuterRef("worker_from"))
        return self.annotate(answered=answered).annotate(
            waits_since=Subquery(waiting.order_by("number").values("sent_at")[:1])
        )

    def count_unread(self) -> int:
        """How many messages wait to be read in all of them together; after `with_unread`."""
        return int(self.aggregate(total=Sum("unread"))["total"] or 0)


class MessageQuerySet(QuerySet[Any]):
    """Messages."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """All of it for the person; for whoever was let in later, and for the worker where they were not in it from
        the beginning, what was written since."""
        threads = _objects("community", "Thread").visible_to(user, at=at)
        places = _objects("community", "ThreadMember").of(user, at=at).filter(thread=OuterRef("thread"))
        reads = Q(thread__person=user) | Q(Exists(places.filter(from_number__lte=OuterRef("number"))))
        if user.role == Role.SOCIAL_WORKER:
            reads |= Q(thread__with_worker=True, number__gte=F("thread__worker_from"))
        return self.filter(reads, thread__in=threads)

    def after(self, number: int) -> Self:
        """What has come since a message that somebody has, in order."""
        return self.filter(number__gt=number).order_by("number")

    def changed_after(self, revision: int) -> Self:
        """What was written or edited since a state of the thread that somebody has, in order."""
        return self.filter(revision__gt=revision).order_by("number")

    def newest(self) -> Self:
        """The newest of each thread."""
        return self.filter(number=F("thread__last_number"))

    def for_pages(self) -> Self:
        """With everything that a message shows in a constant number of queries, but for what it said before a change.
        Adds `sent_before`: when the message before it was sent, which says whether a day begins with it."""
        before = self.model._default_manager.filter(thread=OuterRef("thread"), number=OuterRef("number") - 1)
        return (
            self.select_related("author", "reply_to__author", "thread__person")
            .prefetch_related("files")
            .annotate(sent_before=Subquery(before.order_by().values("sent_at")[:1]))
        )


def is_in(thread: Any, user: "User", *, at: datetime) -> bool:
    """Whether a user is in a thread now: what `visible_to` says, of one thread that is at hand already.

    Every message that is sent or fetched asks this. Put together as one query it took Django longer to write than
    PostgreSQL to answer; docs/decisions/0010-sockets-hint.md has the figures, and a test holds both to one answer.
    """
    if thread.person_id == user.pk:
        return True
    if thread.with_worker and user.role == Role.SOCIAL_WORKER and acting_pairs({user.pk}, {thread.person_id}, at=at):
        return True
    return bool(_objects("community", "ThreadMember").of(user, at=at).filter(thread=thread).exists())


def reads_from(thread: Any, user: "User", *, at: datetime) -> int:
    """The number of the first message of a thread that this user reads, who has to be in it."""
    if thread.person_id == user.pk:
        return 1
    begins = [int(thread.worker_from)] if thread.with_worker and user.role == Role.SOCIAL_WORKER else []
    if begins != [1]:
        place = _objects("community", "ThreadMember").of(user, at=at).filter(thread=thread)
        begins += place.values_list("from_number", flat=True)
    return min(begins, default=thread.last_number + 1)


def workers_of(person: "User", *, at: datetime) -> "QuerySet[Any]":
    """A person's named social worker now, and whoever stands in for them."""
    named = _objects("portal", "Allocation").active(at=at).filter(person=person).values("worker")
    covers = _objects("portal", "Cover").active(at=at).filter(worker__in=named).values("cover")
    found: QuerySet[Any] = _objects("portal", "User").filter(Q(pk__in=named) | Q(pk__in=covers))
    return found


def opened_since(thread: Any, user: "User", since: datetime) -> bool:
    """Whether this user's opening of a thread was recorded after a moment."""
    events = _objects("portal", "Event").filter(
        object_type="thread", object_id=str(thread.uuid), verb="messages opened", actor_id=user.pk, at__gt=since
    )
    return bool(events.exists())
