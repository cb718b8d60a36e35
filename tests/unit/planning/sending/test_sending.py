"""The five tests as hints over a plan's own answers, and sending it."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from planning.documents import services as documents
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Document, Version
from planning.documents.store import DocumentAnswerStore
from planning.sending.five_tests import LastLook, Test
from planning.sending.queries import last_sent, waiting_to_be_agreed
from planning.sending.services import send_document
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.content import default_definition, question_id
from tests.factories.limits import limit
from tests.factories.planning import answer, make_document, share_with_worker
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
COSTS = question_id(default_definition(), "cost_list")
TODOS = question_id(default_definition(), "todo_list")
OUTCOMES = question_id(default_definition(), "outcomes")


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def look_at(plan: Document, indicative: str | None = None) -> dict[str, Test]:
    store = DocumentAnswerStore(plan, plan.owner, timezone.now())
    look = LastLook(store, indicative=Decimal(indicative) if indicative else None, worker="Sunita")
    return {test.name: test for test in look.tests()}


def hints(test: Test) -> str:
    return "\n".join(hint.words for hint in test.hints)


def cost(what_for: str, amount: str, **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "what_for": what_for, "amount": amount, "how_often": "week", "times": "", **more}


def send(plan: Document, **fields: Any) -> Version:
    return send_document(document=plan, by=plan.owner, at=timezone.now(), **fields)


def test_an_empty_plan_has_five_tests_with_a_hint_each_but_for_what_is_allowed(plan: Document) -> None:
    tests = look_at(plan)
    assert list(tests) == ["Individual", "Effective", "Realistic", "Legal", "Safe"]
    assert [bool(test.hints) for test in tests.values()] == [True, True, True, False, True]
    assert all(hint.url.startswith(plan.get_absolute_url()) for test in tests.values() for hint in test.hints)


def test_what_is_there_is_said(plan: Document) -> None:
    answer(plan, WORDS, "The choir.")
    answer(plan, OUTCOMES, ["g"])
    tests = look_at(plan)
    assert "It says what matters to you." in tests["Individual"].helps and not tests["Individual"].hints
    assert "It says which parts of your life this helps with." in tests["Effective"].helps


def test_a_thing_to_do_says_who_and_by_when(plan: Document) -> None:
    answer(
        plan,
        TODOS,
        [
            {"id": "a", "what": "Ring the bank", "who": "", "by": ""},
            {"id": "b", "what": "Find a PA", "who": "Leo", "by": ""},
            {"id": "c", "what": "Sign", "who": "Me", "by": "2026-12-01"},
        ],
    )
    found = hints(look_at(plan)["Realistic"])
    assert "“Ring the bank” does not say who does it and by when." in found
    assert "“Find a PA” does not say by when." in found
    assert "Sign" not in found


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("96.00", "within your first figure"), ("96.01", "£0.01 a week more than")],
)
def test_costs_stand_beside_the_first_figure(plan: Document, amount: str, expected: str) -> None:
    answer(plan, COSTS, [cost("My PA", amount)])
    test = look_at(plan, "96.00")["Realistic"]
    assert expected in "\n".join([*test.helps, hints(test)])


def test_a_cost_without_an_amount_and_one_that_no_budget_pays_are_named(plan: Document) -> None:
    answer(plan, COSTS, [cost("Taxi", ""), cost("Pay off a debt", "10.00")])
    tests = look_at(plan, "96.00")
    assert "“Taxi” has no clear amount yet." in hints(tests["Realistic"])
    assert "within" not in str(tests["Realistic"].helps)
    assert "“Pay off a debt”" in hints(tests["Legal"]) and "Sunita" in hints(tests["Legal"])


def test_a_word_about_staying_safe_is_enough(plan: Document) -> None:
    assert look_at(plan)["Safe"].hints
    answer(plan, WORDS, "If I have a fall, I press my alarm.")
    assert look_at(plan)["Safe"].helps and not look_at(plan)["Safe"].hints


def test_sending_makes_a_version_shares_it_and_tells_the_worker_once(cast: Cast, plan: Document) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    answer(plan, WORDS, "The choir.")
    key = uuid4()
    sent = send(plan, kept_from=key)
    assert (sent.number, sent.why, sent.sent_to) == (1, VersionReason.SENT, cast.sunita)
    assert plan.grants.get().to_named_worker
    assert list(Version.objects.visible_to(cast.sunita, at=timezone.now())) == [sent]
    assert send(plan, kept_from=key) == sent
    assert Notice.objects.filter(user=cast.sunita, kind=Kind.SENT, path=sent.get_absolute_url()).count() == 1
    assert Event.objects.filter(verb="document sent", person_id=cast.maureen.pk).count() == 1
    again = send(plan, kept_from=uuid4())
    assert (again.number, last_sent(plan)) == (2, again)
    assert waiting_to_be_agreed(cast.sunita, [cast.maureen], at=timezone.now()) == [again]
    assert waiting_to_be_agreed(cast.hana, [cast.maureen], at=timezone.now()) == []


@pytest.mark.parametrize(("audience", "goes"), [("only_me", False), ("worker_only", True), ("everyone", True)])
def test_costs_are_what_is_agreed_so_the_worker_sees_them(
    cast: Cast, plan: Document, audience: str, goes: bool
) -> None:
    answer(plan, COSTS, [cost("My PA", "78.00")], audience=audience)
    answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    if goes:
        assert send(plan).number == 1
    else:
        with pytest.raises(Denied):
            send(plan)
        assert not Version.objects.exists() and not plan.grants.exists()


def test_costs_that_the_share_leaves_out_are_kept_from_the_worker_too(cast: Cast, plan: Document) -> None:
    grant = share_with_worker(plan, left_out=[COSTS])
    assert send(plan).number == 1
    answer(plan, COSTS, [cost("My PA", "78.00")])
    with pytest.raises(Denied):
        send(plan)
    documents.leave_parts_out(grant=grant, left_out=[], by=cast.maureen, at=timezone.now())
    assert send(plan).number == 2


def test_only_the_owner_sends_and_only_to_somebody(cast: Cast, plan: Document) -> None:
    with pytest.raises(Denied):
        send_document(document=plan, by=cast.beth, at=timezone.now())
    Allocation.objects.filter(person=cast.maureen).delete()
    with pytest.raises(Denied):
        send(plan)
    assert not Version.objects.exists()
