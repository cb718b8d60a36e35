"""A record that is opened in an emergency: with a reason, for an hour, to read, and seen by the person."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.comments.models import Comment, Suggestion
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Version
from planning.documents.policies import abilities
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.emergencies import close_record, open_record
from portal.relationships.models import GLASS_HOLDS, Allocation, BreakGlass
from tests.factories.community import say, thread_of
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, make_version, share_with, share_with_worker
from tests.factories.portal import TeamFactory, UserFactory, open_glass
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
CHOIR, SECRET = "The choir on Thursdays", "The tangerine tin"
REASON = "She rang and could not breathe"
UNSEEN = "\u200b\u2060 \u00ad\u3164"
FORM = "/caseload/open-a-record/"
FACTS = {"full_name": "Maureen Example", "year_of_birth": "1955", "reason": REASON}


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Shared with the social worker, with one part for Maureen alone."""
    document = make_document(cast.maureen, title="How I want to live")
    answer(document, WORDS, CHOIR)
    answer(document, SHORT, SECRET, audience=Audience.ONLY_ME)
    share_with_worker(document)
    return document


def body(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


# --- Finding ------------------------------------------------------------------------------


def test_by_exact_name_and_year_or_by_address_it_opens(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    for facts in (FACTS, {"full_name": " maureen  example ", "year_of_birth": "1955", "reason": "A second time"}):
        sent = browser_of(cast.hana).post(FORM, facts)
        opening = BreakGlass.objects.latest("pk")
        assert sent["Location"] == f"/caseload/opened/{opening.uuid}/"
    sent = browser_of(cast.hana).post(FORM, {"email": "Maureen@example.org", "reason": "A third time"})
    assert sent.status_code == 302
    assert BreakGlass.objects.filter(person=cast.maureen, worker=cast.hana).count() == 3
    page = body(browser_of(cast.hana), sent["Location"])
    assert "How I want to live" in page
    assert "You are not their social worker." in page


@pytest.mark.parametrize(
    "facts",
    [
        {"full_name": "Maureen Example", "year_of_birth": "1956"},
        {"full_name": "Maureen", "year_of_birth": "1955"},
        {"full_name": "Nobody At All", "year_of_birth": "1955"},
        {"email": "maureen@example.or"},
        {"email": "morag@example.org"},
        {"full_name": "Two Alike", "year_of_birth": "1940"},
        {"full_name": "Closed Account", "year_of_birth": "1940"},
    ],
)
def test_whatever_is_not_exact_gets_the_same_answer(
    cast: Cast, plan: Document, browser_of: BrowserOf, facts: dict[str, str]
) -> None:
    for number in range(2):
        UserFactory(known_as=f"Two{number}", full_name="Two Alike", year_of_birth=1940)
    UserFactory(known_as="Closed", full_name="Closed Account", year_of_birth=1940, is_active=False)
    answered = browser_of(cast.hana).post(FORM, {**facts, "reason": REASON})
    assert answered.status_code == 200
    assert "We cannot tell by these facts who it is." in answered.content.decode()
    assert REASON in answered.content.decode(), "what was typed stays"
    assert not BreakGlass.objects.exists()
    assert Event.objects.get(verb="record looked for").detail == {"found": False}


def test_without_a_reason_nothing_opens(cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime) -> None:
    answered = browser_of(cast.hana).post(FORM, {**FACTS, "reason": "  "})
    assert "Write why you open this record." in answered.content.decode()
    answered = browser_of(cast.hana).post(FORM, {**FACTS, "reason": UNSEEN})
    assert "Write why you open this record." in answered.content.decode()
    assert not Event.objects.filter(verb="record looked for").exists()
    for reason in ("", "  \n", UNSEEN):
        with pytest.raises(Denied):
            open_record(person=cast.maureen, reason=reason, by=cast.hana, at=now)
    assert not BreakGlass.objects.exists()


def test_trying_often_ends(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    hana = browser_of(cast.hana)
    for year in range(1940, 1950):
        hana.post(FORM, {**FACTS, "year_of_birth": str(year)})
    answered = hana.post(FORM, FACTS)
    assert "That was tried often in the last hour." in answered.content.decode()
    assert not BreakGlass.objects.exists()


def test_only_social_workers_and_only_others_people(cast: Cast, plan: Document, now: datetime) -> None:
    for who, user in everybody(cast).items():
        if who != "hana":
            with pytest.raises(Denied):
                open_record(person=cast.maureen, reason=REASON, by=user, at=now)
    with pytest.raises(Denied, match="one of your people"):
        open_record(person=cast.maureen, reason=REASON, by=cast.ben, at=now)


def test_two_taps_are_one_opening_and_several_may_be_open(cast: Cast, plan: Document, now: datetime) -> None:
    first = open_record(person=cast.maureen, reason=REASON, by=cast.hana, at=now)
    assert open_record(person=cast.maureen, reason=REASON, by=cast.hana, at=now) == first
    open_record(person=cast.amira, reason=REASON, by=cast.ben, at=now)
    nadia = UserFactory(known_as="Nadia", social_worker=True)
    open_record(person=cast.maureen, reason=REASON, by=nadia, at=now)
    open_record(person=cast.amira, reason=REASON, by=nadia, at=now)
    assert BreakGlass.objects.active(at=now).count() == 4


# --- Reading, and nothing else ------------------------------------------------------------


def test_it_opens_what_the_worker_may_see_to_read_alone(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    private = make_document(cast.maureen, title="My own thoughts")
    share_with(private, cast.beth_in_circle)
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "Between us")
    hana = browser_of(cast.hana)
    assert hana.get(plan.get_absolute_url()).status_code == 404
    opening = open_glass(cast.maureen, cast.hana)
    listed = body(hana, f"/caseload/opened/{opening.uuid}/")
    assert "My own thoughts" not in listed
    page = body(hana, plan.get_absolute_url())
    assert CHOIR in page
    assert SECRET not in page
    assert "This record is open until" in page
    assert hana.get(private.get_absolute_url()).status_code == 404
    assert hana.get(f"/messages/{thread.uuid}/").status_code == 404
    assert hana.get(f"/caseload/{cast.maureen.uuid}/").status_code == 404
    assert hana.get(f"/caseload/{cast.maureen.uuid}/budget/").status_code == 404


def test_it_gives_no_comment_no_suggestion_and_no_money(
    cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime
) -> None:
    open_glass(cast.maureen, cast.hana)
    can = abilities(cast.hana, plan, now)
    assert can.see
    assert not (can.comment or can.suggest or can.edit or can.see_budget or can.as_worker or can.owner)
    hana = browser_of(cast.hana)
    for name, sent in (("comment_add", {"text": "Well said"}), ("suggestion_add", {"words": "Other words"})):
        assert hana.post(reverse(name, args=[plan.uuid, WORDS]), sent).status_code == 403
    assert not Comment.objects.exists()
    assert not Suggestion.objects.exists()


def test_a_part_for_the_worker_only_is_read_and_one_left_out_is_not(cast: Cast, plan: Document, now: datetime) -> None:
    Answer.objects.filter(question_id=SHORT).update(audience=Audience.WORKER_ONLY)
    open_glass(cast.maureen, cast.hana)
    assert Answer.objects.visible_to(cast.hana, at=now).count() == 2
    plan.grants.update(left_out=[SHORT])
    assert Answer.objects.visible_to(cast.hana, at=now).count() == 1
    plan.grants.update(ends_at=now)
    assert not Answer.objects.visible_to(cast.hana, at=now).exists()
    assert not Document.objects.visible_to(cast.hana, at=now).exists()


def test_the_hour_is_half_open_for_everything(cast: Cast, plan: Document, now: datetime) -> None:
    make_version(plan, at=now)
    opening = open_glass(cast.maureen, cast.hana, since=now)
    last = opening.ends_at - timedelta(microseconds=1)
    assert opening.ends_at == now + GLASS_HOLDS
    for at, seen in ((now - timedelta(microseconds=1), 0), (now, 1), (last, 1), (opening.ends_at, 0)):
        assert Document.objects.visible_to(cast.hana, at=at).count() == seen
        assert Version.objects.visible_to(cast.hana, at=at).count() == seen
        assert Answer.objects.visible_to(cast.hana, at=at).count() == seen
        assert abilities(cast.hana, plan, at).see is bool(seen)


def test_it_opens_one_person_to_one_worker(cast: Cast, plan: Document, now: datetime) -> None:
    other = make_document(cast.amira)
    share_with_worker(other)
    nadia = UserFactory(known_as="Nadia", social_worker=True)
    open_glass(cast.maureen, cast.hana, since=now)
    assert not Document.objects.visible_to(nadia, at=now).exists()
    Allocation.objects.filter(person=cast.amira).update(ends_at=now)
    assert not Document.objects.visible_to(cast.hana, at=now).filter(owner=cast.amira).exists()


def test_who_is_no_social_worker_any_more_reads_nothing(cast: Cast, plan: Document, now: datetime) -> None:
    open_glass(cast.maureen, cast.hana, since=now)
    cast.hana.role = "editor"
    assert not Document.objects.visible_to(cast.hana, at=now).exists()


# --- Told, listed, closed -----------------------------------------------------------------


def test_the_person_and_both_managers_are_told_at_once(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    yusuf = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    UserFactory(known_as="Elsewhere", team_manager=True)
    browser_of(cast.hana).post(FORM, FACTS)
    opening = BreakGlass.objects.get()
    assert opening.team == cast.north
    path = f"/people/opened/{opening.uuid}/"
    told = {(n.user_id, n.kind) for n in Notice.objects.filter(path=path)}
    in_team = Kind.RECORD_OPENED_IN_TEAM
    assert told == {(cast.maureen.pk, Kind.RECORD_OPENED), (cast.morag.pk, in_team), (yusuf.pk, in_team)}
    for user in (cast.maureen, cast.morag, yusuf):
        page = body(browser_of(user), path)
        assert REASON in page
        assert "Hana Example" in page
    for address in ("/people/", "/people/who-looked/"):
        assert REASON in body(browser_of(cast.maureen), address)
    for manager in (cast.morag, yusuf):
        assert REASON in body(browser_of(manager), "/team/opened-records/")
    for user in (cast.beth, cast.ruth, cast.sunita, cast.amira):
        assert browser_of(user).get(path).status_code == 404
        assert REASON not in body(browser_of(user), "/people/")
    assert REASON not in str(list(Event.objects.values_list("detail", flat=True)))
    browser_of(cast.maureen).get(path)
    assert not Notice.objects.filter(user=cast.maureen, path=path, read_at=None).exists()


def test_it_can_be_closed_before_and_then_nothing_is_readable(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    hana = browser_of(cast.hana)
    opening = BreakGlass.objects.get(uuid=hana.post(FORM, FACTS)["Location"].split("/")[-2])
    hana.get(plan.get_absolute_url())
    assert browser_of(cast.ben).post(f"/caseload/opened/{opening.uuid}/close/").status_code == 404
    assert hana.post(f"/caseload/opened/{opening.uuid}/close/").status_code == 302
    for address in (f"/caseload/opened/{opening.uuid}/", plan.get_absolute_url()):
        assert hana.get(address).status_code == 404
    opening.refresh_from_db()
    assert opening.ends_at <= timezone.now()
    ended = opening.ends_at
    assert hana.post(f"/caseload/opened/{opening.uuid}/close/").status_code == 302
    opening.refresh_from_db()
    assert opening.ends_at == ended
    assert "was closed at" in body(browser_of(cast.maureen), f"/people/opened/{opening.uuid}/")
    looked = body(browser_of(cast.maureen), "/people/who-looked/")
    for words in ("opened your record in an emergency", "opened your document", "closed your record again"):
        assert words in looked


def test_the_manager_of_then_answers_for_it_when_the_worker_moves_on(cast: Cast, now: datetime) -> None:
    west = TeamFactory(name="Team West")
    then, later = (UserFactory(team_manager=True, team=team) for team in (cast.hana.team, west))
    opening = open_record(person=cast.maureen, reason=REASON, by=cast.hana, at=now)
    User.objects.filter(pk=cast.hana.pk).update(team=west)
    assert BreakGlass.objects.visible_to(then).filter(pk=opening.pk).exists()
    assert not BreakGlass.objects.visible_to(later).exists()


def test_closing_in_the_moment_of_opening_is_a_period_all_the_same(cast: Cast, plan: Document, now: datetime) -> None:
    opening = open_record(person=cast.maureen, reason=REASON, by=cast.hana, at=now)
    close_record(opening=opening, by=cast.hana, at=now)
    assert not Document.objects.visible_to(cast.hana, at=now + timedelta(seconds=1)).exists()


def test_the_database_keeps_it_to_an_hour_and_a_reason(cast: Cast, now: datetime) -> None:
    right = {"worker": cast.hana, "person": cast.maureen, "reason": REASON, "starts_at": now}
    for wrong in (
        {"ends_at": now + GLASS_HOLDS + timedelta(seconds=1)},
        {"ends_at": now},
        {"ends_at": now + GLASS_HOLDS, "reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BreakGlass.objects.create(**{**right, **wrong})
