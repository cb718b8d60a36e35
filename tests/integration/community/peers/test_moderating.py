"""Moderators: named by an organisation, with one list, fair to whoever wrote it, and never two at once."""

from datetime import datetime, timedelta

import pytest

from community.organisations.models import Membership
from community.peers.models import Moderator, Post, PostReport
from community.peers.queries import moderates, moderators_of
from community.peers.services import moderating, reading, writing
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.peers import a_moderator, answered, approved, asked, let_moderate, waiting_of
from tests.factories.portal import UserFactory, join_circle
from tests.factories.volunteers import make_match, make_volunteer
from tests.personas import Cast, everybody, signed_in
from tests.valid_html import problems_of

LIST = "/peers/moderation/"
WHY = "Please leave out the name of your street."


def look(post: Post) -> str:
    return f"{LIST}{post.uuid}/"


def decide(user: User, post: Post, decision: str, why: str = "", seen: str = "") -> str:
    data = {"decision": decision, "why": why, "seen": seen}
    text: str = signed_in(user).post(look(post), data, follow=True).content.decode()
    assert problems_of(text) == []
    return text


def test_what_waits_longest_stands_first(cast: Cast, now: datetime) -> None:
    shown = approved(asked(cast.maureen, "Reported long ago"))
    PostReport.objects.create(post=shown, user=cast.beth, reason="unkind", reported_at=now - timedelta(days=9))
    asked(cast.maureen, "Yesterday", at=now - timedelta(days=1))
    asked(cast.amira, "Last week", at=now - timedelta(days=7))
    text = signed_in(a_moderator()).get(LIST).content.decode()
    assert problems_of(text) == []
    assert text.index("Reported long ago") < text.index("Last week") < text.index("Yesterday")


def test_sent_back_its_author_reads_why_and_sends_it_again(cast: Cast) -> None:
    question, moderator = asked(cast.maureen, "Who cleans in Mill Lane?"), a_moderator()
    assert "Write why, in a kind sentence" in decide(moderator, question, "send_back", "⠀", waiting_of(question))
    assert "Sent back, with your words." in decide(moderator, question, "send_back", WHY, waiting_of(question))
    assert "Nothing waits" in signed_in(moderator).get(LIST).content.decode()
    assert Notice.objects.get(user=cast.maureen).path == "/peers/mine/"
    browser = signed_in(cast.maureen)
    mine = browser.get("/peers/mine/").content.decode()
    assert "Please change it" in mine
    assert WHY in mine
    change = f"/peers/posts/{question.uuid}/change/"
    form = browser.get(change).content.decode()
    assert problems_of(form) == []
    assert WHY in form
    assert "Who cleans in Mill Lane?" in form
    browser.post(change, {"heading": "Who cleans?", "words": "Floors"})
    assert "Who cleans?" in signed_in(moderator).get(LIST).content.decode()
    assert signed_in(cast.beth).get(question.get_absolute_url()).status_code == 404


def test_a_second_tap_finds_that_it_is_done(cast: Cast) -> None:
    question, moderator = asked(cast.maureen, "Who cleans in Mill Lane?"), a_moderator()
    seen = waiting_of(question)
    decide(moderator, question, "send_back", WHY, seen)
    again = decide(moderator, question, "send_back", WHY, seen)
    assert "Somebody has looked at this meanwhile" in again
    assert WHY in again
    assert "Nobody else can read this." in signed_in(moderator).get(look(question)).content.decode()


def test_the_latest_reason_is_the_one_that_its_author_reads(cast: Cast, now: datetime) -> None:
    question, moderator = approved(asked(cast.maureen)), a_moderator()
    writing.change(post=question, heading="Anew", words="With a name", by=cast.maureen, at=now)
    moderating.send_back(post=question, seen=waiting_of(question), why="The first reason", by=moderator, at=now)
    moderating.take_down(post=question, why="The second reason", by=moderator, at=now + timedelta(minutes=1))
    mine = signed_in(cast.maureen).get("/peers/mine/").content.decode()
    assert "The second reason" in mine
    assert "The first reason" not in mine


def test_taken_down_nobody_reads_it_and_its_author_reads_why(cast: Cast) -> None:
    question, moderator = approved(asked(cast.maureen)), a_moderator()
    assert "Moderate" in signed_in(moderator).get(question.get_absolute_url()).content.decode()
    assert "Write why" in decide(moderator, question, "take_down")
    assert "Taken down." in decide(moderator, question, "take_down", WHY)
    assert signed_in(cast.beth).get(question.get_absolute_url()).status_code == 404
    mine = signed_in(cast.maureen).get("/peers/mine/").content.decode()
    assert "Taken down" in mine
    assert WHY in mine
    # Changed, and approved, it comes back.
    signed_in(cast.maureen).post(f"/peers/posts/{question.uuid}/change/", {"heading": "Anew", "words": "Other words"})
    approved(question, moderator)
    assert "Other words" in signed_in(cast.beth).get(question.get_absolute_url()).content.decode()


def test_what_was_reported_may_stay(cast: Cast, now: datetime) -> None:
    question, moderator = approved(asked(cast.maureen)), a_moderator()
    reading.report(post=question, reason="wrong", words="No", by=cast.beth, at=now)
    assert "It stays as it is." in decide(moderator, question, "leave")
    assert "Nothing waits" in signed_in(moderator).get(LIST).content.decode()
    assert "Somebody has looked at this meanwhile" in decide(moderator, question, "leave")
    assert (
        "decided that it may stay" in signed_in(cast.beth).get(f"/peers/posts/{question.uuid}/report/").content.decode()
    )


