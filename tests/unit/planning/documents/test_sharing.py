"""Sharing, stopping, and keeping parts back."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from content.wizards.stores import AnswerChange
from planning.documents import services
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, AnswerBeside, Document, Grant
from planning.documents.readers import looks_at, readers_of, standing_in
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, CircleMembership
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.factories.portal import allocate
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def sees(document: Document, user: object) -> bool:
    return bool(Document.objects.visible_to(user, at=timezone.now()).filter(pk=document.pk).exists())


def test_the_workers_share_follows_the_role_and_not_the_worker(cast: Cast, plan: Document) -> None:
    services.share_with_named_worker(document=plan, by=cast.maureen, at=timezone.now())
    assert sees(plan, cast.sunita) and sees(plan, cast.ben) and not sees(plan, cast.hana)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=timezone.now())
    allocate(cast.maureen, cast.hana, since=timezone.now())
    assert sees(plan, cast.hana) and not sees(plan, cast.sunita) and not sees(plan, cast.ben)
    assert [r.name for r in readers_of(plan, at=timezone.now()).all] == ["Hana"]


def test_sharing_twice_is_one_share_and_one_notice(cast: Cast, plan: Document) -> None:
    for _ in range(2):
        services.share_with_named_worker(document=plan, by=cast.maureen, at=timezone.now())
        services.share_with_supporter(
            document=plan,
            membership=cast.beth_in_circle,
            by=cast.maureen,
            at=timezone.now(),
            can_comment=True,
        )
    assert Grant.objects.count() == 2
    assert {(n.user, n.kind) for n in Notice.objects.all()} == {
        (cast.sunita, Kind.SHARED), (cast.beth, Kind.SHARED),
    }  # fmt: skip


def test_without_a_social_worker_there_is_nobody_to_share_with(cast: Cast) -> None:
    plan = make_document(cast.beth)
    with pytest.raises(Denied, match="no named social worker yet"):
        services.share_with_named_worker(document=plan, by=cast.beth, at=timezone.now())


def test_only_the_owner_shares_changes_and_stops(cast: Cast, plan: Document) -> None:
    grant = share_with(plan, cast.beth_in_circle, can_edit=True)
    at = timezone.now()
    for by in (cast.beth, cast.sunita, cast.amira):
        with pytest.raises(Denied):
            services.share_with_named_worker(document=plan, by=by, at=at)
        with pytest.raises(Denied):
            services.share_with_supporter(document=plan, membership=cast.beth_in_circle, by=by, at=at)
        with pytest.raises(Denied):
            services.stop_sharing(grant=grant, by=by, at=at)
        with pytest.raises(Denied):
            services.set_audience(document=plan, question_id=UUID(WORDS), audience="everyone", by=by, at=at)
    assert Grant.objects.get() == grant
    assert not Event.objects.filter(verb="share stopped").exists()


def test_somebody_elses_circle_cannot_be_shared_with(cast: Cast) -> None:
    foreign = make_document(cast.amira)
    with pytest.raises(Denied, match="not in your circle"):
        services.share_with_supporter(
            document=foreign, membership=cast.beth_in_circle, by=cast.amira, at=timezone.now()
        )


def test_who_left_the_circle_cannot_be_shared_with(cast: Cast, plan: Document) -> None:
    with pytest.raises(Denied, match="not in your circle"):
        services.share_with_supporter(document=plan, membership=cast.ruth_in_circle, by=cast.maureen, at=timezone.now())


def test_sharing_with_a_waiting_invitation_opens_when_it_is_taken_up(cast: Cast, plan: Document) -> None:
    at = timezone.now()
    waiting = CircleMembership.objects.create(
        person=cast.maureen, name="Jo", email="jo@example.org", token_hash="x", invited_at=at,
        expires_at=at + timedelta(days=14),
    )  # fmt: skip
    services.share_with_supporter(document=plan, membership=waiting, by=cast.maureen, at=at, can_comment=True)
    readers = readers_of(plan, at=at)
    assert [(r.name, r.waiting) for r in readers.all] == [("Jo", True)]
    assert readers.names() == ["you"]
    waiting.supporter, waiting.starts_at = cast.amira, at
    waiting.save()
    assert sees(plan, cast.amira)


def test_changed_ticks_count_from_the_next_request(cast: Cast, plan: Document) -> None:
    grant = share_with(plan, cast.beth_in_circle, can_edit=True)
    services.share_with_supporter(
        document=plan, membership=cast.beth_in_circle, by=cast.maureen, at=timezone.now(), can_comment=True
    )
    grant.refresh_from_db()
    assert (grant.can_edit, grant.can_comment) == (False, True)
    assert Grant.objects.count() == 1


def test_stopping_ends_access_at_once_and_may_be_done_twice(cast: Cast, plan: Document) -> None:
    grant = services.share_with_named_worker(document=plan, by=cast.maureen, at=timezone.now())
    services.stop_sharing(grant=grant, by=cast.maureen, at=timezone.now())
    services.stop_sharing(grant=grant, by=cast.maureen, at=timezone.now())
    assert not sees(plan, cast.sunita)
    assert Event.objects.filter(verb="share stopped").count() == 1
    services.share_with_named_worker(document=plan, by=cast.maureen, at=timezone.now())
    assert sees(plan, cast.sunita)


def test_a_tick_changed_in_another_window_never_opens_a_stopped_share_again(cast: Cast, plan: Document) -> None:
    before = share_with(plan, cast.beth_in_circle)
    services.stop_sharing(grant=before, by=cast.maureen, at=timezone.now())
    with pytest.raises(Denied, match="You stopped sharing this"):
        services.change_share(
            grant=before, by=cast.maureen, at=timezone.now(),
            can_comment=True, can_suggest=False, can_edit=True, can_see_budget=False,
        )  # fmt: skip
    assert not sees(plan, cast.beth)
    assert not Grant.objects.get().can_edit


def test_leaving_parts_out_gives_back_no_tick_that_another_window_took_away(cast: Cast, plan: Document) -> None:
    seen_earlier = share_with(plan, cast.beth_in_circle, can_edit=True, can_comment=True)
    Grant.objects.filter(pk=seen_earlier.pk).update(can_edit=False, can_comment=False)
    services.leave_parts_out(grant=seen_earlier, left_out=[UUID(WORDS)], by=cast.maureen, at=timezone.now())
    kept = Grant.objects.get(pk=seen_earlier.pk)
    assert (kept.can_edit, kept.can_comment, kept.left_out) == (False, False, [UUID(WORDS)])


def test_changed_ticks_leave_out_what_was_left_out(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, left_out=[WORDS])
    answer(plan, WORDS, "SECRET")
    services.share_with_supporter(
        document=plan, membership=cast.beth_in_circle, by=cast.maureen, at=timezone.now(), can_comment=True
    )
    assert Grant.objects.get().can_comment
    assert not Answer.objects.visible_to(cast.beth, at=timezone.now()).exists()


def test_stopping_in_the_moment_of_sharing_leaves_nothing(cast: Cast, plan: Document) -> None:
    at = timezone.now()
    grant = services.share_with_named_worker(document=plan, by=cast.maureen, at=at)
    services.stop_sharing(grant=grant, by=cast.maureen, at=at)
    services.stop_sharing(grant=grant, by=cast.maureen, at=at)
    assert not Grant.objects.exists()


def test_a_workers_share_never_writes(cast: Cast, plan: Document) -> None:
    grant = share_with_worker(plan)
    with pytest.raises(Denied, match="never changes your words"):
        services.change_share(
            grant=grant, by=cast.maureen, at=timezone.now(),
            can_comment=True, can_suggest=True, can_edit=True, can_see_budget=True,
        )  # fmt: skip


def test_who_may_see_can_be_chosen_before_anything_is_written(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    services.set_audience(
        document=plan, question_id=UUID(WORDS), audience=Audience.ONLY_ME, by=cast.maureen, at=timezone.now()
    )
    store = DocumentAnswerStore(plan, cast.maureen, timezone.now())
    assert store.answers() == {}
    store.save([AnswerChange(WORDS, "SECRET", 0)])
    for other in (cast.sunita, cast.ben, cast.beth):
        assert not Answer.objects.visible_to(other, at=timezone.now()).exists()
    assert Answer.objects.get().audience == Audience.ONLY_ME
    assert not AnswerBefore.objects.exists()


def test_an_unknown_choice_of_readers_is_refused(cast: Cast, plan: Document) -> None:
    with pytest.raises(Denied):
        services.set_audience(
            document=plan, question_id=UUID(WORDS), audience="the world", by=cast.maureen, at=timezone.now()
        )
    assert not Answer.objects.exists()


def test_the_line_below_an_answer_names_exactly_who_sees_it(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    grant = share_with(plan, cast.beth_in_circle)
    readers = readers_of(plan, at=timezone.now())
    assert readers.line(WORDS, Audience.EVERYONE) == "you, Sunita and Beth"
    assert readers.line(WORDS, Audience.WORKER_ONLY) == "you and Sunita"
    assert readers.line(WORDS, Audience.ONLY_ME) == "only you"
    assert standing_in(plan, at=timezone.now()) == ["Ben"]
    grant.left_out = [WORDS]
    grant.save()
    assert readers_of(plan, at=timezone.now()).line(WORDS, Audience.EVERYONE) == "you and Sunita"


def test_words_beside_become_the_answer_only_when_the_owner_says_so(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    hidden = answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    DocumentAnswerStore(plan, cast.beth, timezone.now()).save([AnswerChange(WORDS, "Hers", 0)])
    beside = AnswerBeside.objects.get()
    with pytest.raises(Denied):
        services.use_words_beside(beside=beside, by=cast.beth, at=timezone.now())
    services.use_words_beside(beside=beside, by=cast.maureen, at=timezone.now())
    hidden.refresh_from_db()
    assert (hidden.value, hidden.typed_by, hidden.audience) == ("Hers", cast.beth, Audience.ONLY_ME)
    assert AnswerBefore.objects.get().value == "SECRET"
    assert not AnswerBeside.objects.waiting().exists()


def test_words_beside_a_question_that_was_never_answered_become_its_answer(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True, left_out=[WORDS])
    DocumentAnswerStore(plan, cast.beth, timezone.now()).save([AnswerChange(WORDS, "Hers", 0)])
    assert services.use_words_beside(beside=AnswerBeside.objects.get(), by=cast.maureen, at=timezone.now())
    written = Answer.objects.get()
    assert (written.value, written.number, written.typed_by) == ("Hers", 1, cast.beth)


def test_words_beside_are_decided_once(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    DocumentAnswerStore(plan, cast.beth, timezone.now()).save([AnswerChange(WORDS, "Hers", 0)])
    beside = AnswerBeside.objects.get()
    assert services.use_words_beside(beside=beside, by=cast.maureen, at=timezone.now())
    DocumentAnswerStore(plan, cast.maureen, timezone.now()).save([AnswerChange(WORDS, "Mine again", 2)])
    assert not services.use_words_beside(beside=beside, by=cast.maureen, at=timezone.now())
    assert not services.decline_words_beside(beside=beside, by=cast.maureen, at=timezone.now())
    assert Answer.objects.get().value == "Mine again"
    assert Event.objects.filter(verb__startswith="words beside").count() == 1


def test_no_thank_you_leaves_the_answer_and_looks_emptied_to_the_writer(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    hidden = answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    store = DocumentAnswerStore(plan, cast.beth, timezone.now())
    store.save([AnswerChange(WORDS, "Hers", 0)])
    services.decline_words_beside(beside=AnswerBeside.objects.get(), by=cast.maureen, at=timezone.now())
    hidden.refresh_from_db()
    assert (hidden.value, hidden.number) == ("SECRET", 1)
    again = DocumentAnswerStore(plan, cast.beth, timezone.now())
    assert again.answers()[WORDS].value is None
    assert not again.save([AnswerChange(WORDS, "Anew", 1)])[0].conflict
    assert AnswerBeside.objects.waiting().get().value == "Anew"


def test_who_looked_shows_openings_and_nothing_else(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    first, second = timezone.now() - timedelta(hours=1), timezone.now()
    services.open_document(document=plan, by=cast.sunita, at=first, path="/x/")
    services.open_document(document=plan, by=cast.beth, at=second, path="/x/")
    services.open_document(document=plan, by=cast.maureen, at=second, path="/x/")
    record("safeguarding noted", by=cast.morag, person=cast.maureen, about=plan, at=second)
    assert [(look.name, look.role, look.at) for look in looks_at(plan)] == [
        ("Beth", "daughter", second), ("Sunita", "social worker", first),
    ]  # fmt: skip


def test_going_from_page_to_page_is_one_opening_and_coming_back_is_another(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    began = timezone.now()
    for minutes in (0, 5, 29, 31, 62):
        at = began + timedelta(minutes=minutes)
        services.open_document(document=plan, by=cast.sunita, at=at, path="/x/")
    minutes_apart = [(look.at - began).total_seconds() / 60 for look in looks_at(plan)]
    assert minutes_apart == [62, 31, 0]


def test_nobody_opens_what_is_not_shared_with_them(cast: Cast, plan: Document) -> None:
    with pytest.raises(Denied):
        services.open_document(document=plan, by=cast.sunita, at=timezone.now(), path="/x/")
    assert not Event.objects.filter(verb="document opened").exists()


def test_sharing_is_recorded(cast: Cast, plan: Document) -> None:
    services.share_with_named_worker(document=plan, by=cast.maureen, at=timezone.now())
    event = Event.objects.get(verb="document shared")
    assert (event.actor_id, event.person_id, event.object_id) == (
        cast.maureen.pk,
        cast.maureen.pk,
        str(plan.uuid),
    )
