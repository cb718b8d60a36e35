"""Handovers, and what a summary is drafted from, in the field's words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from content.questions.conditions import asked
from content.questions.kinds import kind_of
from planning.documents.composition import pinned_definition
from planning.documents.enums import Audience
from portal.relationships.queries import named_social_worker

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects


class HandoverQuerySet(QuerySet[Any]):
    """Handovers, and first allocations that a manager made."""

    def standing(self) -> Self:
        """Those that nobody called off."""
        return self.filter(called_off_at=None)

    def to_come(self, *, at: datetime) -> Self:
        """Those whose day is still ahead."""
        return self.standing().filter(starts_at__gt=at)

    def begun(self, *, at: datetime) -> Self:
        """Those whose day has come."""
        return self.standing().filter(starts_at__lte=at)

    def now_with(self, worker: "User", *, at: datetime) -> Self:
        """Those that brought somebody to whom this worker acts for now, as the named worker or as their cover."""
        allocations = _objects("portal", "Allocation").for_worker(worker, at=at)
        return self.begun(at=at).filter(Exists(allocations.filter(pk=OuterRef("allocation"))))

    def for_worker(self, worker: "User", *, at: datetime) -> Self:
        """Those that are this worker's business as who comes: named for a later day, or begun and theirs now."""
        now_theirs = self.now_with(worker, at=at).values("pk")
        return self.standing().filter(Q(worker=worker, starts_at__gt=at) | Q(pk__in=now_theirs))

    def to_read(self, worker: "User", *, at: datetime) -> Self:
        """Those with a summary that this worker was given and has not confirmed."""
        return self.now_with(worker, at=at).filter(worker=worker, approved_at__isnull=False, read_at=None)

    def for_pages(self) -> Self:
        """With everybody whom a page names."""
        return self.select_related("person", "worker__team__hours", "before", "named_by")


class EndingQuerySet(QuerySet[Any]):
    """Endings after which nobody is somebody's social worker."""

    def standing(self) -> Self:
        """Those that hold: not taken back, and nobody named in their place."""
        return self.filter(taken_back_at=None)

    def to_come(self, *, at: datetime) -> Self:
        """Those whose day is still ahead."""
        return self.standing().filter(ends_at__gt=at)

    def for_pages(self) -> Self:
        """With everybody whom a page names."""
        return self.select_related("person", "worker__team", "named_by")


def ending_to_come(person: "User", *, at: datetime) -> Any:
    """From when this person has nobody, as a manager said, while that is ahead; or None."""
    return _objects("community", "Ending").to_come(at=at).filter(person=person).for_pages().first()


def endings_of(worker: "User", *, at: datetime) -> Any:
    """Whose social worker this worker is not any more from a later day on, the next first."""
    found = _objects("community", "Ending").to_come(at=at).filter(worker=worker)
    return found.for_pages().order_by("ends_at", "person__full_name")


def coming_to(worker: "User", *, at: datetime) -> "HandoverQuerySet":
    """Who comes to this worker from a later day on, the next first."""
    handovers: HandoverQuerySet = _objects("community", "Handover")
    return handovers.to_come(at=at).filter(worker=worker).for_pages().order_by("starts_at", "person__full_name")


def leaving(worker: "User", *, at: datetime) -> "HandoverQuerySet":
    """Who goes from this worker to another from a later day on, the next first."""
    handovers: HandoverQuerySet = _objects("community", "Handover")
    return handovers.to_come(at=at).filter(before=worker).for_pages().order_by("starts_at", "person__full_name")


def change_to_come(person: "User", *, at: datetime) -> Any:
    """The change of this person's social worker that is under way, or None."""
    return _objects("community", "Handover").to_come(at=at).filter(person=person).for_pages().first()


def last_change(person: "User", *, at: datetime) -> Any:
    """The latest change that has happened, or None."""
    found = _objects("community", "Handover").begun(at=at).filter(person=person).for_pages()
    return found.order_by("-starts_at").first()


def was_called_off(person: "User") -> bool:
    """Whether the latest change that anybody named for this person was called off."""
    latest = _objects("community", "Handover").filter(person=person).order_by("-pk").first()
    return latest is not None and latest.called_off_at is not None


def was_taken_back(person: "User") -> bool:
    """Whether the latest ending that anybody said for this person was taken back."""
    latest = _objects("community", "Ending").filter(person=person).order_by("-pk").first()
    return latest is not None and latest.taken_back_at is not None


def named_already(person: "User", worker: "User", day: date, *, at: datetime) -> Any:
    """The change that brings just this worker on just this day, also where it was today and is done; or None."""
    coming = change_to_come(person, at=at)
    if coming is None and named_social_worker(person, at=at) == worker:
        coming = last_change(person, at=at)
    same = coming and coming.worker_id == worker.pk and timezone.localdate(coming.starts_at) == day
    return coming if same else None


def last_worker(person: "User", *, at: datetime) -> "User | None":
    """Who is this person's social worker, or was it last."""
    allocations = _objects("portal", "Allocation").filter(person=person, starts_at__lte=at)
    latest = allocations.select_related("worker__team").order_by("-starts_at").first()
    return latest.worker if latest else None


def words_for_the_worker(person: "User", *, at: datetime) -> Mapping[tuple[str, str], str]:
    """What a person wrote that the social worker's role may see, as text, by kind of document and question.

    It asks for the role and not for one worker: so it is the same whoever that is, and where there is none. Answers
    that are "only me", left out of the share, or in a document that is not shared with the role are not in it.
    Of several documents of one kind, the newest that answers counts.
    """
    grants = _objects("planning", "Grant").active(at=at).filter(to_named_worker=True)
    documents = (
        _objects("planning", "Document")
        .owned_by(person)
        .filter(Exists(grants.filter(document=OuterRef("pk"))))
        .select_related("question_set_version__question_set")
        .order_by("-created_at", "-pk")
    )
    shown = grants.filter(document=OuterRef("document")).exclude(left_out__contains=[OuterRef("question_id")])
    answers = (
        _objects("planning", "Answer")
        .given()
        .filter(document__in=documents, audience__in=(Audience.EVERYONE, Audience.WORKER_ONLY))
        .filter(Exists(shown))
    )
    values: dict[int, dict[str, Any]] = {}
    for document_id, question_id, value in answers.values_list("document", "question_id", "value"):
        values.setdefault(document_id, {})[str(question_id)] = value
    words: dict[tuple[str, str], str] = {}
    for document in documents:
        given = values.get(document.pk, {})
        kind = str(document.question_set_version.question_set.kind)
        for question in asked(pinned_definition(document), given).questions():
            if question.id in given:
                words.setdefault((kind, question.id), kind_of(question).show(question, given[question.id]).plain)
    return words
