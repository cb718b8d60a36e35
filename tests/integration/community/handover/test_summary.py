"""What the next worker should know: drafted from what is shared, changed and approved by the person alone."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from community.handover.enums import PARTS
from community.handover.models import Handover, SummaryAnswer
from community.handover.services import begin_handovers, change_handover, confirm_read, take_back_summary
from community.handover.summary import STEP, words_of
from planning.documents.enums import Audience
from planning.documents.models import Answer
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.carrying import GOOD_DAY, HOW, IMPORTANT, MATTERS, NEVER, WELL, make_profile
from tests.factories.community import say, thread_of
from tests.factories.handover import hand_over, in_days, say_yes
from tests.factories.planning import answer, make_document, share_with_worker
from tests.factories.portal import UserFactory
from tests.personas import Cast, signed_in

SECRET = "the tangerine tin"
MATTERS_PART = PARTS[0]


@pytest.fixture
def handover(cast: Cast, now: datetime) -> Handover:
    """Hana is named for Maureen, whose plan says what matters."""
    document = make_document(cast.maureen)
    share_with_worker(document)
    answer(document, MATTERS, "The choir on Thursdays")
    return hand_over(cast.maureen, cast.hana, cast.morag, at=now)


def written(handover: Handover, at: datetime) -> str:
    return "\n".join(f"{part.heading}: {part.words}" for part in words_of(handover, at=at))


def words_page(handover: Handover) -> str:
    return reverse("handover_summary_words", args=[handover.uuid, STEP])


def save(browser: Client, handover: Handover, words: str, seen: int = 0, part: str = MATTERS_PART.id) -> int:
    data = {f"{part}-text": words, part: words, f"{part}-version": seen, "go": "next"}
    return browser.post(words_page(handover), data).status_code


def test_the_draft_holds_what_the_worker_may_see_and_nothing_else(cast: Cast, now: datetime) -> None:
    plan, profile = make_document(cast.maureen), make_profile(cast.maureen)
    share_with_worker(plan, left_out=[GOOD_DAY])
    grant = share_with_worker(profile)
    answer(plan, MATTERS, "The choir", audience=Audience.WORKER_ONLY)
    answer(plan, HOW, SECRET, audience=Audience.ONLY_ME)
    answer(plan, GOOD_DAY, SECRET)
    answer(profile, IMPORTANT, "My dog")
    answer(profile, WELL, "Slowly")
    unshared = make_profile(cast.maureen, title="Mine")
    answer(unshared, NEVER, SECRET)
    handover = hand_over(cast.maureen, cast.hana, cast.morag, at=now)
    assert written(handover, now) == "What matters to me: My dog\n\nThe choir\nHow best to support me: Slowly"
    grant.ends_at = now - timedelta(seconds=1)
    grant.save()
    assert written(handover, now) == "What matters to me: The choir"


def test_what_she_said_yes_to_stays_hers_when_the_plan_changes_and_the_yes_ends(
    cast: Cast, handover: Handover, now: datetime
) -> None:
    browser = signed_in(cast.maureen)
    assert browser.get(words_page(handover)).status_code == 200
    approved = say_yes(handover, now)
    Answer.objects.update(value="Something else")
    change_handover(handover=approved, worker=cast.ben, day=in_days(4), reason="", by=cast.morag, at=now)
    handover.refresh_from_db()
    assert handover.approved_at is None
    assert written(handover, now) == "What matters to me: The choir on Thursdays"
    # The page that was open before saves, too.
    assert save(browser, handover, "The choir, and my dog") == 302
    assert "my dog" in written(handover, now)


def test_who_comes_reads_what_was_approved_from_the_day_on_and_confirms_before_writing(
    cast: Cast, handover: Handover, now: datetime
) -> None:
    handover = say_yes(handover, now)
    day, thread = handover.starts_at, thread_of(cast.maureen, now)
    page = signed_in(cast.hana).get(handover.worker_url).content.decode()
    assert "The choir on Thursdays" not in page
    with pytest.raises(Denied, match="Read first what Maureen wrote"):
        say(thread, cast.hana, "Good morning", at=day)
    with pytest.raises(Denied):
        confirm_read(handover=handover, approved_at=now, by=cast.hana, at=day - timedelta(seconds=1))
    with pytest.raises(Denied):
        confirm_read(handover=handover, approved_at=now, by=cast.ben, at=day)
    confirm_read(handover=handover, approved_at=now, by=cast.hana, at=day)
    say(thread, cast.hana, "Good morning", at=day)


def test_without_a_yes_the_day_comes_all_the_same_and_the_words_stay_hers(
    cast: Cast, handover: Handover, now: datetime
) -> None:
    save(signed_in(cast.maureen), handover, f"{SECRET} and the choir")
    day = handover.starts_at
    begin_handovers(day)
    say(thread_of(cast.maureen, now), cast.hana, "Good morning", at=day)
    with pytest.raises(Denied):
        confirm_read(handover=handover, approved_at=now, by=cast.hana, at=day)
    handover.refresh_from_db()
    assert handover.summary is None
    # Later she may still say yes; who has written already need not stop to read it.
    later = day + timedelta(days=1)
    say_yes(handover, later)
    say(thread_of(cast.maureen, now), cast.hana, "Thank you for it", at=later)


def test_nobody_but_the_person_meets_words_that_are_not_approved(cast: Cast, now: datetime) -> None:
    document = make_document(cast.maureen)
    share_with_worker(document)
    answer(document, MATTERS, "The choir")
    handover = hand_over(cast.maureen, cast.hana, cast.morag, days=0, at=now)
    hers = signed_in(cast.maureen)
    save(hers, handover, SECRET)
    assert SECRET in hers.get(reverse("handover_summary", args=[handover.uuid])).content.decode()
    for who in (cast.hana, cast.sunita, cast.ben, cast.morag, cast.beth):
        for address in (handover.worker_url, reverse("handover_summary", args=[handover.uuid]), words_page(handover)):
            assert SECRET not in signed_in(who).get(address).content.decode()


def test_what_is_approved_is_what_she_read(cast: Cast, handover: Handover, now: datetime) -> None:
    browser, page = signed_in(cast.maureen), reverse("handover_summary", args=[handover.uuid])
    seen = browser.get(page).context["seen"]
    save(browser, handover, "Changed in another window")
    browser.post(page, {"choice": "yes", "seen": seen})
    handover.refresh_from_db()
    assert handover.approved_at is None
    browser.post(page, {"choice": "yes", "seen": browser.get(page).context["seen"]})
    handover.refresh_from_db()
    assert handover.summary == [{"heading": MATTERS_PART.label, "words": "Changed in another window"}]
    # What she writes from now on is hers until she says yes again.
    save(browser, handover, SECRET, seen=1)
    handover.refresh_from_db()
    assert SECRET not in str(handover.summary)
    assert "You changed some words since you said yes" in browser.get(page).content.decode()
    take_back_summary(handover=handover, by=cast.maureen, at=now)
    handover.refresh_from_db()
    assert (handover.summary, handover.approved_at) == (None, None)


def test_two_windows_lose_nothing(cast: Cast, handover: Handover) -> None:
    browser = signed_in(cast.maureen)
    assert save(browser, handover, "From the first window") == 302
    assert save(browser, handover, "From the second window") == 409
    conflict = browser.get(words_page(handover)).content.decode()
    assert "From the first window" in conflict
    assert "From the second window" in conflict
    assert SummaryAnswer.objects.get().value == "From the first window"


def test_words_of_an_ended_sign_in_come_back(cast: Cast, handover: Handover) -> None:
    browser = signed_in(cast.maureen)
    held_for = browser.get(words_page(handover)).context["held_for"]
    browser.logout()
    part = MATTERS_PART.id
    Client().post(words_page(handover), {part: SECRET, f"{part}-version": 0, "held-for": held_for, "go": "next"})
    browser = signed_in(cast.maureen)
    assert SECRET in browser.get(words_page(handover)).content.decode()


def test_an_emptied_part_stays_empty(cast: Cast, handover: Handover, now: datetime) -> None:
    save(signed_in(cast.maureen), handover, "")
    assert written(handover, now) == ""
    with pytest.raises(Denied):
        say_yes(handover, now)


def test_a_yes_is_for_one_reader(cast: Cast, handover: Handover, now: datetime) -> None:
    handover = say_yes(handover, now)
    later = change_handover(handover=handover, worker=cast.hana, day=in_days(9), reason="", by=cast.morag, at=now)
    assert later.approved_at == now
    other = UserFactory(social_worker=True, team=cast.south)
    changed = change_handover(handover=later, worker=other, day=in_days(9), reason="", by=cast.morag, at=now)
    assert (changed.summary, changed.approved_at) == (None, None)
    assert written(changed, now)


def test_words_changed_after_the_worker_opened_them_are_not_read(cast: Cast, handover: Handover, now: datetime) -> None:
    first = say_yes(handover, now)
    day = first.starts_at
    save(signed_in(cast.maureen), handover, "New words")
    say_yes(handover, now + timedelta(minutes=1))
    with pytest.raises(Denied, match="Read them once more"):
        confirm_read(handover=handover, approved_at=now, by=cast.hana, at=day)


def test_the_next_change_begins_with_her_own_words_of_the_last(cast: Cast, handover: Handover, now: datetime) -> None:
    save(signed_in(cast.maureen), handover, "In words of my own")
    at = handover.starts_at + timedelta(days=30)
    yusuf = UserFactory(team_manager=True, team=cast.south)
    following = hand_over(cast.maureen, cast.ben, yusuf, at=at)
    assert written(following, at) == "What matters to me: In words of my own"


@pytest.mark.parametrize("who", ["beth", "sunita", "hana", "morag"])
def test_only_the_person_says_yes(cast: Cast, handover: Handover, now: datetime, who: str) -> None:
    user: User = getattr(cast, who)
    response = signed_in(user).post(reverse("handover_summary", args=[handover.uuid]), {"choice": "yes", "seen": ""})
    assert response.status_code == 404
    handover.refresh_from_db()
    assert handover.approved_at is None
