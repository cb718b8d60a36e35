"""The questions of one document as one reader meets them: the published ones, with the owner's own."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from uuid import NAMESPACE_URL, UUID, uuid5

from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.questions.models import QuestionSetVersion
from planning.documents.models import Document, OwnHeading, OwnQuestion

# Where own questions go whose step is not asked any more.
MORE_STEP = str(uuid5(NAMESPACE_URL, "in-my-words:more-of-your-own"))
MORE_SLUG = "more-of-your-own"
MORE_TITLE = "More of your own"


_definitions: dict[int, SetDefinition] = {}
_MOST_REMEMBERED = 200


def published_definition(version: QuestionSetVersion) -> SetDefinition:
    """The questions of a version."""
    return _remembered(version.pk, lambda: version)


def pinned_definition(document: Document) -> SetDefinition:
    """The published questions of a document."""
    return _remembered(document.question_set_version_id, lambda: document.question_set_version)


def _remembered(version_id: int, version: Callable[[], QuestionSetVersion]) -> SetDefinition:
    """Read once in each process: the database lets nobody change a version or take it away."""
    known = _definitions.get(version_id)
    if known is None:
        if len(_definitions) >= _MOST_REMEMBERED:
            _definitions.clear()
        known = _definitions.setdefault(version_id, version().as_definition())
    return known


def compose(document: Document, *, kept_back: Collection[str] | None = None) -> SetDefinition:
    """The whole set for one reader.

    kept_back: for anybody but the owner, the ids of questions kept from them (None: the owner reads). An own
    question among these is not there at all, and neither is an own heading that holds nothing else: even
    their titles are the owner's words. A published question stays, and looks as if nobody had answered it.
    """
    published = pinned_definition(document)
    headings = [heading for heading in document.own_headings.all() if heading.removed_at is None]
    questions = [question for question in document.own_questions.all() if question.removed_at is None]
    shown = [q for q in questions if kept_back is None or str(q.question_id) not in kept_back]
    by_step: dict[str, list[QuestionDefinition]] = {}
    for question in shown:
        by_step.setdefault(str(question.step_id), []).append(_own_question(question))
    emptied = {str(q.step_id) for q in questions} - set(by_step)
    own = [_own_step(heading) for heading in headings if str(heading.step_id) not in emptied]
    steps = _in_places(published.steps, own, headings)
    steps = [replace(s, questions=(*s.questions, *by_step.pop(s.id, ()))) for s in steps]
    left = [question for rest in by_step.values() for question in rest]
    if left:
        steps.append(StepDefinition(MORE_STEP, MORE_SLUG, MORE_TITLE, questions=tuple(left), own=True))
    return replace(published, title=document.title, steps=tuple(steps))


def own_slug(step_id: UUID) -> str:
    """The part of the address that an own heading has."""
    return f"own-{step_id.hex[:12]}"


def _own_question(question: OwnQuestion) -> QuestionDefinition:
    return QuestionDefinition(id=str(question.question_id), kind="long_text", label=question.label, own=True)


def _own_step(heading: OwnHeading) -> StepDefinition:
    return StepDefinition(str(heading.step_id), own_slug(heading.step_id), heading.title, own=True)


def _in_places(
    published: Iterable[StepDefinition], own: Iterable[StepDefinition], headings: Iterable[OwnHeading]
) -> list[StepDefinition]:
    """Own steps after the step they follow; first when they follow none; last when it is gone."""
    after = {str(heading.step_id): heading.after_step_id for heading in headings}
    followers: dict[str | None, list[StepDefinition]] = {}
    for step in own:
        place = after[step.id]
        followers.setdefault(str(place) if place else None, []).append(step)
    steps = followers.pop(None, [])
    for step in published:
        steps.append(step)
        steps.extend(followers.pop(step.id, []))
    for rest in followers.values():
        steps.extend(rest)
    return steps


def earlier_questions(document: Document, question_ids: Collection[str]) -> dict[str, QuestionDefinition]:
    """Questions that are not asked any more, by id: taken out by the owner, or of older versions."""
    gone = document.own_questions.exclude(removed_at=None).filter(question_id__in=question_ids)
    found = {str(question.question_id): _own_question(question) for question in gone}
    missing = set(question_ids) - set(found)
    if not missing:
        return found
    versions = QuestionSetVersion.objects.filter(
        question_set=document.question_set_version.question_set_id,
        number__lt=document.question_set_version.number,
    )
    for version in versions.order_by("-number").defer("definition"):
        for question in published_definition(version).questions():
            if question.id in missing:
                found[question.id] = question
                missing.discard(question.id)
        if not missing:
            break
    return found
