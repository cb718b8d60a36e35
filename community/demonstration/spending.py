"""What Tom and Maureen asked about spending, and one earlier answer, about cleaning, as a page for everybody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from content.pages.models import GuidanceIndexPage
from content.pages.precedents import PrecedentPage
from content.questions.kinds.base import as_list
from planning.documents.models import Answer
from planning.spending.enums import Said, State
from planning.spending.models import SpendingAnswer, SpendingQuestion
from portal.accounts.models import User
from portal.relationships.duty import duty_for

FARM, CLEANING = "a5d83a8a-26f1-4498-b2c2-1d97f9c2c23e", "849e8614-e9e5-41d0-a605-e8f9d1471c9d"
# Who, about which cost, in which words, how many days ago; then what Sunita said, and in which words.
ASKED = (
    (
        "tom",
        FARM,
        "Can I get the taxi to the farm when the bus does not come?",
        24,
        Said.YES,
        "The farm day is in your plan, and you cannot go without a way to get there. Keep the receipts in your diary.",
    ),
    (
        "tom",
        None,
        "Can I buy a ticket for my sister when she comes to a match with me?",
        11,
        Said.YES_IF,
        "Only when she comes in place of Dev, as your support. Then it is the same as Dev’s ticket.",
    ),
    (
        "maureen",
        CLEANING,
        "Can my PA clean for two of my six hours? I cannot push the hoover any more. When the house is done I have the "
        "strength left for choir.",
        9,
        Said.YES,
        "Cleaning keeps your home fit to live in, and it is what makes choir possible. That is what the budget is for.",
    ),
)
WAITING = ("tom", "Can I buy a tablet, to show people my photos?", 1)
PAGE = {
    "title": "Cleaning, so that there is strength to go out",
    "asked": "Can I pay somebody to clean? I can do some of it myself, but then I am too tired to go anywhere.",
    "said": "yes",
    "replied": "Cleaning keeps a home fit to live in, so it can be in the plan. Here it also leaves "
    "the strength to see other people. That is what the budget is for.",
    "outcome": "f",
    "makes_possible": "Having the strength to go out and see people",
}


def seed_spending(users: Mapping[str, User], *, at: datetime) -> None:
    """Once: what was asked and answered in the demonstration since then stays."""
    if SpendingQuestion.objects.filter(person__in=[users["tom"], users["maureen"]]).exists():
        return
    for name, entry, words, days, said, answer in ASKED:
        asked_at = _in_the_morning(at - timedelta(days=days))
        question = _ask(users[name], words, entry, asked_at)
        SpendingAnswer.objects.create(
            question=question,
            said=said,
            words=answer,
            answered_by=users["sunita"],
            answered_at=asked_at + timedelta(hours=2),
            state=State.GIVEN,
            given_at=asked_at + timedelta(hours=2),
        )
    name, words, days = WAITING
    _ask(users[name], words, None, _in_the_morning(at - timedelta(days=days)))
    _publish()


def _in_the_morning(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=10, minute=20)


def _ask(person: User, words: str, entry: str | None, asked_at: datetime) -> SpendingQuestion:
    line = _line(person, entry) if entry else {}
    due = duty_for(person, since=asked_at).by_when(asked_at)
    return SpendingQuestion.objects.create(
        person=person, asked_by=person, asked_at=asked_at, answer_by=due, words=words, **line
    )


def _line(person: User, entry: str) -> dict[str, object]:
    """The cost of the plan with this id, as the demonstration wrote it; nothing where somebody has taken it out."""
    for answer in Answer.objects.filter(document__owner=person).given():
        for cost in as_list(answer.value):
            if isinstance(cost, dict) and cost.get("id") == entry:
                return {
                    "document": answer.document,
                    "line_question": answer.question_id,
                    "line_entry": UUID(entry),
                    "line_words": cost["what_for"],
                }
    return {}


def _publish() -> None:
    index = GuidanceIndexPage.objects.first()
    if index and not PrecedentPage.objects.exists():
        page = PrecedentPage(slug="answer-cleaning", **PAGE)
        index.add_child(instance=page)
        page.save_revision().publish()
