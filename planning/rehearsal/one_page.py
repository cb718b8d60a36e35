"""What somebody takes along to a meeting: all of a document on one page, in letters that can be read at a table."""

from dataclasses import replace

from content.questions.conditions import asked
from planning.documents.reading import Reading
from planning.exports.paper import Block, Heading, Paper, Space, Words
from planning.exports.writing import paper_of

KIND = "rehearsal"
# Kinds of document that are made to fit on one page.
ON_ONE_PAGE = (KIND, "one_page_profile")
# Room to write by hand where nothing is written yet.
ROOM = 2


def page_of(reading: Reading) -> Paper:
    """A document without the headings of its steps, each question with what is written there.

    Where somebody gets ready for a meeting, a question without an answer has room to write by hand.
    """
    paper = paper_of(reading, about=[f"By {reading.document.owner.known_as}"])
    # Each answered question is a heading and its words, in the order in which they are asked.
    written = iter([block for block in paper.blocks if isinstance(block, Words)])
    answers = {key: answer.value for key, answer in reading.answers().items()}
    has_room = reading.document.question_set_version.question_set.kind == KIND
    blocks: list[Block] = []
    for question in asked(reading.definition, answers).questions():
        if answers.get(question.id) is not None:
            blocks += [Heading(2, question.label), replace(next(written), label="")]
        elif has_room:
            blocks += [Heading(2, question.label), Space(ROOM)]
    return replace(paper, blocks=blocks or paper.blocks)
