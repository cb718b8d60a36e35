"""Comments: who may say what, who reads it, and what is written down."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from planning.comments import services
from planning.comments.conversations import Reading
from planning.comments.models import Comment
from planning.comments.services import SentBeforeError
from planning.documents.enums import Audience
from planning.documents.looking import Look
from planning.documents.models import Answer, Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.emergencies import open_record
from tests.factories.comments import comment, shared_plan
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with
from tests.personas import Cast, everybody

WORDS = question_id(default_definition(), "long_text")
LIST = question_id(default_definition(), "people_list")


@pytest.fixture
def plan(cast: Cast) -> Document:
    return shared_plan(cast, WORDS, "The choir on Thursdays.")


def say(plan: Document, by: User, now: datetime, text: str = "Could you say more?", **more: object) -> Comment:
    return services.add_comment(document=plan, question_id=WORDS, text=text, by=by, at=now, **more)  # type: ignore[arg-type]


def readers(said: Comment, cast: Cast, now: datetime) -> set[str]:
    """The names of those of the cast who can read it."""
    return {
        name
        for name, user in everybody(cast).items()
        if Comment.objects.visible_to(user, at=now).filter(pk=said.pk).exists()
    }


def told(user: User, kind: Kind) -> bool:
    return Notice.objects.filter(user=user, kind=kind).exists()


def test_a_comment_is_between_its_author_and_the_owner(cast: Cast, plan: Document, now: datetime) -> None:
    assert readers(say(plan, cast.sunita, now), cast, now) == {"sunita", "maureen"}
    assert readers(say(plan, cast.beth, now), cast, now) == {"beth", "maureen"}
    assert readers(say(plan, cast.maureen, now), cast, now) == {"maureen"}


def test_a_comment_is_recorded_without_its_words_and_the_owner_is_told(
    cast: Cast, plan: Document, now: datetime
) -> None:
    said = say(plan, cast.sunita, now, "A canary sang.")
    event = Event.objects.get(verb="comment written")
    assert (event.actor_id, event.person_id, event.object_id) == (cast.sunita.pk, cast.maureen.pk, str(plan.uuid))
    assert event.detail == {"comment": str(said.uuid), "question": WORDS}
    assert told(cast.maureen, Kind.COMMENT)
    assert not Notice.objects.exclude(user=cast.maureen).exists()


def test_the_owners_own_note_tells_nobody(cast: Cast, plan: Document, now: datetime) -> None:
    say(plan, cast.maureen, now)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", ["hana", "amira", "ruth", "morag", "ed", "pat", "dee"])
def test_nobody_without_a_share_comments(cast: Cast, plan: Document, now: datetime, name: str) -> None:
    with pytest.raises(Denied):
        say(plan, getattr(cast, name), now)
    assert not Comment.objects.exists()


def test_a_share_without_the_tick_reads_and_does_not_comment(cast: Cast, now: datetime) -> None:
    document = make_document(cast.maureen)
    answer(document, WORDS, "The choir.")
    share_with(document, cast.beth_in_circle)
    with pytest.raises(Denied, match="has not asked for comments from you"):
        say(document, cast.beth, now)


def test_a_hidden_answer_and_no_answer_refuse_with_the_same_sentence(cast: Cast, plan: Document, now: datetime) -> None:
    answer(plan, LIST, [{"id": "1", "name": "Winnie"}], audience=Audience.ONLY_ME)
    unanswered = question_id(default_definition(), "short_text")
    reasons = set()
    for question in (LIST, unanswered):
        with pytest.raises(Denied) as denied:
            services.add_comment(document=plan, question_id=question, text="Hm", by=cast.beth, at=now)
        reasons.add(denied.value.reason)
    assert len(reasons) == 1


def test_hiding_an_answer_hides_what_was_said_about_it(cast: Cast, plan: Document, now: datetime) -> None:
    by_beth, by_sunita = say(plan, cast.beth, now), say(plan, cast.sunita, now)
    Answer.objects.update(audience=Audience.WORKER_ONLY)
    assert readers(by_beth, cast, now) == {"maureen"}
    assert readers(by_sunita, cast, now) == {"maureen", "sunita"}
    Answer.objects.update(audience=Audience.ONLY_ME)
    assert readers(by_sunita, cast, now) == {"maureen"}


def test_a_question_left_out_of_one_share_takes_its_comments_along(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.beth, now)
    plan.grants.filter(to_named_worker=False).update(left_out=[WORDS])
    assert readers(said, cast, now) == {"maureen"}
    with pytest.raises(Denied):
        services.reply(comment=said, text="And?", by=cast.beth, at=now)


def test_ending_a_share_ends_everything(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.beth, now)
    plan.grants.filter(to_named_worker=False).update(ends_at=now)
    assert readers(said, cast, now) == {"maureen"}
    with pytest.raises(Denied):
        services.reply(comment=said, text="And?", by=cast.beth, at=now)
    with pytest.raises(Denied):
        services.mark_as_done(comment=said, by=cast.beth, at=now)


def test_without_the_tick_or_in_an_emergency_nobody_marks_it_as_done(cast: Cast, plan: Document, now: datetime) -> None:
    by_beth, by_hana = say(plan, cast.beth, now), comment(plan, WORDS, cast.hana, "Said when she was mine.")
    plan.grants.filter(to_named_worker=False).update(can_comment=False)
    open_record(person=cast.maureen, reason="She rang the duty desk.", by=cast.hana, at=now)
    for said, who in ((by_beth, cast.beth), (by_hana, cast.hana)):
        assert Comment.objects.visible_to(who, at=now).filter(pk=said.pk).exists(), who
        with pytest.raises(Denied, match="has not asked for comments from you"):
            services.mark_as_done(comment=said, by=who, at=now)
        beside = Reading(Look(plan, who, now), next_url="").beside()[WORDS]
        assert [c.may_finish for c in beside.conversations if c.uuid == said.uuid] == [False]
    services.mark_as_done(comment=by_hana, by=cast.maureen, at=now)
    with pytest.raises(Denied):
        services.reopen(comment=by_hana, by=cast.hana, at=now)


def test_only_the_owner_opens_a_conversation_and_closes_it_again(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.sunita, now)
    with pytest.raises(Denied, match="Only Maureen decides"):
        services.open_to_others(comment=said, by=cast.sunita, at=now)
    services.open_to_others(comment=said, by=cast.maureen, at=now)
    assert readers(said, cast, now) == {"maureen", "sunita", "ben", "beth"}
    from_beth = services.reply(comment=said, text="I can drive her.", by=cast.beth, at=now)
    assert readers(from_beth, cast, now) == {"maureen", "sunita", "ben", "beth"}
    services.close_again(comment=said, by=cast.maureen, at=now)
    assert readers(said, cast, now) == {"maureen", "sunita"}
    assert readers(from_beth, cast, now) == {"maureen", "sunita"}
    with pytest.raises(Denied, match="Only Maureen decides"):
        services.close_again(comment=said, by=cast.sunita, at=now)


def test_an_open_conversation_about_a_hidden_answer_stays_hidden(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.sunita, now)
    services.open_to_others(comment=said, by=cast.maureen, at=now)
    Answer.objects.update(audience=Audience.WORKER_ONLY)
    assert "beth" not in readers(said, cast, now)


def test_an_answer_is_read_by_both_and_told_to_the_other(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.sunita, now)
    answered = services.reply(comment=said, text="By taxi.", by=cast.maureen, at=now)
    assert readers(answered, cast, now) == {"maureen", "sunita"}
    assert told(cast.sunita, Kind.REPLY)
    assert not told(cast.maureen, Kind.REPLY)
    assert not told(cast.beth, Kind.REPLY)


def test_whoever_cannot_read_it_any_more_is_not_told(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.beth, now)
    plan.grants.filter(to_named_worker=False).update(ends_at=now)
    services.reply(comment=said, text="By taxi.", by=cast.maureen, at=now)
    assert not told(cast.beth, Kind.REPLY)


def test_the_owner_and_the_author_say_that_it_is_done(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.sunita, now)
    services.open_to_others(comment=said, by=cast.maureen, at=now)
    with pytest.raises(Denied, match="Only Maureen and Sunita"):
        services.mark_as_done(comment=said, by=cast.beth, at=now)
    for actor in (cast.maureen, cast.sunita):
        services.mark_as_done(comment=said, by=actor, at=now)
        services.mark_as_done(comment=said, by=actor, at=now)
        said.refresh_from_db()
        assert (said.done_at, said.done_by) == (now, actor)
        services.reopen(comment=said, by=actor, at=now)
        said.refresh_from_db()
        assert (said.done_at, said.done_by) == (None, None)
    assert Event.objects.filter(verb="comment marked as sorted").count() == 2


def test_an_answer_to_what_was_done_opens_it_again(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.sunita, now)
    services.mark_as_done(comment=said, by=cast.maureen, at=now)
    services.reply(comment=said, text="One more thing.", by=cast.sunita, at=now)
    said.refresh_from_db()
    assert said.done_at is None


def test_it_waits_until_the_owner_has_the_last_word(cast: Cast, plan: Document, now: datetime) -> None:
    said = say(plan, cast.sunita, now)
    waiting = Comment.objects.waiting_for(cast.maureen)
    assert list(waiting) == [said]
    services.reply(comment=said, text="By taxi.", by=cast.maureen, at=now + timedelta(minutes=1))
    assert not waiting.all().exists()
    assert list(Comment.objects.answered_for(cast.sunita)) == [said]
    services.reply(comment=said, text="Good.", by=cast.sunita, at=now + timedelta(minutes=2))
    assert list(waiting.all()) == [said]
    assert not Comment.objects.answered_for(cast.sunita).exists()
    services.mark_as_done(comment=said, by=cast.maureen, at=now)
    assert not waiting.all().exists()


def test_the_owners_own_note_does_not_wait_for_them(cast: Cast, plan: Document, now: datetime) -> None:
    say(plan, cast.maureen, now)
    assert not Comment.objects.waiting_for(cast.maureen).exists()


def test_one_form_sent_twice_is_one_comment(cast: Cast, plan: Document, now: datetime) -> None:
    key = uuid4()
    first, second = say(plan, cast.sunita, now, key=key), say(plan, cast.sunita, now, key=key)
    assert first == second
    assert Comment.objects.count() == 1
    with pytest.raises(SentBeforeError):
        say(plan, cast.sunita, now, "Other words", key=key)
    with pytest.raises(SentBeforeError):
        say(plan, cast.beth, now, key=key)


def test_a_worker_who_was_handed_over_sees_nothing_and_the_owner_still_does(
    cast: Cast, plan: Document, now: datetime
) -> None:
    said = comment(plan, WORDS, cast.sunita, "Well said.")
    cast.sunita.people_allocated.update(ends_at=now)
    assert readers(said, cast, now) == {"maureen"}
