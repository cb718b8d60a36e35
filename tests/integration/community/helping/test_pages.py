"""What a helper and a person see while it lasts: what waits, when they met, what the organisation may read."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import Action, Settled, State
from community.help_requests.models import Helping, Turn
from community.help_requests.services import accept_offer, propose_helper
from community.helping import services
from community.helping.models import LookBack, Meeting, MeetingLine
from community.messaging.models import Thread
from community.organisations.models import Organisation
from planning.comments.models import Comment
from planning.comments.services import add_comment
from planning.documents.models import Document
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.community import say
from tests.factories.help_requests import let_help, make_offer, make_request
from tests.factories.organisations import make_organisation
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.integration.community.helping.conftest import LONG, SECRET, organisation_page, run_out, text_of
from tests.personas import Cast

pytestmark = pytest.mark.django_db
HELPING = "/helping/"


def page(helping: Helping, name: str) -> str:
    return reverse(name, args=[helping.match.uuid])


def meeting(**more: object) -> dict[str, object]:
    day = timezone.localdate()
    typed = {"key": str(uuid4()), "on_0": day.day, "on_1": day.month, "on_2": day.year}
    return {**typed, "minutes": 75, "line": "We looked at the bus times.", **more}


def test_whom_i_help_until_when_what_waits_and_what_to_do_next(
    cast: Cast, helping: Helping, pat: Client, maureen: Client, plan: Document
) -> None:
    text = text_of(pat, HELPING)
    assert "Maureen" in text
    assert "Example" not in text
    assert f"Until {helping.match.last_day:%A %-d %B %Y}" in text
    assert "1 document you have not opened yet" in text
    pat.get(plan.get_absolute_url())
    assert "Write, and find a day to meet" in text_of(pat, HELPING)
    say(Thread.objects.get(), cast.maureen, "Are you coming on Friday?")
    comment = add_comment(document=plan, question_id=LONG, text="Which choir?", by=cast.pat, at=timezone.now())
    maureen.post(reverse("comment_reply", args=[plan.uuid, comment.uuid]), {"text": "The one at the chapel."})
    text = text_of(pat, HELPING)
    assert "1 message you have not read" in text
    assert "1 answer to what you wrote" in text
    assert "Read what Maureen wrote" in text


def test_nothing_of_a_person_stands_in_a_title_and_one_button_signs_out(helping: Helping, pat: Client) -> None:
    for address in (HELPING, page(helping, "helping_person"), page(helping, "helping_stop")):
        text = text_of(pat, address)
        title = text.split("<title>")[1].split("</title>")[0]
        assert "Maureen" not in title
    assert pat.get(HELPING)["Cache-Control"].count("no-store")
    assert 'action="/accounts/logout/"' in text_of(pat, HELPING)
    assert pat.post("/accounts/logout/").status_code == 302
    assert pat.get(HELPING)["Location"].startswith("/accounts/login/")


def test_after_the_end_it_says_so_without_a_name(cast: Cast, helping: Helping, pat: Client) -> None:
    run_out(helping, timezone.now())
    text = text_of(pat, HELPING)
    assert "Your help for one person ended" in text
    assert "Maureen" not in text
    asked = text_of(pat, page(helping, "helping_afterwards"))
    assert "Maureen" not in asked
    for name in ("helping_person", "helping_stop", "meeting_add", "match"):
        assert pat.get(page(helping, name)).status_code == 404


def test_a_proposal_is_counted_and_says_nothing_of_whom(cast: Cast, moor_friends: Organisation, pat: Client) -> None:
    make_volunteer(moor_friends, cast.pat)
    request = make_request(cast.amira, moor_friends, state=State.PROPOSED)
    offer = make_offer(request, cast.pat, by=cast.dee)
    text = text_of(pat, HELPING)
    assert "You are proposed to 1 person" in text
    assert "Amira" not in text
    offer.settled, offer.settled_at = Settled.NO, timezone.now()
    offer.save()
    assert "You are proposed" not in text_of(pat, HELPING)


def test_ten_people_cost_no_more_questions_than_one(
    cast: Cast, moor_friends: Organisation, helping: Helping, pat: Client
) -> None:
    def asked(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    address = organisation_page(helping)
    dee = Client()
    dee.force_login(cast.dee)
    before = (asked(pat, HELPING), asked(dee, address))
    for _ in range(5):
        person = UserFactory()
        other = let_help(person, cast.pat, moor_friends, documents=[make_document(person)])
        Meeting.objects.create(
            match=other.match,
            on=timezone.localdate(),
            minutes=30,
            line="Tea",
            written_by=person,
            written_at=other.match.starts_at,
        )
    assert (asked(pat, HELPING), asked(dee, address)) == before


def test_many_meetings_and_helpers_cost_no_more_questions_than_one(
    cast: Cast, moor_friends: Organisation, helping: Helping, maureen: Client
) -> None:
    def asked(address: str) -> int:
        maureen.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert maureen.get(address).status_code == 200
        return len(queries)

    def met(with_whom: Helping) -> None:
        match = with_whom.match
        once = Meeting.objects.create(
            match=match,
            on=timezone.localdate(),
            minutes=9,
            line="Tea",
            written_by=match.helper,
            written_at=timezone.now(),
        )
        MeetingLine.objects.create(meeting=once, line="Yes", written_by=cast.maureen, written_at=timezone.now())

    met(helping)
    pages = (page(helping, "match"), reverse("help_receipt", args=[helping.request.uuid]))
    before = [asked(address) for address in pages]
    for _ in range(4):
        met(helping)
        document = make_document(cast.maureen)
        other = let_help(cast.maureen, UserFactory(volunteer=True), moor_friends, documents=[document])
        Helping.objects.filter(pk=other.pk).update(request=helping.request)
    assert [asked(address) for address in pages] == before


def test_a_meeting_is_written_down_by_either_and_read_by_both(
    cast: Cast, helping: Helping, pat: Client, maureen: Client
) -> None:
    address = page(helping, "meeting_add")
    typed = meeting()
    for _ in range(2):
        assert pat.post(address, typed).status_code == 302
    assert Meeting.objects.count() == 1
    hers = text_of(maureen, page(helping, "match"))
    assert "We looked at the bus times." in hers
    assert "75 minutes" in hers
    assert "Pat wrote this today" in " ".join(hers.split())
    assert maureen.post(address, meeting(line="We had tea.", minutes=20)).status_code == 302
    his = text_of(pat, page(helping, "helping_person"))
    assert "We had tea." in his
    assert "Maureen wrote this" in his
    assert "You met 2 times" in text_of(pat, HELPING)
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.HELP_NEWS).exists()


def test_a_meeting_sent_again_with_other_figures_is_not_counted_twice_and_the_words_stay(
    helping: Helping, pat: Client
) -> None:
    address, typed = page(helping, "meeting_add"), meeting(minutes=30)
    pat.post(address, typed)
    again = pat.post(address, {**typed, "minutes": 90, "line": "We rang the council, too."}).content.decode()
    assert "You wrote this meeting down already" in again
    assert "We rang the council, too." in again
    assert [met.minutes for met in Meeting.objects.all()] == [30]
    say = reverse("meeting_say", args=[helping.match.uuid, Meeting.objects.get().uuid])
    key = str(uuid4())
    for line in ("It was longer.", "It was 90 minutes."):
        pat.post(say, {"key": key, "line": line})
    assert [said.line for said in MeetingLine.objects.order_by("pk")] == ["It was longer.", "It was 90 minutes."]


def test_when_it_has_ended_there_is_no_last_day_to_move(cast: Cast, helping: Helping, maureen: Client) -> None:
    address = page(helping, "match_last_day")
    assert maureen.get(address).status_code == 200
    services.end_help(helping=helping, by=cast.maureen, at=timezone.now())
    assert maureen.get(address).headers["Location"] == page(helping, "match")


def test_the_person_says_how_it_was_and_nothing_is_written_over(
    cast: Cast, helping: Helping, pat: Client, maureen: Client
) -> None:
    pat.post(page(helping, "meeting_add"), meeting(minutes=120))
    met = Meeting.objects.get()
    address = reverse("meeting_say", args=[helping.match.uuid, met.uuid])
    assert "Write one line." in maureen.post(address, {"key": str(uuid4()), "line": " \u200b"}).content.decode()
    typed = {"key": str(uuid4()), "line": "It was one hour, not two."}
    for _ in range(2):
        maureen.post(address, typed)
    assert MeetingLine.objects.count() == 1
    both = text_of(pat, page(helping, "helping_person"))
    assert "120 minutes" in both
    assert "It was one hour, not two." in both
    met.refresh_from_db()
    assert met.minutes == 120


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"on_2": 2200}, "still to come"),
        ({"on_2": 2001}, "before the help began"),
        ({"minutes": 0}, "1 minute or more"),
        ({"minutes": 2000}, "more than a day"),
        ({"line": ""}, "Write one line"),
        ({"line": "x" * 301}, "There is room for 300"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(
    helping: Helping, pat: Client, wrong: dict[str, object], sentence: str
) -> None:
    text = pat.post(page(helping, "meeting_add"), meeting(**wrong)).content.decode()
    assert sentence in text
    assert "bus times" in text or "line" in wrong
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("who", ["dee", "beth", "sunita", "amira", "morag", "ed"])
def test_nobody_else_reads_or_writes_of_their_meetings(
    cast: Cast, helping: Helping, pat: Client, browser_of: Callable[[User], Client], who: str
) -> None:
    pat.post(page(helping, "meeting_add"), meeting())
    client, met = browser_of(getattr(cast, who)), Meeting.objects.get()
    for name in ("match", "helping_person", "meeting_add", "match_end", "match_last_day", "match_questions"):
        assert client.get(page(helping, name)).status_code == 404
        assert client.post(page(helping, name), meeting()).status_code in (404, 405)
    assert client.post(reverse("meeting_say", args=[helping.match.uuid, met.uuid]), {}).status_code == 404
    assert Meeting.objects.count() == 1
    if who == "dee":
        text = text_of(client, organisation_page(helping))
        assert "1 time" in text
        assert "bus times" not in text


def test_the_person_sees_who_helps_with_what_until_when(helping: Helping, maureen: Client, plan: Document) -> None:
    text = text_of(maureen, page(helping, "match"))
    assert "Pat helps you" in text
    assert "Volunteer, Moor Friends" in text
    assert plan.title in text
    assert f"Until {helping.match.last_day:%A %-d %B %Y}" in text
    for home in ("/home/", "/people/"):
        assert "Who helps you" in text_of(maureen, home)


def test_three_questions_reach_the_organisation_only_by_a_tick_and_without_a_name(
    cast: Cast, helping: Helping, maureen: Client, pat: Client, dee: Client
) -> None:
    address = page(helping, "match_questions")
    assert maureen.get(address).status_code == 302
    maureen.post(page(helping, "match_end"))
    said = {"how_it_was": "a_lot", "what_helped": "Somebody who listens.", "to_say": "More of this."}
    maureen.post(address, said)
    read = organisation_page(helping)
    assert "Somebody who listens." not in text_of(dee, read)
    maureen.post(address, {**said, "for_organisation": "on"})
    assert LookBack.objects.count() == 1
    text = text_of(dee, read)
    assert "Somebody who listens." in text
    assert "Somebody who was helped" in text
    assert "Maureen" not in text
    # She takes it back.
    maureen.post(address, said)
    assert "Somebody who listens." not in text_of(dee, read)
    assert "Somebody who listens." not in text_of(pat, HELPING)
    pat.post(page(helping, "helping_afterwards"), {"how_it_was": "a_bit", "for_organisation": "on"})
    assert "Somebody who helped" in text_of(dee, read)


def test_nobody_is_asked_how_it_was_while_it_goes_on(helping: Helping, maureen: Client, pat: Client) -> None:
    answer = maureen.post(page(helping, "match_questions"), {"how_it_was": "a_lot"})
    assert answer.status_code == 403
    assert pat.get(page(helping, "helping_afterwards")).status_code == 404
    assert not LookBack.objects.exists()


def test_the_receipt_says_who_saw_what_when_and_nothing_of_what_is_only_hers(
    cast: Cast, helping: Helping, maureen: Client, pat: Client, plan: Document
) -> None:
    address = reverse("help_receipt", args=[helping.request.uuid])
    thread = Thread.objects.get()
    assert "Nobody opened anything of yours" in text_of(maureen, address)
    pat.get(plan.get_absolute_url())
    pat.get(thread.get_absolute_url())
    Event.objects.create(
        at=timezone.now(),
        verb="help request opened",
        actor_id=cast.dee.pk,
        person_id=cast.maureen.pk,
        object_type="helprequest",
        object_id=str(helping.request.uuid),
    )
    # What Sunita opens has nothing to do with this help.
    Event.objects.create(
        at=timezone.now(),
        verb="document opened",
        actor_id=cast.sunita.pk,
        person_id=cast.maureen.pk,
        object_type="document",
        object_id=str(plan.uuid),
    )
    maureen.post(page(helping, "match_end"))
    text = " ".join(text_of(maureen, address).split())
    assert f"opened “{plan.title}”" in text
    assert "opened the messages between you" in text
    assert "opened your request for help" in text
    assert "coordinator, Moor Friends" in text
    assert "Sunita" not in text
    assert SECRET not in text
    kept = maureen.get(reverse("help_receipt_text", args=[helping.request.uuid]))
    assert kept["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in kept["Content-Disposition"]
    lines = kept.content.decode()
    assert f"Pat (volunteer, Moor Friends) opened “{plan.title}”" in lines
    assert f"could read “{plan.title}”" in lines
    for stranger in (pat,):
        assert stranger.get(address).status_code == 404


def test_the_receipt_counts_only_the_time_of_this_help(
    cast: Cast, helping: Helping, maureen: Client, plan: Document
) -> None:
    for days in (-9, 400):
        Event.objects.create(
            at=timezone.now() + timedelta(days=days),
            verb="document opened",
            actor_id=cast.pat.pk,
            person_id=cast.maureen.pk,
            object_type="document",
            object_id=str(plan.uuid),
        )
    assert "Nobody opened anything" in text_of(maureen, reverse("help_receipt", args=[helping.request.uuid]))


def test_who_said_no_stands_in_the_receipt_for_their_own_organisation(
    cast: Cast, helping: Helping, maureen: Client
) -> None:
    """Not for the one that was asked next: the receipt is the person's to show around."""
    first, now = make_organisation("Fold Friends"), timezone.now()
    olu = UserFactory(known_as="Olu", coordinator=True)
    for organisation, hours in ((first, 3), (helping.organisation, 1)):
        Turn.objects.create(
            request=helping.request,
            action=Action.SEND,
            before=State.DRAFT,
            after=State.WAITING,
            organisation=organisation,
            by=cast.maureen,
            at=now - timedelta(hours=hours),
        )
    Event.objects.create(
        at=now - timedelta(hours=2),
        verb="help request opened",
        actor_id=olu.pk,
        person_id=cast.maureen.pk,
        object_type="helprequest",
        object_id=str(helping.request.uuid),
    )
    text = text_of(maureen, reverse("help_receipt", args=[helping.request.uuid]))
    assert "coordinator, Fold Friends" in text
    assert "coordinator, Moor Friends" not in text


