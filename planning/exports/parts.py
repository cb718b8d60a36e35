"""How much of a document its owner takes along."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from content.questions.definitions import SetDefinition
from content.wizards.stores import StoredAnswer
from planning.documents.enums import Audience, StepState
from planning.documents.models import Answer, Document, Grant, Version
from planning.documents.reading import Reading
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from planning.exports.enums import Parts
from portal.accounts.models import User

_REACHES = {
    Parts.SHARED: {Audience.EVERYONE},
    Parts.WORKER: {Audience.EVERYONE, Audience.WORKER_ONLY},
}


def reading_for(
    document: Document, version: Version | None, user: User, *, parts: str = Parts.SHARED, at: datetime
) -> Reading:
    """A document, or a version of it, as this reader takes it along.

    Others get what they may see. The owner gets as much as `parts` says: without a choice nothing of what they
    marked as private, since what is taken along is meant to be handed on.
    """
    reading: Reading = VersionStore(version, user, at) if version else DocumentAnswerStore(document, user, at)
    if not reading.owner_reads or parts == Parts.ALL:
        return reading
    return WithoutPrivateParts(reading, _kept_back(reading, version, Parts(parts)))


def _kept_back(reading: Reading, version: Version | None, parts: Parts) -> frozenset[str]:
    """The questions that do not go along: those marked so, now or in the version, and those left out of a share."""
    reaches = _REACHES[parts]
    chosen = list(reading.audiences().items())
    if version:
        now = Answer.objects.filter(document=reading.document).values_list("question_id", "audience")
        chosen += [(str(question), audience) for question, audience in now]
    kept = {question for question, audience in chosen if audience not in reaches}
    # Also of a share that opens only once an invitation is taken up.
    shares = Grant.objects.filter(document=reading.document, ends_at=None)
    shares = shares.exclude(circle_membership__ends_at__lte=reading.at).exclude(match__ends_at__lte=reading.at)
    if parts == Parts.WORKER:
        shares = shares.filter(to_named_worker=True)
    kept |= {str(question) for share in shares for question in share.left_out}
    return frozenset(kept | _left_out_then(version, parts))


def _left_out_then(version: Version | None, parts: Parts) -> set[str]:
    shares: list[Mapping[str, Any]] = version.snapshot["left_out"] if version else []
    return {q for share in shares if parts == Parts.SHARED or share["to_named_worker"] for q in share["questions"]}


class WithoutPrivateParts:
    """A reading as it is for somebody from whom these questions are kept: neither they nor a trace are in it."""

    def __init__(self, reading: Reading, kept_back: Collection[str]) -> None:
        self.document = reading.document
        self.user = reading.user
        self.at = reading.at
        self.owner_reads = reading.owner_reads
        self.version_number = reading.version_number
        self.accepts_files = reading.accepts_files
        self._reading = reading
        self.kept_back = kept_back

    @property
    def definition(self) -> SetDefinition:
        """The questions, without own ones that are kept back, and without own headings that held nothing else."""
        whole, steps = self._reading.definition, []
        for step in whole.steps:
            questions = tuple(q for q in step.questions if not (q.own and q.id in self.kept_back))
            if questions or not (step.own and step.questions):
                steps.append(replace(step, questions=questions))
        return replace(whole, steps=tuple(steps))

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer that goes along, by question id."""
        return {q: answer for q, answer in self._reading.answers().items() if q not in self.kept_back}

    def audiences(self) -> Mapping[str, str]:
        """Who may see each answer that goes along."""
        return {q: audience for q, audience in self._reading.audiences().items() if q not in self.kept_back}

    def marks(self) -> Mapping[str, str]:
        """What was said about steps; "done" only where an answer goes along."""
        answered = {q for q, answer in self.answers().items() if answer.value is not None}
        filled = {step.id for step in self.definition.steps if any(q.id in answered for q in step.questions)}
        marks = self._reading.marks()
        asked = {step.id for step in self.definition.steps}
        return {s: state for s, state in marks.items() if s in asked and (state != StepState.DONE or s in filled)}
