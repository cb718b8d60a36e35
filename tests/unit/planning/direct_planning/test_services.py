"""A plan in a worker's voice: who writes it, who answers it, and what is kept of both."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction

from planning.direct_planning.enums import Said, State, Why
from planning.direct_planning.models import DirectAnswer, DirectPart, DirectPartBefore, DirectPlan
from planning.direct_planning.queries import days_to_look_again
from planning.direct_planning.reading import read_parts
from planning.direct_planning.services import (
    PartChange,
    add_part,
    answer_part,
    begin_direct_plan,
    choose_reader,
    save_parts,
    set_day,
    show_direct_plan,
    take_out_part,
)
from portal.access.decisions import Denied
from portal.crisis.services import end_crisis, mark_crisis
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from tests.factories.direct_planning import REASON, make_direct_plan, rewrite
from tests.factories.portal import allocate
from tests.personas import Cast, everybody

SOON = timedelta(minutes=5)


def seen_by(cast: Cast, plan: DirectPlan, at: datetime) -> set[str]:
    visible = DirectPlan.objects.filter(pk=plan.pk)
    return {name for name, who in everybody(cast).items() if visible.visible_to(who, at=at).exists()}


def test_it_begins_in_a_crisis_or_with_a_reason_and_never_otherwise(cast: Cast, now: datetime) -> None:
    with pytest.raises(Denied, match="Nobody has marked a crisis"):
        begin_direct_plan(person=cast.maureen, why=Why.CRISIS, by=cast.sunita, at=now)
    with pytest.raises(Denied, match="Say why"):
        begin_direct_plan(person=cast.maureen, why=Why.NOBODY, by=cast.sunita, at=now)
    assert begin_direct_plan(person=cast.maureen, why=Why.NOBODY, reason=REASON, by=cast.sunita, at=now)
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    plan = begin_direct_plan(person=cast.maureen, why=Why.CRISIS, by=cast.ben, at=now)
    assert plan.parts.all()[0].heading == "What has happened"
    assert plan.parts.count() == 6


def test_nobody_but_the_workers_of_now_writes_a_word(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell on Tuesday.")
    part = plan.parts.all()[0]
    for name, who in everybody(cast).items():
        if name in {"sunita", "ben"}:
            continue
        with pytest.raises(Denied):
            save_parts(plan=plan, changes=[PartChange(part.uuid, "Hm", "Hm", part.number)], by=who, at=now)
        with pytest.raises(Denied):
            set_day(plan=plan, day=now.date(), by=who, at=now)
        with pytest.raises(Denied):
            begin_direct_plan(person=cast.maureen, why=Why.NOBODY, reason=REASON, by=who, at=now)
    part.refresh_from_db()
    assert part.words == "You fell on Tuesday."


def test_a_draft_is_for_the_workers_and_what_is_shown_for_the_person_too(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell.", shown=False)
    assert seen_by(cast, plan, now) == {"sunita", "ben"}
    Notice.objects.all().delete()
    show_direct_plan(plan=plan, by=cast.ben, at=now)
    show_direct_plan(plan=plan, by=cast.sunita, at=now + SOON)
    assert seen_by(cast, plan, now) == {"sunita", "ben", "maureen"}
    assert Notice.objects.get().kind == Kind.DIRECT_PLAN
    plan.refresh_from_db()
    assert (plan.state, plan.shown_at) == (State.SHOWN, now)


def test_an_empty_plan_is_not_shown(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, shown=False)
    with pytest.raises(Denied, match="Write something"):
        show_direct_plan(plan=plan, by=cast.sunita, at=now)


def test_it_follows_a_handover_by_role(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell.")
    later = now + SOON
    Allocation.objects.filter(person=cast.maureen).update(ends_at=later)
    Cover.objects.all().delete()
    allocate(cast.maureen, cast.hana, since=later)
    assert seen_by(cast, plan, later) == {"hana", "maureen"}
    with pytest.raises(Denied):
        rewrite(plan.parts.all()[0], "Mine still", cast.sunita, later)


def test_a_supporter_reads_it_only_while_the_person_lets_them(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell.")
    part, choose = plan.parts.all()[0], {"plan": plan, "membership": cast.beth_in_circle}
    for who in (cast.sunita, cast.beth):
        with pytest.raises(Denied):
            choose_reader(**choose, reads=True, may_answer=True, by=who, at=now)
    choose_reader(**choose, reads=True, may_answer=False, by=cast.maureen, at=now)
    assert "beth" in seen_by(cast, plan, now)
    with pytest.raises(Denied):
        answer_part(part=part, said=Said.YES, words="", seen=2, said_by="Beth", how="here", by=cast.beth, at=now)
    choose_reader(**choose, reads=True, may_answer=True, by=cast.maureen, at=now)
    assert not answer_part(
        part=part, said=Said.YES, words="She nods.", seen=2, said_by="Mum", how="at the table", by=cast.beth, at=now
    ).own
    choose_reader(**choose, reads=False, may_answer=False, by=cast.maureen, at=now + SOON)
    assert "beth" not in seen_by(cast, plan, now + SOON)
    choose_reader(**choose, reads=True, may_answer=False, by=cast.maureen, at=now + 2 * SOON)
    cast.beth_in_circle.ends_at = now + 3 * SOON
    cast.beth_in_circle.save()
    assert "beth" in seen_by(cast, plan, now + 2 * SOON) and "beth" not in seen_by(cast, plan, now + 3 * SOON)
    with pytest.raises(Denied):
        choose_reader(plan=plan, membership=cast.ruth_in_circle, reads=True, may_answer=False, by=cast.maureen, at=now)


def test_a_change_keeps_the_words_before_and_asks_again(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "You fell on Tuesday.", "The choir matters to you.")
    first, second = plan.parts.all()[:2]
    for part in (first, second):
        answer_part(part=part, said=Said.YES, words="Yes.", seen=part.number, by=cast.maureen, at=now)
    Notice.objects.all().delete()
    rewrite(first, "You fell on Wednesday.", cast.ben, now + SOON)
    one, two = read_parts(plan, cast.maureen)
    assert one.asked_again and one.waits and not two.waits
    assert [before.words for before in one.before] == ["You fell on Tuesday."]
    assert one.answered and one.answered.answer.words == "Yes."
    assert Notice.objects.get().user == cast.maureen
    answer_part(part=first, said=Said.PARTLY, words="In the night.", seen=first.number, by=cast.maureen, at=now + SOON)
    one = read_parts(plan, cast.maureen)[0]
    assert not one.waits and [earlier.answer.words for earlier in one.earlier] == ["Yes."]


def test_two_workers_at_one_part_lose_nothing(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.")
    part = plan.parts.all()[0]
    mine = PartChange(part.uuid, part.heading, "Ben’s words.", part.number)
    hers = PartChange(part.uuid, part.heading, "Sunita’s words.", part.number)
    assert save_parts(plan=plan, changes=[hers], by=cast.sunita, at=now) == []
    [clash] = save_parts(plan=plan, changes=[mine], by=cast.ben, at=now)
    assert (clash.words, clash.number) == ("Sunita’s words.", part.number + 1)
    again = PartChange(part.uuid, part.heading, "Ben’s words.", clash.number)
    assert save_parts(plan=plan, changes=[again], by=cast.ben, at=now) == []
    assert [b.words for b in DirectPartBefore.objects.filter(part=part)] == ["Sunita’s words.", "First.", ""]


def test_what_is_taken_out_comes_back_with_its_answers(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.", "Second.")
    part = plan.parts.all()[0]
    answer_part(part=part, said=Said.NO, words="No.", seen=part.number, by=cast.maureen, at=now)
    take_out_part(part=part, by=cast.sunita, at=now)
    assert [read.part.words for read in read_parts(plan, cast.maureen)] == ["Second."]
    take_out_part(part=part, by=cast.sunita, at=now, put_back=True)
    assert read_parts(plan, cast.maureen)[0].answered is not None


def test_own_words_and_what_somebody_said_for_them_are_never_mixed(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.")
    part = plan.parts.all()[0]
    own = answer_part(part=part, said=Said.YES, words="Yes", seen=2, said_by="Beth", how="so", by=cast.maureen, at=now)
    assert (own.own, own.said_by, own.how) == (True, "", "")
    told = answer_part(
        part=part, said=Said.PARTLY, words="She wavers", seen=2, said_by="Beth", how="on the phone", by=cast.ben, at=now
    )
    assert (told.own, told.said_by, told.typed_by) == (False, "Beth", cast.ben)
    read = read_parts(plan, cast.maureen)[0]
    assert read.answered and read.answered.label == "Said for you"
    assert read.answered.note == "Beth said it for you: on the phone. Ben wrote it down."
    assert read_parts(plan, cast.sunita)[0].earlier[0].label == "Maureen’s words"
    fields = {"part": part, "to_number": 2, "said": Said.YES, "typed_by": cast.ben, "answered_at": now}
    for wrong in ({"own": False}, {"own": True, "said_by": "Beth", "how": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DirectAnswer.objects.create(**fields, **wrong)


@pytest.mark.as_owner
def test_answers_and_earlier_words_are_never_rewritten(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.")
    part = plan.parts.all()[0]
    answer_part(part=part, said=Said.YES, words="Yes", seen=2, by=cast.maureen, at=now)
    for rows in (DirectAnswer.objects.all(), DirectPartBefore.objects.all()):
        with pytest.raises(InternalError), transaction.atomic():
            rows.update(words="Other words")


def test_a_second_tap_makes_nothing_twice(cast: Cast, now: datetime) -> None:
    key = uuid4()
    plans = {
        begin_direct_plan(person=cast.maureen, why=Why.NOBODY, reason=REASON, begun_from=key, by=cast.sunita, at=now).pk
        for _ in range(2)
    }
    assert len(plans) == 1
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.")
    part = plan.parts.all()[0]
    for _ in range(2):
        answer_part(part=part, said=Said.YES, words="", seen=2, made_from=key, by=cast.maureen, at=now)
        add_part(plan=plan, heading="The dog", by=cast.sunita, at=now)
    assert DirectAnswer.objects.count() == 1 and plan.parts.filter(heading="The dog").count() == 1


def test_the_workers_are_told_of_an_answer(cast: Cast, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.")
    Notice.objects.all().delete()
    part = plan.parts.all()[0]
    answer_part(part=part, said=Said.NOT_NOW, words="", seen=2, by=cast.maureen, at=now)
    assert {(n.user.known_as, n.kind) for n in Notice.objects.all()} == {
        ("Sunita", Kind.DIRECT_ANSWER),
        ("Ben", Kind.DIRECT_ANSWER),
    }


def test_it_can_be_read_answered_and_written_after_the_crisis(cast: Cast, now: datetime) -> None:
    crisis = mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "First.", why=Why.CRISIS)
    end_crisis(crisis=crisis, by=cast.maureen, at=now + SOON)
    part = plan.parts.all()[0]
    assert seen_by(cast, plan, now + SOON) == {"maureen", "sunita", "ben"}
    assert answer_part(part=part, said=Said.YES, words="", seen=2, by=cast.maureen, at=now + SOON)
    assert rewrite(part, "Better now.", cast.sunita, now + SOON).words == "Better now."


def test_the_day_to_look_again_is_there_for_a_list_in_one_query(
    cast: Cast, now: datetime, django_assert_num_queries: object
) -> None:
    day = now.date() + timedelta(days=3)
    make_direct_plan(cast.maureen, cast.sunita, now, "Before.")
    plan = make_direct_plan(cast.maureen, cast.sunita, now + SOON, "First.")
    make_direct_plan(cast.maureen, cast.sunita, now + SOON, "A draft.", shown=False)
    set_day(plan=plan, day=day, by=cast.sunita, at=now)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = days_to_look_again([cast.maureen, cast.amira], at=now + 2 * SOON)
    assert found == {cast.maureen.pk: (day, plan)}
    assert DirectPart.objects.filter(plan=plan).count() == 6
