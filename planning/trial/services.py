"""Writing without an account, and keeping it afterwards."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from content.questions.queries import latest_version
from content.wizards.session_store import SessionAnswerStore
from planning.documents.composition import pinned_definition, published_definition
from planning.documents.models import AnswerBefore, Document
from planning.documents.services import create_document
from portal.accounts.models import User

KIND = "support_plan"
ANSWERS, IDENTITY, WANTED, KEPT_AS = "trial", "trial_identity", "trial_wanted_at", "trial_kept_as"
# How long "keep it" stands while somebody makes an account. After that they are asked again, so that
# nobody else who signs in at this browser finds a stranger's words in their own account.
WANTED_FOR = timedelta(hours=1)


def trial_store(session: SessionBase) -> SessionAnswerStore | None:
    """The answers in this session, to the questions published last; None when there are none published."""
    version = latest_version(KIND)
    if version is None:
        return None
    return SessionAnswerStore(session, published_definition(version), key=ANSWERS)


def has_words(session: SessionBase) -> bool:
    """Whether anything was written in this session that could be kept."""
    kept = session.get(ANSWERS, {}).get("answers", {})
    return any(answer["value"] is not None for answer in kept.values())


def want_to_keep(session: SessionBase, *, at: datetime) -> None:
    """Note that this browser's writer asked to keep it, before they sign in or up."""
    session[WANTED] = at.isoformat()
    identity(session)


def is_wanted(session: SessionBase, *, at: datetime) -> bool:
    """Whether "keep it" was asked for a moment ago, in this browser."""
    asked = session.get(WANTED)
    return bool(asked and datetime.fromisoformat(asked) > at - WANTED_FOR)


def identity(session: SessionBase) -> UUID:
    """What makes keeping it a second time find the document of the first."""
    if IDENTITY not in session:
        session[IDENTITY] = str(uuid4())
    return UUID(session[IDENTITY])


def keep_trial(*, session: SessionBase, by: User, at: datetime) -> Document | None:
    """Carry every answer into a document of `by`, once, and forget it here.

    Asked again in the same session, or at the same moment in another tab, it gives the same document; what was
    written since then becomes a document of its own. None when there is nothing to keep. Raises Denied for
    accounts that have no documents of their own.
    """
    if not has_words(session):
        return kept_document(session=session, by=by)
    document = _carry_over(session, by=by, at=at)
    if not _holds(document, _values(session)):
        session.pop(IDENTITY)
        document = _carry_over(session, by=by, at=at)
    session[KEPT_AS] = session.pop(IDENTITY)
    clear_trial(session)
    return document


def kept_document(*, session: SessionBase, by: User) -> Document | None:
    """The document that this session's words went into before, if `by` still has it."""
    kept_as = session.get(KEPT_AS)
    found: Document | None = Document.objects.owned_by(by).filter(kept_from=kept_as).first() if kept_as else None
    return found


def clear_trial(session: SessionBase) -> None:
    """Forget what was written in this session."""
    for key in (ANSWERS, IDENTITY, WANTED):
        session.pop(key, None)


def _values(session: SessionBase) -> dict[str, Any]:
    kept = session[ANSWERS]["answers"]
    return {q: answer["value"] for q, answer in kept.items() if answer["value"] is not None}


def _carry_over(session: SessionBase, *, by: User, at: datetime) -> Document:
    return create_document(
        kind=KIND,
        by=by,
        at=at,
        answers=_values(session),
        marks=session[ANSWERS].get("marks", {}),
        kept_from=identity(session),
        last_step=session[ANSWERS].get("last_step") or _last_written(session),
    )


def _last_written(session: SessionBase) -> str:
    """The last step in which something is written."""
    store, values = trial_store(session), _values(session)
    steps = store.definition.steps if store else ()
    return next((s.slug for s in reversed(steps) if any(q.id in values for q in s.questions)), "")


def _holds(document: Document, values: dict[str, Any]) -> bool:
    """Whether a document has all of these answers, now or among the words before."""
    asked = {question.id for question in pinned_definition(document).questions()}
    had = [(str(row.question_id), row.value) for row in document.answers.all()]
    before = AnswerBefore.objects.filter(answer__document=document).select_related("answer")
    had += [(str(row.answer.question_id), row.value) for row in before]
    return all((question, value) in had for question, value in values.items() if question in asked)