def test_a_document_that_is_deleted_is_not_named_any_more(
    cast: Cast, helping: Helping, maureen: Client, pat: Client, plan: Document
) -> None:
    pat.get(plan.get_absolute_url())
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now())
    text = text_of(maureen, reverse("help_receipt", args=[helping.request.uuid]))
    assert plan.title not in text
    assert "a document that is not there any more" in text


def test_in_who_looked_a_meeting_reads_as_a_sentence(helping: Helping, pat: Client, maureen: Client) -> None:
    pat.post(page(helping, "meeting_add"), meeting())
    assert "wrote down a meeting with you" in text_of(maureen, "/people/who-looked/")
    assert Comment.objects.count() == 0


def test_what_she_asked_for_stands_on_the_page_of_who_helps_and_that_they_read_it_is_written_down(
    cast: Cast, helping: Helping, pat: Client, maureen: Client
) -> None:
    helping.request.answers = {LONG: {"value": "Somebody to plan with", "number": 1}}
    helping.request.save()
    for _ in range(2):
        text = text_of(pat, page(helping, "helping_person"))
    assert "What Maureen asked for" in text
    assert "Somebody to plan with" in text
    assert Event.objects.filter(verb="help request opened", actor_id=cast.pat.pk).count() == 1
    receipt = text_of(maureen, reverse("help_receipt", args=[helping.request.uuid]))
    assert "opened your request for help" in receipt
    assert "can also read" in text_of(maureen, page(helping, "match"))


