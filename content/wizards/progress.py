"""How far somebody is: what a task list and "check your answers" show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from content.questions.conditions import asked
from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.questions.kinds import Problem, kind_of
from content.wizards.stores import AnswerReading, StoredAnswer

NOT_STARTED, BEGUN, DONE, LEFT_OUT = "Not started", "Begun", "Done", "Left out"
TONES = {NOT_STARTED: "quiet", BEGUN: "warm", DONE: "ok", LEFT_OUT: "quiet"}


@dataclass(frozen=True)
class StepProgress:
    """One step as its reader stands to it. `state` is one of the four words above."""

    step: StepDefinition
    state: str
    answered: int

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return TONES[self.state]


@dataclass(frozen=True)
class Answered:
    """One question with its answer as it stands, and what about it makes no sense yet."""

    question: QuestionDefinition
    step: StepDefinition
    answer: StoredAnswer
    problems: tuple[Problem, ...] = ()

    @property
    def has_answer(self) -> bool:
        """Whether anything was answered."""
        return self.answer.value is not None


def asked_now(store: AnswerReading) -> SetDefinition:
    """The questions that this reader is asked, given the answers they may see."""
    return asked(askable(store), {key: answer.value for key, answer in store.answers().items()})


def askable(store: AnswerReading) -> SetDefinition:
    """The questions that may be asked here, whatever their conditions say."""
    return store.definition if store.accepts_files else _without_files(store.definition)


def overview(store: AnswerReading) -> list[StepProgress]:
    """Every step with its state, in order."""
    answers, marks = store.answers(), store.marks()
    return [_progress(step, answers, marks.get(step.id, "")) for step in asked_now(store).steps]


def answered_questions(store: AnswerReading) -> list[Answered]:
    """Every question that is asked, with its answer, in order."""
    answers = store.answers()
    found = []
    for step in asked_now(store).steps:
        for question in step.questions:
            answer = answers.get(question.id, StoredAnswer())
            problems = kind_of(question).problems(question, answer.value) if answer.value is not None else ()
            found.append(Answered(question, step, answer, tuple(problems)))
    return found


def _progress(step: StepDefinition, answers: Mapping[str, StoredAnswer], mark: str) -> StepProgress:
    count = sum(1 for q in step.questions if q.id in answers and answers[q.id].value is not None)
    words = {"done": DONE, "left_out": LEFT_OUT}.get(mark) or (BEGUN if count else NOT_STARTED)
    return StepProgress(step, words, count)


def _without_files(definition: SetDefinition) -> SetDefinition:
    """A file cannot be kept before there is an account, so it is not asked for."""
    steps = []
    for step in definition.steps:
        questions = tuple(question for question in step.questions if not kind_of(question).holds_files)
        if questions or not step.questions:
            steps.append(replace(step, questions=questions))
    return replace(definition, steps=tuple(steps))
