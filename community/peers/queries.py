"""Questions and answers in the field's words. The models use these as their managers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least

from community.organisations.enums import Part
from community.organisations.queries import LANGUAGE
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.organisations.models import Organisation
    from community.peers.models import ChosenName, PeerRules
    from portal.accounts.models import User

READERS = frozenset({Role.PERSON, Role.VOLUNTEER})
PEER = "peer"


class PostQuerySet(QuerySet[Any]):
    """Questions and answers."""

    def shown(self) -> Self:
        """What others read: approved, and neither taken down nor taken away; an answer as long as its question is."""
        here = Q(shown__isnull=False, taken_down_at=None, taken_away_at=None)
        return self.with_their_question().filter(here)

    def with_their_question(self) -> Self:
        """Without answers to a question that nobody reads any more."""
        question = Q(question__shown__isnull=False, question__taken_down_at=None, question__taken_away_at=None)
        return self.filter(Q(question=None) | question)

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
        stands = Q(settled_at=None) | Q(reported_at__gte=OuterRef("shown__settled_at"))
        own_report = _reports().filter(stands, post=OuterRef("pk"), user=user)
        found = self.select_related("voice", "shown", "topic", "question__topic")
        return found.annotate(helpful=_how_helpful(), marked=Exists(own_mark), reported=Exists(own_report))

    def waiting(self) -> Self:
        """What moderators have to look at: new words, changed words, what was reported. What waits longest first.

        Answers to a question that was taken down wait until it comes back.
        """
        words = _wordings().filter(post=OuterRef("pk"), outcome="").values("sent_at")[:1]
        reports = _reports().filter(post=OuterRef("pk"), settled_at=None).order_by().values("post")
        oldest = reports.annotate(first=Min("reported_at")).values("first")
        since = Least(Subquery(words, output_field=DateTimeField()), Subquery(oldest))
        found = self.with_their_question().filter(taken_away_at=None).annotate(waits_since=since)
        return found.exclude(waits_since=None).order_by("waits_since", "pk")

    def fair_for(self, moderator: "User") -> Self:
        """Without their own words; and, of what nobody has seen yet, without that of whoever they know here: somebody
        whom they help or helped, who helps or helped them, or with whom they share, or shared, a circle.

        What others have read already is open to all of them: else a door that is shut would tell who wrote it.
        """
        known = _known_to(moderator, OuterRef("voice__user"))
        return self.exclude(voice__user=moderator).filter(Q(shown__isnull=False) | ~known)

    def for_moderators(self) -> Self:
        """With the words that wait, what stood there before, and what was reported: by chosen name alone."""
        return self.select_related("voice", "shown", "topic", "question__shown", "question__topic").prefetch_related(
            "wordings", "reports"
        )

    def worth_a_page(self) -> Self:
        """Answers that somebody found helpful, for editors: without whose they are."""
        found = self.shown().exclude(question=None).annotate(helpful=_how_helpful()).filter(helpful__gt=0)
        named = ("shown", "question__shown", "question__topic", "page_wish__page", "page_wish__wording")
        return found.select_related(*named).order_by("-helpful", "-pk")


class NamingQuerySet(QuerySet[Any]):
    """Names that people want instead of theirs."""

    def waiting(self) -> Self:
        """What moderators have to look at, what waits longest first."""
        return self.filter(outcome="").order_by("sent_at", "pk")

    def fair_for(self, moderator: "User") -> Self:
        """Without their own, and as long as others have read nothing under the name before, without those of anybody
        whom they know: with words that are kept from them, the name would tell whose these are."""
        read = _posts().filter(voice=OuterRef("voice"), shown__isnull=False)
        known = _known_to(moderator, OuterRef("voice__user"))
        return self.exclude(voice__user=moderator).filter(Q(Exists(read)) | ~known)


class ModeratorQuerySet(QuerySet[Any]):
    """Those whom organisations have named to look at what people write."""

    def active(self, *, at: datetime) -> Self:
        """Those who are that now: named, and ever since with the organisation that named them. Who comes back after
        years is named anew."""
        places = apps.get_model("community", "Membership").objects.filter(
            active_at(at),
            organisation=OuterRef("organisation"),
            user=OuterRef("user"),
            part__in=(Part.COORDINATOR, Part.VOLUNTEER),
            starts_at__lte=OuterRef("starts_at"),
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


def moderators_at(at: datetime) -> "QuerySet[User]":
    """Everybody who moderates now."""
    found: QuerySet[User] = (
        apps.get_model("portal", "User")
        .objects.filter(pk__in=_moderators().active(at=at).values("user"))
        .order_by("pk")
    )
    return found


def moderators_of(post: Any, *, at: datetime) -> "QuerySet[User]":
    """Those who may look at these words: `fair_for`, the other way round."""
    author, moderator = post.voice.user_id, OuterRef("pk")
    others = moderators_at(at).exclude(pk=author)
    return others if post.shown_id else others.exclude(_known_to(moderator, author))


def moderators_of_name(voice: "ChosenName", *, at: datetime) -> Any:
    """Those who may look at another name of theirs: `fair_for`, the other way round."""
    author, moderator = voice.user_id, OuterRef("pk")
    others = moderators_at(at).exclude(pk=author)
    read = _posts().filter(voice=voice, shown__isnull=False).exists()
    return others if read else others.exclude(_known_to(moderator, author))


def what_waits(moderator: "User") -> "QuerySet[Any, dict[str, Any]]":
    """The one list of a moderator, what waits longest first: `kind` ("post" or "name"), `pk` and `waits_since`."""
    lines = ("kind", "pk", "waits_since")
    posts = _posts().waiting().fair_for(moderator).order_by().annotate(kind=Value("post")).values(*lines)
    names = _namings().waiting().fair_for(moderator).order_by()
    named = names.annotate(kind=Value("name"), waits_since=F("sent_at")).values(*lines)
    found: QuerySet[Any, dict[str, Any]] = posts.union(named, all=True).order_by("waits_since", "kind", "pk")
    return found


def who_can_name(*, at: datetime) -> "list[tuple[User, Organisation]]":
    """The coordinators who could name a moderator, each with their organisation: of the organisations that ever named
    one; where none ever did, of all that are in the directory."""
    places = apps.get_model("community", "Membership").objects.filter(
        active_at(at), part=Part.COORDINATOR, user__is_active=True
    )
    named = places.filter(organisation__in=_moderators().values("organisation"))
    found = named if named.exists() else places.filter(organisation__live=True)
    return [(place.user, place.organisation) for place in found.select_related("user", "organisation").order_by("pk")]


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


def _known_to(one: Any, other: Any) -> Q:
    """Whether one of them helps or helped the other, or they share, or shared, a circle."""
    matches = apps.get_model("portal", "Match").objects
    circles = apps.get_model("portal", "CircleMembership").objects
    return Q(
        Exists(matches.filter(person=other, helper=one))
        | Exists(matches.filter(person=one, helper=other))
        | Exists(circles.filter(person=other, supporter=one))
        | Exists(circles.filter(person=one, supporter=other))
    )


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


def _namings() -> Any:
    return apps.get_model("community", "Naming").objects


def _moderators() -> Any:
    return apps.get_model("community", "Moderator").objects
