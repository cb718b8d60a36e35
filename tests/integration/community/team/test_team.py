"""The manager's page: names and figures of their own team, never words, and nobody else's."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.handover.models import Handover
from community.team.models import Buddy
from community.team.services import name_buddy
from planning.limits.services import confirm_limit, set_limit
from planning.signing_off.enums import Refusal
from planning.signing_off.services import refuse
from planning.spending.enums import Said
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.crisis.queries import acting_for, told_of
from portal.notifications.models import Notice
from portal.relationships.duty import duty_for
from portal.relationships.models import Allocation, Cover
from portal.relationships.queries import named_social_worker
from tests.factories.carrying import MATTERS
from tests.factories.community import say, thread_of
from tests.factories.handover import hand_over, in_days, say_yes
from tests.factories.planning import answer, make_document, share_with_worker
from tests.factories.portal import UserFactory, allocate
from tests.factories.signing_off import cost, sent
from tests.factories.spending import ask_about, for_others, say_to
from tests.personas import Cast, signed_in

SECRET = "the tangerine tin"


def on(day: Any) -> dict[str, Any]:
    return {"day_0": day.day, "day_1": day.month, "day_2": day.year}


def page(user: User, name: str, *args: Any) -> str:
    response = signed_in(user).get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def decide(manager: Client, address: str, data: dict[str, Any]) -> Any:
    """Open the page and press its button."""
    return manager.post(address, {**data, "seen": seen_on(manager, address)})


def seen_on(manager: Client, address: str) -> str:
    return str(manager.get(address).context["seen"])


@pytest.fixture
def manager(cast: Cast) -> Client:
    """Morag's browser."""
    return signed_in(cast.morag)


def test_a_team_at_a_glance(cast: Cast, now: datetime) -> None:
    iris = UserFactory(known_as="Iris")
    allocate(iris, cast.sunita, since=now - timedelta(days=9), until=now - timedelta(days=2))
    hand_over(cast.maureen, cast.ben, cast.morag, at=now)
    say(thread_of(cast.maureen, now), cast.maureen, "Hello", at=now - timedelta(hours=1))
    name_buddy(worker=cast.ben, buddy=cast.hana, last_day=in_days(30), by=cast.morag, at=now - timedelta(days=1))
    html = page(cast.morag, "team")
    for words in ("Sunita Example", "Ben Example", "Ben stands in until", "1 goes", "1 comes", "Hana", "Iris Example"):
        assert words in html, words
    assert "Maureen Example" in html
    assert "1 message waits, the longest since" in html
    assert "Amira" not in html
    assert Event.objects.filter(verb="team list opened", actor_id=cast.morag.pk).exists()


def test_no_words_of_plans_or_messages_reach_a_manager(cast: Cast, now: datetime) -> None:
    document = make_document(cast.maureen)
    share_with_worker(document)
    answer(document, MATTERS, SECRET)
    say(thread_of(cast.maureen, now), cast.maureen, SECRET)
    say_yes(hand_over(cast.maureen, cast.ben, cast.morag, at=now), now)
    for name, args in (
        ("home", ()),
        ("team", ()),
        ("team_worker", (cast.sunita.uuid,)),
        ("team_person", (cast.maureen.uuid,)),
    ):
        html = page(cast.morag, name, *args)
        assert SECRET not in html
        assert document.title not in html
    assert "wrote a summary for Ben" in page(cast.morag, "team_person", cast.maureen.uuid)


def test_another_teams_manager_finds_none_of_it(cast: Cast) -> None:
    yusuf = signed_in(UserFactory(known_as="Yusuf", team_manager=True, team=cast.south))
    for name, uuid in (
        ("team_worker", cast.sunita.uuid),
        ("team_buddy", cast.sunita.uuid),
        ("team_person", cast.maureen.uuid),
    ):
        for method in (yusuf.get, yusuf.post):
            assert method(reverse(name, args=[uuid])).status_code == 404
    assert "Maureen" not in yusuf.get(reverse("team")).content.decode()


