"""A worker's own list of places, pointing a person to one, and what the person sees of both."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.known_sources.models import KnownSource, PointedSource
from community.known_sources.services import keep_source
from community.organisations.models import Organisation
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.notifications.chores import do_chores
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.known_sources import know, point
from tests.factories.organisations import make_organisation
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, make_cast, signed_in

NOTE = "The kettle is behind the piano"
WORDS = "You said that you miss singing."
KNOWN = "Known to Sunita"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def choir(db: None) -> Organisation:
    return make_organisation("Moor Choir")


def page(who: object, path: str) -> str:
    return signed_in(who).get(path).content.decode()  # type: ignore[arg-type]


def places_part(shown: str) -> str:
    """What a worker's page says about places, tokens apart."""
    part = shown[shown.index('id="pointed"') :]
    return re.sub(r'value="[^"]{64}"', "", part[: part.index("</section>")])


# --- A worker's own list ------------------------------------------------------------------


def test_a_worker_keeps_places_they_know(cast: Cast, choir: Organisation) -> None:
    sunita = signed_in(cast.sunita)
    assert "Your list is empty" in sunita.get("/caseload/sources/").content.decode()
    assert f"/caseload/sources/{choir.uuid}/" in sunita.get(choir.get_absolute_url()).content.decode()
    typed = {"note": NOTE, "seen_on_0": "3", "seen_on_1": "5", "seen_on_2": "2026"}
    for _ in range(2):
        assert sunita.post(f"/caseload/sources/{choir.uuid}/", typed).status_code == 302
    listed = sunita.get("/caseload/sources/").content.decode()
    assert listed.count(NOTE) == 1
    assert "Seen in May 2026." in listed
    assert NOTE in sunita.get(choir.get_absolute_url()).content.decode()
    late = typed | {"seen_on_2": "2150", "note": "Tomorrow"}
    again = sunita.post(f"/caseload/sources/{choir.uuid}/", late).content.decode()
    assert "today or before" in again
    assert "Tomorrow" in again
    for _ in range(2):
        assert sunita.post(f"/caseload/sources/{choir.uuid}/drop/").status_code == 302
    assert Event.objects.filter(verb="known source dropped").count() == 1
    assert not KnownSource.objects.exists()


def test_nobody_else_reads_a_workers_note(cast: Cast, choir: Organisation) -> None:
    know(cast.sunita, choir, NOTE)
    # Ben stands in for her, Morag is her manager, Maureen is her person.
    for who in (cast.ben, cast.hana):
        assert NOTE not in page(who, "/caseload/sources/")
        assert NOTE not in page(who, f"/caseload/sources/{choir.uuid}/")
    for who in (cast.ben, cast.morag, cast.maureen, cast.dee, cast.ed):
        assert NOTE not in page(who, choir.get_absolute_url())
        assert NOTE not in page(who, "/help-near-you/")
    signed_in(cast.ben).post(f"/caseload/sources/{choir.uuid}/drop/")
    assert KnownSource.objects.of(cast.sunita).exists()


def test_a_place_that_nobody_finds_cannot_be_put_on_a_list(cast: Cast) -> None:
    draft = make_organisation("Not yet", live=False)
    assert signed_in(cast.sunita).post(f"/caseload/sources/{draft.uuid}/", {"note": "x"}).status_code == 404


# --- Known to your social worker ----------------------------------------------------------


def test_a_person_sees_which_places_their_worker_knows(cast: Cast, choir: Organisation) -> None:
    other = make_organisation("Another place")
    know(cast.sunita, choir, NOTE)
    know(cast.ben, other, NOTE)
    for path in ("/help-near-you/", choir.get_absolute_url()):
        shown = page(cast.maureen, path)
        assert shown.count(KNOWN) == 1
        assert "your social worker" in shown
        assert NOTE not in shown
        assert "Exit this page" in shown
    # Ben stands in for Sunita: his list is his own.
    assert "Known to" not in page(cast.maureen, other.get_absolute_url())
    for who in (cast.beth, cast.amira, cast.pat, cast.dee, cast.ed, cast.hana):
        assert "Known to" not in page(who, "/help-near-you/")
        assert "Known to" not in page(who, choir.get_absolute_url())
    assert "Known to" not in Client().get("/help-near-you/").content.decode()


def test_with_a_new_worker_it_is_their_list_that_counts(cast: Cast, choir: Organisation) -> None:
    other = make_organisation("Another place")
    know(cast.sunita, choir)
    know(cast.hana, other)
    moment = timezone.now() - timedelta(minutes=1)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=moment)
    allocate(cast.maureen, cast.hana, since=moment)
    assert "Known to" not in page(cast.maureen, choir.get_absolute_url())
    assert "Known to Hana" in page(cast.maureen, other.get_absolute_url())


