"""A direct plan on paper."""

from collections.abc import Iterator, Sequence

from planning.direct_planning.models import DirectPlan
from planning.direct_planning.reading import Answered, ReadPart, wrote_it
from planning.exports.paper import Block, Heading, Missing, Paper, Text, Words
from portal.components.lists import in_a_row


def paper_of(plan: DirectPlan, parts: Sequence[ReadPart]) -> Paper:
    """Each part in the worker's voice, and below it what was said to it: the person's own words set apart."""
    names = in_a_row(wrote_it(parts, plan))
    about = [f"Written by {names}. Answered by {plan.person.known_as}."]
    if plan.look_again_on:
        about.append(f"We look at it again on {plan.look_again_on.day} {plan.look_again_on:%B %Y}.")
    return Paper(f"A plan for {plan.person.known_as}", list(_blocks(parts)), about)


def _blocks(parts: Sequence[ReadPart]) -> Iterator[Block]:
    for read in parts:
        yield Heading(2, read.part.heading)
        yield Text(read.part.words)
        if read.answered is None:
            yield Missing("Not answered yet.")
            continue
        if read.asked_again:
            yield Missing("These words have changed since they were answered.")
        yield from _said(read.answered)


def _said(answered: Answered) -> Iterator[Block]:
    answer = answered.answer
    if answer.own and answer.words:
        yield Words(answered.label, [Text(answer.words)], note=str(answer.get_said_display()))
        return
    yield Text(str(answer.get_said_display()))
    if answer.words:
        yield Text(answer.words)
    if answered.note:
        yield Missing(answered.note)
