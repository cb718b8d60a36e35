"""Who acts in somebody's place: what that opens, where it ends, and that it goes no further than ticks could."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.assessments.models import IndicativeBudget
from planning.comments.models import Comment
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Grant
from planning.documents.policies import abilities
from planning.documents.readers import readers_of
from planning.documents.services import (
    create_document,
    leave_parts_out,
    set_audience,
    share_with_named_worker,
    share_with_supporter,
    stop_sharing,
)
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.authority.models import Authority
from portal.authority.services import end_authority
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.services import end_membership
from tests.factories.assessments import indicate
from tests.factories.authority import EVIDENCE, let_act
from tests.factories.comments import comment
from tests.factories.community import say, thread_of
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.factories.portal import UserFactory, join_circle
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
CHOIR, SECRET = "The choir on Thursdays", "The tangerine tin"


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Maureen's plan, shared with nobody, with one part for her alone."""
    document = make_document(cast.maureen, title="How I want to live")
    answer(document, WORDS, CHOIR)
    answer(document, SHORT, SECRET, audience=Audience.ONLY_ME)
    return document


@pytest.fixture
def authority(cast: Cast, plan: Document) -> Authority:
    """Beth is her attorney, for both."""
    return let_act(cast.beth_in_circle, cast.morag)


def body(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


# --- What it opens ------------------------------------------------------------------------


def test_it_opens_what_no_tick_had_opened_and_says_so_plainly(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    beth = browser_of(cast.beth)
    assert beth.get(plan.get_absolute_url()).status_code == 404
    authority = let_act(cast.beth_in_circle, cast.morag)
    for address in ("/home/", "/people/", plan.get_absolute_url(), authority.get_absolute_url()):
        page = " ".join(body(beth, address).split())
        assert "You act in place of" in page, address
        assert "no end date" in page
    assert "How I want to live" in body(beth, authority.get_absolute_url())
    can = abilities(cast.beth, plan, timezone.now())
    assert (can.see, can.comment, can.edit, can.share, can.see_budget) == (True,) * 5
    assert not (can.owner or can.suggest or can.as_worker)


def test_a_document_that_is_begun_later_is_open_too(cast: Cast, authority: Authority, now: datetime) -> None:
    later = create_document(kind="support_plan", by=cast.maureen, at=now)
    assert Document.objects.visible_to(cast.beth, at=now).filter(pk=later.pk).exists()


def test_what_is_only_hers_or_her_workers_stays_so(
    cast: Cast, plan: Document, authority: Authority, browser_of: BrowserOf, now: datetime
) -> None:
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "Between us")
    beth, base = browser_of(cast.beth), plan.get_absolute_url()
    for audience in (Audience.ONLY_ME, Audience.WORKER_ONLY):
        Answer.objects.filter(question_id=SHORT).update(audience=audience)
        for address in (
            base,
            f"{base}check/",
            f"{base}share/",
            reverse("document_print", args=[plan.uuid]),
            f"{base}comments/",
        ):
            page = body(beth, address)
            assert SECRET not in page, address
            assert "Leave parts out</h2>" not in page
        assert not Answer.objects.visible_to(cast.beth, at=now).filter(question_id=SHORT).exists()
    assert beth.get(f"/messages/{thread.uuid}/").status_code == 404
    for address in (f"{base}share/parts/", reverse("document_audience", args=[plan.uuid, SHORT])):
        assert beth.get(address).status_code == 403
    with pytest.raises(Denied):
        set_audience(document=plan, question_id=WORDS, audience=Audience.EVERYONE, by=cast.beth, at=now)


def test_health_and_welfare_opens_no_money_and_money_opens_no_documents(
    cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime
) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    figures = IndicativeBudget.objects.visible_to
    authority = let_act(cast.beth_in_circle, cast.morag, money=False)
    assert not figures(cast.beth, at=timezone.now()).exists()
    assert not abilities(cast.beth, plan, timezone.now()).see_budget
    assert "£96.00" not in body(browser_of(cast.beth), authority.get_absolute_url())
    end_authority(authority=authority, by=cast.morag, at=timezone.now())
    authority = let_act(cast.beth_in_circle, cast.morag, health_welfare=False, kind="appointee")
    assert figures(cast.beth, at=timezone.now()).exists()
    assert not Document.objects.visible_to(cast.beth, at=timezone.now()).exists()
    page = body(browser_of(cast.beth), authority.get_absolute_url())
    assert "£96.00" in page
    assert "How I want to live" not in page


def test_she_is_named_among_those_who_can_see_it_and_cannot_be_stopped_by_a_tick(
    cast: Cast, plan: Document, authority: Authority, browser_of: BrowserOf, now: datetime
) -> None:
    at = timezone.now()
    readers = readers_of(plan, at=at)
    assert readers.names() == ["you", "Beth"]
    assert readers.all[0].why == "They act in your place as attorney, with no end date. Morag recorded it."
    assert "Share it with others, and stop sharing" in body(
        browser_of(cast.maureen), f"{plan.get_absolute_url()}share/"
    )
    grant = Grant.objects.get(authority=authority)
    for user in (cast.maureen, cast.beth):
        with pytest.raises(Denied):
            stop_sharing(grant=grant, by=user, at=at)
    leave_parts_out(grant=grant, left_out=[WORDS], by=cast.maureen, at=at)
    assert not Answer.objects.visible_to(cast.beth, at=at).exists(), "what Maureen leaves out for her is left out"
    with pytest.raises(Denied):
        leave_parts_out(grant=grant, left_out=[], by=cast.beth, at=at)


def test_on_the_page_of_sharing_nothing_is_said_to_be_hers(
    cast: Cast, plan: Document, authority: Authority, browser_of: BrowserOf
) -> None:
    User.objects.filter(pk=cast.sunita.pk).update(portrait="portraits/sunita.png")
    share_with_worker(plan)
    address = f"{plan.get_absolute_url()}share/"
    hers, mine = body(browser_of(cast.beth), address), body(browser_of(cast.maureen), address)
    main = hers[hers.index("<main") : hers.index("</main>")]
    assert "Maureen’s social worker" in main and "in Maureen’s place" in main
    for wrong in ("your social worker", "your named", "your place", "your words", "You invited"):
        assert wrong not in main, wrong
    # A face that she may not see is not asked for either.
    picture = f"/portraits/{cast.sunita.uuid}/"
    assert picture not in main and picture in mine
    assert "your social worker" in mine


def test_what_was_left_out_for_her_before_stays_left_out(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, left_out=[WORDS])
    let_act(cast.beth_in_circle, cast.morag)
    assert not Answer.objects.visible_to(cast.beth, at=timezone.now()).exists()


def test_she_shares_and_stops_sharing_as_a_tick_would_and_never_for_herself(
    cast: Cast, plan: Document, authority: Authority, browser_of: BrowserOf
) -> None:
    at = timezone.now()
    friend = join_circle(cast.maureen, UserFactory(known_as="Fred"), relation="friend")
    shared = share_with_named_worker(document=plan, by=cast.beth, at=at)
    share_with_supporter(document=plan, membership=friend, by=cast.beth, at=at, can_comment=True)
    assert abilities(cast.sunita, plan, at).comment
    stop_sharing(grant=shared, by=cast.beth, at=timezone.now())
    assert not abilities(cast.sunita, plan, timezone.now()).see
    with pytest.raises(Denied):
        share_with_supporter(document=plan, membership=cast.beth_in_circle, by=cast.beth, at=at, can_edit=True)
    assert not Grant.objects.ticked().filter(circle_membership=cast.beth_in_circle).exists()
    page = body(browser_of(cast.maureen), "/people/who-looked/")
    assert "shared your document" in page
    assert "in your place, as attorney" in page
    assert Event.objects.filter(verb="document shared", detail__in_place_of_owner=True).count() == 2


def test_she_answers_comments_and_decides_nothing_that_a_tick_cannot_give(
    cast: Cast, plan: Document, authority: Authority, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    said = comment(plan, WORDS, cast.sunita, "How would she get there?")
    beth = browser_of(cast.beth)
    assert "How would she get there?" in body(beth, f"{plan.get_absolute_url()}comments/")
    beth.post(reverse("comment_reply", args=[plan.uuid, said.uuid]), {"text": "By bus."})
    assert Comment.objects.get(parent=said).author == cast.beth
    for name in ("document_send", "document_delete", "document_rename", "document_earlier"):
        assert beth.get(reverse(name, args=[plan.uuid])).status_code == 403, name


def test_she_reads_no_conversation_that_was_begun_before_nor_the_owners_own_notes(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    ago = timezone.now() - timedelta(days=30)
    before = comment(plan, WORDS, cast.sunita, "What does Beth do with the money?", at=ago)
    comment(plan, WORDS, cast.maureen, "I do not ask her.", at=ago, parent=before)
    opened = comment(plan, WORDS, cast.sunita, "Which choir is it?", at=ago, opened_at=ago)
    let_act(cast.beth_in_circle, cast.morag)
    comment(plan, WORDS, cast.maureen, "Note to me: ask the bank.")
    comment(plan, WORDS, cast.maureen, "Nothing to tell Beth.", parent=before)
    since = comment(plan, WORDS, cast.sunita, "How would she get there?")
    comment(plan, WORDS, cast.maureen, "By bus.", parent=since)
    page = body(browser_of(cast.beth), f"{plan.get_absolute_url()}comments/")
    for words in ("Which choir is it?", "How would she get there?", "By bus."):
        assert words in page, words
    for words in ("with the money", "I do not ask her", "ask the bank", "Nothing to tell"):
        assert words not in page, words
    assert Comment.objects.visible_to(cast.beth, at=timezone.now()).beginnings().count() == 2
    browser_of(cast.maureen).post(reverse("comment_open", args=[plan.uuid, before.uuid]))
    assert "I do not ask her." in body(browser_of(cast.beth), f"{plan.get_absolute_url()}comments/")
    assert opened.opened_at


def test_whoever_writes_a_comment_is_told_that_she_reads_it_too(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    friend = UserFactory(known_as="Fred")
    share_with(plan, join_circle(cast.maureen, friend, relation="friend"), can_comment=True)
    share_with_worker(plan)
    address = reverse("comment_add", args=[plan.uuid, WORDS])
    assert "Maureen reads it. Others can only" in body(browser_of(friend), address)
    let_act(cast.beth_in_circle, cast.morag)
    for who, told in (
        (friend, "Maureen and Beth read it. Others can only"),
        (cast.sunita, "Maureen, Beth and whoever is Maureen’s social worker read it. Others can only"),
        (cast.beth, "Maureen reads it. Others can only"),
        (cast.maureen, "Only you can read it, until you open it to others."),
    ):
        assert told in body(browser_of(who), address), who


# --- Where it ends ------------------------------------------------------------------------


def test_it_holds_on_its_days_and_not_a_moment_longer(cast: Cast, plan: Document, now: datetime) -> None:
    at = timezone.now()
    starts, ends = at + timedelta(days=1), at + timedelta(days=30)
    let_act(cast.beth_in_circle, cast.morag, starts_at=starts, ends_at=ends, at=at)
    moment = timedelta(microseconds=1)
    for when, open_then in (
        (at, False),
        (starts - moment, False),
        (starts, True),
        (ends - moment, True),
        (ends, False),
    ):
        assert Document.objects.visible_to(cast.beth, at=when).exists() is open_then
        assert Answer.objects.visible_to(cast.beth, at=when).exists() is open_then
        assert abilities(cast.beth, plan, when).share is open_then


def test_ended_it_leaves_her_what_was_ticked(
    cast: Cast, plan: Document, authority: Authority, browser_of: BrowserOf
) -> None:
    share_with(plan, cast.beth_in_circle, can_comment=True)
    beth = browser_of(cast.beth)
    end_authority(authority=authority, by=cast.morag, at=timezone.now())
    can = abilities(cast.beth, plan, timezone.now())
    assert (can.see, can.comment, can.edit, can.share) == (True, True, False, False)
    assert beth.get(authority.get_absolute_url()).status_code == 404
    assert beth.get(f"{plan.get_absolute_url()}share/").status_code == 403
    assert "You act in place of" not in body(beth, "/home/")
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.AUTHORITY_ENDED).exists()


def test_it_ends_with_her_place_in_the_circle(cast: Cast, plan: Document, authority: Authority) -> None:
    end_membership(membership=cast.beth_in_circle, by=cast.maureen, at=timezone.now())
    assert not Document.objects.visible_to(cast.beth, at=timezone.now()).exists()
    assert not Authority.objects.held_by(cast.beth, at=timezone.now()).exists()


# --- Who records it -----------------------------------------------------------------------


def test_a_manager_records_it_in_words_and_both_are_told(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    morag = browser_of(cast.morag)
    address = f"/team/acting/record/{cast.maureen.uuid}/"
    today = timezone.localdate()
    sent = {
        "who": cast.beth_in_circle.pk,
        "kind": "deputy",
        "about": ["health_welfare"],
        "evidence": EVIDENCE,
        **{f"starts_on_{i}": part for i, part in enumerate((today.day, today.month, today.year))},
        **{f"ends_on_{i}": part for i, part in enumerate((1, 2, today.year + 1))},
    }
    assert EVIDENCE not in body(morag, address)
    for _ in range(2):
        assert morag.post(address, sent).status_code == 302
    found = Authority.objects.get()
    assert found.last_day is not None
    assert (found.last_day.day, found.last_day.month) == (1, 2)
    assert (found.kind, found.scope, found.recorded_by) == ("deputy", "health and welfare", cast.morag)
    told = {(n.user_id, n.kind) for n in Notice.objects.filter(path=found.get_absolute_url())}
    assert told == {(cast.maureen.pk, Kind.AUTHORITY), (cast.beth.pk, Kind.AUTHORITY_HELD)}
    mine = body(browser_of(cast.maureen), found.get_absolute_url())
    assert "Beth acts in your place" in mine
    assert EVIDENCE in mine
    assert EVIDENCE not in body(browser_of(cast.beth), found.get_absolute_url())
    assert "acts in place of Maureen" in body(browser_of(cast.sunita), f"/caseload/{cast.maureen.uuid}/")
    assert EVIDENCE not in str(list(Event.objects.values_list("detail", flat=True)))
    assert morag.post(f"/team/acting/{found.uuid}/end/").status_code == 302
    assert not Authority.objects.standing(at=timezone.now()).exists()


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    address = f"/team/acting/record/{cast.maureen.uuid}/"
    morag = browser_of(cast.morag)
    answered = morag.post(address, {"evidence": EVIDENCE, "kind": "attorney"}).content.decode()
    for words in ("Choose who acts in their place.", "Tick what it is about.", EVIDENCE):
        assert words in answered
    assert "Write what you have seen." in morag.post(address, {"evidence": "\u200b"}).content.decode()
    hasty = {"starts_on_0": 1, "starts_on_1": 6, "starts_on_2": 26}
    assert "Write the year with four figures" in morag.post(address, hasty).content.decode()
    assert "Write the year in full" in morag.post(address, {**hasty, "starts_on_2": 1985}).content.decode()
    assert not Authority.objects.exists()


def test_what_was_written_while_signed_out_comes_back(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    address = f"/team/acting/record/{cast.maureen.uuid}/"
    token = re.search(r'name="held-for" value="([^"]+)"', body(browser_of(cast.morag), address))
    assert token
    assert Client().post(address, {"evidence": EVIDENCE, "held-for": token[1]}).status_code == 302
    page = body(browser_of(cast.morag), address)
    assert "We kept your words" in page and EVIDENCE in page
    assert not Authority.objects.exists()


def test_only_the_manager_of_her_team_records_it(cast: Cast, plan: Document) -> None:
    yusuf = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    for user in [*everybody(cast).values(), yusuf]:
        if user != cast.morag:
            with pytest.raises(Denied):
                let_act(cast.beth_in_circle, user)
    for wrong in (
        {"membership": cast.ruth_in_circle},
        {"kind": "appointee"},
        {"health_welfare": False, "money": False},
        {"evidence": "  "},
        {"evidence": "\u200b\u3164"},
    ):
        fields = {"membership": cast.beth_in_circle, **wrong}
        with pytest.raises(Denied):
            let_act(fields.pop("membership"), cast.morag, **fields)  # type: ignore[arg-type]
    assert not Authority.objects.exists()


def test_strangers_never_learn_of_it(cast: Cast, authority: Authority, browser_of: BrowserOf) -> None:
    for who, user in everybody(cast).items():
        found = browser_of(user).get(authority.get_absolute_url()).status_code
        assert found == (200 if who in {"maureen", "beth", "morag"} else 404), who


def test_the_database_keeps_what_an_authority_needs(cast: Cast, authority: Authority) -> None:
    for wrong in (
        {"health_welfare": False, "money": False},
        {"evidence": ""},
        {"ends_at": authority.starts_at},
        {"ended_at": authority.starts_at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Authority.objects.filter(pk=authority.pk).update(**wrong)
