"""Questions about spending and their answers, in the field's words."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from planning.documents.enums import Audience
from planning.money_sharing.queries import people_whose_money
from planning.spending.enums import Said, Stage, State
from portal.accounts.enums import Role
from portal.authority.queries import people_of_nobody, people_of_team

if TYPE_CHECKING:
    from portal.accounts.models import User

LANGUAGE = "english"
# Which words of a question say what it is about. What nearly every question has is in none of the searches.
_WORD = re.compile(r"[^\W_]{3,}")
_IN_EVERY_QUESTION = frozenset(
    {"and", "bought", "budget", "buy", "buying", "can", "cost", "costs", "could", "for", "from", "like", "may", "might"}
    | {
        "money",
        "month",
        "need",
        "paid",
        "pay",
        "paying",
        "please",
        "should",
        "spend",
        "spending",
        "spent",
        "that",
        "the",
    }
    | {"them", "they", "this", "use", "used", "using", "want", "week", "with", "would", "year"}
)
MOST_WORDS = 30
# From what is done with an answer to the person.
_WHOSE = "answer__question__person"


def _objects(app: str, name: str) -> Any:
    return apps.get_model(app, name).objects


def keywords(words: str) -> list[str]:
    """The words that say what something is about, each once, in small letters."""
    found = dict.fromkeys(word for word in _WORD.findall(words.casefold()) if word not in _IN_EVERY_QUESTION)
    return list(found)[:MOST_WORDS]


def about(words: str) -> SearchQuery | None:
    """A search for what has any of these words, however they end; None where they say nothing that could be found."""
    terms = " | ".join(f"'{word}'" for word in keywords(words))
    return SearchQuery(terms, config=LANGUAGE, search_type="raw") if terms else None


class SpendingQuestionQuerySet(QuerySet[Any]):
    """What people ask about spending."""

    def of(self, person: "User") -> Self:
        """About one person's money."""
        return self.filter(person=person)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person; who sees their money with them; their named worker, and who stands in, whoever that is by now.

        What is about a cost that the person keeps from their circle is seen by nobody of the circle.
        """
        if user.role == Role.SOCIAL_WORKER:
            theirs = _objects("portal", "Allocation").for_worker(user, at=at).filter(person=OuterRef("person"))
            return self.filter(Exists(theirs))
        if user.role != Role.PERSON:
            return self.none()
        money = Q(person__in=people_whose_money(user, at=at).values("pk"))
        return self.filter(Q(person=user) | (money & ~_kept_from(user)))

    def open(self) -> Self:
        """Those that nobody has decided: no yes or no that was given, and none that waits for a manager."""
        answers = _objects("planning", "SpendingAnswer").filter(question=OuterRef("pk"))
        decided = answers.filter(state=State.GIVEN).exclude(said=Said.TALK)
        return self.filter(~Exists(decided), ~Exists(answers.filter(state=State.WAITING)))

    def unanswered(self) -> Self:
        """Those of the open ones to which nobody said anything yet: what waits."""
        return self.open().filter(
            ~Exists(_objects("planning", "SpendingAnswer").filter(question=OuterRef("pk"), state=State.GIVEN))
        )

    def late(self, *, at: datetime) -> Self:
        """Those whose answer was to come before this moment."""
        return self.filter(answer_by__lt=at)

    def not_told_yet(self, *, at: datetime) -> Self:
        """Those of the late ones of which the workers were not told; or not the managers, although it has gone on for
        as long again."""
        again = ExpressionWrapper(F("answer_by") + (F("answer_by") - F("asked_at")), output_field=DateTimeField())
        long = self.annotate(again=again).filter(told_managers_at=None, again__lt=at).values("pk")
        return self.filter(Q(told_late_at=None) | Q(pk__in=long))

    def alike(self, words: str) -> Self:
        """Those that have one of the words, the nearest first."""
        query = about(words)
        if query is None:
            return self.none()
        return self.filter(search=query).annotate(near=SearchRank(F("search"), query)).order_by("-near", "-asked_at")

    def for_pages(self) -> Self:
        """With who asked about whose money."""
        return self.select_related("person", "asked_by")


def _kept_from(user: "User") -> Q:
    """The condition that a question is about a cost of a list that is kept from the circle, or from this reader.

    Where the plan is gone, nobody knows any more how far it was shared: then it is kept from all but who asked.
    """
    private = _objects("planning", "Answer").filter(
        document=OuterRef("document"), question_id=OuterRef("line_question")
    )
    found = Q(Exists(private.exclude(audience=Audience.EVERYONE)))
    found |= Q(document=None, line_entry__isnull=False) & ~Q(asked_by=user)
    shares = _objects("planning", "Grant").filter(circle_membership__supporter=user, ends_at=None)
    for document, left_out in shares.values_list("document", "left_out"):
        if left_out:
            found |= Q(document=document, line_question__in=[str(question) for question in left_out])
    return found


class SpendingAnswerQuerySet(QuerySet[Any]):
    """Answers about spending."""

    def given(self) -> Self:
        """Those that the person was told, also where they count no longer."""
        return self.filter(state=State.GIVEN)

    def counting(self) -> Self:
        """Those that count now: given, nobody ended them, and they decide something."""
        return self.given().filter(ends_at=None).exclude(said=Said.TALK)

    def for_pages(self) -> Self:
        """With who gave and who ended them, and what was asked."""
        return self.select_related("answered_by", "ended_by", "question__person", "question__asked_by")


class SpendingConflictQuerySet(QuerySet[Any]):
    """Answers that do not fit together."""

    def unsettled(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(outcome="")

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """For the manager of the team, while there is something to decide; where there is no such team, for who is
        responsible for the person; for the person's workers, always."""
        if user.role == Role.TEAM_MANAGER:
            return self.unsettled().filter(decided_by_managers_like(user, at=at))
        if user.role == Role.SOCIAL_WORKER:
            people = OuterRef(_WHOSE)
            return self.filter(Exists(_objects("portal", "Allocation").for_worker(user, at=at).filter(person=people)))
        return self.none()

    def for_pages(self) -> Self:
        """With the new answer, and who gave it to whom."""
        return self.select_related(
            "answer__answered_by", "answer__question__person", "answer__question__asked_by", "settled_by", "team"
        )


