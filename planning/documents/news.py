"""What changed in a document since a reader other than its owner last looked, as far as they could see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from content.questions.definitions import SetDefinition
from content.wizards.stores import StoredAnswer
from planning.documents.models import Answer, AnswerBefore, Grant
from planning.documents.queries import choices_since, latest_openings
from planning.documents.store import DocumentAnswerStore


class SinceReading:
    """The document as its reader could see it when they last looked; what they could not be sure to see is empty.

    Who may see an answer is written down when it changes, and so is a change of their share: where either changed
    since, the earlier words are not shown, since they may have been kept from this reader then.
    """

    accepts_files = True
    version_number: int | None = None

    def __init__(self, now: DocumentAnswerStore, since: datetime) -> None:
        self.now = now
        self.since = since
        self.document, self.user, self.at = now.document, now.user, now.at
        self.owner_reads = now.owner_reads
        self._answers: dict[str, StoredAnswer] | None = None

    @property
    def definition(self) -> SetDefinition:
        """The questions as they are now: what is looked at is what became of the answers."""
        return self.now.definition

    def answers(self) -> Mapping[str, StoredAnswer]:
        """The answers as of then, by question id."""
        if self._answers is None:
            self._answers = {**self.now.answers(), **self._as_of_then()}
        return self._answers

    def audiences(self) -> Mapping[str, str]:
        """Nobody but the owner reads these."""
        return {}

    def marks(self) -> Mapping[str, str]:
        """As they are now."""
        return self.now.marks()

    def is_news(self) -> bool:
        """Whether somebody else wrote anything anew since: a quick look, before the answers are compared."""
        return bool(self._written_since().exists())

    def _written_since(self) -> Any:
        rows = Answer.objects.read_by(self.user, self.document, at=self.at).filter(saved_at__gt=self.since)
        return rows.exclude(typed_by=self.user)

    def _as_of_then(self) -> dict[str, StoredAnswer]:
        """What others wrote anew since, as it was before."""
        changed = {row.pk: str(row.question_id) for row in self._written_since()}
        if not changed:
            return {}
        then = {question: StoredAnswer() for question in changed.values()}
        share_changed, opened = self._choices()
        if not share_changed:
            before = AnswerBefore.objects.filter(answer__in=changed, saved_at__lte=self.since)
            for row in before.select_related("typed_by").order_by("answer", "number"):
                question = changed[row.answer_id]
                if question not in opened:
                    then[question] = self._as_stored(row)
        return then

    def _choices(self) -> tuple[bool, set[str]]:
        """Whether a share of this reader was changed since, and for which questions who may see them was."""
        shared = Grant.objects.for_user(self.user, at=self.at).filter(document=self.document)
        mine = set(shared.values_list("pk", flat=True))
        chosen = choices_since(self.document, self.since)
        shares = any(detail.get("grant") in mine for detail in chosen)
        return shares, {str(detail["question"]) for detail in chosen if "question" in detail}

    def _as_stored(self, row: AnswerBefore) -> StoredAnswer:
        typist: Any = row.typed_by
        name = "" if typist.pk == self.user.pk else typist.known_as
        return StoredAnswer(value=row.value, number=row.number, typed_by=name, saved_at=row.saved_at)


def last_look(now: DocumentAnswerStore) -> datetime | None:
    """When this reader looked before this time; None the first time, for the owner, and where the share they have
    began since. Looking counts as this time from its opening on, which is written down before this is asked."""
    if now.owner_reads:
        return None
    openings = latest_openings(now.document, now.user)
    if len(openings) < 2:
        return None
    before = openings[1]
    shares = Grant.objects.for_user(now.user, at=now.at).filter(document=now.document, starts_at__lte=before)
    return before if shares.exists() else None