def test_the_home_page_of_who_helps_counts_what_waits_of_everybody(
    cast: Cast, helping: Helping, pat: Client, moor_friends: Organisation, plan: Document
) -> None:
    pat.get(plan.get_absolute_url())
    assert "Nothing waits for you now" in text_of(pat, "/home/")
    later = let_help(cast.amira, cast.pat, moor_friends, until=helping.match.ends_at + timedelta(days=9))
    say(later.match.place.thread, cast.amira, "Are you coming on Friday?")
    assert "Something waits for you." in text_of(pat, "/home/")


def test_what_waits_is_asked_once_for_a_page(helping: Helping, pat: Client) -> None:
    pat.get("/home/")
    with CaptureQueriesContext(connection) as queries:
        pat.get("/home/")
    assert sum('FROM "community_meeting"' in query["sql"] for query in queries) == 1


def test_after_the_end_a_meeting_of_its_time_is_written_down_for_oneself(
    cast: Cast, helping: Helping, maureen: Client
) -> None:
    ended = timezone.now() - timedelta(days=2)
    run_out(helping, ended)
    address, day = page(helping, "meeting_add"), timezone.localdate(ended)
    assert "Only you read this." in text_of(maureen, address)
    assert "That was after the help ended." in maureen.post(address, meeting()).content.decode()
    typed = meeting(on_0=day.day, on_1=day.month, on_2=day.year)
    answered = maureen.post(address, typed, follow=True).content.decode()
    assert "You can read it here." in answered
    assert "You can both read it" not in answered


