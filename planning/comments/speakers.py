"""Who speaks beside somebody's words: name, face, and who they are to the owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planning.documents.models import Document
from portal.accounts.models import User
from portal.relationships.models import CircleMembership, Cover
from portal.relationships.queries import named_social_worker


@dataclass(frozen=True)
class Speaker:
    """role: who they are to the owner, "you" for the reader (`mine`); photo: "" where the reader may not see it."""

    name: str
    role: str = ""
    photo: str = ""
    mine: bool = False


class Speakers:
    """Everybody who speaks on one page, looked up in three queries however many they are."""

    def __init__(self, document: Document, reader: User, at: datetime, people: Iterable[User]) -> None:
        self.owner = document.owner
        self.reader = reader
        others = [person for person in people if person.pk not in {self.owner.pk, reader.pk}]
        self.worker = named_social_worker(self.owner, at=at) if others else None
        covers = Cover.objects.active(at=at).filter(worker=self.worker, cover__in=others)
        self.standing_in = set(covers.values_list("cover_id", flat=True)) if self.worker else set()
        circle = CircleMembership.objects.active(at=at).filter(person=self.owner, supporter__in=others)
        self.relations = dict(circle.values_list("supporter_id", "relation")) if others else {}

    def of(self, person: User) -> Speaker:
        """One of them."""
        if person.pk == self.reader.pk:
            return Speaker(person.known_as, "you", person.portrait_url, mine=True)
        if person.pk == self.owner.pk:
            return Speaker(person.known_as, "", person.portrait_url)
        # A face is shown to those who have to do with each other; people around one owner may not.
        photo = person.portrait_url if self.reader.pk == self.owner.pk else ""
        return Speaker(person.known_as, self._role(person), photo)

    def _role(self, person: User) -> str:
        whose = "your" if self.reader.pk == self.owner.pk else f"{self.owner.known_as}’s"
        if self.worker and person.pk == self.worker.pk:
            return f"{whose} social worker"
        if person.pk in self.standing_in:
            return f"stands in for {whose} social worker"
        if person.is_person:
            return str(self.relations.get(person.pk, ""))
        return str(person.get_role_display()).lower()
