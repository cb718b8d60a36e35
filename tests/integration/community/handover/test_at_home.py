"""The home page says in one card who somebody's social worker is, who comes, and who goes."""

import re
from datetime import datetime, timedelta

from community.handover.models import Handover
from community.handover.services import end_without_next
from portal.relationships.models import Allocation
from tests.factories.handover import hand_over, in_days
from tests.factories.portal import UserFactory
from tests.personas import Cast, signed_in


def cards(who: object) -> list[str]:
    """The cards at home with a heading about a social worker, as words."""
    html = signed_in(who).get("/home/").content.decode()  # type: ignore[arg-type]
    found = [part.split("</section>")[0] for part in html.split('<section class="imw-card"')[1:]]
    words = [" ".join(re.sub(r"<[^>]+>|^[^>]*>", " ", part).split()) for part in found]
    return [each for each in words if re.match("You(r| get a)( new)? social worker", each)]


def test_until_the_day_one_card_names_both(cast: Cast, now: datetime) -> None:
    hand_over(cast.maureen, cast.ben, cast.morag, days=3, at=now)
    (card,) = cards(cast.maureen)
    assert card.startswith("Your social worker changes")
    assert "Ben is your social worker. Until then it is Sunita." in card
    assert "Sunita works" in card
    assert "Your social worker changes" not in "".join(cards(cast.amira))


def test_after_the_day_one_card_names_the_new_one_and_the_one_before(cast: Cast, now: datetime) -> None:
    hand_over(cast.maureen, cast.ben, cast.morag, days=0, at=now - timedelta(minutes=5))
    (card,) = cards(cast.maureen)
    assert card.startswith("Your new social worker")
    assert "Before, it was Sunita." in card and "Ben works" in card
    assert "Sunita works" not in card
    # A month on it is no news any more.
    long_ago = now - timedelta(days=40)
    Allocation.objects.filter(person=cast.maureen, worker=cast.sunita).update(
        starts_at=long_ago - timedelta(days=9), ends_at=long_ago
    )
    Allocation.objects.filter(person=cast.maureen, worker=cast.ben).update(starts_at=long_ago)
    Handover.objects.update(starts_at=long_ago)
    (card,) = cards(cast.maureen)
    assert card.startswith("Your social worker") and "Before" not in card


def test_who_has_nobody_yet_is_told_who_comes(cast: Cast, now: datetime) -> None:
    gwen = UserFactory(known_as="Gwen")
    hand_over(gwen, cast.ben, cast.morag, days=3, at=now)
    found = [card for card in cards(gwen) if "Ben" in card]
    assert len(found) == 1
    assert found[0].startswith("You get a social worker")


def test_who_goes_is_said_in_the_same_card(cast: Cast, now: datetime) -> None:
    end_without_next(person=cast.maureen, day=in_days(5, now), reason="Sunita leaves us.", by=cast.morag, at=now)
    (card,) = cards(cast.maureen)
    assert card.startswith("Your social worker goes")
    assert "Sunita is not your social worker any more" in card and "Sunita works" in card
