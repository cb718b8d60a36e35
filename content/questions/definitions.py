"""A published set of questions as plain data: what the engine reads, and nothing of the CMS that wrote it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Condition:
    """ "Ask this only if…": the answer to `question` compared by `operator` with `value`.

    operator: is, is_not, includes, answered, not_answered.
    """

    question: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class QuestionDefinition:
    """One question. `id` is that of the editor's block and the key of every answer to it."""

    id: str
    kind: str
    label: str
    hint: str = ""
    help: str = ""
    why: str = ""
    example: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    condition: Condition | None = None
    own: bool = False


@dataclass(frozen=True)
class StepDefinition:
    """One page of questions. `slug` is its part of the address, unique within the set."""

    id: str
    slug: str
    title: str
    intro: str = ""
    questions: tuple[QuestionDefinition, ...] = ()
    coverage: Mapping[str, Any] = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True)
class SetDefinition:
    """A whole set: what a wizard asks, in order.

    plan: whether it makes a plan, beside which stands what the plan covers; begins_blank: whether people begin
    with headings of their own.
    """

    title: str
    kind: str
    intro: str = ""
    steps: tuple[StepDefinition, ...] = ()
    plan: bool = False
    begins_blank: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the JSON of a QuestionSetVersion (or of a seed file)."""
        return cls(
            title=data["title"],
            kind=data["kind"],
            intro=data.get("intro", ""),
            steps=tuple(_step(step) for step in data["steps"]),
            # What was published before editors could say so is a plan where its steps cover what a plan holds.
            plan=data.get("plan", any(any((step.get("coverage") or {}).values()) for step in data["steps"])),
            begins_blank=data.get("begins_blank", False),
        )

    def as_json(self) -> dict[str, Any]:
        """The same set as JSON, which `from_json` reads into an equal one."""
        return {
            "title": self.title,
            "kind": self.kind,
            "intro": self.intro,
            "plan": self.plan,
            "begins_blank": self.begins_blank,
            "steps": [_step_as_json(step) for step in self.steps],
        }

    def questions(self) -> Iterator[QuestionDefinition]:
        """Every question of every step, in order."""
        for step in self.steps:
            yield from step.questions

    def step(self, slug: str) -> StepDefinition | None:
        """The step at this part of the address, if the set has it."""
        return next((step for step in self.steps if step.slug == slug), None)

    def step_of(self, question_id: str) -> StepDefinition | None:
        """The step on which a question stands."""
        return next((s for s in self.steps if any(q.id == question_id for q in s.questions)), None)


_COMMON = {"id", "type", "label", "hint", "help", "why", "example", "condition", "required", "own"}


def _step(data: Mapping[str, Any]) -> StepDefinition:
    return StepDefinition(
        id=data["id"],
        slug=data["slug"],
        title=data["title"],
        intro=data.get("intro", ""),
        questions=tuple(_question(question) for question in data["questions"]),
        coverage=data.get("coverage") or {},
        own=data.get("own", False),
    )


def _question(data: Mapping[str, Any]) -> QuestionDefinition:
    condition = data.get("condition")
    return QuestionDefinition(
        id=data["id"],
        kind=data["type"],
        label=data["label"],
        hint=data.get("hint", ""),
        help=data.get("help", ""),
        why=data.get("why", ""),
        example=data.get("example", ""),
        options={key: value for key, value in data.items() if key not in _COMMON},
        condition=Condition(condition["question"], condition["operator"], condition.get("value") or "")
        if condition
        else None,
        own=data.get("own", False),
    )


def _step_as_json(step: StepDefinition) -> dict[str, Any]:
    return {
        "id": step.id,
        "slug": step.slug,
        "title": step.title,
        "intro": step.intro,
        "questions": [_question_as_json(question) for question in step.questions],
        "coverage": dict(step.coverage),
        "own": step.own,
    }


def _question_as_json(question: QuestionDefinition) -> dict[str, Any]:
    condition = question.condition
    return {
        **question.options,
        "id": question.id,
        "type": question.kind,
        "label": question.label,
        "hint": question.hint,
        "help": question.help,
        "why": question.why,
        "example": question.example,
        "condition": {"question": condition.question, "operator": condition.operator, "value": condition.value}
        if condition
        else None,
        "own": question.own,
    }
