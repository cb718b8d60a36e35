"""The pieces of a made-up year and of a course; each that is shown by itself has a template of the same name."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.pages.blocks import text_blocks
from content.practice.year import LETTERS, WEEKS

MOST_POUNDS = Decimal(100_000)
# The names under which answers travel in the address.
ANSWER = re.compile(r"^a\d{1,3}$")
LONGEST_ANSWER = 40


def _template(name: str) -> str:
    return f"content/practice/blocks/{name}.html"


def _pounds(label: str, help_text: str = "", *, below_zero: bool = False) -> blocks.DecimalBlock:
    lowest = -MOST_POUNDS if below_zero else Decimal(0)
    return blocks.DecimalBlock(
        label=label,
        help_text=help_text,
        default=Decimal(0),
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(lowest), MaxValueValidator(MOST_POUNDS)],
    )


class ChoiceBlock(blocks.StructBlock):
    """One way to go on in a made-up year."""

    words = blocks.CharBlock(label="what one can choose", max_length=150)
    weekly = _pounds("pounds a week, from then on", "Below zero where it costs less than before.", below_zero=True)
    once = _pounds("pounds, once")
    kept = _pounds("pounds a week that are put by", "For instance for holiday pay.", below_zero=True)
    from_kept = blocks.BooleanBlock(
        label="the one-off cost is paid from what was put by", required=False, help_text="As far as it reaches."
    )
    makes_possible = blocks.CharBlock(label="what it makes possible", required=False, max_length=200)
    then = blocks.TextBlock(label="what happens next", rows=2, help_text="Say what happens. Never blame.")
    later = blocks.TextBlock(label="what came of it, at the end of the year", required=False, rows=2)

    class Meta:
        icon = "form"


class MomentBlock(blocks.StructBlock):
    """Where the year asks for a choice, or brings a surprise."""

    week = blocks.IntegerBlock(label="weeks that have passed", min_value=0, max_value=WEEKS - 1)
    surprise = blocks.BooleanBlock(label="it is a surprise", required=False)
    heading = blocks.CharBlock(max_length=100)
    text = blocks.TextBlock(rows=4)
    choices = blocks.ListBlock(ChoiceBlock(), min_num=2, max_num=len(LETTERS))

    class Meta:
        icon = "date"

    def clean(self, value: Any) -> Any:
        """Raises where no choice is free: somebody whose money is spent could not go on."""
        cleaned = super().clean(value)
        if not any(not (one["weekly"] or one["once"] or one["kept"]) for one in cleaned["choices"]):
            raise StructBlockValidationError(
                non_block_errors=[
                    ValidationError("Add a choice that costs nothing, so that everybody can go on to the end.")
                ]
            )
        return cleaned


def asked_in(context: dict[str, Any] | None) -> Any:
    """What the address of this page asks; an empty mapping where a block is shown without a request."""
    request = (context or {}).get("request")
    return request.GET if request is not None else {}


class ExerciseBlock(blocks.StructBlock):
    """Something to answer. The answer travels in the address of the page, and is kept nowhere."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `name` (of the field), `given` (the answers to it) and `others` (pairs to carry along)."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        asked = asked_in(parent_context)
        name = f"a{context.get('number', 0)}"
        names = [other for other in asked if ANSWER.match(other) and other != name][:50]
        others = [(other, one[:LONGEST_ANSWER]) for other in names for one in asked.getlist(other)[: len(LETTERS)]]
        given = [one.strip()[:LONGEST_ANSWER] for one in asked.getlist(name)] if name in asked else None
        return context | {"name": name, "given": given, "others": others, **self.answered(value, given)}

    def answered(self, value: Any, given: list[str] | None) -> dict[str, Any]:
        """What this kind of exercise says to an answer; `given` is None before there was one."""
        return {}


class AnswerBlock(blocks.StructBlock):
    """One answer that can be chosen, and what there is to say about it."""

    words = blocks.CharBlock(max_length=150)
    reply = blocks.TextBlock(label="what to say to it", rows=2, help_text="Explain. Do not judge.")

    class Meta:
        icon = "form"


