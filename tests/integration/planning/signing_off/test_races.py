"""Two who decide at once, and a newer version that is sent while one decides: one decision for one version."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from planning.documents.models import Agreement
from planning.signing_off import services
from planning.signing_off.enums import Refusal, State
from planning.signing_off.models import Decision, FinalBudget, SignOff
from tests.at_once import at_once
from tests.factories.limits import limit
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, plan_of, send, sent, yes_to
from tests.personas import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture
def people() -> Cast:
    cast = make_cast()
    limit(cast.north, "100.00", by=cast.morag)
    return cast


def test_of_a_worker_and_her_cover_one_agrees(people: Cast) -> None:
    for _ in range(ROUNDS):
        waits = sent(people.maureen, cost("60.00"))
        agree = partial(services.agree_alone, sign_off=waits, words="So.", yes=yes_to(waits), at=timezone.now())
        became = at_once(*(partial(agree, by=by) for by in (people.sunita, people.ben, people.sunita)))
        assert became.count("done") == 1
        assert all("changed meanwhile" in words for words in became if words != "done")
        assert waits.decisions.count() == Agreement.objects.filter(version=waits.version).count() == 1
    assert FinalBudget.objects.count() == ROUNDS


def test_of_two_managers_one_decides_whether_yes_or_no(people: Cast) -> None:
    second = UserFactory(team_manager=True, team=people.north)
    for _ in range(ROUNDS):
        waits = sent(people.maureen, cost("412.00"))
        facts = {"sign_off": waits, "words": "So.", "at": timezone.now()}
        became = at_once(
            partial(services.agree, yes=yes_to(waits), by=people.morag, **facts),
            partial(services.refuse, reason=Refusal.NOT_SAFE, by=second, **facts),
        )
        assert became.count("done") == 1
        decision = Decision.objects.get(sign_off=waits)
        agreed = Agreement.objects.filter(version=waits.version).exists()
        assert decision.is_yes is agreed is FinalBudget.objects.filter(decision=decision).exists()


def test_a_newer_version_sent_while_one_decides(people: Cast) -> None:
    for _ in range(ROUNDS):
        plan = plan_of(people.maureen, cost("60.00"))
        first = send(plan)
        at = timezone.now() + timedelta(seconds=1)
        became = at_once(
            partial(services.agree_alone, sign_off=first, words="So.", yes=yes_to(first), by=people.sunita, at=at),
            partial(send, plan, at=at),
        )
        assert became[1] == "done"
        now = SignOff.objects.get(pk=first.pk)
        # Either it was agreed before the newer one came, or the newer one took its place: never both.
        assert now.state == (State.AGREED if became[0] == "done" else State.REPLACED)
        assert now.decisions.count() == (1 if became[0] == "done" else 0)
        newest = SignOff.objects.exclude(pk=first.pk).get(version__document=plan)
        assert newest.state == State.WITH_WORKER and not newest.decisions.exists()