def test_words_about_one_helper_stand_on_no_page_of_another(
    cast: Cast, helping: Helping, moor_friends: Organisation, maureen: Client
) -> None:
    services.step_back(helping=helping, words="", by=cast.pat, at=timezone.now())
    leo = make_volunteer(moor_friends, UserFactory(known_as="Leo", volunteer=True))
    offer = propose_helper(request=helping.request, volunteer=leo, by=cast.dee, at=timezone.now())
    at = timezone.now()
    second = accept_offer(offer=offer, until=at + timedelta(days=9), by=cast.maureen, at=at)
    services.close_help(helping=second, words="Leo has moved.", by=cast.dee, at=timezone.now())
    assert "Leo has moved." in text_of(maureen, page(second, "match"))
    assert "Leo has moved." not in text_of(maureen, page(helping, "match"))


def test_what_somebody_wrote_who_stopped_stands_there_for_some_weeks(
    cast: Cast, moor_friends: Organisation, dee: Client
) -> None:
    now = timezone.now()
    for person, days, words in ((cast.maureen, 91, "My back is worse."), (cast.amira, 89, "I found work.")):
        made = let_help(person, cast.pat, moor_friends, at=now - timedelta(days=200), until=now)
        services.step_back(helping=made, words=words, by=cast.pat, at=now - timedelta(days=days))
    text = text_of(dee, organisation_page(made))
    assert "I found work." in text
    assert "My back is worse." not in text


def test_the_text_of_a_receipt_says_what_its_page_says(
    cast: Cast, helping: Helping, maureen: Client, plan: Document, moor_friends: Organisation
) -> None:
    add_comment(document=plan, question_id=LONG, text="Which choir?", by=cast.pat, at=timezone.now())
    address = reverse("help_receipt_text", args=[helping.request.uuid])
    assert "closed since" not in text_of(maureen, address)
    maureen.post(page(helping, "match_end"))
    text = text_of(maureen, address)
    assert "closed since" in text
    assert "- wrote 1 comment, which you keep" in text
    other = let_help(cast.maureen, UserFactory(volunteer=True), moor_friends)
    assert "- could read no document of yours" in text_of(
        maureen, reverse("help_receipt_text", args=[other.request.uuid])
    )
    # What is not there any more is not kept.
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now())
    assert "1 comment" not in text_of(maureen, address)
