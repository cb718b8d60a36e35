"""Every way in which help ends: what is closed, who is told, what stays."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import Action, HowEnded, State
from community.help_requests.models import Helping, HelpRequest, Offer, Turn
from community.help_requests.services.matching import begin_match
from community.help_requests.services.telling import page_of
from community.helping import services
from community.helping.chores import end_help_by_its_date, say_that_help_ends_soon
from community.helping.models import PartingWord
from community.messaging.models import Message, Thread
from community.volunteers.services.inviting import end_volunteering
from planning.comments.models import Comment
from planning.comments.services import add_comment
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.notifications.services import notify
from tests.factories.community import say
from tests.factories.help_requests import let_help, make_offer
from tests.factories.organisations import make_organisation
from tests.factories.portal import UserFactory
from tests.factories.volunteers import add_check, check_kind, make_volunteer
from tests.integration.community.helping.conftest import LONG, begins, organisation_page, run_out, text_of
from tests.personas import Cast

pytestmark = pytest.mark.django_db


def told(user: object) -> set[tuple[str, str]]:
    return {(notice.kind, notice.path) for notice in Notice.objects.filter(user=user, read_at=None)}


def page(helping: Helping, name: str = "match") -> str:
    return reverse(name, args=[helping.match.uuid])


def state_of(helping: Helping) -> str:
    return str(HelpRequest.objects.get(pk=helping.request_id).state)


def test_the_person_ends_it_on_one_page_without_a_reason(
    cast: Cast, helping: Helping, maureen: Client, pat: Client, plan: Document
) -> None:
    text = text_of(maureen, page(helping, "match_end"))
    assert "You need no reason" in text
    assert text.count("<textarea") == 0
    assert pat.get(plan.get_absolute_url()).status_code == 200
    assert maureen.post(page(helping, "match_end"), follow=True).status_code == 200
    helping.refresh_from_db()
    assert (helping.how_ended, state_of(helping)) == (HowEnded.PERSON, State.ENDED)
    assert pat.get(plan.get_absolute_url()).status_code == 404
    assert pat.get(page(helping, "helping_person")).status_code == 404
    assert told(cast.pat) == {(Kind.HELP_ENDED, reverse("helping"))}
    assert told(cast.dee) == {(Kind.HELP_ASKED, organisation_page(helping))}
    assert not told(cast.maureen)


def test_two_taps_end_it_once(cast: Cast, helping: Helping, maureen: Client) -> None:
    for _ in range(2):
        assert maureen.post(page(helping, "match_end")).status_code == 302
    assert Turn.objects.filter(action=Action.END).count() == 1
    assert maureen.get(page(helping, "match_end")).status_code == 302


def test_what_was_proposed_in_their_place_is_over_with_it(cast: Cast, helping: Helping, maureen: Client) -> None:
    HelpRequest.objects.filter(pk=helping.request_id).update(state=State.REPLACING)
    offer = make_offer(helping.request, UserFactory(volunteer=True), by=cast.dee)
    maureen.post(page(helping, "match_end"))
    offer.refresh_from_db()
    assert offer.settled == "taken_back"
    assert not Offer.objects.open().exists()


def test_what_was_contributed_keeps_the_name_of_who_wrote_it(
    cast: Cast, helping: Helping, maureen: Client, plan: Document
) -> None:
    thread, at = Thread.objects.get(), timezone.now()
    say(thread, cast.pat, "Shall we look at the buses?")
    add_comment(document=plan, question_id=LONG, text="Which choir?", by=cast.pat, at=at)
    maureen.post(page(helping, "match_end"))
    messages = text_of(maureen, thread.get_absolute_url())
    assert "Shall we look at the buses?" in messages
    assert "Pat and me" in messages
    comments = text_of(maureen, f"{plan.get_absolute_url()}comments/")
    assert "Which choir?" in comments
    assert "Pat" in comments
    assert Comment.objects.get().author == cast.pat


def test_the_helper_stops_without_blame_and_the_organisation_looks_for_somebody_else(
    cast: Cast, helping: Helping, pat: Client, maureen: Client, dee: Client
) -> None:
    text = text_of(pat, page(helping, "helping_stop"))
    assert "nobody blames you" in text
    words = "My back is worse. Please tell her I am sorry."
    after = pat.post(page(helping, "helping_stop"), {"words": words}, follow=True)
    assert "Thank you for helping" in after.content.decode()
    assert "Maureen" not in after.content.decode()
    assert state_of(helping) == State.ACCEPTED
    assert told(cast.maureen) == {(Kind.HELP_ENDED, page(helping))}
    assert told(cast.dee) == {(Kind.HELP_ASKED, organisation_page(helping))}
    assert words in text_of(dee, organisation_page(helping))
    assert words not in text_of(maureen, page(helping))
    # The word is not in what the person reads of the request either.
    assert not Turn.objects.exclude(words="").exists()


def test_a_second_tap_of_who_stops_finds_it_done(cast: Cast, helping: Helping, pat: Client) -> None:
    for _ in range(2):
        answer = pat.post(page(helping, "helping_stop"), {"words": ""})
        assert answer.status_code == 302
        assert answer["Location"] == reverse("helping")
    assert not PartingWord.objects.exists()
    assert Turn.objects.count() == 1


def test_the_organisation_ends_it_with_words_for_the_person(
    cast: Cast, helping: Helping, dee: Client, maureen: Client, pat: Client
) -> None:
    address = reverse("organisation_help_end", args=[helping.organisation.uuid, helping.match.uuid])
    without = dee.post(address, {"words": " \u200b "})
    assert "Write a sentence or two" in without.content.decode()
    assert state_of(helping) == State.MATCHED
    for _ in range(2):
        assert dee.post(address, {"words": "Our office closes. The library can help."}).status_code == 302
    assert state_of(helping) == State.ENDED
    assert "The library can help." in text_of(maureen, page(helping))
    assert told(cast.maureen) == set()
    assert told(cast.pat) == {(Kind.HELP_ENDED, reverse("helping"))}
    assert pat.get(page(helping, "helping_person")).status_code == 404


def test_words_about_help_that_somebody_else_ended_come_back(
    cast: Cast, helping: Helping, dee: Client, pat: Client
) -> None:
    # Dee ended other help of the same request before; Pat leaves while both have the page open.
    before = helping.match.starts_at - timedelta(days=1)
    Turn.objects.create(
        request=helping.request,
        action=Action.CLOSE,
        before=State.REPLACING,
        after=State.PROPOSED,
        organisation=helping.organisation,
        by=cast.dee,
        at=before,
    )
    services.step_back(helping=helping, words="", by=cast.pat, at=timezone.now())
    address = reverse("organisation_help_end", args=[helping.organisation.uuid, helping.match.uuid])
    page_of_dee = dee.post(address, {"words": "Our office closes."})
    assert page_of_dee.status_code == 404
    assert "Our office closes." in page_of_dee.content.decode()
    page_of_pat = pat.post(page(helping, "helping_stop"), {"words": "Her stairs are steep."})
    assert page_of_pat.status_code == 404
    assert "Her stairs are steep." in page_of_pat.content.decode()
    assert pat.post(page(helping, "helping_stop"), {"words": ""}).status_code == 302


def test_it_ends_by_itself_on_its_day_and_all_three_are_told(
    cast: Cast, helping: Helping, pat: Client, plan: Document
) -> None:
    at = timezone.now()
    run_out(helping, at)
    # The clock is enough: nothing has been written down yet.
    assert pat.get(plan.get_absolute_url()).status_code == 404
    assert not HelpRequest.objects.visible_to(cast.dee, at=at).exists()
    assert do_chores(at=at)
    helping.refresh_from_db()
    assert (helping.how_ended, state_of(helping)) == (HowEnded.RAN_OUT, State.ENDED)
    assert (Kind.HELP_ENDED, page(helping)) in told(cast.maureen)
    assert (Kind.HELP_ENDED, reverse("helping")) in told(cast.pat)
    assert (Kind.HELP_ASKED, organisation_page(helping)) in told(cast.dee)
    end_help_by_its_date(at + timedelta(minutes=1))
    assert Turn.objects.filter(action=Action.RUN_OUT).count() == 1


def test_who_took_over_goes_on_though_the_last_day_of_the_one_before_is_written_down_later(
    cast: Cast, helping: Helping, pat: Client
) -> None:
    now, second = timezone.now(), UserFactory(volunteer=True)
    make_volunteer(helping.organisation, second)
    run_out(helping, now)
    offer = make_offer(helping.request, second, by=cast.dee)
    taken_over = begin_match(
        helping.request, offer, relation="volunteer", until=now + timedelta(days=9), by=cast.maureen, at=now
    )
    do_chores(at=now + timedelta(minutes=1))
    helping.refresh_from_db()
    taken_over.refresh_from_db()
    assert (helping.how_ended, taken_over.how_ended, state_of(helping)) == (HowEnded.RAN_OUT, "", State.MATCHED)


def test_what_waited_for_the_organisation_to_read_waits_no_more(cast: Cast, helping: Helping, maureen: Client) -> None:
    path = page_of(helping.request, helping.organisation)
    notify(user=cast.dee, kind=Kind.HELP_ASKED, path=path, at=timezone.now())
    maureen.post(page(helping, "match_end"))
    assert told(cast.dee) == {(Kind.HELP_ASKED, organisation_page(helping))}


def test_whoever_presses_end_after_the_last_day_finds_that_it_ran_out(
    cast: Cast, helping: Helping, maureen: Client
) -> None:
    run_out(helping, timezone.now())
    maureen.post(page(helping, "match_end"))
    helping.refresh_from_db()
    assert helping.how_ended == HowEnded.RAN_OUT


def test_both_are_told_a_week_before_and_once_for_each_last_day(cast: Cast, helping: Helping, maureen: Client) -> None:
    ends = helping.match.ends_at
    early, soon = ends - timedelta(days=7, minutes=1), ends - timedelta(days=7)
    say_that_help_ends_soon(early)
    assert (Kind.HELP_ENDS_SOON, page(helping)) not in told(cast.maureen)
    for minute in range(3):
        say_that_help_ends_soon(soon + timedelta(minutes=minute))
    assert Notice.objects.filter(kind=Kind.HELP_ENDS_SOON).count() == 2
    assert (Kind.HELP_ENDS_SOON, page(helping, "helping_person")) in told(cast.pat)
    Notice.objects.all().delete()
    # A later day brings a notice of its own, and brings it once.
    services.change_last_day(helping=helping, day=helping.match.last_day + timedelta(days=30), by=cast.maureen, at=soon)
    say_that_help_ends_soon(soon + timedelta(minutes=5))
    assert not Notice.objects.filter(kind=Kind.HELP_ENDS_SOON).exists()
    say_that_help_ends_soon(soon + timedelta(days=31))
    assert Notice.objects.filter(kind=Kind.HELP_ENDS_SOON).count() == 2


def test_the_person_moves_the_last_day_within_a_year(cast: Cast, helping: Helping, maureen: Client) -> None:
    today = timezone.localdate()
    address = page(helping, "match_last_day")

    def move(day: object) -> str:
        parts = dict(zip(("day_0", "day_1", "day_2"), (day.day, day.month, day.year), strict=True))  # type: ignore[attr-defined]
        return maureen.post(address, parts, follow=True).content.decode()

    assert "This day is over" in move(today - timedelta(days=1))
    assert "within a year" in move(today + timedelta(days=366))
    assert "The last day is now" in move(today + timedelta(days=365))
    assert "The last day is now" in move(today + timedelta(days=3))
    helping.match.refresh_from_db()
    assert helping.match.last_day == today + timedelta(days=3)
    assert helping.match.ends_at == begins(timezone.now() + timedelta(days=4))
    # Sooner than a week from now: that is what the helper is told, and no second time.
    assert (Kind.HELP_ENDS_SOON, page(helping, "helping_person")) in told(cast.pat)
    say_that_help_ends_soon(timezone.now())
    assert not Notice.objects.filter(user=cast.maureen, kind=Kind.HELP_ENDS_SOON).exists()
    assert "The last day is now" in move(today)
    assert state_of(helping) == State.MATCHED


def test_nothing_is_moved_once_it_has_ended(cast: Cast, helping: Helping, now: datetime) -> None:
    run_out(helping, now)
    with pytest.raises(Denied):
        services.change_last_day(
            helping=helping, day=timezone.localdate(now) + timedelta(days=9), by=cast.maureen, at=now
        )
    assert Helping.objects.active(at=now).count() == 0


@pytest.mark.parametrize("who", ["pat", "dee", "beth", "sunita", "amira"])
def test_nobody_else_ends_it_for_the_person_or_moves_its_day(cast: Cast, helping: Helping, who: str) -> None:
    user, at = getattr(cast, who), timezone.now()
    with pytest.raises(Denied):
        services.end_help(helping=helping, by=user, at=at)
    with pytest.raises(Denied):
        services.change_last_day(helping=helping, day=timezone.localdate() + timedelta(days=9), by=user, at=at)
    assert state_of(helping) == State.MATCHED


def test_a_coordinator_of_elsewhere_ends_nothing(cast: Cast, helping: Helping) -> None:
    stranger = UserFactory(coordinator=True)
    with pytest.raises(Denied):
        services.close_help(helping=helping, words="No more.", by=stranger, at=timezone.now())
    with pytest.raises(Denied):
        services.step_back(helping=helping, words="", by=stranger, at=timezone.now())


@pytest.mark.parametrize(
    ("by", "how", "state"), [("dee", HowEnded.LEFT, State.ACCEPTED), ("pat", HowEnded.HELPER, State.ACCEPTED)]
)
def test_whoever_leaves_the_organisation_helps_nobody_from_that_moment(
    cast: Cast, helping: Helping, pat: Client, maureen: Client, plan: Document, by: str, how: str, state: str
) -> None:
    volunteer = make_volunteer(helping.organisation, user=cast.pat)
    elsewhere = let_help(cast.amira, cast.pat, make_organisation("Elsewhere"))
    end_volunteering(volunteer=volunteer, by=getattr(cast, by), at=timezone.now())
    helping.refresh_from_db()
    assert (helping.how_ended, state_of(helping)) == (how, state)
    assert pat.get(plan.get_absolute_url()).status_code == 404
    assert ("does not help with Moor Friends any more" in text_of(maureen, page(helping))) is (by == "dee")
    assert pat.get(page(elsewhere, "helping_person")).status_code == 200


def test_whose_checks_run_out_helps_nobody_from_that_day(
    cast: Cast, helping: Helping, pat: Client, plan: Document
) -> None:
    volunteer = make_volunteer(helping.organisation, user=cast.pat, checked=False)
    # Nothing was noted yet: that alone ends nothing.
    do_chores(at=timezone.now())
    assert pat.get(plan.get_absolute_url()).status_code == 200
    today = timezone.localdate()
    check = add_check(
        volunteer, check_kind(), done_on=today - timedelta(days=30), runs_out_on=today + timedelta(days=1)
    )
    do_chores(at=timezone.now())
    assert pat.get(plan.get_absolute_url()).status_code == 200
    type(check).objects.filter(pk=check.pk).update(runs_out_on=today)
    do_chores(at=timezone.now())
    assert pat.get(plan.get_absolute_url()).status_code == 404
    helping.refresh_from_db()
    assert (helping.how_ended, state_of(helping)) == (HowEnded.CHECKS, State.ACCEPTED)
    assert (Kind.HELP_ENDED, page(helping)) in told(cast.maureen)


def test_the_organisation_reads_nothing_more_of_what_was_asked(
    cast: Cast, helping: Helping, maureen: Client, dee: Client
) -> None:
    at = timezone.now()
    assert HelpRequest.objects.visible_to(cast.dee, at=at).exists()
    assert "Maureen" in text_of(dee, organisation_page(helping))
    maureen.post(page(helping, "match_end"))
    assert not HelpRequest.objects.visible_to(cast.dee, at=timezone.now()).exists()
    after = text_of(dee, organisation_page(helping))
    assert "Maureen" not in after
    assert "helped one person until" in after


def test_nothing_more_is_told_to_who_helped(cast: Cast, helping: Helping, maureen: Client, plan: Document) -> None:
    thread, at = Thread.objects.get(), timezone.now()
    comment = add_comment(document=plan, question_id=LONG, text="Which choir?", by=cast.pat, at=at)
    maureen.post(page(helping, "match_end"))
    Notice.objects.all().delete()
    maureen.post(reverse("comment_reply", args=[plan.uuid, comment.uuid]), {"text": "The one at the chapel."})
    with pytest.raises(Denied, match="nobody but you reads"):
        say(thread, cast.maureen, "Are you still there?", at=timezone.now())
    assert not Message.objects.exists()
    assert not Notice.objects.filter(user=cast.pat).exists()
