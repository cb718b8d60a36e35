"""Second taps, other words from the same page, plans that are gone, and other teams: nothing lost, nothing leaked."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from planning.documents.enums import Audience
from planning.documents.models import Answer
from planning.spending.enums import Outcome, Said, Stage
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingGuidance, SpendingQuestion
from planning.spending.services import agree_to_guidance, ask, check_guidance, end_answer
from planning.spending.services.asking import Line
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.money import let_see_money
from tests.factories.planning import answer as answered
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.spending import ask_about, for_others, say_to
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
COSTS = question_id(default_definition(), "cost_list")
ENTRY = "00000000-0000-4000-8000-000000000001"
TAXI = {"id": ENTRY, "what_for": "Taxi", "amount": "10.00", "how_often": "week", "times": ""}


def text(client: Client, address: str, **form: object) -> str:
    response = client.post(address, form, follow=True) if form else client.get(address)
    return str(response.content.decode())


@pytest.fixture
def line(cast: Cast) -> Line:
    plan = make_document(cast.maureen)
    answered(plan, COSTS, [TAXI])
    return Line(plan.pk, UUID(COSTS), UUID(ENTRY), "Taxi")


def test_another_answer_from_the_same_page_is_asked_about_and_then_kept(cast: Cast, browser_of: BrowserOf) -> None:
    question = ask_about(cast.maureen)
    worker, address = browser_of(cast.sunita), f"{question.get_absolute_url()}answer/"
    form = {"said": "talk", "words": "On Monday?", "seen": "0", "key": str(uuid4()), "go": "send"}
    text(worker, address, **form)
    text(worker, address, **form)
    back = {**form, "said": "yes", "words": "It is in the plan."}
    page = text(worker, address, **back)
    assert "There is another answer since" in page and "It is in the plan." in page
    # The page names the same form, and shows one answer by now.
    answer = worker.post(address, {**back, "seen": "1"})
    assert answer.status_code == 302
    assert list(SpendingAnswer.objects.values_list("said", flat=True)) == ["talk", "yes"]


def test_the_same_words_about_another_cost_are_another_question(cast: Cast, line: Line) -> None:
    key, at = uuid4(), timezone.now()
    for about in (None, None, line):
        ask(person=cast.maureen, words="A taxi?", by=cast.maureen, at=at, line=about, made_from=key)
    assert sorted(SpendingQuestion.objects.values_list("line_words", flat=True)) == ["", "Taxi"]


def test_ending_and_deciding_twice_is_once(cast: Cast, browser_of: BrowserOf) -> None:
    first = say_to(ask_about(cast.maureen, "A bell?"), cast.sunita)
    ending = f"/budget/ask/answers/{first.uuid}/end/"
    worker, form = browser_of(cast.sunita), {"why": "The rules have changed."}
    assert [worker.post(ending, form).status_code for _ in range(2)] == [302, 302]
    taxi = ask_about(cast.maureen)
    say_to(taxi, cast.sunita)
    conflict = SpendingConflict.objects.get(answer=say_to(taxi, cast.ben, Said.NO, "Too dear."))
    manager, decided = browser_of(cast.morag), {"outcome": "earlier", "reason": "It was promised."}
    assert [manager.post(conflict.get_absolute_url(), decided).status_code for _ in range(2)] == [302, 302]
    late = manager.post(conflict.get_absolute_url(), {**decided, "reason": "On second thoughts."})
    assert late.status_code == 409 and "On second thoughts." in late.content.decode()
    conflict.refresh_from_db()
    assert (conflict.outcome, conflict.reason) == (Outcome.EARLIER, "It was promised.")


def test_a_question_about_a_private_cost_stays_private_when_the_plan_is_gone(
    cast: Cast, line: Line, browser_of: BrowserOf
) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    Answer.objects.filter(document=line.document_id).update(audience=Audience.WORKER_ONLY)
    question = ask_about(cast.maureen, "The blue bicycle?", line=line)
    theirs = ask_about(cast.maureen, "The bell?", by=cast.beth, line=line)
    SpendingQuestion.objects.update(document=None)
    visible = SpendingQuestion.objects.visible_to(cast.beth, at=timezone.now())
    assert list(visible) == [theirs] and question not in visible
    for address in (question.get_absolute_url(), f"{question.get_absolute_url()}answer/"):
        assert browser_of(cast.maureen).get(address).status_code in {200, 403, 404}
        assert browser_of(cast.sunita).get(address).status_code == 200
    assert "The blue bicycle?" not in text(browser_of(cast.beth), f"/budget/of/{cast.maureen.uuid}/ask/")


def test_two_answers_of_which_one_is_private_leave_no_trace_of_it(
    cast: Cast, line: Line, browser_of: BrowserOf
) -> None:
    let_see_money(cast.beth_in_circle)
    Answer.objects.filter(document=line.document_id).update(audience=Audience.WORKER_ONLY)
    private = say_to(ask_about(cast.maureen, "A taxi to the choir?", line=line), cast.sunita)
    public = ask_about(cast.maureen, "A taxi to the choir on Sunday?")
    say_to(public, cast.ben, Said.NO, "Too dear.")
    conflict = SpendingConflict.objects.get()
    assert private in conflict.earlier.all()
    assert "the answer that Sunita gave" in text(browser_of(cast.maureen), public.get_absolute_url())
    seen = text(browser_of(cast.beth), public.get_absolute_url())
    assert "It does not fit an earlier answer." in seen and "the answer that" not in seen and "stays right" not in seen


def test_without_a_team_only_the_responsible_manager_reads_two_answers(cast: Cast, browser_of: BrowserOf) -> None:
    other = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita)
    conflict = SpendingConflict.objects.get(answer=say_to(question, cast.ben, Said.NO, "Too dear."))
    SpendingConflict.objects.update(team=None)
    for user, may in ((cast.morag, True), (other, False)):
        assert (browser_of(user).get(conflict.get_absolute_url()).status_code == 200) is may
        assert (conflict.get_absolute_url() in text(browser_of(user), "/home/")) is may
        assert (browser_of(user).post(conflict.get_absolute_url(), {}).status_code != 404) is may


def test_an_answer_that_was_ended_on_the_way_is_shown_to_nobody(cast: Cast) -> None:
    call_command("seed_pages", verbosity=0)
    answer, at = say_to(ask_about(cast.maureen), cast.sunita), timezone.now()
    guidance = for_others(answer, cast.sunita)
    end_answer(answer=answer, why="The rules have changed.", by=cast.sunita, at=at)
    with pytest.raises(Denied, match="ended meanwhile"):
        check_guidance(guidance=guidance, fits=True, why="", seen=1, by=cast.morag, at=at)
    SpendingGuidance.objects.update(stage=Stage.CHECKED, checked_by=cast.morag, checked_at=at)
    with pytest.raises(Denied, match="ended meanwhile"):
        agree_to_guidance(guidance=guidance, seen=1, by=cast.maureen, at=at)


def test_a_form_without_its_button_says_neither_yes_nor_no(cast: Cast, browser_of: BrowserOf) -> None:
    guidance = for_others(say_to(ask_about(cast.maureen), cast.sunita), cast.sunita)
    check_guidance(guidance=guidance, fits=True, why="", seen=1, by=cast.morag, at=timezone.now())
    page = text(browser_of(cast.maureen), f"{guidance.get_absolute_url()}say/", seen="1")
    guidance.refresh_from_db()
    assert "Press one of the two buttons" in page and guidance.stage == Stage.CHECKED
