"""Planning rests while things are bad: reading goes on, and nothing that was typed is lost."""

import re
from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

from content.wizards.keeping import AUTOSAVE
from planning.comments.models import Comment, Suggestion
from planning.documents.models import Answer, Document, Grant, OwnQuestion
from planning.documents.policies import abilities
from planning.routes.services import offer_have_a_go
from portal.accounts.models import User
from portal.crisis.services import end_crisis, mark_crisis
from portal.notifications.models import Notice
from portal.relationships.emergencies import open_record
from tests.by_lot import without_what_is_drawn
from tests.factories.planning import answer, share_with, share_with_worker
from tests.integration.planning.documents.conftest import SHORT, WORDS, Page
from tests.personas import Cast, signed_in

Look = Callable[..., Page]
STEP = "step/what-matters/"
TYPED = "I was in the middle of a sentence about the"


def test_what_one_window_types_while_another_marks_it_is_kept(
    cast: Cast, plan: Document, press: Look, look: Look, base: str, now: datetime
) -> None:
    """Two windows: one types, the other marks. The words are saved, then the calm page is shown."""
    assert look(cast.maureen, f"{base}{STEP}").status == 200
    crisis = mark_crisis(person=cast.maureen, by=cast.sunita, at=now)
    page = press(cast.maureen, f"{base}{STEP}", **{WORDS: TYPED, f"{WORDS}-version": "0", "go": "next"})
    assert Answer.objects.get().value == TYPED
    assert page.url == base and "What you typed is saved." in page.text and TYPED in page.text
    assert "Planning is paused" in page.text and 'href="tel:999"' in page.text

    stopped = look(cast.maureen, f"{base}{STEP}")
    assert stopped.status == 403 and "Planning is paused" in stopped.text
    end_crisis(crisis=crisis, by=cast.maureen, at=datetime.now(tz=now.tzinfo))
    assert TYPED in look(cast.maureen, f"{base}{STEP}").text


def test_autosave_keeps_words_too(cast: Cast, plan: Document, base: str, now: datetime) -> None:
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    client = signed_in(cast.maureen)
    form = {WORDS: TYPED, f"{WORDS}-version": "0"}
    response = client.post(f"{base}{STEP}", form, headers={"X-Requested-With": AUTOSAVE})
    assert response.status_code == 200 and response.json()["versions"]
    assert Answer.objects.get().value == TYPED


def test_what_somebody_who_writes_too_types_is_kept_and_tells_them_nothing(
    cast: Cast, plan: Document, press: Look, base: str, now: datetime
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True, can_comment=True)
    answer(plan, SHORT, "The choir")
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    page = press(cast.beth, f"{base}{STEP}", **{WORDS: "Mum loves it.", f"{WORDS}-version": "0", "go": "next"})
    main = without_what_is_drawn(page.text.split("<main")[1].split("</main")[0])
    assert "Writing is paused here for now." in main and "bad" not in main
    assert Answer.objects.get(question_id=WORDS).value == "Mum loves it."


def test_comments_and_suggestions_from_a_page_that_was_open_are_kept(
    cast: Cast, plan: Document, press: Look, look: Look, base: str, now: datetime
) -> None:
    share_with_worker(plan)
    answer(plan, WORDS, "The choir on Thursdays")
    key = "8f1f6f8c-9f2e-4a58-9c5d-1d0b6d7c0a11"
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    press(cast.sunita, reverse("comment_add", args=[plan.uuid, WORDS]), text="Which choir?", key=key)
    assert Comment.objects.get().text == "Which choir?"
    page = look(cast.sunita, base).text
    assert "Write a comment" not in page and "things are bad for Maureen now" in page


