"""A social worker goes and nobody follows yet: said first, with a day and a reason, and undone until the day."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.handover.models import Ending
from community.handover.queries import ending_to_come
from community.handover.services import begin_endings, call_off, end_without_next, take_back_ending
from community.messaging.models import Thread
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from portal.relationships.queries import named_social_worker
from tests.factories.community import say, thread_of
from tests.factories.handover import hand_over, in_days
from tests.factories.portal import TeamFactory, UserFactory
from tests.personas import Cast, signed_in

WHY = "Sunita leaves us. We look for somebody new."


@pytest.fixture(autouse=True)
def _nobody_covers(cast: Cast) -> None:
    Cover.objects.all().delete()


def ended(cast: Cast, *, days: int = 5, reason: str = WHY, by: User | None = None) -> Ending:
    at = timezone.now()
    return end_without_next(person=cast.maureen, day=in_days(days, at), reason=reason, by=by or cast.morag, at=at)


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).values_list("kind", flat=True))


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def seen_on(manager: Client, address: str) -> str:
    """What the page sends back of how it showed things."""
    return str(manager.get(address).context["seen"])


def test_a_manager_says_it_and_everybody_is_told_before_anything_changes(cast: Cast, now: datetime) -> None:
    say(thread_of(cast.maureen, now), cast.maureen, "Hello", at=now)
    morag, address = signed_in(cast.morag), reverse("team_end_worker", args=[cast.maureen.uuid])
    assert address in text(morag, reverse("team_person", args=[cast.maureen.uuid]))
    day = in_days(5)
    form = {"day_0": day.day, "day_1": day.month, "day_2": day.year, "reason": WHY, "seen": seen_on(morag, address)}
    assert "Write why it ends" in morag.post(address, {**form, "reason": ""}).content.decode()
    assert not Ending.objects.exists()
    assert morag.post(address, form).status_code == morag.post(address, form).status_code == 302
    ending = Ending.objects.get()
    before, then = ending.ends_at - timedelta(microseconds=1), ending.ends_at
    assert named_social_worker(cast.maureen, at=before) == cast.sunita
    assert named_social_worker(cast.maureen, at=then) is None
    assert Thread.objects.visible_to(cast.sunita, at=before).exists()
    assert not Thread.objects.visible_to(cast.sunita, at=then).exists()
    assert Kind.HANDOVER in told(cast.maureen)
    assert Kind.PEOPLE_NEWS in told(cast.sunita)
    assert not {Kind.HANDOVER, Kind.PEOPLE_NEWS} & {*told(cast.beth), *told(cast.ben)}
    maureen = signed_in(cast.maureen)
    for page in ("/home/", thread_of(cast.maureen, now).get_absolute_url(), ending.get_absolute_url()):
        assert "is not your social worker any more" in text(maureen, page), page
    assert WHY in text(maureen, ending.get_absolute_url())
    assert "Morag</b> is responsible for you from that day" in text(maureen, ending.get_absolute_url())
    assert "goes from you on" in text(signed_in(cast.sunita), "/home/")
    assert Event.objects.filter(verb="social worker ended", person_id=cast.maureen.pk).count() == 1


@pytest.mark.parametrize("choice", ["end", "take_back"])
def test_an_old_window_undoes_nothing_that_was_said_since(cast: Cast, choice: str) -> None:
    ended(cast, days=3)
    morag, address = signed_in(cast.morag), reverse("team_end_worker", args=[cast.maureen.uuid])
    seen = seen_on(morag, address)
    standing = ended(cast, days=9, reason="Sunita goes to Leeds.")
    notices = told(cast.maureen)
    day = in_days(5)
    typed = {"day_0": day.day, "day_1": day.month, "day_2": day.year, "reason": WHY} if choice == "end" else {}
    old = {**typed, "choice": choice, "seen": seen}
    html = morag.post(address, old, follow=True).content.decode()
    assert "This was changed after you opened the page" in html
    assert (WHY in html) == (choice == "end")
    assert ending_to_come(cast.maureen, at=timezone.now()) == standing
    assert told(cast.maureen) == notices
    # The page that came back shows how it is; from there the same is a decision.
    assert morag.post(address, {**old, "seen": seen_on(morag, address)}).status_code == 302
    assert ending_to_come(cast.maureen, at=timezone.now()) != standing


def test_a_window_from_before_somebody_was_named_ends_nothing(cast: Cast) -> None:
    morag, address = signed_in(cast.morag), reverse("team_end_worker", args=[cast.maureen.uuid])
    seen, day = seen_on(morag, address), in_days(1)
    hand_over(cast.maureen, cast.ben, cast.morag, days=3)
    typed = {"day_0": day.day, "day_1": day.month, "day_2": day.year, "reason": WHY, "seen": seen}
    assert "This was changed after you opened the page" in morag.post(address, typed).content.decode()
    assert not Ending.objects.exists()


def test_on_the_day_she_is_told_once_and_reads_who_is_responsible(cast: Cast) -> None:
    ending = ended(cast)
    then = ending.ends_at + timedelta(minutes=1)
    begin_endings(then)
    begin_endings(then)
    assert told(cast.maureen).count(Kind.FAREWELL) == 1
    moved = timezone.now() - timedelta(days=1)
    Ending.objects.update(ends_at=moved)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=moved)
    maureen = signed_in(cast.maureen)
    assert "You have had no named social worker since" in text(maureen, "/home/")
    assert "Morag" in text(maureen, "/home/") and "Your social worker goes" not in text(maureen, "/home/")
    assert "has gone" in text(maureen, ending.get_absolute_url())
    assert "Maureen Example" in text(signed_in(cast.morag), reverse("team"))


def test_today_means_from_now_on(cast: Cast) -> None:
    ended(cast, days=0)
    assert named_social_worker(cast.maureen, at=timezone.now()) is None
    assert Kind.FAREWELL in told(cast.maureen) and Kind.HANDOVER not in told(cast.maureen)


def test_it_is_taken_back_until_the_day_and_she_is_told(cast: Cast) -> None:
    ending, morag = ended(cast), signed_in(cast.morag)
    address = reverse("team_end_worker", args=[cast.maureen.uuid])
    seen = seen_on(morag, address)
    for _ in range(2):
        again = morag.post(address, {"choice": "take_back", "seen": seen}, follow=True).content.decode()
        assert "Taken back. Maureen was told." in again
    assert told(cast.maureen).count(Kind.HANDOVER_NEWS) == 1
    assert Allocation.objects.get(person=cast.maureen).ends_at is None
    assert "This does not happen" in text(signed_in(cast.maureen), ending.get_absolute_url())
    with pytest.raises(Denied):
        take_back_ending(ending=ending, by=cast.morag, at=timezone.now())
    other = ended(cast, days=9)
    assert ended(cast, days=9) == other
    assert ended(cast, days=10) != other
    assert Ending.objects.standing().get().ends_at > other.ends_at


def test_only_the_manager_of_her_team_with_a_reason_a_day_and_somebody_who_goes(cast: Cast, now: datetime) -> None:
    south = UserFactory(known_as="Yusuf", team_manager=True, team=TeamFactory())
    for by in (south, cast.sunita, cast.maureen, cast.beth):
        with pytest.raises(Denied):
            ended(cast, by=by)
    for days, reason in ((5, " "), (-1, WHY), (400, WHY)):
        with pytest.raises(Denied):
            ended(cast, days=days, reason=reason)
    assert signed_in(south).get(reverse("team_end_worker", args=[cast.maureen.uuid])).status_code == 404
    hand_over(cast.maureen, cast.ben, cast.morag)
    with pytest.raises(Denied, match="named for Maureen already"):
        ended(cast)
    assert not Ending.objects.exists()


def test_somebody_who_is_named_earlier_takes_its_place(cast: Cast) -> None:
    ended(cast, days=9)
    handover = hand_over(cast.maureen, cast.ben, cast.morag, days=3)
    assert handover.before == cast.sunita
    assert ending_to_come(cast.maureen, at=timezone.now()) is None
    assert named_social_worker(cast.maureen, at=handover.starts_at - timedelta(seconds=1)) == cast.sunita
    assert named_social_worker(cast.maureen, at=handover.starts_at + timedelta(days=30)) == cast.ben
    call_off(handover=handover, by=cast.morag, at=timezone.now())
    assert named_social_worker(cast.maureen, at=timezone.now() + timedelta(days=30)) == cast.sunita


@pytest.mark.parametrize("days", [5, 12])
def test_somebody_who_is_named_for_later_leaves_it_as_it_is(cast: Cast, days: int) -> None:
    ending = ended(cast, days=5)
    handover = hand_over(cast.maureen, cast.ben, cast.morag, days=days)
    assert named_social_worker(cast.maureen, at=ending.ends_at - timedelta(seconds=1)) == cast.sunita
    assert named_social_worker(cast.maureen, at=ending.ends_at) == (cast.ben if days == 5 else None)
    assert named_social_worker(cast.maureen, at=handover.starts_at) == cast.ben
    with pytest.raises(Denied, match="Ben is named"):
        take_back_ending(ending=ending, by=cast.morag, at=timezone.now())
    call_off(handover=handover, by=cast.morag, at=timezone.now())
    assert named_social_worker(cast.maureen, at=handover.starts_at) is None
    take_back_ending(ending=ending, by=cast.morag, at=timezone.now())
    assert named_social_worker(cast.maureen, at=handover.starts_at) == cast.sunita