def test_naming_for_one_on_their_page_changing_and_calling_off(cast: Cast, manager: Client) -> None:
    address = reverse("team_person", args=[cast.maureen.uuid])
    decide(manager, address, {"worker": cast.ben.pk, **on(in_days(3)), "reason": "Sunita moves."})
    handover = Handover.objects.get()
    assert (handover.worker, handover.reason) == (cast.ben, "Sunita moves.")
    decide(manager, address, {"worker": cast.hana.pk, **on(in_days(5)), "reason": ""})
    handover.refresh_from_db()
    assert (handover.worker, timezone.localdate(handover.starts_at)) == (cast.hana, in_days(5))
    decide(manager, address, {"choice": "call_off"})
    handover.refresh_from_db()
    assert handover.called_off_at
    assert Allocation.objects.filter(person=cast.maureen).count() == 1


@pytest.mark.parametrize("choice", ["name", "call_off"])
def test_an_old_window_undoes_nothing_that_was_changed_since(cast: Cast, manager: Client, choice: str) -> None:
    address = reverse("team_person", args=[cast.maureen.uuid])
    decide(manager, address, {"worker": cast.ben.pk, **on(in_days(3)), "reason": ""})
    seen = seen_on(manager, address)
    decide(manager, address, {"worker": cast.hana.pk, **on(in_days(5)), "reason": ""})
    told = Notice.objects.filter(user=cast.maureen).count()
    old = {"worker": cast.ben.pk, **on(in_days(9)), "reason": "Sunita moves."} if choice == "name" else {}
    html = manager.post(address, {**old, "choice": choice, "seen": seen}, follow=True).content.decode()
    assert "This was changed after you opened the page" in html
    assert ("Sunita moves." in html) == (choice == "name")
    handover = Handover.objects.get()
    assert (handover.worker, handover.called_off_at) == (cast.hana, None)
    assert Notice.objects.filter(user=cast.maureen).count() == told
    # The page that came back shows how it is; from there the same is a decision.
    decide(manager, address, {**old, "choice": choice})
    handover.refresh_from_db()
    assert handover.called_off_at if choice == "call_off" else handover.worker == cast.ben


def test_a_window_that_showed_nobody_replaces_nobody(cast: Cast, manager: Client) -> None:
    address = reverse("team_person", args=[cast.maureen.uuid])
    seen = seen_on(manager, address)
    decide(manager, address, {"worker": cast.ben.pk, **on(in_days(3)), "reason": ""})
    old = {"worker": cast.hana.pk, **on(in_days(9)), "reason": "", "seen": seen}
    html = manager.post(address, old).content.decode()
    assert "This was changed after you opened the page" in html
    assert "A change is under way" in html
    assert Handover.objects.get().worker == cast.ben