def decided_by_managers_like(user: "User", *, at: datetime) -> Q:
    """The condition that two answers, or an answer on its way to everybody, are for this manager to decide about."""
    return Q(team=user.team_id, team__isnull=False) | (Q(team=None) & for_managers_like(user, at=at, person=_WHOSE))


def for_managers_like(user: "User", *, at: datetime, person: str = "person") -> Q:
    """The condition that this manager is responsible for the person at this place of a row, or that nobody is."""
    theirs = Q(**{f"{person}__in": people_of_team(user, at=at).values("pk")})
    return theirs | Q(**{f"{person}__in": people_of_nobody(at=at).values("pk")})


class SpendingGuidanceQuerySet(QuerySet[Any]):
    """Answers on their way to everybody."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """For the worker all of it; for the manager of the team, while they check it; where there is no such team, for
        who is responsible for the person; for the person, from then on."""
        if user.role == Role.SOCIAL_WORKER:
            people = OuterRef(_WHOSE)
            return self.filter(Exists(_objects("portal", "Allocation").for_worker(user, at=at).filter(person=people)))
        if user.role == Role.TEAM_MANAGER:
            return self.filter(decided_by_managers_like(user, at=at), stage=Stage.WRITTEN)
        asked = self.filter(answer__question__person=user)
        return asked.filter(stage__in=(Stage.CHECKED, Stage.AGREED, Stage.REFUSED, Stage.TAKEN_BACK))

    def for_pages(self) -> Self:
        """With the answer and whose it is."""
        return self.select_related(
            "answer__question__person", "answer__answered_by", "written_by", "checked_by", "page"
        )
