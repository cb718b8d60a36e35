"""Moderators: named by an organisation, with one list, fair to whoever wrote it, and never two at once."""

from datetime import datetime, timedelta

import pytest

from community.organisations.models import Membership
from community.peers.models import ChosenName, Moderator, Post, PostReport
from community.peers.queries import moderates, moderators_of
from community.peers.services import moderating, reading, writing
from community.volunteers.services.inviting import end_volunteering
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.peers import a_moderator, answered, approved, asked, last_report, let_moderate, waiting_of
from tests.factories.portal import UserFactory, join_circle
from tests.factories.volunteers import make_match, make_volunteer
from tests.personas import Cast, everybody, signed_in
from tests.valid_html import problems_of

LIST = "/peers/moderation/"
WHY = "Please leave out the name of your street."


def look(post: Post) -> str:
    return f"{LIST}{post.uuid}/"


def decide(user: User, post: Post, decision: str, why: str = "", seen: str = "") -> str:
    name = ChosenName.objects.get(pk=post.voice_id).name
    data = {"decision": decision, "why": why, "seen": seen, "named": name, "read_to": last_report(post)}
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
    moderating.take_down(post=question, why="The second reason", read_to=0, by=moderator, at=now + timedelta(minutes=1))
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
    reading.report(post=question, reason="wrong", words="No", by=cast.beth, at=now + timedelta(minutes=1))
    assert "It stays as it is." in decide(moderator, question, "leave")
    assert "Nothing waits" in signed_in(moderator).get(LIST).content.decode()
    assert "Somebody has looked at this meanwhile" in decide(moderator, question, "leave")
    assert "It may stay as it is." in signed_in(cast.beth).get(f"/peers/posts/{question.uuid}/report/").content.decode()


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
    assert [user.pk for user in moderators_of(Post.objects.get(pk=question.pk), at=now)] == [other.pk]
    text = signed_in(moderator).get(LIST).content.decode()
    assert "Words that could be recognised" not in text
    assert "Nothing waits" in text
    assert signed_in(moderator).get(look(question)).status_code == 404
    assert signed_in(moderator).post(look(question), {"decision": "approve"}).status_code == 404
    with pytest.raises(Denied):
        moderating.approve(
            post=question, seen=waiting_of(question), named=question.voice.name, read_to=0, by=moderator, at=now
        )
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
            moderating.take_down(post=question, why=WHY, read_to=0, by=user, at=now)


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
    ending = {"end": str(Moderator.objects.get().uuid)}
    warned = browser.post(path, ending).content.decode()
    assert problems_of(warned) == []
    assert "Nobody else looks at what people write" in warned
    assert moderates(cast.pat, at=now + timedelta(seconds=5))
    for _ in range(2):
        browser.post(path, {**ending, "sure": "yes"})
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
    link = f'href="{look(question)}"'
    pages = []
    for moderator in (knows, other):
        assert link in signed_in(moderator).get(question.get_absolute_url()).content.decode()
        page = signed_in(moderator).get(look(question))
        assert page.status_code == 200
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        pages.append([line for line in main.splitlines() if "csrf" not in line])
        assert len(pages[-1]) > 10
        assert signed_in(moderator).get(LIST).content.decode().count("<tr>") == 0
    assert pages[0] == pages[1]
    reading.report(post=question, reason="wrong", words="", by=cast.beth, at=now)
    for moderator in (knows, other):
        assert "Who cleans?" in signed_in(moderator).get(LIST).content.decode()
    assert "Taken down." in decide(knows, question, "take_down", WHY)
    # The author alone looks at nothing of hers.
    let_moderate(cast.maureen)
    assert signed_in(cast.maureen).get(look(question)).status_code == 404