def test_the_list_asks_as_much_for_many_as_for_one(cast: Cast, choir: Organisation) -> None:
    know(cast.sunita, choir)
    browser = signed_in(cast.maureen)
    browser.get("/help-near-you/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/help-near-you/")
    for number in range(8):
        know(cast.sunita, make_organisation(f"Place {number}"))
    with CaptureQueriesContext(connection) as many:
        assert browser.get("/help-near-you/").content.decode().count(KNOWN) == 9
    assert len(many) == len(one)


def test_a_workers_list_and_a_persons_places_ask_as_much_for_many_as_for_one(cast: Cast, choir: Organisation) -> None:
    know(cast.sunita, choir)
    point(cast.maureen, cast.sunita, choir, WORDS)
    pages = (
        (signed_in(cast.sunita), "/caseload/sources/"),
        (signed_in(cast.maureen), "/help-near-you/pointed-out/"),
        (signed_in(cast.sunita), f"/caseload/{cast.maureen.uuid}/"),
    )
    few = [_questions(browser, path) for browser, path in pages]
    for number in range(6):
        made = make_organisation(f"Place {number}")
        know(cast.sunita, made)
        point(cast.maureen, cast.sunita, made, WORDS)
    assert [_questions(browser, path) for browser, path in pages] == few


def _questions(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


# --- Pointing -----------------------------------------------------------------------------


def send(cast: Cast, *sources: KnownSource, words: str = WORDS, by: object = None) -> object:
    typed = {"sources": [str(source.uuid) for source in sources], "words": words}
    return signed_in(by or cast.sunita).post(f"/caseload/{cast.maureen.uuid}/point/", typed)  # type: ignore[arg-type]


def test_a_worker_points_a_person_to_places_and_nothing_goes_to_them(cast: Cast, choir: Organisation) -> None:
    other = make_organisation("Another place", email="them@example.org")
    sources = [know(cast.sunita, choir, NOTE), know(cast.sunita, other, NOTE)]
    first = page(cast.sunita, f"/caseload/{cast.maureen.uuid}/point/?source={choir.uuid}")
    assert first.count("checked") == 1
    for _ in range(2):
        assert send(cast, *sources).status_code == 302  # type: ignore[attr-defined]
    assert PointedSource.objects.count() == 2
    notice = Notice.objects.get(kind="source_pointed")
    assert notice.user == cast.maureen
    do_chores(at=timezone.now() + timedelta(days=1))
    assert {address for letter in mail.outbox for address in letter.to} == {cast.maureen.email}
    assert all(WORDS not in str(letter.body) and "Choir" not in str(letter.body) for letter in mail.outbox)
    for path in ("/home/", "/help/", notice.path, choir.get_absolute_url()):
        shown = page(cast.maureen, path)
        assert f"Sunita knows this place, and says: “{WORDS}”" in shown
        assert NOTE not in shown
    assert Notice.objects.get().read_at
    assert Event.objects.filter(verb="pointed to a source", person_id=cast.maureen.pk).count() == 2
    assert WORDS in page(cast.sunita, f"/caseload/{cast.maureen.uuid}/")
    # Her daughter learns nothing of it.
    for path in ("/home/", notice.path, choir.get_absolute_url(), "/help-near-you/"):
        assert WORDS not in page(cast.beth, path)


def test_who_stands_in_points_from_their_own_list(cast: Cast, choir: Organisation) -> None:
    mine, hers = know(cast.ben, choir), know(cast.sunita, make_organisation("Hers"))
    refused = send(cast, hers, by=cast.ben)
    assert refused.status_code == 200  # type: ignore[attr-defined]
    assert not PointedSource.objects.exists()
    assert send(cast, mine, by=cast.ben).status_code == 302  # type: ignore[attr-defined]
    assert "Ben knows this place, and says" in page(cast.maureen, "/home/")


def test_nobody_elses_worker_points(cast: Cast, choir: Organisation) -> None:
    source = know(cast.hana, choir)
    assert send(cast, source, by=cast.hana).status_code == 404  # type: ignore[attr-defined]
    assert not PointedSource.objects.exists()
    pointed = point(cast.maureen, cast.sunita, choir, WORDS)
    for who in (cast.hana, cast.ben):
        address = f"/caseload/{cast.maureen.uuid}/point/{pointed.uuid}/take-back/"
        assert signed_in(who).post(address).status_code in {403, 404}
    assert PointedSource.objects.standing().count() == 1


@pytest.mark.parametrize("words", ["", "   ", "\u200b\u2060"])
def test_it_takes_a_sentence_that_can_be_read(cast: Cast, choir: Organisation, words: str) -> None:
    response = send(cast, know(cast.sunita, choir), words=words)
    assert "Write a sentence that says why" in response.content.decode()  # type: ignore[attr-defined]
    assert not PointedSource.objects.exists()


def test_new_words_take_the_place_of_the_old_ones(cast: Cast, choir: Organisation) -> None:
    source = know(cast.sunita, choir)
    send(cast, source)
    send(cast, source, words="And there is tea.")
    shown = page(cast.maureen, "/home/")
    assert WORDS not in shown
    assert "And there is tea." in shown


def test_it_can_be_taken_back(cast: Cast, choir: Organisation) -> None:
    pointed = point(cast.maureen, cast.sunita, choir, WORDS)
    for _ in range(2):
        signed_in(cast.sunita).post(f"/caseload/{cast.maureen.uuid}/point/{pointed.uuid}/take-back/")
    assert WORDS not in page(cast.maureen, "/home/")
    assert WORDS not in page(cast.sunita, f"/caseload/{cast.maureen.uuid}/")


def test_it_can_be_taken_back_when_the_person_has_another_worker(cast: Cast, choir: Organisation) -> None:
    pointed = point(cast.maureen, cast.sunita, choir, WORDS)
    assert "Pointed out before" not in page(cast.sunita, "/caseload/sources/")
    moment = timezone.now() - timedelta(minutes=1)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=moment)
    allocate(cast.maureen, cast.hana, since=moment)
    shown = page(cast.sunita, "/caseload/sources/")
    assert WORDS in shown
    assert "Maureen" not in shown
    path = f"/caseload/{cast.maureen.uuid}/point/{pointed.uuid}/take-back/"
    assert path in shown
    assert signed_in(cast.ben).post(path).status_code == 404
    assert signed_in(cast.hana).post(path).status_code == 403
    assert WORDS in page(cast.maureen, "/home/")
    for _ in range(2):
        said = signed_in(cast.sunita).post(path, follow=True)
        assert "It is shown to them no more." in said.content.decode()
    assert WORDS not in page(cast.maureen, "/home/")
    assert WORDS not in page(cast.sunita, "/caseload/sources/")


