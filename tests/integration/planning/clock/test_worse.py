"""“I am getting worse while I wait”: who hears of it at once, who later, and who never."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.clock.chores import tell_managers_that_nobody_has_read
from planning.clock.models import Worse
from planning.clock.services import answer_worse, open_worse, say_worse
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.authority.services import end_authority
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.assessments import assess
from tests.factories.authority import let_act
from tests.factories.money import let_see_money
from tests.factories.portal import UserFactory
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
WORDS = "I fell twice this week, by the tangerine tin"


def told(kind: Kind = Kind.WORSE) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__known_as", flat=True))


def test_the_worker_and_who_stands_in_are_told_at_once_and_nobody_else(cast: Cast) -> None:
    say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    assert told() == {"Sunita", "Ben"}


def test_where_nobody_is_there_the_managers_are_told_at_once(cast: Cast) -> None:
    iris = UserFactory(known_as="Iris")
    worse = say_worse(person=iris, words="", by=iris, at=timezone.now())
    assert told() == {"Morag"}
    assert list(Worse.objects.visible_to(cast.morag, at=timezone.now())) == [worse]


def test_what_nobody_has_read_in_a_day_the_managers_hear_of_once(cast: Cast) -> None:
    at = timezone.now()
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=at)
    tell_managers_that_nobody_has_read(at + timedelta(hours=23, minutes=59))
    assert "Morag" not in told()
    assert not Worse.objects.visible_to(cast.morag, at=at).exists()
    for _ in range(2):
        tell_managers_that_nobody_has_read(at + timedelta(hours=24))
    assert Notice.objects.filter(kind=Kind.WORSE, user=cast.morag).count() == 1
    assert list(Worse.objects.visible_to(cast.morag, at=at)) == [worse]


def test_what_was_read_in_time_stays_with_who_read_it(cast: Cast) -> None:
    at = timezone.now()
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=at)
    open_worse(worse=worse, by=cast.ben, at=at + timedelta(hours=1))
    open_worse(worse=worse, by=cast.sunita, at=at + timedelta(hours=2))
    tell_managers_that_nobody_has_read(at + timedelta(days=3))
    assert "Morag" not in told()
    assert Worse.objects.get().read_by == cast.ben


def test_who_may_read_it(cast: Cast) -> None:
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    let_see_money(cast.beth_in_circle, manage=True)
    readers = {n for n, u in everybody(cast).items() if Worse.objects.visible_to(u, at=timezone.now()).exists()}
    assert readers == {"maureen", "sunita", "ben"}
    assert worse.words == WORDS


def test_a_second_tap_is_one_and_other_words_from_the_same_page_are_kept(cast: Cast, browser_of: BrowserOf) -> None:
    maureen, address, key = browser_of(cast.maureen), reverse("say_worse"), str(uuid4())
    for words in (WORDS, WORDS, "And today again"):
        assert maureen.post(address, {"words": words, "key": key}).status_code == 302
    assert sorted(Worse.objects.values_list("words", flat=True)) == ["And today again", WORDS]


@pytest.mark.parametrize("words", ["\x00", "\ud800", "x" * 2_001, "\u202eolleh", ""])
def test_any_words_are_kept_or_refused_with_a_sentence(cast: Cast, browser_of: BrowserOf, words: str) -> None:
    sent = words.encode("utf-8", "surrogatepass")
    response = browser_of(cast.maureen).post(reverse("say_worse"), {"words": sent.decode("utf-8", "replace")})
    assert response.status_code == (200 if len(words) > 2_000 else 302)


def test_the_answer_reaches_the_person_and_the_first_one_stands(cast: Cast) -> None:
    at = timezone.now()
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=at)
    for _ in range(2):
        answer_worse(worse=worse, words="I come tomorrow at ten.", by=cast.sunita, at=at + timedelta(hours=1))
    assert told(Kind.MONEY_NEWS) == {"Maureen"}
    with pytest.raises(Denied, match="Sunita has answered this meanwhile"):
        answer_worse(worse=worse, words="I ring you.", by=cast.ben, at=at + timedelta(hours=2))
    assert Worse.objects.get().answer == "I come tomorrow at ten."


@pytest.mark.parametrize("who", ["hana", "morag", "beth", "pat", "dee", "ed", "amira"])
def test_nobody_else_answers_or_finds_it(cast: Cast, browser_of: BrowserOf, who: str) -> None:
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    user = getattr(cast, who)
    with pytest.raises(Denied):
        answer_worse(worse=worse, words="Yes", by=user, at=timezone.now())
    assert browser_of(user).get(worse.get_absolute_url()).status_code == 404


def test_words_of_an_answer_that_came_too_late_stay_on_the_page(cast: Cast, browser_of: BrowserOf) -> None:
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    sunita, ben = browser_of(cast.sunita), browser_of(cast.ben)
    page = sunita.get(worse.get_absolute_url()).content.decode()
    assert "tangerine" in page
    ben.post(worse.get_absolute_url(), {"words": "I come today."})
    late = sunita.post(worse.get_absolute_url(), {"words": "I ring at noon."}).content.decode()
    assert "Ben has answered this meanwhile" in late and "I ring at noon." in late


def test_who_acts_in_their_place_may_say_it_and_hears_the_answer(cast: Cast) -> None:
    let_act(cast.beth_in_circle, cast.morag)
    at = timezone.now()
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.beth, at=at)
    answer_worse(worse=worse, words="I come tomorrow.", by=cast.sunita, at=at)
    assert told(Kind.MONEY_NEWS) == {"Maureen", "Beth"}


def test_who_acts_in_their_place_says_it_on_a_page_of_their_own(cast: Cast, browser_of: BrowserOf) -> None:
    authority = let_act(cast.beth_in_circle, cast.morag)
    beth, address, key = browser_of(cast.beth), reverse("say_worse_for", args=[cast.maureen.uuid]), str(uuid4())
    assert "Maureen is getting worse" in beth.get(address).content.decode()
    for _ in range(2):
        assert beth.post(address, {"words": "She fell twice.", "key": key}).status_code == 302
    worse = Worse.objects.get()
    assert (worse.person, worse.said_by, told()) == (cast.maureen, cast.beth, {"Sunita", "Ben"})
    page = beth.get(worse.get_absolute_url()).content.decode()
    assert "Nobody has read it yet" in page and "She fell twice." in page
    assert (
        "Beth, who acts in your place, said" in browser_of(cast.maureen).get(worse.get_absolute_url()).content.decode()
    )
    end_authority(authority=authority, by=cast.morag, at=timezone.now())
    assert beth.get(address).status_code == beth.get(worse.get_absolute_url()).status_code == 404


def test_who_acts_in_their_place_does_not_read_what_the_person_said(cast: Cast, browser_of: BrowserOf) -> None:
    let_act(cast.beth_in_circle, cast.morag)
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    beth = browser_of(cast.beth)
    assert beth.get(worse.get_absolute_url()).status_code == 404
    assert "tangerine" not in beth.get(reverse("say_worse_for", args=[cast.maureen.uuid])).content.decode()


def test_the_way_there_stands_where_they_act_while_somebody_waits(cast: Cast, browser_of: BrowserOf) -> None:
    authority = let_act(cast.beth_in_circle, cast.morag)
    address = reverse("say_worse_for", args=[cast.maureen.uuid])
    assert address not in browser_of(cast.beth).get(authority.get_absolute_url()).content.decode()
    assess(cast.maureen, cast.sunita)
    assert address in browser_of(cast.beth).get(authority.get_absolute_url()).content.decode()
    assert address not in browser_of(cast.maureen).get(authority.get_absolute_url()).content.decode()


def test_workers_find_it_first_on_their_pages(cast: Cast, browser_of: BrowserOf) -> None:
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    sunita = browser_of(cast.sunita)
    for address in (reverse("home"), reverse("caseload_person", args=[cast.maureen.uuid])):
        page = sunita.get(address).content.decode()
        assert worse.get_absolute_url() in page and "tangerine" not in page
    sunita.post(worse.get_absolute_url(), {"words": "I come tomorrow."})
    assert worse.get_absolute_url() not in sunita.get(reverse("home")).content.decode()
    assert "I come tomorrow." in browser_of(cast.maureen).get(worse.get_absolute_url()).content.decode()


def test_until_somebody_reads_it_the_page_says_when_the_managers_are_told_and_then_that_they_were(
    cast: Cast, browser_of: BrowserOf
) -> None:
    worse = say_worse(person=cast.maureen, words=WORDS, by=cast.maureen, at=timezone.now())
    maureen, address = browser_of(cast.maureen), worse.get_absolute_url()
    page = maureen.get(address).content.decode()
    assert f"If nobody has by {timezone.localtime(worse.managers_at):%-d %B} at" in page
    tell_managers_that_nobody_has_read(worse.managers_at)
    page = maureen.get(address).content.decode()
    assert "The managers were told" in page and "If nobody has" not in page