def test_a_report_that_came_after_the_page_was_opened_waits_on(cast: Cast, now: datetime) -> None:
    question, moderator = approved(asked(cast.maureen)), a_moderator()
    soon = now + timedelta(minutes=1)
    first = reading.report(post=question, reason="wrong", words="No", by=cast.beth, at=soon)
    page = signed_in(moderator).get(look(question))
    assert page.context["read_to"] == first.pk
    late = reading.report(post=question, reason="danger", words="She is afraid", by=cast.ruth, at=soon)
    signed_in(moderator).post(look(question), {"decision": "leave", "read_to": first.pk})
    late.refresh_from_db()
    first.refresh_from_db()
    assert (first.settled_by, late.settled_at) == (moderator, None)
    assert "Danger?" in signed_in(moderator).get(LIST).content.decode()
    # Also what is taken down is read to the end.
    moderating.take_down(post=question, why=WHY, read_to=first.pk, by=moderator, at=soon)
    assert "She is afraid" in signed_in(moderator).get(look(question)).content.decode()
    decide(moderator, question, "leave")
    assert "Nothing waits" in signed_in(moderator).get(LIST).content.decode()


def test_what_a_reader_adds_to_their_report_is_read_too(cast: Cast, now: datetime) -> None:
    question, moderator = approved(asked(cast.maureen)), a_moderator()
    path, browser = f"/peers/posts/{question.uuid}/report/", signed_in(cast.beth)
    browser.post(path, {"reason": "unkind", "words": "First"})
    read_to = last_report(question)
    text = browser.post(path, {"reason": "danger", "words": "She is afraid"}, follow=True).content.decode()
    assert "She is afraid" in text
    with pytest.raises(Denied):
        moderating.leave_as_it_is(post=question, read_to=read_to, by=moderator, at=now + timedelta(minutes=2))
    page = signed_in(moderator).get(look(question)).content.decode()
    assert "First" in page
    assert "She is afraid" in page
    decide(moderator, question, "leave")
    text = browser.post(path, {"reason": "unkind", "words": "And this"}).content.decode()
    assert "What you write now is not sent any more" in text
    assert "And this" in text


def test_a_reader_reports_once_more_when_the_words_are_others(cast: Cast, now: datetime) -> None:
    question, moderator = approved(asked(cast.maureen)), a_moderator()
    path = f"/peers/posts/{question.uuid}/report/"
    browser = signed_in(cast.beth)
    browser.post(path, {"reason": "unkind", "words": "First"})
    decide(moderator, question, "leave")
    assert "It may stay as it is." in browser.get(path).content.decode()
    browser.post(path, {"reason": "unkind", "words": "Once more about the same"})
    assert PostReport.objects.count() == 1
    writing.change(post=question, heading="Anew", words="Ruder still", by=cast.maureen, at=now)
    approved(question, moderator)
    assert "What is wrong?" in browser.get(path).content.decode()
    assert "You told the moderators" not in browser.get(question.get_absolute_url()).content.decode()
    browser.post(path, {"reason": "unkind", "words": "Worse"})
    assert "Worse" in signed_in(moderator).get(look(question)).content.decode()
    assert "You told the moderators" in browser.get(question.get_absolute_url()).content.decode()