def test_the_person_puts_it_away_and_nobody_can_tell(cast: Cast, choir: Organisation) -> None:
    pointed = point(cast.maureen, cast.sunita, choir, WORDS, at=timezone.now() - timedelta(days=2))
    hers = f"/caseload/{cast.maureen.uuid}/"
    before, events = page(cast.sunita, hers), Event.objects.exclude(verb="record opened").count()
    assert signed_in(cast.amira).post(f"/help-near-you/pointed-out/{pointed.uuid}/put-away/").status_code == 404
    assert WORDS in page(cast.maureen, "/home/")
    signed_in(cast.maureen).post(f"/help-near-you/pointed-out/{pointed.uuid}/put-away/")
    for path in ("/home/", "/help-near-you/pointed-out/", choir.get_absolute_url()):
        assert WORDS not in page(cast.maureen, path)
    assert Event.objects.exclude(verb="record opened").count() == events
    assert places_part(page(cast.sunita, hers)) == places_part(before)
    # Pointed out once more, it reads alike whether it was put away or not.
    send(cast, know(cast.sunita, choir))
    assert WORDS in page(cast.maureen, "/home/")
    assert page(cast.sunita, hers).count(WORDS) == 1


def test_a_place_that_has_left_the_directory_is_shown_no_more(cast: Cast, choir: Organisation) -> None:
    source = know(cast.sunita, choir)
    point(cast.maureen, cast.sunita, choir, WORDS)
    choir.live = False
    choir.save()
    assert WORDS not in page(cast.maureen, "/home/")
    assert "not in the directory now" in page(cast.sunita, "/caseload/sources/")
    assert send(cast, source).status_code == 200  # type: ignore[attr-defined]
    # What she keeps about it is hers to change all the same.
    typed = {"note": "They have moved.", "seen_on_0": "3", "seen_on_1": "5", "seen_on_2": "2026"}
    assert signed_in(cast.sunita).post(f"/caseload/sources/{choir.uuid}/", typed).status_code == 302
    assert KnownSource.objects.get().note == "They have moved."


def test_a_place_that_left_the_directory_meanwhile_goes_on_no_list(cast: Cast, choir: Organisation) -> None:
    at = timezone.now()
    choir.live = False
    choir.save()
    with pytest.raises(Denied, match="not in the directory now"):
        keep_source(organisation=choir, note=NOTE, seen_on=None, by=cast.sunita, at=at)


def test_the_form_names_places_by_nothing_that_counts_them(cast: Cast, choir: Organisation) -> None:
    source = know(cast.sunita, choir)
    shown = page(cast.sunita, f"/caseload/{cast.maureen.uuid}/point/")
    assert f'value="{source.uuid}"' in shown
    typed = {"sources": [source.pk], "words": WORDS}
    refused = signed_in(cast.sunita).post(f"/caseload/{cast.maureen.uuid}/point/", typed).content.decode()
    assert "Choose from the answers shown." in refused
    assert not PointedSource.objects.exists()


def test_whom_to_point_there(cast: Cast, choir: Organisation) -> None:
    know(cast.sunita, choir)
    UserFactory(known_as="Stranger")
    shown = page(cast.sunita, f"/caseload/sources/{choir.uuid}/whom/")
    assert "Maureen Example" in shown
    assert "Stranger" not in shown
    assert "Amira" not in shown