@pytest.mark.parametrize("days", [0, 4])
def test_a_second_tap_is_answered_like_the_first(cast: Cast, manager: Client, now: datetime, days: int) -> None:
    address = reverse("team_person", args=[cast.maureen.uuid])
    data = {"worker": cast.ben.pk, **on(in_days(days)), "reason": "", "seen": seen_on(manager, address)}
    assert [manager.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert Handover.objects.count() == 1
    iris, address = UserFactory(known_as="Iris"), reverse("team_first_worker")
    data["email"] = iris.email
    assert [manager.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert Handover.objects.count() == 2
    # The second of two that came at once has waited for the first, with a time from before it.
    gwen = UserFactory(known_as="Gwen")
    hand_over(gwen, cast.ben, cast.morag, days=days, at=now)
    again = hand_over(gwen, cast.ben, cast.morag, days=days, at=now - timedelta(milliseconds=2))
    assert Handover.objects.get(person=gwen) == again


def test_calling_off_twice_is_once_and_what_has_begun_is_said(cast: Cast, manager: Client, now: datetime) -> None:
    address = reverse("team_person", args=[cast.maureen.uuid])
    decide(manager, address, {"worker": cast.ben.pk, **on(in_days(3)), "reason": ""})
    data = {"choice": "call_off", "seen": seen_on(manager, address)}
    for _ in range(2):
        assert "Called off. Maureen was told." in manager.post(address, data, follow=True).content.decode()
    hand_over(cast.maureen, cast.ben, cast.morag, days=0, at=now)
    assert "This was changed after" in manager.post(address, data, follow=True).content.decode()
    assert named_social_worker(cast.maureen, at=timezone.now()) == cast.ben


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast, manager: Client) -> None:
    address = reverse("team_person", args=[cast.maureen.uuid])
    response = manager.post(address, {"worker": cast.ben.pk, **on(in_days(-2)), "reason": "Sunita moves."})
    html = response.content.decode()
    assert "That day is over." in html
    assert "Sunita moves." in html
    assert not Handover.objects.exists()


def test_all_of_a_leaving_worker_at_once(cast: Cast, manager: Client) -> None:
    others = [UserFactory() for _ in range(2)]
    for person in others:
        allocate(person, cast.sunita)
    address = reverse("team_worker", args=[cast.sunita.uuid])
    data = {"people": ["everybody"], "worker": cast.ben.pk, **on(in_days(2)), "reason": ""}
    assert manager.post(address, data).status_code == 302
    assert Handover.objects.count() == 3
    # An old page that is sent once more finds nobody left to name somebody for, and makes nothing twice.
    manager.post(address, data)
    assert Handover.objects.count() == 3
    # Somebody of another team cannot be slipped in.
    manager.post(address, {**data, "people": [str(cast.amira.uuid)]})
    assert named_social_worker(cast.amira, at=timezone.now() + timedelta(days=9)) == cast.hana


def test_who_has_nobody_is_named_and_gets_somebody(cast: Cast, manager: Client, now: datetime) -> None:
    gwen = UserFactory(known_as="Gwen")
    allocate(gwen, cast.sunita, since=now - timedelta(days=9), until=now - timedelta(days=2))
    assert "Gwen Example" in page(cast.morag, "team")
    address = reverse("team_person", args=[gwen.uuid])
    decide(manager, address, {"worker": cast.ben.pk, **on(in_days(0)), "reason": ""})
    assert named_social_worker(gwen, at=timezone.now()) == cast.ben


def test_whoever_has_left_answers_nobody(cast: Cast, now: datetime) -> None:
    Cover.objects.all().delete()
    thread = thread_of(cast.maureen, now)
    pages = ("/home/", "/people/", thread.get_absolute_url())
    maureen = signed_in(cast.maureen)
    assert "Maureen Example" not in page(cast.morag, "team").split("Social workers</h2>")[0]
    User.objects.filter(pk=cast.sunita.pk).update(is_active=False)
    for address in pages:
        html = " ".join(maureen.get(address).content.decode().split())
        assert "Sunita, your social worker, has left." in html, address
        assert "Morag, who leads Team North, is responsible for you until then." in html, address
        for wrong in ("Sunita works", "by <strong>", "since None"):
            assert wrong not in html, (address, wrong)
    assert "Maureen Example" in page(cast.morag, "team").split("Social workers</h2>")[0]
    assert "has left" in page(cast.morag, "team_person", cast.maureen.uuid)
    assert acting_for(cast.maureen, at=now) == []
    assert cast.sunita not in told_of(cast.maureen, at=now)
    # Her days off and how soon she answered count no more: it is the team that does.
    User.objects.filter(pk=cast.sunita.pk).update(reply_within_days=9)
    promised = duty_for(cast.maureen, since=now).by_when(now)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    assert duty_for(cast.maureen, since=now).by_when(now) == promised


def test_a_first_worker_needs_the_exact_address_and_says_nothing_of_others(cast: Cast, manager: Client) -> None:
    iris, address = UserFactory(known_as="Iris"), reverse("team_first_worker")
    data = {"worker": cast.ben.pk, **on(in_days(0)), "reason": ""}
    answers = set()
    for email in ("nobody@example.org", cast.amira.email, cast.sunita.email):
        html = manager.post(address, {**data, "email": email}).content.decode()
        assert "We know nobody with this address who has no social worker." in html
        answers.add("Amira" in html)
    assert answers == {False}
    assert manager.post(address, {**data, "email": iris.email.upper()}).status_code == 302
    assert named_social_worker(iris, at=timezone.now()) == cast.ben


def test_a_buddy_is_shown_to_both_and_opens_nothing(cast: Cast, manager: Client, now: datetime) -> None:
    address = reverse("team_buddy", args=[cast.sunita.uuid])
    day = in_days(30)
    data = {"buddy": cast.hana.pk, "last_day_0": day.day, "last_day_1": day.month, "last_day_2": day.year}
    manager.post(address, data)
    manager.post(address, data)
    assert Buddy.objects.get().last_day == day
    assert "Your buddy" in page(cast.sunita, "home")
    assert "Sunita" in page(cast.hana, "home")
    assert signed_in(cast.hana).get(reverse("caseload_person", args=[cast.maureen.uuid])).status_code == 404
    manager.post(address, {"choice": "end"})
    assert "Your buddy" not in page(cast.sunita, "home")
    for buddy, by in ((cast.sunita, cast.morag), (cast.morag, cast.morag), (cast.hana, cast.sunita)):
        with pytest.raises(Denied):
            name_buddy(worker=cast.sunita, buddy=buddy, last_day=day, by=by, at=now)


def test_as_many_queries_for_one_as_for_forty(
    cast: Cast, manager: Client, now: datetime, django_assert_max_num_queries: Any
) -> None:
    def count(name: str, *args: Any) -> int:
        with django_assert_max_num_queries(80) as found:
            manager.get(reverse(name, args=args))
        return len(found.captured_queries)

    places: tuple[tuple[Any, ...], ...] = (("team",), ("team_worker", cast.sunita.uuid))
    hand_over(cast.maureen, cast.ben, cast.morag, at=now)
    one_left = UserFactory()
    allocate(one_left, cast.sunita)
    gone = UserFactory()
    allocate(gone, cast.sunita, since=now - timedelta(days=9), until=now - timedelta(days=2))
    manager.get(reverse("team"))
    few = [count(*place) for place in places]
    for number in range(40):
        worker = UserFactory(social_worker=True, team=cast.north)
        person, left = UserFactory(), UserFactory()
        allocate(person, cast.sunita)
        allocate(left, worker, since=now - timedelta(days=9), until=now - timedelta(days=2))
        say(thread_of(person, now), person, "Hello")
        if number % 2:
            hand_over(person, worker, cast.morag, at=now)
            name_buddy(worker=worker, buddy=cast.hana, last_day=in_days(9), by=cast.morag, at=now)
    assert [count(*place) for place in places] == few


def test_what_a_manager_has_to_decide_is_their_next_step(cast: Cast, manager: Client) -> None:
    home = manager.get("/home/").content.decode()
    assert "No message waits in your team just now." in home and "Open your team" in home
    waits = sent(cast.maureen, cost("412.00"))
    home = manager.get("/home/").content.decode()
    assert "1 plan waits for you to decide." in home and "just now" not in home
    refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words="Nobody is there.", by=cast.morag, at=timezone.now())
    assert "for you to decide." not in manager.get("/home/").content.decode()