def test_nobody_decides_anything_meanwhile(
    cast: Cast, plan: Document, press: Look, look: Look, base: str, now: datetime
) -> None:
    share_with_worker(plan)
    answer(plan, WORDS, "The choir")
    offered = Suggestion.objects.create(
        document=plan, question_id=WORDS, author=cast.sunita, words="Thursdays, the choir", based_on=1, created_at=now
    )
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    read = look(cast.maureen, f"{base}comments/").text
    assert "Thursdays" in read
    assert "Use these words" not in read and "Waiting for you" not in read
    assert press(cast.maureen, reverse("suggestion_accept", args=[plan.uuid, offered.uuid])).status == 403
    assert Answer.objects.get().value == "The choir"


def test_reading_sharing_and_copies_go_on(
    cast: Cast, plan: Document, press: Look, look: Look, base: str, now: datetime
) -> None:
    answer(plan, WORDS, "The choir")
    grant = share_with(plan, cast.beth_in_circle)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    page = look(cast.maureen, base).text
    assert "The choir" in page and "Go on where you left off" not in page and "Add or change headings" not in page
    assert f"{base}send/" not in page and f"{base}export/" in page
    assert look(cast.maureen, f"{base}export/").status == 200
    assert press(cast.maureen, f"{base}share/stop/{grant.pk}/").status == 200
    assert Grant.objects.get(pk=grant.pk).ends_at is not None


def test_who_only_reads_finds_the_same_as_on_every_other_day(
    cast: Cast, plan: Document, press: Look, look: Look, base: str, now: datetime
) -> None:
    """A supporter who reads, and a worker who opened the record in an emergency, learn of no crisis."""
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    answer(plan, WORDS, "The choir")
    open_record(person=cast.maureen, reason="She rang the duty desk.", by=cast.hana, at=datetime.now(tz=now.tzinfo))
    comment_add = reverse("comment_add", args=[plan.uuid, WORDS])

    def met(who: User) -> list[tuple[int, str]]:
        pages = [look(who, f"{base}{place}") for place in ("", "send/", "paper/", STEP)]
        sent = [press(who, comment_add, text="Which choir is it?"), press(who, f"{base}send/", note="a b")]
        return [(page.status, _reason(page.text)) for page in [*pages, *sent]]

    before = {who.known_as: met(who) for who in (cast.beth, cast.hana)}
    assert {status for status, _ in before["Hana"]} == {200, 403}
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    assert {who.known_as: met(who) for who in (cast.beth, cast.hana)} == before
    # Her own worker, who writes beside it, is told as before.
    assert "things are bad for Maureen now" in look(cast.sunita, f"{base}send/").text


def _reason(html: str) -> str:
    """What the page says, without what is new each time."""
    return re.sub(
        r'(name="(?:csrfmiddlewaretoken|key|held-for)" value=)"[^"]*"', r"\1", html.rsplit("<main", maxsplit=1)[-1]
    )


def test_a_heading_that_was_typed_is_kept(cast: Cast, plan: Document, press: Look, base: str, now: datetime) -> None:
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    press(cast.maureen, f"{base}own/headings/begin/", title="What frightens me")
    assert OwnQuestion.objects.filter(document=plan).exists()


def test_the_home_page_asks_for_nothing(cast: Cast, plan: Document, look: Look, now: datetime) -> None:
    offer_have_a_go(person=cast.maureen, pointers="Try", talk_on=now.date(), by=cast.sunita, at=now)
    Comment.objects.create(document=plan, question_id=WORDS, author=cast.sunita, text="Hm?", created_at=now)
    before = look(cast.maureen, "/home/").text
    assert "Look at the offer" in before
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    after = look(cast.maureen, "/home/").text.split("<main")[1]
    assert "There is nothing you have to do here." in after
    assert "Look at the offer" not in after and "waits for you" not in after
    Notice.objects.all().delete()


def test_the_policy_says_the_same_for_everybody(cast: Cast, plan: Document, now: datetime) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_edit=True)
    everybody: list[User] = [cast.maureen, cast.beth, cast.sunita, cast.ben]
    assert not any(abilities(who, plan, now).rests for who in everybody)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    for who in everybody:
        can = abilities(who, plan, now)
        assert can.see and can.rests and not (can.edit or can.comment or can.suggest), who
    assert not abilities(cast.amira, plan, now).rests
