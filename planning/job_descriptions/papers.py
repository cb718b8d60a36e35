"""Three papers out of the same answers: job description, person specification, advert."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from content.questions.conditions import asked
from content.questions.definitions import QuestionDefinition, SetDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.base import as_mapping
from content.questions.kinds.duties import DutyHours, hours_of
from content.wizards.stores import AnswerReading
from planning.exports.paper import Block, Heading, Items, Missing, Paper, Table, Text
from planning.job_descriptions import questions as q
from planning.job_descriptions.addresses import looks_like_home, without_home
from planning.job_descriptions.costs import duty_questions

NOTHING_YET = "Nothing is written for this paper yet."
A_REASON_FIRST = (
    "You ask for a woman or a man, and the reason is not written yet. The law asks for one. "
    "Until it is there, the papers leave this out."
)
AN_ADDRESS = (
    "This looks like a home address: “{label}”. The advert leaves it out, so that strangers do not read it. "
    "The name of the part of town is enough."
)
PRIVATE = "You keep this from others: “{label}”. So the papers leave it out."
WANTED = {"woman": "a woman", "man": "a man"}
DRIVING = {"must": "You have to drive.", "helps": "It helps if you drive."}
# What no paper says by itself: it is for the sum, or part of another line.
NOT_SAID = {q.FOR_OTHERS, q.PAYS_MORE, q.GENDER, q.WHICH_GENDER, q.GENDER_REASON}


class Which(StrEnum):
    """One of the three papers."""

    JOB = "job-description"
    PERSON = "person-specification"
    ADVERT = "advert"

    @property
    def label(self) -> str:
        """What it is called."""
        return {
            Which.JOB: "Job description",
            Which.PERSON: "Person specification",
            Which.ADVERT: "Advert",
        }[self]

    @property
    def about(self) -> str:
        """What it is for, in a sentence."""
        return {
            Which.JOB: "What the work is, when, and what it pays. Your PA gets it with their contract.",
            Which.PERSON: "What somebody must have, and what would be nice. It helps you to choose.",
            Which.ADVERT: "What goes on the notice board. It never shows your home address.",
        }[self]


@dataclass(frozen=True)
class Job:
    """The answers of one reader, ready for the papers: only those that are asked and that they may see.

    private: the wording of questions whose answers their owner keeps from somebody, which are in no paper.
    """

    definition: SetDefinition
    values: Mapping[str, Any]
    title: str
    private: tuple[str, ...] = ()

    def text(self, question_id: str) -> str:
        """One answer as it is read; "" where there is none."""
        found = self.question(question_id)
        value = self.values.get(question_id)
        if found is None or value is None:
            return ""
        return kind_of(found).show(found, value).plain

    def question(self, question_id: str) -> QuestionDefinition | None:
        """The question, if it is asked."""
        return next((question for question in self.definition.questions() if question.id == question_id), None)

    def weeks(self) -> list[tuple[QuestionDefinition, DutyHours]]:
        """Every week of duties in which something can be counted."""
        found = [(question, hours_of(question, self.values.get(question.id))) for question in self._duties()]
        return [(question, week) for question, week in found if week.hours]

    def _duties(self) -> list[QuestionDefinition]:
        return duty_questions(self.definition)


def job_of(store: AnswerReading, title: str, private: Collection[str] = ()) -> Job:
    """The answers that this reader may see. title: of the document, for a job without one.

    private: the ids of questions whose answers are not for everybody. Papers are made to be handed on, so they hold
    none of these, not even where their owner reads.
    """
    values = {key: answer.value for key, answer in store.answers().items() if answer.value is not None}
    definition = asked(store.definition, values)
    questions = {question.id: question for question in definition.questions()}
    kept = {key: value for key, value in values.items() if key in questions and key not in private}
    left_out = (questions[key].label for key in questions if key in values and key in private)
    return Job(definition, kept, title, tuple(left_out))


def paper_of(job: Job, which: Which) -> Paper:
    """One of the three papers."""
    made = {Which.JOB: _job_description, Which.PERSON: _person, Which.ADVERT: _advert}[which](job)
    name = job.text(q.TITLE)
    if which == Which.ADVERT:
        name = without_home(name)
        title = without_home(job.text(q.WANTED)) or name or "Personal assistant wanted"
        about = [name] if name and name != title else []
        return Paper(title, made or [Missing(NOTHING_YET)], about=about)
    return Paper(f"{which.label}: {name or 'personal assistant'}", made or [Missing(NOTHING_YET)])


def private_hints(job: Job) -> list[str]:
    """For its owner: which answers are in no paper, because they are not for everybody."""
    return [PRIVATE.format(label=label) for label in job.private]


def hints(job: Job) -> list[str]:
    """What its owner should look at: what the papers and the advert leave out, and why."""
    found = private_hints(job)
    found += [
        AN_ADDRESS.format(label=question.label)
        for question_id in _IN_THE_ADVERT
        if (question := job.question(question_id)) and looks_like_home(job.text(question_id))
    ]
    if _asks_for_gender(job) and not job.text(q.GENDER_REASON):
        found.append(A_REASON_FIRST)
    return found


@dataclass
class _Writing:
    """The blocks of a paper as they come. careful: whether home addresses are taken out."""

    job: Job
    careful: bool = False
    blocks: list[Block] = field(default_factory=list)

    def part(self, heading: str, *texts: str) -> None:
        """A heading with texts below it; nothing where they are all empty."""
        kept = [self._safe(text) for text in texts if text]
        if any(kept):
            self.blocks.append(Heading(2, heading))
            self.blocks += [Text(text) for text in kept if text]

    def listed(self, heading: str, *texts: str) -> None:
        """The same as a list, a line each."""
        lines = [line.strip(" -–•*") for text in texts for line in self._safe(text).split("\n") if line.strip()]
        if lines:
            self.blocks += [Heading(2, heading), Items(lines)]

    def block(self, heading: str, block: Block | None) -> None:
        """A heading with one block below it."""
        if block:
            self.blocks += [Heading(2, heading), block]

    def _safe(self, text: str) -> str:
        return without_home(text) if self.careful else text


def _job_description(job: Job) -> list[Block]:
    writing = _Writing(job)
    writing.part("About the job", job.text(q.NATURE))
    writing.part("Where", job.text(q.AREA))
    writing.part("Who is the boss", job.text(q.REPORTS_TO))
    writing.part("Personal support", job.text(q.PERSONAL))
    writing.part("In the home", job.text(q.DOMESTIC))
    writing.part("Getting out and seeing people", job.text(q.SOCIAL))
    for _, week in job.weeks():
        writing.block(f"Hours: {week.length} a week", _table(week))
    writing.listed("Pay", *_pay(job))
    writing.listed("Checks", job.text(q.CHECKS))
    for question in job.definition.questions():
        # What an editor or the person added belongs to somebody who has the job, not to strangers.
        if question.id not in _KNOWN and question.kind != "duty_week" and job.text(question.id):
            writing.part(question.label, job.text(question.id))
    return writing.blocks


def _person(job: Job) -> list[Block]:
    writing = _Writing(job)
    writing.listed("Essential", job.text(q.ESSENTIAL), _gender(job), DRIVING["must"] if _driving(job) == "must" else "")
    writing.listed("Desirable", job.text(q.DESIRABLE), DRIVING["helps"] if _driving(job) == "helps" else "")
    writing.part("Skills and training", job.text(q.SKILLS))
    writing.part("How you are with me", job.text(q.VALUES))
    writing.part("My home and way of life", job.text(q.CULTURE))
    return writing.blocks


def _advert(job: Job) -> list[Block]:
    writing = _Writing(job, careful=True)
    writing.part("The job", job.text(q.NATURE))
    writing.listed("What you would do", job.text(q.PERSONAL), job.text(q.DOMESTIC), job.text(q.SOCIAL))
    writing.listed("Hours", *_hours(job))
    writing.listed("Pay", *_pay(job))
    writing.part("Where", job.text(q.AREA))
    writing.listed("You", job.text(q.ESSENTIAL), _gender(job), DRIVING.get(_driving(job), ""))
    writing.listed("Nice to have", job.text(q.DESIRABLE))
    writing.listed("Checks", job.text(q.CHECKS))
    writing.part("How to apply", job.text(q.APPLY))
    writing.part("The last day to apply", job.text(q.CLOSING))
    return writing.blocks


def _table(week: DutyHours) -> Table:
    rows = [
        [day.name, duty.when or "any time", duty.what, duty.length.split()[0]]
        for day in week.days
        for duty in day.duties
    ]
    return Table("Hours by day", ["Day", "When", "What is done", "Hours"], rows)


def _hours(job: Job) -> Iterable[str]:
    for _, week in job.weeks():
        yield f"{week.length} a week"
        for day in week.days:
            if day.duties:
                yield f"{day.name}: {', '.join(dict.fromkeys(duty.when or duty.length for duty in day.duties))}"


def _pay(job: Job) -> list[str]:
    found = []
    for question, label in (
        (q.PAY, ""),
        (q.PAY_EVENING, "in the evening"),
        (q.PAY_WEEKEND, "at the weekend"),
        (q.PAY_NIGHT, "on a waking night"),
        (q.PAY_SLEEP, "on a sleep-in night"),
    ):
        if amount := job.text(question):
            found.append(f"{amount} {label}".strip())
    return found


def _asks_for_gender(job: Job) -> bool:
    return as_mapping(job.values.get(q.GENDER)).get("answer") == "yes" and job.values.get(q.WHICH_GENDER) in WANTED


def _gender(job: Job) -> str:
    """The requirement with its reason (Equality Act 2010, schedule 9, part 1); "" where there is no reason."""
    reason = " ".join(job.text(q.GENDER_REASON).split())
    if not _asks_for_gender(job) or not reason:
        return ""
    return f"This job is for {WANTED[str(job.values[q.WHICH_GENDER])]}. The reason: {reason}"


def _driving(job: Job) -> str:
    return str(job.values.get(q.DRIVING) or "")


_IN_THE_ADVERT = (
    q.WANTED,
    q.TITLE,
    q.AREA,
    q.NATURE,
    q.PERSONAL,
    q.DOMESTIC,
    q.SOCIAL,
    q.ESSENTIAL,
    q.DESIRABLE,
    q.GENDER_REASON,
    q.APPLY,
)
_KNOWN = {value for name, value in vars(q).items() if name.isupper()} | NOT_SAID
