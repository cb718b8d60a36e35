"""Who decides about a plan that was sent, within which limit, and what is kept of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from planning.documents.models import Agreement, Answer, Version
from planning.documents.version_store import VersionStore
from planning.sending.queries import waiting_to_be_agreed
from planning.signing_off import services
from planning.signing_off.chores import begin_what_was_sent_before
from planning.signing_off.enums import Action, Difference, Refusal, State, Step
from planning.signing_off.figures import Part
from planning.signing_off.models import BudgetDifference, Decision, FinalBudget, FinalLine, SignOff, SignOffTurn
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.assessments import indicate
from tests.factories.limits import limit
from tests.factories.portal import UserFactory
from tests.factories.signing_off import COSTS, WORDS, cost, plan_of, send, sent, yes_to
from tests.personas import Cast


@pytest.fixture(autouse=True)
def _limit_of_100(cast: Cast) -> None:
    limit(cast.north, "100.00", by=cast.morag)


def told(user: object, kind: str) -> bool:
    return Notice.objects.filter(user=user, kind=kind).exists()


def test_100_is_the_workers_and_a_penny_more_is_the_managers(cast: Cast, now: datetime) -> None:
    within, above = sent(cast.maureen, cost("100.00")), sent(cast.maureen, cost("100.01"))
    assert (within.counts, within.state) == (Decimal("100.00"), State.WITH_WORKER)
    assert (above.counts, above.state) == (Decimal("100.01"), State.WITH_MANAGER)
    assert told(cast.morag, "plan_to_decide")
    decision = services.agree_alone(sign_off=within, words="It is right.", yes=yes_to(within), by=cast.sunita, at=now)
    assert decision.limit and decision.limit.weekly == Decimal(100), "the limit within which she agreed is kept"
    with pytest.raises(Denied):
        services.agree_alone(sign_off=above, words="It is right.", yes=yes_to(above), by=cast.sunita, at=now)
    assert list(Agreement.objects.values_list("version", flat=True)) == [within.version_id]


def test_what_is_paid_once_counts_with_a_52nd(cast: Cast) -> None:
    assert sent(cast.maureen, cost("90.00"), cost("520.00", how_often="once")).counts == Decimal("100.00")
    above = sent(cast.maureen, cost("90.00"), cost("520.27", how_often="once"))
    assert (above.counts, above.state) == (Decimal("100.01"), State.WITH_MANAGER)


def test_a_limit_that_was_lowered_meanwhile_holds_when_she_agrees(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("100.00"))
    limit(cast.sunita, "99.99", by=cast.morag, starts_at=now - timedelta(minutes=1))
    with pytest.raises(Denied, match=r"You agree up to £99\.99 alone"):
        services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.sunita, at=now)
    services.take_step(sign_off=waits, action=Action.PASS_ON, words="I would agree it.", by=cast.sunita, at=now)
    assert SignOff.objects.get(pk=waits.pk).state == State.WITH_MANAGER


def test_other_words_from_the_same_page_are_kept_and_a_second_tap_counts_once(cast: Cast, now: datetime) -> None:
    waits, form = sent(cast.maureen, cost("60.00")), uuid4()
    for action, words in (
        (Action.PASS_ON, "I would agree it."),
        (Action.SAY_VIEW, "I would agree it."),
        (Action.SAY_VIEW, "The cleaning matters most."),
    ):
        services.take_step(sign_off=waits, action=action, words=words, by=cast.sunita, at=now, made_from=form)
    said = waits.turns.values_list("action", "words")
    assert list(said) == [("pass_on", "I would agree it."), ("say_view", "The cleaning matters most.")]


def test_a_panel_has_met_by_the_calendar_of_this_country(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    # In summer it is the next day here for an hour while it is not in Greenwich.
    just_after_midnight = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    given = {"sign_off": waits, "words": "So.", "yes": yes_to(waits), "by": cast.morag, "at": just_after_midnight}
    with pytest.raises(Denied, match="has not met yet"):
        services.agree(panel_on=date(2027, 7, 2), **given)
    assert services.agree(panel_on=date(2027, 7, 1), **given).panel_on == date(2027, 7, 1)


def test_her_cover_agrees_within_their_own_limit(cast: Cast, now: datetime) -> None:
    limit(cast.ben, "50.00", by=cast.morag, starts_at=now - timedelta(minutes=1))
    waits = sent(cast.maureen, cost("60.00"))
    with pytest.raises(Denied, match=r"£50\.00 alone"):
        services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.ben, at=now)
    services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.sunita, at=now)


def test_a_worker_agrees_the_sum_as_it_was_planned_and_no_other(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("60.00"), cost("52.00", how_often="once"))
    for sums in ({"weekly": "59.99"}, {"weekly": "60.01"}, {"once": "0.00"}):
        with pytest.raises(Denied, match="Another sum is for the manager"):
            services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits, **sums), by=cast.sunita, at=now)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["hana", "morag", "maureen", "beth"])
def test_nobody_else_agrees_alone(cast: Cast, now: datetime, who: str) -> None:
    waits = sent(cast.maureen, cost("60.00"))
    with pytest.raises(Denied):
        services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=getattr(cast, who), at=now)
    assert not Decision.objects.exists()


def test_without_a_limit_everything_goes_to_the_manager(cast: Cast) -> None:
    UserFactory(team_manager=True, team=cast.south)
    assert sent(cast.amira, cost("1.00")).state == State.WITH_MANAGER


def test_costs_that_are_not_clear_are_not_agreed_alone(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("60.00"), cost("", what_for="A course"))
    assert waits.unclear == 1
    with pytest.raises(Denied, match="no clear amount"):
        services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.sunita, at=now)


def test_the_person_s_own_money_counts_for_nothing(cast: Cast) -> None:
    waits = sent(cast.maureen, cost("60.00"), cost("900.00", paid_from="own"))
    assert (waits.weekly, waits.state) == (Decimal("60.00"), State.WITH_WORKER)


def test_what_is_agreed_is_frozen_with_its_differences(cast: Cast, now: datetime) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    limit(cast.sunita, "200.00", by=cast.morag, starts_at=now - timedelta(minutes=1))
    waits = sent(cast.maureen, cost("91.65"), cost("520.00", how_often="once", what_for="A stairlift"))
    services.agree_alone(sign_off=waits, words="It is right.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    final = FinalBudget.objects.get(person=cast.maureen)
    assert (final.weekly, final.once, final.yearly) == (Decimal("91.65"), Decimal(520), Decimal("4765.80"))
    assert (final.indicative_weekly, final.difference) == (Decimal(96), Decimal("-4.35"))
    assert final.ratio == Decimal("1.0475")
    assert [(line.what_for, line.weekly, line.once) for line in final.lines.all()] == [
        ("My PA", Decimal("91.65"), None),
        ("A stairlift", None, Decimal("520.00")),
    ]
    [part] = final.differences.all()
    assert (part.step, part.reason, part.weekly) == (Step.TO_PLANNED, Difference.OTHERS_HELP, Decimal("-4.35"))
    agreement = Agreement.objects.get(version=waits.version)
    assert agreement.agreed_by == cast.sunita
    # The draft goes on, and nothing of what was agreed changes with it.
    Answer.objects.filter(document=waits.version.document, question_id=COSTS).update(value=[cost("1.00")])
    assert FinalBudget.objects.get(pk=final.pk).weekly == Decimal("91.65")
    assert told(cast.maureen, "plan_decided")


@pytest.mark.as_owner
def test_nothing_changes_or_removes_what_was_decided(cast: Cast, now: datetime) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    waits = sent(cast.maureen, cost("91.65"))
    services.agree_alone(sign_off=waits, words="It is right.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    for model, change in (
        (FinalBudget, {"weekly": 1}),
        (FinalLine, {"weekly": 1}),
        (BudgetDifference, {"words": "no"}),
        (Decision, {"words": "no"}),
        (SignOffTurn, {"words": "no"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**change)
    for model in (FinalLine, BudgetDifference, FinalBudget):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [Part(Step.TO_PLANNED, Difference.PRICES, "So.", Decimal("-4.34"))],
        [Part(Step.TO_PLANNED, Difference.PRICES, "So.", Decimal("4.35"))],
        [Part(Step.TO_FINAL, Difference.PRICES, "So.", Decimal("-4.35"))],
        [Part(Step.TO_PLANNED, Difference.PRICES, " \u200b", Decimal("-4.35"))],
        [Part(Step.TO_PLANNED, "because", "So.", Decimal("-4.35"))],
    ],
)
def test_what_does_not_add_up_or_gives_no_reason_is_not_agreed(cast: Cast, now: datetime, parts: list[Part]) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    waits = sent(cast.maureen, cost("91.65"))
    with pytest.raises(Denied):
        services.agree_alone(
            sign_off=waits, words="So.", yes=yes_to(waits, parts=parts), by=cast.sunita, at=timezone.now()
        )
    assert not Decision.objects.exists() and not Agreement.objects.exists()
    assert SignOff.objects.get(pk=waits.pk).state == State.WITH_WORKER


@pytest.mark.as_owner
def test_the_database_itself_adds_up(cast: Cast, now: datetime) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    waits = sent(cast.maureen, cost("91.65"))
    services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    with pytest.raises(DatabaseError, match="add up to the penny"), transaction.atomic():
        BudgetDifference.objects.create(
            final=FinalBudget.objects.get(), position=9, step=Step.TO_FINAL, reason="other", words="x", weekly=1
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_first_figure_that_changed_meanwhile_is_looked_at_first(cast: Cast, now: datetime) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    waits = sent(cast.maureen, cost("91.65"))
    yes = yes_to(waits)
    indicate(cast.maureen, cast.sunita, "90.00", at=timezone.now() + timedelta(seconds=1))
    with pytest.raises(Denied, match="first figure has changed"):
        services.agree_alone(sign_off=waits, words="So.", yes=yes, by=cast.sunita, at=timezone.now())


def test_a_manager_agrees_another_sum_with_reasons_or_records_a_panel(cast: Cast, now: datetime) -> None:
    indicate(cast.maureen, cast.sunita, "380.00")
    waits = sent(cast.maureen, cost("412.00"))
    with pytest.raises(Denied, match="has not met yet"):
        services.agree(
            sign_off=waits,
            words="So.",
            yes=yes_to(waits),
            by=cast.morag,
            at=now,
            panel_on=(now + timedelta(days=2)).date(),
        )
    decision = services.agree(
        sign_off=waits,
        words="The panel agrees.",
        yes=yes_to(waits, weekly="420.00"),
        by=cast.morag,
        at=timezone.now() + timedelta(days=3),
        panel_on=(now + timedelta(days=2)).date(),
    )
    final = decision.final
    assert (final.planned_weekly, final.weekly, final.difference) == (Decimal(412), Decimal(420), Decimal(40))
    assert [part.weekly for part in final.differences.all()] == [Decimal(32), Decimal(8)]
    assert told(cast.sunita, "plan_decided") and decision.limit is None


@pytest.mark.as_owner
def test_a_no_has_a_coded_reason_and_words(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    with pytest.raises(Denied, match="in words"):
        services.refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words="\u200b", by=cast.morag, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        services.refuse(sign_off=waits, reason="", words="No.", by=cast.morag, at=now)
    services.refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words="Nobody is there at night.", by=cast.morag, at=now)
    assert SignOff.objects.get().state == State.REFUSED and not Agreement.objects.exists()
    assert waiting_to_be_agreed(cast.sunita, [cast.maureen], at=now) == []


def test_a_question_waits_for_the_person_and_nobody_is_refused_meanwhile(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    services.take_step(sign_off=waits, action=Action.ASK, words="Who is there at night?", by=cast.morag, at=now)
    with pytest.raises(Denied):
        services.refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words="No.", by=cast.morag, at=now)
    with pytest.raises(Denied):
        services.take_step(sign_off=waits, action=Action.ANSWER, words="Beth.", by=cast.beth, at=now)
    services.take_step(sign_off=waits, action=Action.ANSWER, words="Beth is.", by=cast.maureen, at=now)
    held = SignOff.objects.get()
    assert held.state == State.WITH_MANAGER
    assert [turn.words for turn in held.turns.all()] == ["Who is there at night?", "Beth is."]
    assert told(cast.maureen, "plan_decided") and told(cast.sunita, "plan_decided")


def test_a_newer_version_takes_the_place_of_what_waits_and_of_nothing_decided(cast: Cast, now: datetime) -> None:
    plan = plan_of(cast.maureen, cost("60.00"))
    first = send(plan)
    second = send(plan)
    assert SignOff.objects.get(pk=first.pk).state == State.REPLACED
    with pytest.raises(Denied, match="changed meanwhile"):
        services.agree_alone(sign_off=first, words="So.", yes=yes_to(first), by=cast.sunita, at=timezone.now())
    services.agree_alone(sign_off=second, words="So.", yes=yes_to(second), by=cast.sunita, at=timezone.now())
    third = send(plan)
    assert SignOff.objects.get(pk=second.pk).state == State.AGREED
    assert SignOff.objects.get(pk=third.pk).state == State.WITH_WORKER


def test_a_second_tap_decides_nothing_again(cast: Cast, now: datetime) -> None:
    waits, key = sent(cast.maureen, cost("60.00")), uuid4()
    facts = {"sign_off": waits, "words": "So.", "yes": yes_to(waits), "by": cast.sunita, "made_from": key}
    assert services.agree_alone(at=now, **facts) == services.agree_alone(at=now, **facts)
    assert Decision.objects.count() == 1


def test_the_manager_reads_what_was_sent_as_the_worker_did_and_no_draft(cast: Cast, now: datetime) -> None:
    plan = plan_of(cast.maureen, cost("412.00"), words="As I sent it.")
    Answer.objects.create(
        document=plan,
        question_id="11111111-1111-4111-8111-111111111111",
        value="Only mine",
        audience="only_me",
        typed_by=cast.maureen,
        saved_at=now,
    )
    waits = send(plan)
    Answer.objects.filter(document=plan, question_id=WORDS).update(value="What I write now")
    yusuf = UserFactory(team_manager=True, team=cast.south)
    read = VersionStore(waits.version, cast.morag, timezone.now()).answers()
    assert read[WORDS].value == "As I sent it." and COSTS in read
    assert "Only mine" not in str(read)
    visible = Version.objects.visible_to(cast.morag, at=timezone.now())
    assert list(visible) == [waits.version]
    assert not Version.objects.visible_to(yusuf, at=timezone.now()).exists()


def test_within_the_limit_no_manager_reads_it(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("60.00"))
    assert not SignOff.objects.visible_to(cast.morag, at=timezone.now()).exists()
    services.take_step(sign_off=waits, action=Action.PASS_ON, words="Please.", by=cast.sunita, at=timezone.now())
    assert SignOff.objects.visible_to(cast.morag, at=timezone.now()).exists()


def test_who_takes_the_plan_back_from_the_worker_takes_it_back_from_the_manager(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    waits.version.document.grants.update(ends_at=timezone.now())
    assert not SignOff.objects.visible_to(cast.morag, at=timezone.now() + timedelta(seconds=1)).exists()


def test_after_a_handover_the_new_worker_decides(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("60.00"))
    then = timezone.now()
    Allocation.objects.filter(person=cast.maureen).update(ends_at=then)
    Allocation.objects.create(person=cast.maureen, worker=cast.ben, starts_at=then)
    with pytest.raises(Denied):
        services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    services.agree_alone(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.ben, at=timezone.now())


def test_what_was_sent_before_there_were_limits_comes_to_who_decides(cast: Cast, now: datetime) -> None:
    sent(cast.maureen, cost("412.00"))
    SignOff.objects.all().delete()
    begin_what_was_sent_before(now)
    begin_what_was_sent_before(now)
    assert SignOff.objects.get().state == State.WITH_MANAGER


def test_it_is_written_down(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("60.00"))
    services.agree_alone(sign_off=waits, words="A secret reason.", yes=yes_to(waits), by=cast.sunita, at=now)
    events = Event.objects.filter(person_id=cast.maureen.pk, verb__in=("plan decided", "sign-off step"))
    assert events.count() == 2 and "secret" not in str(list(events.values_list("detail", flat=True)))