class ChooseBlock(ExerciseBlock):
    """Choose one answer, or several."""

    question = blocks.CharBlock(max_length=200)
    several = blocks.BooleanBlock(label="more than one can be chosen", required=False)
    answers = blocks.ListBlock(AnswerBlock(), min_num=2, max_num=len(LETTERS))

    class Meta:
        icon = "list-ul"
        template = _template("choose")

    def answered(self, value: Any, given: list[str] | None) -> dict[str, Any]:
        """With the answers by their letters, and those that were chosen."""
        options = list(zip(LETTERS, value["answers"], strict=False))
        chosen = [(letter, one) for letter, one in options if given and letter in given]
        return {"options": options, "chosen": chosen if value["several"] else chosen[:1]}


class SumBlock(ExerciseBlock):
    """A sum to work out."""

    question = blocks.TextBlock(rows=2)
    answer = _pounds("the sum, in pounds")
    reply = blocks.TextBlock(label="how it is worked out", rows=2)

    class Meta:
        icon = "plus-inverse"
        template = _template("sum")

    def answered(self, value: Any, given: list[str] | None) -> dict[str, Any]:
        """With `typed` (as it was), `amount` (None where it is no sum) and `right`."""
        typed = given[0] if given else ""
        amount = sum_in(typed)
        return {"typed": typed, "amount": amount, "right": amount is not None and amount == value["answer"]}


def sum_in(typed: str) -> Decimal | None:
    """Pounds as people type them, with or without the sign and commas; None where it is no such sum."""
    plain = "".join(sign for sign in typed if sign not in "£ \u00a0")
    # "12,50" is twelve pounds fifty; other commas stand between thousands.
    plain = plain.replace(",", "." if re.fullmatch(r"[0-9]+,[0-9]{2}", plain) else "")
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{0,2})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the pattern above lets nothing else through
        return None


class OwnWordsBlock(blocks.StructBlock):
    """Words to try out. They stay in the reader's browser and are sent nowhere."""

    question = blocks.CharBlock(max_length=200)
    example = blocks.TextBlock(label="how somebody else said it", rows=2)

    class Meta:
        icon = "edit"
        template = _template("own_words")


class ThinkBlock(blocks.StructBlock):
    """A question to think over, and what others have said to it."""

    question = blocks.CharBlock(max_length=200)
    thoughts = blocks.TextBlock(label="what others have thought", rows=3)

    class Meta:
        icon = "help"
        template = _template("think")


class SumLineBlock(blocks.StructBlock):
    """A line of a worked sum."""

    words = blocks.CharBlock(max_length=100)
    pounds = _pounds("pounds", "Below zero where it is taken away.", below_zero=True)


class WorkedSumBlock(blocks.StructBlock):
    """A sum, line by line. What it comes to is worked out, so that it is always right."""

    caption = blocks.CharBlock(max_length=120)
    lines = blocks.ListBlock(SumLineBlock(), min_num=2)
    total = blocks.CharBlock(label="words beside what it comes to", max_length=100)

    class Meta:
        icon = "table"
        template = _template("worked_sum")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With what the lines come to."""
        comes_to = sum((line["pounds"] or Decimal(0) for line in value["lines"]), Decimal(0))
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"comes_to": comes_to}


def part_blocks() -> list[tuple[str, Any]]:
    """What a part of a course can hold: everything that other pages hold, and exercises."""
    return [
        *text_blocks(),
        ("worked_sum", WorkedSumBlock()),
        ("choose", ChooseBlock()),
        ("sum", SumBlock()),
        ("own_words", OwnWordsBlock()),
        ("think", ThinkBlock()),
    ]


class PartBlock(blocks.StructBlock):
    """A part of a course: a page of its own."""

    heading = blocks.CharBlock(max_length=100)
    body = blocks.StreamBlock(part_blocks())

    class Meta:
        icon = "doc-full"
