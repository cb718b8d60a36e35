"""Those who help are asked how they are: once a round, for themselves alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.messaging.models import Message
from community.wellbeing import services
from community.wellbeing.enums import HowItIs
from community.wellbeing.models import Asking, CarerRules, NotAsked
from community.wellbeing.queries import to_be_asked
from portal.accounts.services import make_editor
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import CircleMembership
from tests.factories.community import family_thread
from tests.factories.organisations import make_organisation
from tests.factories.portal import UserFactory, allocate, join_circle
from tests.personas import Cast, everybody, signed_in
from tests.valid_html import problems_of

PAGE = "/how-are-you/"
WEEK = timedelta(weeks=1)
# Pages about Maureen, whom Beth helps, of those who could be told.
AROUND_MAUREEN = {
    "maureen": ("/messages/", "/documents/"),
    "sunita": ("/caseload/{maureen}/", "/caseload/"),
    "morag": ("/team/",),
}
SECRET = "the tangerine tin behind the clock"


@pytest.fixture
def noon(now: datetime) -> datetime:
    """A moment of a day that is over: nobody is asked at night."""
    yesterday = timezone.localtime(now) - timedelta(days=1)
    return yesterday.replace(hour=12, minute=0)


def helps_since(membership: CircleMembership, at: datetime) -> None:
    membership.starts_at = at
    membership.invited_at = at - timedelta(days=1)
    membership.save()


def asked(cast: Cast) -> list[str]:
    return sorted(user.known_as for user in (row.user for row in Asking.objects.select_related("user")))


def answer(cast: Cast, which: str, words: str = "") -> Any:
    return signed_in(cast.beth).post(PAGE, {"answer": which, "words": words}, follow=True)


def test_after_eight_weeks_somebody_who_helps_is_asked_once(cast: Cast, noon: datetime) -> None:
    helps_since(cast.beth_in_circle, noon - 8 * WEEK)
    services.ask_who_is_due(at=noon - timedelta(minutes=1))
    assert asked(cast) == []
    for minute in range(3):
        services.ask_who_is_due(at=noon + timedelta(minutes=minute))
    assert asked(cast) == ["Beth"]
    assert [(n.user, n.kind, n.path) for n in Notice.objects.all()] == [(cast.beth, Kind.HOW_ARE_YOU, PAGE)]
    home = signed_in(cast.beth).get("/home/").content.decode()
    assert problems_of(home) == []
    assert home.count("Say how you are") == 1
    assert "Say how you are" not in signed_in(cast.maureen).get("/home/").content.decode()


def test_unanswered_it_is_asked_again_a_round_later_and_not_before(cast: Cast, noon: datetime) -> None:
    helps_since(cast.beth_in_circle, noon - 20 * WEEK)
    services.ask_who_is_due(at=noon - 8 * WEEK)
    services.ask_who_is_due(at=noon - timedelta(minutes=1))
    assert Asking.objects.count() == 1
    services.ask_who_is_due(at=noon)
    assert Asking.objects.count() == 2
    assert Asking.objects.waiting().count() == 1


def test_who_left_or_said_no_is_not_asked(cast: Cast, noon: datetime) -> None:
    helps_since(cast.beth_in_circle, noon - 9 * WEEK)
    CircleMembership.objects.filter(pk=cast.ruth_in_circle.pk).update(
        starts_at=noon - 9 * WEEK, invited_at=noon - 10 * WEEK, ends_at=noon - timedelta(hours=1)
    )
    signed_in(cast.beth).post(f"{PAGE}settings/", {"choice": "stop"})
    services.ask_who_is_due(at=noon)
    assert asked(cast) == []
    signed_in(cast.beth).post(f"{PAGE}settings/", {"choice": "again"})
    assert not NotAsked.objects.exists()
    services.ask_who_is_due(at=noon)
    assert asked(cast) == ["Beth"]


def test_an_editor_sets_how_often_and_switches_it_off(cast: Cast, noon: datetime) -> None:
    helps_since(cast.beth_in_circle, noon - 5 * WEEK)
    rules = CarerRules.objects.create(asks=False, every_weeks=5, about_asking="We ask you, kindly.")
    services.ask_who_is_due(at=noon)
    assert asked(cast) == []
    CarerRules.objects.filter(pk=rules.pk).update(asks=True)
    services.ask_who_is_due(at=noon)
    assert asked(cast) == ["Beth"]
    assert "We ask you, kindly." in signed_in(cast.beth).get(PAGE).content.decode()
    make_editor(cast.ed)
    response = signed_in(cast.ed).get("/cms/settings/community/carerrules/", follow=True)
    assert response.status_code == 200
    assert "We ask you, kindly." in response.content.decode()


@pytest.mark.parametrize(("choice", "gone"), [("not-now", "Say how you are"), ("stop", "Say how you are")])
def test_the_card_goes_with_one_press(cast: Cast, noon: datetime, choice: str, gone: str) -> None:
    helps_since(cast.beth_in_circle, noon - 8 * WEEK)
    services.ask_who_is_due(at=noon)
    browser = signed_in(cast.beth)
    browser.post(f"{PAGE}settings/", {"choice": choice})
    assert gone not in browser.get("/home/").content.decode()
    assert not Notice.objects.filter(user=cast.beth, read_at=None).exists()
    services.ask_who_is_due(at=noon + timedelta(days=1))
    assert Asking.objects.count() == 1


def test_each_answer_leads_to_help(cast: Cast) -> None:
    make_organisation("Carers Corner", kinds=["carers"], phone="01632 960777")
    make_organisation("For Carers Too", audiences=["carers"])
    make_organisation("Payroll Place")
    fine = answer(cast, "all_right").content.decode()
    assert "I am all right" in fine
    assert "Ring somebody today" not in fine
    lot = answer(cast, "a_lot").content.decode()
    assert problems_of(lot) == []
    assert lot.index("Carers Corner") < lot.index("For Carers Too")
    assert "Payroll Place" not in lot
    assert "section 10 of the Care Act 2014" in lot
    assert "from helping Maureen" in lot
    assert "Ring somebody today" not in lot
    worst = answer(cast, "cannot_go_on").content.decode()
    assert problems_of(worst) == []
    assert worst.index("Ring somebody today") < worst.index('href="tel:999"') < worst.index("Carers Corner")
    assert "nobody will ring you" in worst


def test_what_is_said_is_met_by_nobody_else(cast: Cast) -> None:
    answer(cast, "cannot_go_on", SECRET)
    kept = Asking.objects.get(user=cast.beth)
    assert (kept.answer, kept.words) == (HowItIs.CANNOT_GO_ON, SECRET)
    assert SECRET in signed_in(cast.beth).get(f"{PAGE}{kept.uuid}/").content.decode()
    for name, user in everybody(cast).items():
        if name == "beth":
            continue
        browser = signed_in(user)
        for path in (f"{PAGE}{kept.uuid}/", f"{PAGE}{kept.uuid}/pass-on/"):
            assert browser.get(path).status_code == 404, (name, path)
        assert browser.post(f"{PAGE}{kept.uuid}/forget/").status_code == 404
        for path in ("/home/", "/people/", "/people/who-looked/", *AROUND_MAUREEN.get(name, ())):
            response = browser.get(path.format(maureen=cast.maureen.uuid))
            assert response.status_code == 200, (name, path)
            text = response.content.decode()
            for tell in (SECRET, kept.get_answer_display(), str(kept.uuid)):
                assert tell not in text, (name, path)
    assert not Event.objects.filter(actor_id=cast.beth.pk).exists()
    assert not mail.outbox
    assert not Notice.objects.exists()


def test_it_is_kept_once_and_can_be_taken_away(cast: Cast, now: datetime) -> None:
    for _ in range(2):
        answer(cast, "a_lot", SECRET)
    kept = Asking.objects.get(user=cast.beth)
    page = signed_in(cast.beth).post(f"{PAGE}{kept.uuid}/forget/", follow=True).content.decode()
    assert "It is gone." in page
    assert "What you said before" not in page
    kept.refresh_from_db()
    assert (kept.answer, kept.words) == ("", "")
    assert not to_be_asked(weeks=8, at=now + timedelta(days=1)).exists()


def test_the_same_answer_on_another_day_is_kept_too(cast: Cast, now: datetime) -> None:
    said = {"answer": HowItIs.A_LOT, "words": "", "by": cast.beth}
    helps_since(cast.beth_in_circle, now - timedelta(days=200))
    january = services.say_how_it_is(**said, at=now - timedelta(days=150))
    june = services.say_how_it_is(**said, at=now)
    again = services.say_how_it_is(**said, at=now + timedelta(seconds=2))
    assert june.pk != january.pk
    assert again.pk == june.pk
    page = signed_in(cast.beth).get(PAGE).content.decode()
    for each in (january, june):
        assert f"{PAGE}{each.uuid}/" in page


def test_nobody_is_asked_at_night_and_one_who_cannot_be_asked_holds_up_nobody(
    cast: Cast, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    helps_since(cast.beth_in_circle, noon - 9 * WEEK)
    late = UserFactory(known_as="Zoe")
    helps_since(join_circle(cast.maureen, late), noon - 9 * WEEK)
    for hour in (3, 8, 18, 23):
        services.ask_who_is_due(at=noon.replace(hour=hour))
    assert asked(cast) == []
    told = services.notify

    def not_beth(*, user: Any, **about: Any) -> Notice:
        if user == cast.beth:
            raise ValueError
        return told(user=user, **about)

    monkeypatch.setattr(services, "notify", not_beth)
    services.ask_who_is_due(at=noon)
    assert asked(cast) == ["Zoe"]
    monkeypatch.undo()
    services.ask_who_is_due(at=noon + timedelta(minutes=1))
    assert asked(cast) == ["Beth", "Zoe"]


def test_words_can_be_passed_on_and_only_they(cast: Cast, now: datetime) -> None:
    thread = family_thread(cast.maureen, cast.beth_in_circle, at=now)
    answer(cast, "cannot_go_on", SECRET)
    kept = Asking.objects.get(user=cast.beth)
    path = f"{PAGE}{kept.uuid}/pass-on/"
    browser = signed_in(cast.beth)
    page = browser.get(path)
    text = page.content.decode()
    assert problems_of(text) == []
    assert "You and Maureen can see this." in text
    form = page.context["form"]
    sent = {
        "thread": str(thread.uuid),
        "words": "Can we talk on Sunday?",
        "client_id": str(form["client_id"].value()),
        f"seen-by-{thread.uuid}": page.context["seen_by"][str(thread.uuid)],
    }
    for _ in range(2):
        assert browser.post(path, sent).status_code == 302
    assert [message.words for message in Message.objects.all()] == ["Can we talk on Sunday?"]
    assert SECRET not in signed_in(cast.maureen).get(thread.get_absolute_url()).content.decode()


def test_somebody_else_in_the_conversation_is_said_before_words_go(cast: Cast, now: datetime) -> None:
    thread = family_thread(cast.maureen, cast.beth_in_circle, at=now)
    answer(cast, "a_lot", SECRET)
    kept = Asking.objects.get(user=cast.beth)
    path = f"{PAGE}{kept.uuid}/pass-on/"
    client_id = "7a9db1c3-6dd5-4f7d-9d33-5d34f3a2d111"
    sent = {"thread": str(thread.uuid), "words": SECRET, "client_id": client_id, f"seen-by-{thread.uuid}": "before"}
    page = signed_in(cast.beth).post(path, sent)
    assert page.status_code == 200
    assert "Who can see that conversation has just changed" in page.content.decode()
    assert SECRET in page.content.decode()
    assert not Message.objects.exists()


def test_it_can_be_said_without_being_asked_but_only_by_those_who_help(cast: Cast) -> None:
    assert signed_in(cast.beth).get(f"{PAGE}help/").status_code == 200
    for user in (cast.maureen, cast.amira, cast.sunita, cast.ruth):
        assert signed_in(user).get(PAGE).status_code == 404
        assert signed_in(user).post(PAGE, {"answer": "a_lot"}).status_code == 404
        assert signed_in(user).get(f"{PAGE}help/").status_code == 404


def test_an_empty_answer_keeps_the_words(cast: Cast) -> None:
    page = answer(cast, "", SECRET).content.decode()
    assert problems_of(page) == []
    assert "Choose one of the three" in page
    assert SECRET in page
    assert not Asking.objects.exists()


def test_pages_cost_the_same_with_one_and_with_many(cast: Cast, now: datetime) -> None:
    browser = signed_in(cast.beth)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(path).status_code == 200
        return len(found)

    make_organisation("Carers Corner", kinds=["carers"])
    answer(cast, "a_lot", "One")
    kept = Asking.objects.get()
    family_thread(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
    paths = (PAGE, f"{PAGE}{kept.uuid}/", f"{PAGE}{kept.uuid}/pass-on/", f"{PAGE}help/", "/home/", "/people/")
    # What the first page of a browser asks besides is asked now.
    queries(PAGE)
    before = [queries(path) for path in paths]
    for number in range(3):
        answer(cast, "a_lot", f"More {number}")
        make_organisation(f"Carers {number}", kinds=["carers"], audiences=["carers"])
        person = UserFactory()
        allocate(person, UserFactory(social_worker=True), since=now)
        family_thread(person, join_circle(person, cast.beth), at=now, with_worker=bool(number))
    assert [queries(path) for path in paths] == before
    many = browser.get(f"{PAGE}{kept.uuid}/pass-on/").content.decode()
    assert many.count("can see this.") == 4