def test_two_moderators_decide_once(cast: Cast) -> None:
    question, first, second = asked(cast.maureen), a_moderator(), a_moderator()
    seen = waiting_of(question)
    decide(first, question, "approve", seen=seen)
    text = decide(second, question, "send_back", "Kind words that must not be lost", seen)
    assert "Somebody has looked at this meanwhile" in text
    assert "Kind words that must not be lost" in text
    assert Post.objects.get().is_shown


def test_a_moderator_approves_what_they_read(cast: Cast, now: datetime) -> None:
    question, moderator = asked(cast.maureen, "Harmless"), a_moderator()
    seen = waiting_of(question)
    writing.change(post=question, heading="Not harmless", words="At all", by=cast.maureen, at=now)
    assert "These words have changed since you read them" in decide(moderator, question, "approve", seen=seen)
    assert not Post.objects.get().is_shown


@pytest.mark.parametrize("tie", ["own", "helps", "helped", "is helped", "in her circle", "was in the circle"])
def test_nobody_moderates_their_own_nor_of_those_they_know(cast: Cast, now: datetime, tie: str) -> None:
    moderator, other = a_moderator(), a_moderator()
    author = cast.maureen
    over = {"since": now - timedelta(days=30), "until": now - timedelta(days=3)}
    if tie == "own":
        author = moderator
    elif tie == "helps":
        make_match(author, moderator)
    elif tie == "helped":
        make_match(author, moderator, **over)
    elif tie == "is helped":
        make_match(moderator, author)
    elif tie == "in her circle":
        join_circle(author, moderator)
    else:
        join_circle(moderator, author, ended=True)
    question = asked(author, "Words that could be recognised")
    assert [user.pk for user in moderators_of(question, at=now)] == [other.pk]
    text = signed_in(moderator).get(LIST).content.decode()
    assert "Words that could be recognised" not in text
    assert "Nothing waits" in text
    assert signed_in(moderator).get(look(question)).status_code == 404
    assert signed_in(moderator).post(look(question), {"decision": "approve"}).status_code == 404
    with pytest.raises(Denied):
        moderating.approve(post=question, seen=waiting_of(question), by=moderator, at=now)
    assert "Words that could be recognised" in signed_in(other).get(LIST).content.decode()
    assert not Notice.objects.filter(user=moderator, kind=Kind.TO_MODERATE).exists()


def test_whoever_is_no_moderator_finds_no_list(cast: Cast, now: datetime) -> None:
    question = asked(cast.maureen)
    gone, left = UserFactory(volunteer=True), UserFactory(volunteer=True)
    let_moderate(gone, ended=True)
    let_moderate(left)
    Membership.objects.filter(user=left).update(ends_at=now - timedelta(minutes=1))
    for user in (*everybody(cast).values(), gone, left):
        browser = signed_in(user)
        assert browser.get(LIST).status_code == 404
        assert browser.get(look(question)).status_code == 404
        assert browser.post(look(question), {"decision": "approve", "seen": waiting_of(question)}).status_code == 404
        with pytest.raises(Denied):
            moderating.take_down(post=question, why=WHY, by=user, at=now)


def test_a_coordinator_names_moderators_among_their_own_people(cast: Cast, now: datetime) -> None:
    organisation, other = make_organisation("Moor Friends"), make_organisation("Elsewhere")
    let_coordinate(organisation, cast.dee)
    make_volunteer(organisation, cast.pat)
    stranger = make_volunteer(other).membership.user
    path = f"/organisation/{organisation.uuid}/moderators/"
    browser = signed_in(cast.dee)
    page = browser.get(path).content.decode()
    assert problems_of(page) == []
    assert "You have named nobody yet" in page
    assert cast.pat.full_name in page
    assert stranger.full_name not in page
    for _ in range(2):
        browser.post(path, {"user": str(cast.pat.uuid)})
    assert Moderator.objects.count() == 1
    assert moderates(cast.pat, at=now + timedelta(seconds=5))
    refused = browser.post(path, {"user": str(stranger.uuid)}).content.decode()
    assert problems_of(refused) == []
    assert "Choose somebody of your organisation." in refused
    with pytest.raises(Denied):
        moderating.name_moderator(organisation=organisation, user=stranger, by=cast.dee, at=now)
    with pytest.raises(Denied):
        moderating.name_moderator(organisation=other, user=stranger, by=cast.dee, at=now)
    assert browser.get(f"/organisation/{other.uuid}/moderators/").status_code == 404
    for _ in range(2):
        browser.post(path, {"end": str(Moderator.objects.get().uuid)})
    assert not moderates(cast.pat, at=now + timedelta(seconds=5))
    assert browser.post(path, {"end": "nonsense"}).status_code == 404
    assert Event.objects.filter(verb="moderator named").count() == 1


def test_what_a_moderator_did_is_in_the_log_and_in_nobodys_record(cast: Cast) -> None:
    moderator = a_moderator()
    answer = answered(approved(asked(cast.maureen), moderator), cast.amira)
    decide(moderator, answer, "approve", seen=waiting_of(answer))
    logged = Event.objects.filter(verb="peer words approved", actor_id=moderator.pk)
    assert logged.count() == 2
    assert not logged.exclude(person_id=None).exists()


def test_what_others_have_read_is_open_to_every_moderator_so_that_no_door_tells_who_wrote_it(
    cast: Cast, now: datetime
) -> None:
    knows, other = a_moderator(), a_moderator()
    make_match(cast.maureen, knows)
    question = approved(asked(cast.maureen, "Who cleans?"))
    for moderator in (knows, other):
        assert signed_in(moderator).get(look(question)).status_code == 200
