"""One version of a document, as one reader may see it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from content.questions.definitions import SetDefinition
from content.wizards.stores import StoredAnswer
from planning.documents.enums import Audience, StepState, VersionReason
from planning.documents.models import Agreement, Answer, Grant, Version
from planning.documents.snapshots import left_out_for_worker, left_out_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.queries import acts_for


class VersionStore:
    """Reads a version as DocumentAnswerStore reads the document itself; nothing can be written.

    Its owner sees everything. Others see a part only if its audience and their share let it through both now and
    when the version was made; the rest looks as if nobody had answered it. What was sent, and what was agreed, the
    social worker's role reads as it was sent: "only me" later on does not take it back (decision 0007).
    Whether this reader may see the version at all is VersionQuerySet.visible_to's to say.
    """

    accepts_files = True

    def __init__(self, version: Version, user: User, at: datetime) -> None:
        self.version = version
        self.version_number: int | None = version.number
        self.document = version.document
        self.user = user
        self.at = at
        self.owner_reads = self.document.owner_id == user.pk
        self._snapshot: Mapping[str, Any] = version.snapshot
        self._shown: frozenset[str] | None = None
        self._definition: SetDefinition | None = None
        self._answers: dict[str, StoredAnswer] | None = None

    @property
    def definition(self) -> SetDefinition:
        """The questions as they were, without own ones that are kept from this reader."""
        if self._definition is None:
            whole = SetDefinition.from_json(self._snapshot["definition"])
            self._definition = whole if self.owner_reads else self._without_what_is_kept(whole)
        return self._definition

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer of the version that this user may see, by question id."""
        if self._answers is None:
            written = {q: row for q, row in self._snapshot["answers"].items() if row["number"]}
            self._answers = {q: self._as_stored(row) for q, row in written.items() if self._lets_through(q)}
        return self._answers

    def audiences(self) -> Mapping[str, str]:
        """For the owner: who could see each answer. Empty for everybody else."""
        return {q: row["audience"] for q, row in self._snapshot["answers"].items()} if self.owner_reads else {}

    def marks(self) -> Mapping[str, str]:
        """What was said about steps; for others, "done" only where they see an answer."""
        marks = {step: state for step, state in self._snapshot["marks"].items() if state != StepState.OPEN}
        if self.owner_reads:
            return marks
        answered = {q for q, answer in self.answers().items() if answer.value is not None}
        filled = {s.id for s in self.definition.steps if any(q.id in answered for q in s.questions)}
        return {step: state for step, state in marks.items() if state != StepState.DONE or step in filled}

    # ------------------------------------------------------------------------------------------

    def _as_stored(self, row: Mapping[str, Any]) -> StoredAnswer:
        return StoredAnswer(
            value=row["value"],
            number=row["number"],
            typed_by=self._name(row["typed_by"], row["typed_by_name"]),
            saved_at=parse_datetime(row["saved_at"]),
        )

    def _name(self, typist: int, name_then: str) -> str:
        """What the typist was known as; the owner is called what they are called now."""
        if typist == self.user.pk:
            return ""
        return str(self.document.owner.known_as) if typist == self.document.owner_id else name_then

    def _without_what_is_kept(self, whole: SetDefinition) -> SetDefinition:
        """An own question that is kept from this reader is not there, nor an own heading that held nothing else."""
        steps = []
        for step in whole.steps:
            questions = tuple(q for q in step.questions if not q.own or self._lets_through(q.id))
            if questions or not (step.own and step.questions):
                steps.append(replace(step, questions=questions))
        return replace(whole, steps=tuple(steps))

    def _lets_through(self, question_id: str) -> bool:
        if self.owner_reads:
            return True
        if self._shown is None:
            self._shown = self._shown_to_others()
        return question_id in self._shown

    def _shown_to_others(self) -> frozenset[str]:
        """The questions that some share of this reader lets through."""
        shares = list(Grant.objects.for_user(self.user, at=self.at).filter(document=self.document))
        now = dict(Answer.objects.filter(document=self.document).values_list("question_id", "audience"))
        audience_now = {str(question): audience for question, audience in now.items()}
        rules = [self._rule(share, audience_now) for share in shares if share.starts_at <= self.version.kept_at]
        if self._as_sent(shares):
            rules.append(self._as_it_was_sent())
        return frozenset(q for q in self._question_ids() if any(rule(q) for rule in rules))

    def _question_ids(self) -> set[str]:
        asked = {q["id"] for step in self._snapshot["definition"]["steps"] for q in step["questions"]}
        return asked | set(self._snapshot["answers"])

    def _rule(self, share: Grant, audience_now: Mapping[str, str]) -> "_Rule":
        left_out = {str(q) for q in share.left_out} | left_out_of(self._snapshot, share.pk)
        return lambda q: (
            q not in left_out
            and _reaches(share.to_named_worker, self._audience_then(q))
            and _reaches(share.to_named_worker, audience_now.get(q, Audience.EVERYONE))
        )

    def _as_it_was_sent(self) -> "_Rule":
        left_out = left_out_for_worker(self._snapshot)
        return lambda q: q not in left_out and _reaches(True, self._audience_then(q))

    def _as_sent(self, shares: list[Grant]) -> bool:
        if self.version.why == VersionReason.SENT and self.user.role == Role.TEAM_MANAGER:
            # They decide about what their worker was sent: the same words, and no others.
            return True
        if self.version.why == VersionReason.SENT and any(share.to_named_worker for share in shares):
            return True
        agreed = Agreement.objects.filter(version=self.version).exists()
        return agreed and acts_for(self.user, self.document.owner, at=self.at)

    def _audience_then(self, question_id: str) -> str:
        return str(self._snapshot["answers"].get(question_id, {}).get("audience", Audience.EVERYONE))


_Rule = Callable[[str], bool]


def _reaches(worker: bool, audience: str) -> bool:
    """Whether an answer with this audience is for those to whom a share is."""
    return audience == Audience.EVERYONE or (worker and audience == Audience.WORKER_ONLY)
