"""The pages of a plan that was sent: for the person, the worker, the manager, and for nobody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.documents.models import Document
from planning.signing_off.challenging import answer_challenge, challenge
from planning.signing_off.enums import Action, Answer, Refusal
from planning.signing_off.models import Challenge, Decision, SignOff
from planning.signing_off.queries import managers_for
from planning.signing_off.services import agree, refuse, take_step
from portal.accounts.models import User
from tests.factories.assessments import indicate
from tests.factories.limits import limit
from tests.factories.money import let_see_money
from tests.factories.portal import UserFactory, allocate
from tests.factories.signing_off import WORDS, cost, plan_of, send, sent, yes_to
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _limit_of_100(cast: Cast) -> None:
    limit(cast.north, "100.00", by=cast.morag)


def page(client: Client, address: str, **form: Any) -> str:
    response = client.post(address, form, follow=True) if form else client.get(address)
    return str(response.content.decode())


def test_the_worker_has_plan_costs_first_figure_and_limit_in_one_view_and_agrees(
    cast: Cast, browser_of: BrowserOf
) -> None:
    first = indicate(cast.maureen, cast.sunita, "96.00")
    waits = sent(cast.maureen, cost("91.65"))
    address = waits.get_absolute_url()
    sunita = browser_of(cast.sunita)
    assert address in page(sunita, "/home/")
    shown = page(sunita, address)
    for words in ("£91.65", "£96.00", "£100.00", "The choir on Thursdays.", "My PA", "born 1955", "can agree it alone"):
        assert words in shown, words
    form = {
        "words": "It says what cleaning makes possible.",
        "key": str(uuid4()),
        "indicative": str(first.pk),
        "to_planned-0-amount": "4.34",
        "to_planned-0-way": "less",
        "to_planned-0-reason": "others_help",
        "to_planned-0-words": "Beth does the shopping.",
    }
    wrong = page(sunita, f"{address}agree/", **form)
    assert "the reasons come to £4.34 less a week. The difference is £4.35 less a week." in wrong
    assert "It says what cleaning makes possible." in wrong and not Decision.objects.exists()
    assert "Maureen is told" in page(sunita, f"{address}agree/", **{**form, "to_planned-0-amount": "4.35"})
    maureen = browser_of(cast.maureen)
    mine = page(maureen, address)
    for words in ("Agreed", "Sunita", "It says what cleaning", "Beth does the shopping.", "£91.65", "£4,765.80"):
        assert words in mine, words
    assert "Ask to have it looked at again" in mine
    for address_of_plan in ("/home/", "/budget/"):
        at_a_glance = page(maureen, address_of_plan)
        assert "Agreed</strong>" in at_a_glance and "It is agreed." not in at_a_glance
    theirs = page(sunita, f"/caseload/{cast.maureen.uuid}/")
    assert "Final budget" in theirs and "Agreed by Sunita" in theirs
    # Too late: what was typed is still there, and it says why.
    late = sunita.post(f"{address}agree/", form)
    assert late.status_code == 403


def test_above_the_limit_the_worker_cannot_and_says_what_she_thinks(cast: Cast, browser_of: BrowserOf) -> None:
    waits = sent(cast.maureen, cost("100.01"))
    address = waits.get_absolute_url()
    sunita, morag = browser_of(cast.sunita), browser_of(cast.morag)
    assert "Agree this plan" not in page(sunita, address)
    assert sunita.get(f"{address}agree/").status_code == 403
    page(sunita, f"{address}pass-on/", words="I would agree it.", key=str(uuid4()))
    assert "Maureen" in page(morag, "/team/deciding/") and address in page(morag, "/home/")
    shown = page(morag, address)
    assert "I would agree it." in shown and "The choir on Thursdays." in shown and "Ask a question" in shown
    # The draft, its conversation and its other versions are closed to her.
    base = waits.version.document.get_absolute_url()
    for closed in (base, f"{base}comments/", f"{base}versions/", f"{base}step/your-budget/", f"{base}export/"):
        assert morag.get(closed).status_code == 404, closed
    assert morag.get(f"{base}versions/{waits.version.number}/").status_code == 200
    assert "I would agree it." in page(browser_of(cast.maureen), address)


def test_a_question_its_answer_and_a_no(cast: Cast, browser_of: BrowserOf) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    address = waits.get_absolute_url()
    morag, maureen = browser_of(cast.morag), browser_of(cast.maureen)
    page(morag, f"{address}ask/", words="Who is there at night?", key=str(uuid4()))
    shown = page(maureen, address)
    assert "Who is there at night?" in shown and "Answer the question" in shown
    assert "Answer the question" in page(maureen, "/home/")
    assert "Who is there at night?" in page(maureen, f"{address}answer/")
    page(maureen, f"{address}answer/", words="Beth sleeps here.", key=str(uuid4()))
    assert "Beth sleeps here." in page(morag, address)
    missing = page(morag, f"{address}refuse/", words="Because.", key=str(uuid4()))
    assert "Choose why it is not agreed." in missing
    page(morag, f"{address}refuse/", reason="another_way", words="A lock would do.", key=str(uuid4()))
    shown = page(maureen, address)
    for words in ("Not agreed", "The same needs can be met in another way", "A lock would do.", "Morag", "Ombudsman"):
        assert words in shown, words
    page(maureen, f"{address}challenge/", words="Nobody asked me.", key=str(uuid4()))
    assert Challenge.objects.get().words == "Nobody asked me."
    assert "Somebody answers in writing by" in page(maureen, address)
    assert "Nobody asked me." in page(browser_of(cast.sunita), address)


def test_who_looks_after_the_money_reads_the_decision_and_no_conversation(cast: Cast, browser_of: BrowserOf) -> None:
    let_see_money(cast.beth_in_circle)
    waits = sent(cast.maureen, cost("412.00", what_for="A quiet cost"))
    address = waits.get_absolute_url()
    page(browser_of(cast.morag), f"{address}ask/", words="A private question?", key=str(uuid4()))
    shown = page(browser_of(cast.beth), address)
    assert "A question" in shown or "asked a question" in shown
    for kept in ("A private question?", "The choir on Thursdays.", "A quiet cost"):
        assert kept not in shown
    assert "A private question?" in page(browser_of(cast.maureen), address)


@pytest.mark.parametrize("who", ["beth", "amira", "hana", "ed", "pat", "dee", "ruth"])
def test_strangers_find_nothing(cast: Cast, browser_of: BrowserOf, who: str) -> None:
    address = sent(cast.maureen, cost("412.00")).get_absolute_url()
    assert browser_of(getattr(cast, who)).get(address).status_code == 404
    assert address not in page(browser_of(getattr(cast, who)), "/home/")


@pytest.mark.parametrize("words", ["\x00", "\ud800", "\u200b", "", "x" * 10_000_000])
def test_odd_words_are_refused_with_the_page(cast: Cast, browser_of: BrowserOf, words: str) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    data = {"words": words.encode("utf-8", "surrogatepass").decode("latin-1"), "key": str(uuid4())}
    response = browser_of(cast.morag).post(f"{waits.get_absolute_url()}ask/", data)
    assert response.status_code < 500


def test_a_list_of_many_asks_as_much_as_one_of_one(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    morag = browser_of(cast.morag)
    sent(cast.maureen, cost("412.00"))
    morag.get("/team/deciding/")
    with CaptureQueriesContext(connection) as few:
        morag.get("/team/deciding/")
    for _ in range(6):
        person = UserFactory()
        allocate(person, cast.sunita)
        sent(person, cost("412.00"))
    with CaptureQueriesContext(connection) as many:
        shown = page(morag, "/team/deciding/")
    assert len(many) == len(few) and shown.count("£412.00") == 7


def test_longest_wait_first(cast: Cast, browser_of: BrowserOf) -> None:
    plan = plan_of(cast.maureen, cost("412.00"))
    send(plan)
    newer = send(plan)
    other = UserFactory(full_name="Zoe First")
    allocate(other, cast.sunita)
    oldest = sent(other, cost("500.00"))
    SignOff.objects.filter(pk=oldest.pk).update(since=newer.since.replace(year=newer.since.year - 1))
    shown = page(browser_of(cast.morag), "/team/deciding/")
    assert shown.index("Zoe First") < shown.index(newer.get_absolute_url())
    assert shown.count("£412.00") == 1


@pytest.mark.parametrize("amount", ["96.00", "412.00"])
def test_while_it_waits_the_page_says_what_comes_next_and_that_it_can_be_challenged(
    cast: Cast, browser_of: BrowserOf, amount: str
) -> None:
    let_see_money(cast.beth_in_circle)
    address = sent(cast.maureen, cost(amount)).get_absolute_url()
    shown = page(browser_of(cast.maureen), address)
    assert "What comes next" in shown and "can be challenged" in shown
    assert "What comes next" not in page(browser_of(cast.beth), address), "she cannot challenge it"


def test_what_a_sentence_is_about_is_not_folded_away(cast: Cast, browser_of: BrowserOf) -> None:
    first = indicate(cast.maureen, cast.sunita, "400.00")
    address = f"{sent(cast.maureen, cost('412.00')).get_absolute_url()}agree/"
    morag = browser_of(cast.morag)
    assert "<details" in page(morag, address) and "<details open" not in _folded(page(morag, address))
    form = {"words": "It fits.", "key": str(uuid4()), "indicative": str(first.pk), "once": "0.00"}
    explained = {"amount": "12.00", "way": "more", "reason": "prices", "words": "Pay went up."}
    form |= {f"to_planned-0-{box}": value for box, value in explained.items()}
    wrong = page(morag, address, **form, weekly="400.00")
    assert "The difference is £12.00 less a week." in wrong
    assert _folded(wrong).count("<details open") == 1
    # A second reason without its words: its boxes are open, too.
    wrong = page(morag, address, **form, weekly="412.00", **{"to_planned-1-reason": "prices"})
    assert "Write how much this part is." in wrong and _folded(wrong).count("<details open") == 1


def _folded(html: str) -> str:
    """The page with its folded parts named alike."""
    return html.replace('<details class="govuk-details" open', "<details open")


def test_a_plan_that_was_sent_is_no_next_step_until_its_words_change(cast: Cast, browser_of: BrowserOf) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    maureen = browser_of(cast.maureen)
    assert "Go on with" not in page(maureen, "/home/")
    waits.version.document.answers.filter(question_id=WORDS).update(saved_at=timezone.now())
    assert "Go on with" in page(maureen, "/home/")


def test_who_decides_is_called_you(cast: Cast, browser_of: BrowserOf) -> None:
    within = sent(cast.maureen, cost("91.65"))
    assert "It is with you. You can agree it alone." in page(browser_of(cast.sunita), within.get_absolute_url())
    assert "It is with Sunita, who can agree it alone." in page(browser_of(cast.ben), within.get_absolute_url())
    above = sent(cast.maureen, cost("412.00"))
    assert "It is with you to decide." in page(browser_of(cast.morag), above.get_absolute_url())
    assert "It is with Morag, who decides about it." in page(browser_of(cast.maureen), above.get_absolute_url())


def test_after_a_no_the_decision_comes_first_with_every_way_on(cast: Cast, browser_of: BrowserOf) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    take_step(sign_off=waits, action=Action.SAY_VIEW, words="I would agree it.", by=cast.sunita, at=timezone.now())
    at, today = timezone.now(), timezone.localdate()
    refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words="Nobody is there.", panel_on=today, by=cast.morag, at=at)
    maureen, address = browser_of(cast.maureen), waits.get_absolute_url()
    shown = page(maureen, address)
    assert shown.index("What was decided") < shown.index("What was asked and said")
    assert "Change my plan" in shown and "what was agreed stays agreed" not in shown
    assert "A panel decided it, on" in page(maureen, "/budget/")
    challenge(decision=waits.decisions.get(), words="Beth is there.", by=cast.maureen, at=timezone.now())
    for place in (address, "/home/", "/budget/"):
        assert "You asked to have it looked at again. An answer comes in writing by" in page(maureen, place), place
    assert "how to challenge it" not in page(maureen, "/budget/")
    asked = Challenge.objects.select_related("decision__sign_off__version__document").get()
    other = managers_for(asked.decision.sign_off, at=timezone.now(), again=True)[0]
    answer_challenge(challenge=asked, outcome=Answer.AGAIN, words="Yes.", by=other, at=timezone.now())
    assert "It is decided again." in page(maureen, "/budget/") and "A panel decided it" not in page(maureen, "/budget/")
    assert "Read the decision" not in page(maureen, "/home/")


def test_what_a_panel_decided_is_nowhere_said_to_be_a_managers_decision(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    day = timezone.localdate()
    agree(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.morag, at=timezone.now(), panel_on=day)
    page = browser_of(cast.maureen).get("/budget/").content.decode()
    assert f"Agreed by a panel, {day:%-d %B %Y}." in page and f"A panel decided it, on {day:%-d %B}: So." in page
    assert "Agreed by Morag" not in page and "Morag decided it" not in page and "Morag, today" not in page
    challenge(decision=Decision.objects.get(), words="The nights?", by=cast.maureen, at=timezone.now())
    second = UserFactory(team_manager=True, team=cast.south)
    assert "Decided by a panel." in browser_of(second).get("/team/deciding/").content.decode()


def test_of_several_managers_nobody_is_said_to_have_asked_who_did_not(cast: Cast, browser_of: BrowserOf) -> None:
    UserFactory(known_as="Yusuf", team_manager=True, team=cast.north)
    waits = sent(cast.maureen, cost("412.00"))
    maureen = browser_of(cast.maureen)
    page = maureen.get(waits.get_absolute_url()).content.decode()
    assert "It is with Morag and Yusuf, who decide about it." in page
    take_step(sign_off=waits, action=Action.ASK, words="At night?", by=cast.morag, at=timezone.now())
    page = maureen.get(waits.get_absolute_url()).content.decode()
    assert "Morag asked a question. It waits for you." in page and "Yusuf asked" not in page


def test_who_looks_after_the_money_reads_no_title_of_a_plan_that_was_sent(cast: Cast, browser_of: BrowserOf) -> None:
    let_see_money(cast.beth_in_circle)
    for words in ("Leaving my husband", "The choir"):
        plan = plan_of(cast.maureen, cost("412.00"))
        Document.objects.filter(pk=plan.pk).update(title=words)
        plan.refresh_from_db()
        send(plan)
    beth = browser_of(cast.beth)
    assert "Leaving my husband" in browser_of(cast.maureen).get("/budget/").content.decode()
    page = beth.get(f"/budget/of/{cast.maureen.uuid}/").content.decode()
    assert "From the first figure to the final one" in page and "Leaving my husband" not in page