def test_answers_to_a_question_that_is_gone_wait_for_nobody(cast: Cast, now: datetime) -> None:
    question, moderator = approved(asked(cast.maureen, "Who cleans in Mill Lane?", "At number 7")), a_moderator()
    answer = answered(question, cast.amira, "I know somebody")
    Notice.objects.all().delete()
    moderating.take_down(post=question, why=WHY, read_to=0, by=moderator, at=now)
    assert "Nothing waits" in signed_in(moderator).get(LIST).content.decode()
    assert "Nothing waits now" in signed_in(moderator).get("/home/").content.decode()
    page = signed_in(moderator).get(look(answer)).content.decode()
    assert "Mill Lane" not in page
    assert "At number 7" not in page
    refused = decide(moderator, answer, "approve", seen=waiting_of(answer))
    assert "The question is not there any more" in refused
    assert not Post.objects.get(pk=answer.pk).is_shown
    assert not Notice.objects.filter(kind=Kind.QUESTION_ANSWERED).exists()
    mine = signed_in(cast.amira).get("/peers/mine/").content.decode()
    assert problems_of(mine) == []
    assert "I know somebody" in mine
    assert "a question that is not there any more" in mine
    assert "Mill Lane" not in mine
    change = f"/peers/posts/{answer.uuid}/change/"
    kept = signed_in(cast.amira).post(change, {"words": "Words that took long"}).content.decode()
    assert "The question is not there any more" in kept
    assert "Words that took long" in kept
    assert "Mill Lane" not in kept
    # It comes back, and they wait again.
    signed_in(cast.maureen).post(f"/peers/posts/{question.uuid}/change/", {"heading": "Who cleans?", "words": "Well"})
    approved(question, moderator)
    assert "I know somebody" in signed_in(moderator).get(LIST).content.decode()
    writing.take_away(post=question, by=cast.maureen, at=now)
    assert "Nothing waits" in signed_in(moderator).get(LIST).content.decode()
    assert "Who cleans?" not in signed_in(cast.amira).get("/peers/mine/").content.decode()


def test_where_nobody_moderates_coordinators_are_told_and_who_is_named_hears_what_waits(
    cast: Cast, now: datetime
) -> None:
    organisation, other = make_organisation("Moor Friends"), make_organisation("Elsewhere")
    let_coordinate(organisation, cast.dee)
    someone = UserFactory(coordinator=True)
    let_coordinate(other, someone)
    gone = UserFactory(coordinator=True, is_active=False)
    let_coordinate(other, gone)
    asked(cast.maureen)
    told = Notice.objects.filter(kind=Kind.TO_MODERATE)
    assert {(n.user, n.path) for n in told} == {
        (cast.dee, f"/organisation/{organisation.uuid}/moderators/"),
        (someone, f"/organisation/{other.uuid}/moderators/"),
    }
    # Of the organisations that ever named somebody, where there are some.
    told.delete()
    let_moderate(cast.pat, organisation, ended=True)
    asked(cast.amira)
    assert [n.user for n in told.all()] == [cast.dee]
    moderating.name_moderator(organisation=organisation, user=cast.pat, by=cast.dee, at=now)
    assert told.get(user=cast.pat).path == LIST


def test_a_moderators_time_ends_with_their_place_and_does_not_come_back_with_it(cast: Cast, now: datetime) -> None:
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, cast.dee)
    volunteer = make_volunteer(organisation, cast.pat)
    named = let_moderate(cast.pat, organisation)
    asked(cast.maureen)
    Notice.objects.all().delete()
    end_volunteering(volunteer=volunteer, by=cast.dee, at=now)
    named.refresh_from_db()
    assert named.ends_at is not None
    assert Notice.objects.get(kind=Kind.TO_MODERATE).user == cast.dee
    Membership.objects.create(organisation=organisation, user=cast.pat, part="volunteer", starts_at=now)
    Moderator.objects.update(ends_at=None)
    later = now + timedelta(minutes=1)
    assert not moderates(cast.pat, at=later)
    moderating.name_moderator(organisation=organisation, user=cast.pat, by=cast.dee, at=later)
    assert moderates(cast.pat, at=later)
    assert Moderator.objects.filter(ends_at=None).count() == 1


def test_what_an_author_replaces_or_takes_away_names_nobody(cast: Cast, now: datetime) -> None:
    question = approved(asked(cast.maureen))
    reading.report(post=question, reason="wrong", words="No", by=cast.beth, at=now)
    for words in ("Anew", "Once more"):
        writing.change(post=question, heading=words, words=words, by=cast.maureen, at=now)
    writing.take_away(post=question, by=cast.maureen, at=now)
    assert not question.wordings.filter(settled_by=cast.maureen).exists()
    assert PostReport.objects.get().settled_by is None
    assert PostReport.objects.get().settled_at == now
