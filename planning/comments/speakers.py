"""Who speaks beside somebody's words: name, face, and who they are to the owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planning.documents.models import Document
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.models import CircleMembership, Cover, Match
from portal.relationships.queries import named_social_worker


@dataclass(frozen=True)
class Speaker:
    """role: who they are to the owner, "you" for the reader (`mine`); photo: "" where the reader may not see it."""

    name: str
    role: str = ""
    photo: str = ""
    mine: bool = False


class Speakers:
    """Everybody who speaks on one page, looked up in four queries however many they are."""

    def __init__(self, document: Document, reader: User, at: datetime, people: Iterable[User]) -> None:
        self.owner = document.owner
        self.reader = reader
        others = [person for person in people if person.pk not in {self.owner.pk, reader.pk}]
        self.worker = named_social_worker(self.owner, at=at) if others else None
        covers = Cover.objects.active(at=at).filter(worker=self.worker, cover__in=others)
        self.standing_in = set(covers.values_list("cover_id", flat=True)) if self.worker else set()
        circle = CircleMembership.objects.active(at=at).filter(person=self.owner, supporter__in=others)
        self.relations = dict(circle.values_list("supporter_id", "relation")) if others else {}
        # Whose match has ended is still called what they were when they wrote.
        helped = [person for person in others if person.role == Role.VOLUNTEER]
        matches = Match.objects.filter(person=self.owner, helper__in=helped).order_by("starts_at")
        self.helping = {match.helper_id: match for match in matches} if helped else {}
        self.at = at

    def of(self, person: User) -> Speaker:
        """One of them."""
        if person.pk == self.reader.pk:
            return Speaker(person.known_as, "you", person.portrait_url, mine=True)
        if person.pk == self.owner.pk:
            return Speaker(person.known_as, "", person.portrait_url)
        # A face is shown to those who have to do with each other; people around one owner may not.
        photo = person.portrait_url if self.reader.pk == self.owner.pk and self._shows_face(person) else ""
        return Speaker(person.known_as, self._role(person), photo)

    def _shows_face(self, person: User) -> bool:
        """The face of a helper is shown while they help."""
        match = self.helping.get(person.pk)
        return match is None or match.starts_at <= self.at < match.ends_at

    def _role(self, person: User) -> str:
        whose = "your" if self.reader.pk == self.owner.pk else f"{self.owner.known_as}’s"
        if self.worker and person.pk == self.worker.pk:
            return f"{whose} social worker"
        if person.pk in self.standing_in:
            return f"stands in for {whose} social worker"
        if person.pk in self.helping:
            return str(self.helping[person.pk].relation)
        if person.is_person:
            return str(self.relations.get(person.pk, ""))
        return str(person.get_role_display()).lower()
