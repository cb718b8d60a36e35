"""Questions and answers in the field's words. The models use these as their managers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from community.organisations.enums import Part
from community.organisations.queries import LANGUAGE
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.peers.models import ChosenName, PeerRules
    from portal.accounts.models import User

READERS = frozenset({Role.PERSON, Role.VOLUNTEER})
PEER = "peer"


class PostQuerySet(QuerySet[Any]):
    """Questions and answers."""

    def shown(self) -> Self:
        """What others read: approved, and neither taken down nor taken away; an answer as long as its question is."""
        here = Q(shown__isnull=False, taken_down_at=None, taken_away_at=None)
        question = Q(question__shown__isnull=False, question__taken_down_at=None, question__taken_away_at=None)
        return self.filter(here & (Q(question=None) | question))

    def questions(self) -> Self:
        """What was asked."""
        return self.filter(question=None)

    def by(self, user: "User") -> Self:
        """What somebody wrote themselves, without what they took away."""
        return self.filter(voice__user=user, taken_away_at=None)

    def fitting(self, *, words: str, topic: int | None) -> Self:
        """Questions in which these words occur, or in an answer to them; of one topic. The closest match first."""
        found = self.filter(topic=topic) if topic else self
        if not words:
            return found.order_by("-shown_since", "-pk")
        query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
        answers = _posts().shown().filter(question=OuterRef("pk"), shown__search=query)
        found = found.filter(Q(shown__search=query) | Exists(answers))
        return found.order_by(SearchRank(F("shown__search"), query).desc(), "-shown_since", "-pk")

    def for_list(self) -> Self:
        """With what a line says, and how many answers there are (`answered`)."""
        answers = _posts().shown().filter(question=OuterRef("pk")).order_by().values("question")
        counted = Subquery(answers.annotate(many=Count("pk")).values("many"))
        return self.select_related("voice", "topic", "shown").annotate(answered=Coalesce(counted, 0))

    def for_reader(self, user: "User") -> Self:
        """With how many found it helpful (`helpful`), and what this reader did about it."""
        own_mark = _marks().filter(post=OuterRef("pk"), user=user)
        own_report = _reports().filter(post=OuterRef("pk"), user=user)
        found = self.select_related("voice", "shown", "topic", "question__topic")
        return found.annotate(helpful=_how_helpful(), marked=Exists(own_mark), reported=Exists(own_report))

    def waiting(self) -> Self:
        """What moderators have to look at: new words, changed words, what was reported. What waits longest first."""
        words = _wordings().filter(post=OuterRef("pk"), outcome="").values("sent_at")[:1]
        reports = _reports().filter(post=OuterRef("pk"), settled_at=None).order_by().values("post")
        oldest = reports.annotate(first=Min("reported_at")).values("first")
        since = Least(Subquery(words, output_field=DateTimeField()), Subquery(oldest))
        found = self.filter(taken_away_at=None).annotate(waits_since=since)
        return found.exclude(waits_since=None).order_by("waits_since", "pk")

    def fair_for(self, moderator: "User") -> Self:
        """Without their own words; and, of what nobody has seen yet, without that of whoever they know here: somebody
        whom they help or helped, who helps or helped them, or with whom they share, or shared, a circle.

        What others have read already is open to all of them: else a door that is shut would tell who wrote it.
        """
        matches = apps.get_model("portal", "Match").objects
        circles = apps.get_model("portal", "CircleMembership").objects
        author = OuterRef("voice__user")
        known = (
            Exists(matches.filter(person=author, helper=moderator))
            | Exists(matches.filter(person=moderator, helper=author))
            | Exists(circles.filter(person=author, supporter=moderator))
            | Exists(circles.filter(person=moderator, supporter=author))
        )
        return self.exclude(voice__user=moderator).filter(Q(shown__isnull=False) | ~Q(known))

    def for_moderators(self) -> Self:
        """With the words that wait, what stood there before, and what was reported: by chosen name alone."""
        return self.select_related("voice", "shown", "topic", "question__shown", "question__topic").prefetch_related(
            "wordings", "reports"
        )

    def worth_a_page(self) -> Self:
        """Answers that somebody found helpful, for editors: without whose they are."""
        found = self.shown().exclude(question=None).annotate(helpful=_how_helpful()).filter(helpful__gt=0)
        named = ("shown", "question__shown", "question__topic", "page_wish")
        return found.select_related(*named).order_by("-helpful", "-pk")


class ModeratorQuerySet(QuerySet[Any]):
    """Those whom organisations have named to look at what people write."""

    def active(self, *, at: datetime) -> Self:
        """Those who are that now: named, and still with the organisation that named them."""
        places = apps.get_model("community", "Membership").objects.filter(
            active_at(at),
            organisation=OuterRef("organisation"),
            user=OuterRef("user"),
            part__in=(Part.COORDINATOR, Part.VOLUNTEER),
        )
        return self.filter(active_at(at), Exists(places), user__is_active=True)


class SupporterWordsQuerySet(QuerySet[Any]):
    """What peer supporters say about themselves."""

    def shown(self, *, at: datetime) -> Self:
        """Those who want to be found, are with their organisation now, and have every check that is needed."""
        volunteers = apps.get_model("community", "Volunteer").objects
        listed = Q(volunteer__membership__organisation__live=True)
        current: Any = volunteers.current(at=at).checked(at=at).filter(kind=PEER)
        return self.filter(listed, wants_to_be_found=True, volunteer__in=current).select_related(
            "volunteer__membership__organisation__availability"
        )

    def fitting(self, words: str) -> Self:
        """Those in whose words these occur, the closest match first; all of them by name where nothing is asked."""
        if not words:
            return self.order_by("shown_as", "pk")
        query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
        return self.filter(search=query).order_by(SearchRank(F("search"), query).desc(), "shown_as", "pk")


def moderates(user: "User", *, at: datetime) -> bool:
    """Whether an organisation has named them."""
    return bool(_moderators().active(at=at).filter(user=user).exists())


def may_read(user: "User", *, at: datetime) -> bool:
    """People, volunteers, and whoever moderates. Nobody of the council reads here."""
    return user.is_active and (user.role in READERS or moderates(user, at=at))


def moderators_of(post: Any, *, at: datetime) -> list["User"]:
    """Those who may look at these words."""
    users = apps.get_model("portal", "User").objects
    named = users.filter(pk__in=_moderators().active(at=at).values("user"))
    return [user for user in named if _posts().filter(pk=post.pk).fair_for(user).exists()]


def own_peers(user: "User", at: datetime) -> Any:
    """What somebody is as a peer supporter, with each organisation."""
    own = apps.get_model("community", "Volunteer").objects.own(user, at=at).filter(kind=PEER)
    return own.select_related("membership__organisation")


def name_of(user: "User") -> "ChosenName | None":
    """The name under which somebody writes; None before they have chosen one."""
    found: ChosenName | None = apps.get_model("community", "ChosenName").objects.filter(user=user).first()
    return found


def peer_rules() -> "PeerRules":
    """The council's texts; the usual ones, unsaved, until an editor has changed them."""
    model = apps.get_model("community", "PeerRules")
    found: PeerRules = model.objects.order_by("pk").first() or model()
    return found


def _how_helpful() -> Any:
    """How many found it helpful."""
    marks = _marks().filter(post=OuterRef("pk")).order_by().values("post")
    return Coalesce(Subquery(marks.annotate(many=Count("pk")).values("many")), 0)


def _marks() -> Any:
    return apps.get_model("community", "Helpful").objects


def _reports() -> Any:
    return apps.get_model("community", "PostReport").objects


def _posts() -> Any:
    return apps.get_model("community", "Post").objects


def _wordings() -> Any:
    return apps.get_model("community", "Wording").objects


def _moderators() -> Any:
    return apps.get_model("community", "Moderator").objects
