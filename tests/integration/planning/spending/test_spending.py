"""Asking, answering, answers that do not fit together, and who may see any of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.documents.enums import Audience
from planning.documents.models import Answer
from planning.documents.services import delete_document
from planning.signing_off.services import agree, agree_alone
from planning.spending.earlier import earlier_answers
from planning.spending.enums import Outcome, Said, State
from planning.spending.lines import lines_to_ask_about
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingQuestion
from planning.spending.services import DoesNotFitError, answer_question, ask, end_answer, settle, take_back_answer
from planning.spending.services.asking import Line
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, Cover
from tests.factories.content import default_definition, question_id
from tests.factories.limits import limit
from tests.factories.money import let_see_money
from tests.factories.planning import answer as answered
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, sent, yes_to
from tests.factories.spending import ask_about, say_to
from tests.personas import Cast, everybody

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


def test_a_question_goes_to_the_worker_and_the_answer_comes_back_in_writing(
    cast: Cast, line: Line, browser_of: BrowserOf
) -> None:
    mine, worker = browser_of(cast.maureen), browser_of(cast.sunita)
    page = text(mine, "/budget/ask/")
    assert "Taxi" in page and "Look for an answer" in page and "Ask Sunita" not in page
    key = str(uuid4())
    typed = {"words": "Can I take a taxi to the choir?", "line": ENTRY, "key": key}
    page = text(mine, "/budget/ask/", **typed, go="look")
    assert "Nothing that is published has these words" in page and "Ask Sunita" in page
    assert not SpendingQuestion.objects.exists()
    page = text(mine, "/budget/ask/", **typed, go="ask")
    text(mine, "/budget/ask/", **typed, go="ask")
    question = SpendingQuestion.objects.get()
    assert "Sunita has not answered yet" in page and "It is about “Taxi” in the plan." in page
    assert Notice.objects.get(user=cast.sunita, kind=Kind.SPENDING_ASKED).path == question.get_absolute_url()
    assert "can I spend it on this?" in text(worker, "/home/")
    assert "Can I take a taxi" in text(worker, f"/caseload/{cast.maureen.uuid}/")
    address = f"{question.get_absolute_url()}answer/"
    page = text(worker, address, said="no", words="", seen="0", key=str(uuid4()), go="send")
    assert "Write why not." in page and not SpendingAnswer.objects.exists()
    text(worker, address, said="yes", words="The choir matters.", seen="0", key=str(uuid4()), go="send")
    page = text(mine, question.get_absolute_url())
    assert "Yes, you can spend it on this. This answer still counts." in page and "The choir matters." in page
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.SPENDING_ANSWERED).exists()
    assert "This answer still counts." in text(mine, "/budget/")
    assert "can I spend it on this?" not in text(worker, "/home/")


def test_who_sees_it(cast: Cast, browser_of: BrowserOf) -> None:
    """The person, who sees the money with them, the worker of now and who stands in. Nobody else finds a trace."""
    at, secret = timezone.now(), "The blue bicycle"
    question = ask_about(cast.maureen, secret)
    say_to(question, cast.sunita)
    for user in everybody(cast).values():
        may = user in (cast.maureen, cast.sunita, cast.ben)
        assert SpendingQuestion.objects.visible_to(user, at=at).filter(pk=question.pk).exists() is may
        page = browser_of(user).get(question.get_absolute_url())
        assert (page.status_code == 200 and secret in page.content.decode()) is may
    share = let_see_money(cast.beth_in_circle)
    assert secret in text(browser_of(cast.beth), question.get_absolute_url())
    assert secret in text(browser_of(cast.beth), f"/budget/of/{cast.maureen.uuid}/ask/")
    refused = browser_of(cast.beth).post(f"/budget/of/{cast.maureen.uuid}/ask/", {"words": "x", "go": "ask"})
    assert refused.status_code == 403
    share.ends_at = timezone.now()
    share.save()
    assert browser_of(cast.beth).get(question.get_absolute_url()).status_code == 404


def test_a_later_worker_finds_the_answers_and_the_earlier_one_no_longer(cast: Cast, browser_of: BrowserOf) -> None:
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita, words="For the choir.")
    Allocation.objects.filter(person=cast.maureen).update(worker=cast.hana)
    assert "For the choir." in text(browser_of(cast.hana), question.get_absolute_url())
    assert browser_of(cast.sunita).get(question.get_absolute_url()).status_code == 404


def test_what_is_about_a_private_cost_is_kept_from_the_circle(cast: Cast, line: Line) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    question = ask_about(cast.maureen, line=line)
    visible = SpendingQuestion.objects.visible_to(cast.beth, at=timezone.now())
    assert visible.filter(pk=question.pk).exists()
    cast.maureen.documents.get().answers.update(audience=Audience.WORKER_ONLY)
    assert not visible.all().filter(pk=question.pk).exists()


def test_who_manages_the_money_may_ask_and_the_person_is_told(cast: Cast, browser_of: BrowserOf) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    typed = {"words": "May she pay for a taxi?", "key": str(uuid4()), "go": "ask"}
    page = text(browser_of(cast.beth), f"/budget/of/{cast.maureen.uuid}/ask/", **typed)
    assert "May she pay for a taxi?" in page
    assert SpendingQuestion.objects.get().asked_by == cast.beth
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.MONEY_NEWS).exists()
    assert "Beth asked, about your money" in text(
        browser_of(cast.maureen), SpendingQuestion.objects.get().get_absolute_url()
    )


def test_the_same_form_twice_is_one_question_and_other_words_are_another(cast: Cast) -> None:
    key, at = uuid4(), timezone.now()
    one = ask(person=cast.maureen, words="A bus pass?", by=cast.maureen, at=at, made_from=key)
    assert ask(person=cast.maureen, words="A bus pass?", by=cast.maureen, at=at, made_from=key) == one
    assert ask(person=cast.maureen, words="A bicycle?", by=cast.maureen, at=at, made_from=key) != one


# --- Answers that do not fit together ---------------------------------------------------------------


def reply(question: SpendingQuestion, by: User, said: str, words: str = "", **more: object) -> SpendingAnswer:
    given = {"seen": question.answers.count(), "at": timezone.now(), "made_from": uuid4(), **more}
    return answer_question(question=question, said=said, words=words, by=by, **given)  # type: ignore[arg-type]


def test_the_same_cost_cannot_be_ticked_away(cast: Cast, line: Line) -> None:
    first = say_to(ask_about(cast.maureen, "Taxi to the choir", line=line), cast.sunita)
    again = ask_about(cast.maureen, "The same on Sundays", line=line)
    with pytest.raises(DoesNotFitError) as found:
        reply(again, cast.ben, Said.NO, "Too dear.", shown=[first.uuid])
    assert found.value.answers == [first]
    assert not again.answers.exists()


def test_words_like_these_are_found_and_the_worker_may_say_that_it_is_something_else(cast: Cast) -> None:
    first = say_to(ask_about(cast.maureen, "May I take taxis to choir practice?"), cast.sunita)
    other = say_to(ask_about(cast.maureen, "A new kettle?"), cast.sunita)
    again = ask_about(cast.maureen, "A taxi when my choir sings elsewhere")
    earlier = earlier_answers(again)
    assert (earlier.same, earlier.alike, earlier.others) == ([], [first], [other])
    with pytest.raises(DoesNotFitError):
        reply(again, cast.ben, Said.NO, "Too dear.")
    with pytest.raises(DoesNotFitError) as found:
        reply(again, cast.ben, Said.NO, "Too dear.", shown=[first.uuid], ticked=[other.uuid])
    assert found.value.answers == [other]
    assert reply(again, cast.ben, Said.NO, "Too dear.", shown=[first.uuid]).counts


def test_two_workers_at_once(cast: Cast) -> None:
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita)
    with pytest.raises(Denied, match="There is another answer"):
        reply(question, cast.ben, Said.NO, "No.", seen=0)
    assert question.answers.count() == 1


def test_nobody_answers_but_the_worker_and_who_stands_in(cast: Cast) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    question = ask_about(cast.maureen)
    for user in everybody(cast).values():
        if user not in (cast.sunita, cast.ben):
            with pytest.raises(Denied, match="Only the person’s named social worker"):
                reply(question, user, Said.YES)
    assert not question.answers.exists()


def flag(cast: Cast) -> SpendingConflict:
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita, words="For the choir.")
    waiting = say_to(question, cast.ben, Said.NO, "Too dear.")
    assert waiting.state == State.WAITING
    return SpendingConflict.objects.get()


def test_a_contradiction_waits_for_a_manager_and_the_person_knows(cast: Cast, browser_of: BrowserOf) -> None:
    stranger = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    conflict = flag(cast)
    page = text(browser_of(cast.maureen), conflict.answer.question.get_absolute_url())
    assert "Ben wrote an answer" in page and "Morag reads both and decides" in page
    assert "Until then, Sunita’s answer counts." in page and "stays right, whatever is decided" in page
    assert "Too dear." not in page
    assert "A manager decides" in text(browser_of(cast.maureen), "/budget/ask/")
    assert Notice.objects.filter(user=cast.morag, kind=Kind.SPENDING_CONFLICT).exists()
    assert not Notice.objects.filter(user=stranger).exists()
    assert "Two answers that do not fit together" in text(browser_of(cast.morag), "/home/")
    page = text(browser_of(cast.morag), conflict.get_absolute_url())
    assert "For the choir." in page and "Too dear." in page
    assert browser_of(stranger).get(conflict.get_absolute_url()).status_code == 404
    assert browser_of(cast.morag).get(conflict.answer.question.get_absolute_url()).status_code == 404
    with pytest.raises(Denied, match="waits for a manager"):
        reply(conflict.answer.question, cast.sunita, Said.YES)


@pytest.mark.parametrize(("outcome", "counts"), [(Outcome.EARLIER, Said.YES), (Outcome.NEW, Said.NO)])
def test_a_manager_decides_with_reasons_for_the_time_to_come(
    cast: Cast, browser_of: BrowserOf, outcome: str, counts: str
) -> None:
    conflict = flag(cast)
    manager, address = browser_of(cast.morag), conflict.get_absolute_url()
    assert "Write your reasons." in text(manager, address, outcome=outcome, reason="")
    assert "Write your reasons." in text(manager, address, outcome=outcome, reason="\u200b\u2800")
    text(manager, address, outcome=outcome, reason="It was promised.")
    question = conflict.answer.question
    assert [a.said for a in SpendingAnswer.objects.counting().filter(question=question)] == [counts]
    page = text(browser_of(cast.maureen), question.get_absolute_url())
    assert "It was promised." in page and "stays right" in page and "Morag" in page
    assert ("counts: <a href=" in page) is (outcome == Outcome.EARLIER), "which answer goes on is named"
    assert manager.get(address).status_code == 404, "once it is decided, it is not a manager's business"
    old = question.answers.get(said=Said.YES)
    assert old.given_at and (old.ends_at is not None) is (outcome == Outcome.NEW)
    response = manager.post(address, {"outcome": "new", "reason": "My late words"})
    assert response.status_code == 409
    late = response.content.decode()
    assert "A manager has decided already" in late and "My late words" in late and "For the choir." not in late


def test_what_a_manager_decides_works_from_that_moment_on_and_not_before(cast: Cast) -> None:
    conflict, decided = flag(cast), timezone.now() + timedelta(hours=1)
    with pytest.raises(Denied, match="Write your reasons"):
        settle(conflict=conflict, outcome=Outcome.NEW, reason="\u200b", by=cast.morag, at=decided)
    settle(conflict=conflict, outcome=Outcome.NEW, reason="There is a bus now.", by=cast.morag, at=decided)
    question = conflict.answer.question
    earlier, new = question.answers.get(said=Said.YES), question.answers.get(said=Said.NO)
    assert earlier.ends_at == new.given_at == decided, "until then the yes counted"
    ended = decided + timedelta(hours=1)
    end_answer(answer=new, why="There is none any more.", by=cast.ben, at=ended)
    new.refresh_from_db()
    assert (new.given_at, new.ends_at) == (decided, ended)


def test_both_may_count_where_they_are_about_different_things(cast: Cast) -> None:
    say_to(ask_about(cast.maureen, "A taxi to the choir"), cast.sunita)
    other = ask_about(cast.maureen, "A taxi to the zoo")
    say_to(other, cast.ben, Said.NO, "No.")
    settle(
        conflict=SpendingConflict.objects.get(),
        outcome=Outcome.BOTH,
        reason="Two things.",
        by=cast.morag,
        at=timezone.now(),
    )
    assert SpendingAnswer.objects.counting().count() == 2


def test_both_answers_to_one_question_cannot_count(cast: Cast) -> None:
    with pytest.raises(Denied, match="one of them"):
        settle(conflict=flag(cast), outcome=Outcome.BOTH, reason="Both.", by=cast.morag, at=timezone.now())


def test_taken_back_before_the_manager_decides_is_one_outcome(cast: Cast, browser_of: BrowserOf) -> None:
    conflict = flag(cast)
    page = text(browser_of(cast.ben), f"{conflict.get_absolute_url()}take-back/", go="x")
    assert "Taken back. The earlier answer goes on." in page
    with pytest.raises(Denied, match="taken back before you decided"):
        settle(conflict=conflict, outcome=Outcome.NEW, reason="Late.", by=cast.morag, at=timezone.now())
    with pytest.raises(Denied, match="decided already"):
        take_back_answer(conflict=conflict, by=cast.ben, at=timezone.now())
    assert SpendingAnswer.objects.counting().get().said == Said.YES
    assert "took it back" in text(browser_of(cast.maureen), conflict.answer.question.get_absolute_url())


def test_only_who_wrote_it_takes_it_back_and_only_the_team_decides(cast: Cast) -> None:
    conflict, at = flag(cast), timezone.now()
    of_another_team = UserFactory(team_manager=True, team=cast.south)
    with pytest.raises(Denied):
        take_back_answer(conflict=conflict, by=cast.sunita, at=at)
    for user in (*everybody(cast).values(), of_another_team):
        if user != cast.morag:
            with pytest.raises(Denied):
                settle(conflict=conflict, outcome=Outcome.NEW, reason="Because.", by=user, at=at)
    assert SpendingConflict.objects.get().outcome == ""


# --- Ending, and what the database holds -------------------------------------------------------------


def test_a_yes_ends_forward_only_with_a_reason_and_by_who_gave_it(cast: Cast, browser_of: BrowserOf) -> None:
    question = ask_about(cast.maureen)
    given = say_to(question, cast.sunita)
    with pytest.raises(Denied, match="Only who gave this answer"):
        end_answer(answer=given, why="No.", by=cast.ben, at=timezone.now())
    page = text(browser_of(cast.sunita), f"/budget/ask/answers/{given.uuid}/end/", why="")
    assert "Write why it counts no longer." in page
    text(browser_of(cast.sunita), f"/budget/ask/answers/{given.uuid}/end/", why="The choir has a bus now.")
    page = text(browser_of(cast.maureen), question.get_absolute_url())
    assert "The choir has a bus now." in page and "What was spent under this yes until then stays right." in page
    given.refresh_from_db()
    assert given.state == State.GIVEN and given.given_at and given.ends_at and given.ends_at > given.given_at


def test_the_database_itself_refuses_what_cannot_be(cast: Cast) -> None:
    given = say_to(ask_about(cast.maureen), cast.sunita)
    rows = SpendingAnswer.objects.filter(pk=given.pk)
    for change in ({"ends_at": given.given_at}, {"said": Said.NO}, {"given_at": None}, {"state": State.NOT_GIVEN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendingAnswer.objects.create(
            question=given.question,
            said=Said.YES,
            answered_by=cast.ben,
            answered_at=given.answered_at,
            state=State.GIVEN,
            given_at=given.given_at,
        )


def test_pages_ask_the_same_number_of_questions_for_one_as_for_many(cast: Cast, browser_of: BrowserOf) -> None:
    pages = {"/budget/ask/": browser_of(cast.maureen), "/home/": browser_of(cast.sunita)}
    pages[f"/caseload/{cast.maureen.uuid}/"] = browser_of(cast.sunita)

    def count() -> list[int]:
        counts = []
        for address, client in pages.items():
            with CaptureQueriesContext(connection) as made:
                client.get(address)
            counts.append(len(made))
        return counts

    say_to(ask_about(cast.maureen, "One thing"), cast.sunita)
    ask_about(cast.maureen, "Another thing")
    count()
    first = count()
    for number in range(8):
        say_to(ask_about(cast.maureen, f"Kettle{number}"), cast.sunita)
        ask_about(cast.maureen, f"Lamp{number}")
    assert count() == first


@pytest.mark.parametrize("odd", ["\x00\x00", "\ud800", "a" * 10_000_000, "' | ! & :* ()", "\u200b"])
def test_any_text_is_taken_or_refused_politely(cast: Cast, browser_of: BrowserOf, odd: str) -> None:
    mine = browser_of(cast.maureen)
    for go in ("look", "ask"):
        typed = urlencode({"words": odd.encode("utf-8", "surrogatepass"), "key": uuid4(), "go": go})
        answer = mine.post("/budget/ask/", typed, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500


def found_for(client: Client, words: str, address: str = "/budget/ask/", **more: str) -> str:
    """What the page says was found about these words."""
    page = text(client, address, words=words, go="look", key=str(uuid4()), **more)
    return page.partition('id="found"')[2].partition("</section>")[0]


def test_a_cost_of_the_agreed_plan_is_an_answer_in_itself(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("60.00", what_for="Cleaning"), cost("30.00", what_for="The choir"))
    mine = browser_of(cast.maureen)
    assert "In your plan" not in found_for(mine, "Can my assistant clean the windows?"), "it is not agreed yet"
    agree_alone(sign_off=waits, words="It helps.", yes=yes_to(waits), by=cast.sunita, at=now)
    found = found_for(mine, "Can my assistant clean the windows?")
    assert "In your plan" in found and "Cleaning" in found and "The choir" not in found
    assert "Sunita agreed the plan with this" in found and "Nothing that is published" not in found
    assert "In your plan" not in found_for(mine, "Can I buy a tablet?")
    choir = next(line for line in lines_to_ask_about(cast.maureen, cast.maureen, at=now) if line.words == "The choir")
    found = found_for(mine, "Can I buy a tablet?", line=str(choir.entry))
    assert "The choir" in found and "Cleaning" not in found


def test_where_another_sum_was_agreed_it_says_so(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    waits = sent(cast.maureen, cost("140.00", what_for="Cleaning"))
    agree(sign_off=waits, words="Less.", yes=yes_to(waits, weekly="120.00"), by=cast.morag, at=now)
    found = found_for(browser_of(cast.maureen), "Can I pay a cleaner?")
    assert "The sum is another than planned" in found and waits.get_absolute_url() in found


def test_a_cost_that_is_kept_from_the_circle_is_found_by_nobody_of_it(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("60.00", what_for="Cleaning"))
    agree_alone(sign_off=waits, words="It helps.", yes=yes_to(waits), by=cast.sunita, at=now)
    let_see_money(cast.beth_in_circle, manage=True)
    address = f"/budget/of/{cast.maureen.uuid}/ask/"
    assert "In the plan" in found_for(browser_of(cast.beth), "Can I pay a cleaner?", address)
    Answer.objects.filter(document=waits.version.document, question_id=COSTS).update(audience=Audience.ONLY_ME)
    assert "In the plan" not in found_for(browser_of(cast.beth), "Can I pay a cleaner?", address)


def test_who_is_told_no_or_to_talk_has_a_way_on(cast: Cast, browser_of: BrowserOf) -> None:
    maureen = browser_of(cast.maureen)
    for said, words in ((Said.TALK, "the question stays open"), (Said.NO, "If you see it differently")):
        question = ask_about(cast.maureen, f"A boat ({said})?")
        assert words not in maureen.get(question.get_absolute_url()).content.decode()
        say_to(question, cast.sunita, said, "It is dear.")
        page = maureen.get(question.get_absolute_url()).content.decode()
        assert words in page and "/messages/my-social-worker/" in page
        assert words not in browser_of(cast.sunita).get(question.get_absolute_url()).content.decode()


def test_the_costs_of_a_plan_that_its_owner_deleted_are_offered_to_nobody(cast: Cast, now: datetime) -> None:
    waits = sent(cast.maureen, cost("60.00", what_for="Cleaning"))
    let_see_money(cast.beth_in_circle, manage=True)

    def offered() -> list[int]:
        return [len(lines_to_ask_about(cast.maureen, who, at=now)) for who in (cast.maureen, cast.beth)]

    assert offered() == [1, 1]
    delete_document(document=waits.version.document, by=cast.maureen, at=timezone.now())
    assert offered() == [0, 0]


def test_who_only_sees_the_money_is_named_among_those_who_can_see_a_question(cast: Cast, browser_of: BrowserOf) -> None:
    let_see_money(cast.beth_in_circle)
    question = ask_about(cast.maureen)
    assert browser_of(cast.beth).get(question.get_absolute_url()).status_code == 200
    assert "so can anybody who sees your money" in text(browser_of(cast.maureen), question.get_absolute_url())


def test_an_earlier_answer_that_was_ended_on_the_way_is_not_said_to_count(cast: Cast, browser_of: BrowserOf) -> None:
    conflict = flag(cast)
    [old] = conflict.earlier.all()
    end_answer(answer=old, why="There is a bus now.", by=cast.sunita, at=timezone.now())
    page = text(browser_of(cast.maureen), conflict.answer.question.get_absolute_url())
    assert "Until then, Sunita’s answer counts." not in page and "What was spent under it stays right" in page
    page = text(browser_of(cast.morag), conflict.get_absolute_url())
    assert "The earlier answer, which counts no longer: Yes" in page and "There is a bus now." in page


def test_a_yes_that_counts_stays_in_the_list_also_after_let_us_talk(cast: Cast, browser_of: BrowserOf) -> None:
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita)
    say_to(question, cast.sunita, Said.TALK, "How was it?", at=timezone.now())
    listed = text(browser_of(cast.maureen), "/budget/ask/").partition('id="asked"')[2]
    assert "To talk about" not in listed and ">Yes<" in listed


def test_a_worker_who_has_left_is_told_of_nothing_that_they_cannot_read(cast: Cast) -> None:
    conflict = flag(cast)
    Cover.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    address = conflict.answer.question.get_absolute_url()
    settle(conflict=conflict, outcome=Outcome.NEW, reason="So.", by=cast.morag, at=timezone.now())
    at = {"kind": Kind.SPENDING_CONFLICT, "path": address}
    assert Notice.objects.filter(user=cast.sunita, **at).exists()
    assert not Notice.objects.filter(user=cast.ben, **at).exists()