def test_a_limit_that_waits_for_a_second_yes_is_a_managers_next_step(cast: Cast, manager: Client) -> None:
    other = UserFactory(team_manager=True, team=cast.south)
    at = timezone.now()
    waits = set_limit(team=cast.south, weekly=Decimal("100.00"), starts_at=at, by=other, at=at)
    assert "1 sign-off limit waits for a second yes." in manager.get("/home/").content.decode()
    confirm_limit(limit=waits, by=cast.morag, at=at)
    assert "for a second yes." not in manager.get("/home/").content.decode()


def test_two_answers_that_do_not_fit_and_an_answer_to_check_are_a_managers_next_step(
    cast: Cast, manager: Client
) -> None:
    def step() -> str:
        home = manager.get("/home/").content.decode()
        return home.split('id="next-step"')[1].split("</section>")[0]

    bell = for_others(say_to(ask_about(cast.maureen, "A bicycle bell?"), cast.sunita), cast.sunita)
    assert "1 answer about spending waits to be checked" in step() and bell.get_absolute_url() in step()
    taxi = ask_about(cast.maureen)
    say_to(taxi, cast.sunita)
    said = say_to(taxi, cast.ben, Said.NO, "Too dear.")
    assert "Two answers about spending do not fit together." in step()
    assert said.conflict.get_absolute_url() in step()
    sent(cast.maureen, cost("412.00"))
    assert "1 plan waits for you to decide." in step(), "a plan comes first"
