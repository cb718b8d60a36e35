"""Questions as editors put them together: one block type for each kind."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from content.questions.checking import problems_of
from content.questions.conditions import OPERATORS
from content.questions.coverage import OUTCOMES, SECTION_25, SEVEN_QUESTIONS
from content.questions.kinds.figures import PARTS_OF_THE_DAY, PER
from content.questions.writing import steps_of

_SEVEN_QUESTIONS = [(str(number), f"{number}. {words}") for number, words in SEVEN_QUESTIONS.items()]
_SECTION_25 = list(SECTION_25.items())


class ConditionBlock(blocks.StructBlock):
    """ "Ask this only if…". `conditions.js` lets an editor choose the question and its answer from lists.

    It is sent by its wording, which is unique in a set, because a new question has no other name yet.
    """

    question = blocks.CharBlock(
        required=False,
        label="Which question",
        help_text="A question of this set, from any step.",
    )
    operator = blocks.ChoiceBlock(choices=list(OPERATORS.items()), required=False, default="is", label="Its answer")
    value = blocks.CharBlock(required=False, label="This answer")

    class Meta:
        label = "Ask this only if"
        icon = "help"
        form_attrs = {
            "data-controller": "imw-condition",
            "data-imw-condition-outcomes-value": json.dumps(OUTCOMES),
        }


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    label = blocks.CharBlock(label="Question", max_length=200)
    hint = blocks.CharBlock(required=False, max_length=300, help_text="One line below the question.")
    help = blocks.TextBlock(required=False, label="Help")
    why = blocks.TextBlock(required=False, label="Why we ask")
    example = blocks.TextBlock(required=False)
    condition = ConditionBlock(required=False)

    class Meta:
        icon = "form"


class ChoiceBlock(blocks.StructBlock):
    """One choice. Its short name is what is kept, so that its wording can change.

    In requests for help a short name that is one of a word of the directory stands for that word.
    """

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9_-]+$",
        label="Short name",
        error_messages={"invalid": "Use small letters, numbers, - and _."},
    )
    label = blocks.CharBlock(label="Wording", max_length=150)
    hint = blocks.CharBlock(required=False, max_length=200)


class OneOfBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceBlock(), min_num=2)


class SeveralOfBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceBlock(), min_num=2)
    something_else = blocks.BooleanBlock(required=False, label="Offer “Something else”")


class FollowUpBlock(blocks.StructBlock):
    """The box that "yes" or "no" opens."""

    when = blocks.ChoiceBlock(choices=[("yes", "Yes"), ("no", "No")], required=False, label="Ask more after")
    label = blocks.CharBlock(required=False, max_length=200, label="What to ask then")


class YesNoBlock(QuestionBlock):
    follow_up = FollowUpBlock(required=False)


class MoneyBlock(QuestionBlock):
    per = blocks.ChoiceBlock(choices=[(key, words or "no period") for key, words in PER.items()], default="week")


class WeekBlock(QuestionBlock):
    parts = blocks.ListBlock(blocks.CharBlock(max_length=20), default=list(PARTS_OF_THE_DAY), label="Parts of the day")


class ShiftBlock(blocks.StructBlock):
    """A kind of hours of a week of duties, and the question that asks what they are paid."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9_-]+$",
        label="Short name",
        error_messages={"invalid": "Use small letters, numbers, - and _."},
    )
    label = blocks.CharBlock(label="Wording", max_length=60)
    pay = blocks.CharBlock(
        required=False,
        label="Which question asks for the pay",
        help_text="The wording of a question about an amount of money for an hour, in this set.",
    )
    sleeping = blocks.BooleanBlock(required=False, label="Nights at which one may sleep")


class DutyWeekBlock(QuestionBlock):
    shifts = blocks.ListBlock(ShiftBlock(), min_num=1, label="Kinds of hours, the usual one first")


class FileBlock(QuestionBlock):
    accept = blocks.ChoiceBlock(choices=[("any", "Photos and files"), ("photo", "Photos only")], default="any")


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a step: one block type for each kind of question."""

    short_text = QuestionBlock(label="Short text", group="Words")
    long_text = QuestionBlock(label="Long text", group="Words")
    place = QuestionBlock(label="Town or postcode", group="Words")
    one_of = OneOfBlock(label="One of several", group="Choices")
    several_of = SeveralOfBlock(label="Several of several", group="Choices")
    yes_no = YesNoBlock(label="Yes or no", group="Choices")
    outcomes = QuestionBlock(label="Which of the ten outcomes", group="Choices")
    date = QuestionBlock(label="Date", group="Figures")
    money = MoneyBlock(label="Amount of money", group="Figures")
    week = WeekBlock(label="A week", group="Figures")
    duty_week = DutyWeekBlock(label="A week of duties, with hours", group="Figures")
    people_list = QuestionBlock(label="List of people", group="Lists")
    todo_list = QuestionBlock(label="List of things to do", group="Lists")
    cost_list = QuestionBlock(label="List of costs", group="Lists")
    file = FileBlock(label="A photo or a file", group="Photos, files, sound")
    photos = QuestionBlock(label="Photos with captions", group="Photos, files, sound")
    files = FileBlock(label="Several photos or files", group="Photos, files, sound")
    recording = QuestionBlock(label="A recording", group="Photos, files, sound")


class CoverageBlock(blocks.StructBlock):
    """What the council finds answered in this step."""

    seven_questions = blocks.MultipleChoiceBlock(choices=_SEVEN_QUESTIONS, required=False)
    section_25 = blocks.MultipleChoiceBlock(
        choices=list(SECTION_25.items()), required=False, label="Section 25 of the Care Act 2014"
    )


class StepBlock(blocks.StructBlock):
    """One page of the wizard."""

    title = blocks.CharBlock(max_length=120)
    slug = blocks.RegexBlock(
        regex=r"^[a-z0-9-]*$",
        required=False,
        label="Address",
        help_text="Small letters and hyphens. Left empty, it is made from the title.",
        error_messages={"invalid": "Use small letters, numbers and hyphens."},
    )
    intro = blocks.TextBlock(required=False)
    questions = QuestionsBlock(min_num=1)
    coverage = CoverageBlock(required=False)

    class Meta:
        icon = "doc-full"


class StepsBlock(blocks.StreamBlock):
    """The steps of a set, checked as a whole: a condition may speak of a question in another step."""

    step = StepBlock()

    def clean(self, value: Any) -> Any:
        """Raises a validation error with a sentence for each thing that would confuse people."""
        cleaned = super().clean(value)
        # An empty set may be kept as a draft; it is publishing that needs a question.
        problems = problems_of(steps_of(cleaned)) if len(cleaned) else []
        if problems:
            raise StreamBlockValidationError(non_block_errors=ErrorList([ValidationError(text) for text in problems]))
        return cleaned
