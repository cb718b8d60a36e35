"""A plan in a worker's voice, on its pages."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.wizards import held
from planning.direct_planning.enums import Said, State, Why
from planning.direct_planning.models import DirectAnswer, DirectPart, DirectPlan
from planning.direct_planning.services import answer_part, choose_reader, take_out_part
from portal.accounts.models import User
from portal.authority.services import end_authority
from portal.crisis.services import mark_crisis
from tests.factories.authority import let_act
from tests.factories.direct_planning import REASON, make_direct_plan, rewrite
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
WORDS, HERS = "You fell on Tuesday.", "It was Wednesday, and the stairs were wet."


def main_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    page = response.content.decode()
    return " ".join(page[page.index("<main") : page.index("</main")].split())


@pytest.fixture
def plan(cast: Cast, now: datetime) -> DirectPlan:
    return make_direct_plan(cast.maureen, cast.sunita, now, WORDS, "The choir matters to you.")


def form_of(plan: DirectPlan, **changed: str) -> dict[str, str]:
    """What the page where it is written sends, as it stands."""
    data = {"seen-day": plan.look_again_on.isoformat() if plan.look_again_on else "", "go": "save"}
    for part in plan.parts.kept():
        data |= {
            f"heading-{part.uuid}": part.heading,
            f"words-{part.uuid}": part.words,
            f"seen-{part.uuid}": str(part.number),
        }
    return {**data, **changed}


def test_a_worker_begins_writes_and_shows_it(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    mark_crisis(person=cast.maureen, by=cast.maureen, at=now)
    sunita = browser_of(cast.sunita)
    begin = reverse("direct_plan_begin", args=[cast.maureen.uuid])
    assert begin in main_of(sunita, f"/caseload/{cast.maureen.uuid}/")
    form = {"why": Why.CRISIS, "reason": "", "key": str(uuid4())}
    assert sunita.post(begin, form)["Location"] == sunita.post(begin, form)["Location"]
    plan = DirectPlan.objects.get()
    address = reverse("direct_plan_write", args=[plan.uuid])
    assert "Maureen cannot see this yet." in main_of(sunita, address)
    first = plan.parts.all()[0]
    day = timezone.localdate() + timedelta(days=3)
    boxes = {f"look_again_on_{n}": str(v) for n, v in enumerate((day.day, day.month, day.year))}
    sunita.post(address, form_of(plan, **{f"words-{first.uuid}": WORDS, "one_more": "The dog", **boxes}))
    plan.refresh_from_db()
    assert plan.look_again_on == day and plan.parts.filter(heading="The dog").exists()
    assert browser_of(cast.maureen).get(plan.get_absolute_url()).status_code == 404
    sunita.post(address, form_of(plan, go="show", **boxes))
    page = main_of(browser_of(cast.maureen), plan.get_absolute_url())
    assert WORDS in page and "Written by Sunita, not by you" in page
    assert "What it may cost" not in page


def test_without_a_crisis_a_reason_is_asked_for(cast: Cast, browser_of: BrowserOf) -> None:
    begin = reverse("direct_plan_begin", args=[cast.maureen.uuid])
    assert 'value="crisis"' not in main_of(browser_of(cast.sunita), begin)
    response = browser_of(cast.sunita).post(begin, {"why": Why.NOBODY, "key": str(uuid4())})
    assert "Write how you know" in response.content.decode() and not DirectPlan.objects.exists()
    browser_of(cast.sunita).post(begin, {"why": Why.NOBODY, "reason": REASON, "key": str(uuid4())})
    assert DirectPlan.objects.get().reason == REASON


def test_an_empty_plan_is_not_shown_and_says_why(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, shown=False)
    response = browser_of(cast.sunita).post(reverse("direct_plan_write", args=[plan.uuid]), form_of(plan, go="show"))
    assert "Write something in one part first." in response.content.decode()
    plan.refresh_from_db()
    assert plan.state == State.DRAFT


def test_the_person_answers_in_their_own_words(cast: Cast, browser_of: BrowserOf, plan: DirectPlan) -> None:
    maureen, part = browser_of(cast.maureen), plan.parts.all()[0]
    address = reverse("direct_plan_answer", args=[plan.uuid, part.uuid])
    page = main_of(maureen, address)
    assert WORDS in page and "Who said it?" not in page
    form = {"said": Said.PARTLY, "words": HERS, "seen": str(part.number), "key": str(uuid4())}
    for _ in range(2):
        maureen.post(address, form)
    assert DirectAnswer.objects.count() == 1
    for who, label in ((cast.maureen, "In my words"), (cast.sunita, "Maureen’s words")):
        page = main_of(browser_of(who), plan.get_absolute_url())
        assert re.search(rf'imw-words__label">{label}<.{{1,120}}{re.escape(HERS)}', page), who
        assert "Partly" in page and "not their own words" not in page


def test_what_is_said_for_somebody_names_who_and_how_and_is_never_their_words(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan
) -> None:
    sunita, part = browser_of(cast.sunita), plan.parts.all()[0]
    address = reverse("direct_plan_answer", args=[plan.uuid, part.uuid])
    form = {"said": Said.YES, "words": "He nods.", "seen": str(part.number), "key": str(uuid4())}
    assert "Write an answer for “Who said it?”" in sunita.post(address, form).content.decode()
    assert not DirectAnswer.objects.exists()
    sunita.post(address, {**form, "said_by": "Claire", "how": "on the phone"})
    page = main_of(browser_of(cast.maureen), plan.get_absolute_url())
    assert "Claire said it for you: on the phone. Sunita wrote it down." in page
    assert "not their own words" in page and "imw-words__label" not in page


def test_a_supporter_sees_it_only_when_she_is_let(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime
) -> None:
    beth, maureen = browser_of(cast.beth), browser_of(cast.maureen)
    assert beth.get(plan.get_absolute_url()).status_code == 404
    assert "Plans that a social worker wrote" not in main_of(beth, "/documents/")
    assert "Plans that a social worker wrote" in main_of(maureen, "/documents/")
    who = reverse("direct_plan_readers", args=[plan.uuid])
    maureen.post(who, {f"circle-{cast.beth_in_circle.uuid}": "reads"})
    page = main_of(beth, plan.get_absolute_url())
    assert WORDS in page and "Write down what Maureen says" not in page
    assert plan.get_absolute_url() in main_of(beth, "/documents/")
    assert beth.get(reverse("direct_plan_answer", args=[plan.uuid, plan.parts.all()[0].uuid])).status_code == 403
    maureen.post(who, {f"circle-{cast.beth_in_circle.uuid}": "answers"})
    assert "Write down what Maureen says" in main_of(beth, plan.get_absolute_url())
    maureen.post(who, {f"circle-{cast.beth_in_circle.uuid}": "no"})
    assert beth.get(plan.get_absolute_url()).status_code == 404


def test_who_acts_in_her_place_about_health_reads_what_was_shown_and_writes_down(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime
) -> None:
    draft = make_direct_plan(cast.maureen, cast.sunita, now, "Not ready", shown=False)
    beth, maureen = browser_of(cast.beth), browser_of(cast.maureen)
    money = let_act(cast.beth_in_circle, cast.morag, health_welfare=False)
    assert beth.get(plan.get_absolute_url()).status_code == 404
    assert "Plans that a social worker wrote" not in main_of(beth, money.get_absolute_url())
    authority = let_act(cast.beth_in_circle, cast.morag, money=False)
    assert plan.get_absolute_url() in main_of(beth, authority.get_absolute_url())
    page = main_of(beth, plan.get_absolute_url())
    assert WORDS in page and "Write down what Maureen says" in page and REASON not in page
    assert beth.get(draft.get_absolute_url()).status_code == 404
    assert beth.get(reverse("direct_plan_write", args=[plan.uuid])).status_code == 404
    assert beth.get(reverse("direct_plan_readers", args=[plan.uuid])).status_code == 403
    part = plan.parts.all()[0]
    form = {"said": Said.YES, "words": "She nods.", "seen": str(part.number), "key": str(uuid4())}
    address = reverse("direct_plan_answer", args=[plan.uuid, part.uuid])
    assert beth.post(address, {**form, "said_by": "Mum", "how": "at tea"}).status_code == 302
    assert not DirectAnswer.objects.get().own
    assert "Beth can, and can write down what you say, because they act in your place" in main_of(
        maureen, plan.get_absolute_url()
    )
    who = main_of(maureen, reverse("direct_plan_readers", args=[plan.uuid]))
    assert "Beth reads it" in who and str(cast.beth_in_circle.uuid) not in who
    assert "in your place, as attorney" in main_of(maureen, "/people/who-looked/")
    end_authority(authority=authority, by=cast.morag, at=timezone.now())
    assert beth.get(plan.get_absolute_url()).status_code == 404
    assert beth.post(address, {**form, "key": str(uuid4())}).status_code == 404
    # Nobody acts for the others of her circle.
    assert browser_of(cast.ruth).get(plan.get_absolute_url()).status_code == 404


def test_two_windows_at_one_part_show_both_texts_and_save_the_rest(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime
) -> None:
    first, second = plan.parts.all()[:2]
    stale = form_of(plan, **{f"words-{first.uuid}": "Ben’s words.", f"words-{second.uuid}": "The bees, too."})
    rewrite(first, "Sunita’s words.", cast.sunita, now)
    address = reverse("direct_plan_write", args=[plan.uuid])
    response = browser_of(cast.ben).post(address, stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ben’s words." in page and "Sunita’s words." in page and "Two people wrote here" in page
    second.refresh_from_db(), first.refresh_from_db()
    assert (first.words, second.words) == ("Sunita’s words.", "The bees, too.")
    again = {**stale, f"seen-{first.uuid}": str(first.number), f"seen-{second.uuid}": str(second.number)}
    assert browser_of(cast.ben).post(address, again).status_code == 302
    first.refresh_from_db()
    assert first.words == "Ben’s words."


def test_what_was_typed_when_the_sign_in_ran_out_comes_back(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan
) -> None:
    address, part = reverse("direct_plan_write", args=[plan.uuid]), plan.parts.all()[0]
    typed = form_of(plan, **{f"words-{part.uuid}": "Typed late."}, **{"held-for": held.token(cast.sunita, address)})
    assert Client().post(address, typed).status_code == 302
    page = browser_of(cast.sunita).get(address).content.decode()
    assert "Typed late." in page
    browser_of(cast.sunita).post(address, typed)
    assert DirectPart.objects.get(pk=part.pk).words == "Typed late."
    assert held.held(cast.sunita, path=address, at=timezone.now()) is None


def test_words_that_are_too_long_stay_in_their_box_and_the_rest_is_saved(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan
) -> None:
    first, second = plan.parts.all()[:2]
    typed = form_of(plan, **{f"words-{first.uuid}": "long " * 3000, f"words-{second.uuid}": "Short."})
    page = browser_of(cast.sunita).post(reverse("direct_plan_write", args=[plan.uuid]), typed).content.decode()
    assert "more than there is room for" in page and "long long" in page
    assert DirectPart.objects.get(pk=second.pk).words == "Short."
    assert DirectPart.objects.get(pk=first.pk).words == WORDS


def test_it_is_taken_out_and_put_back(cast: Cast, browser_of: BrowserOf, plan: DirectPlan) -> None:
    sunita, part = browser_of(cast.sunita), plan.parts.all()[0]
    sunita.post(reverse("direct_plan_write", args=[plan.uuid]), form_of(plan, **{f"out-{part.uuid}": "on"}))
    assert WORDS not in main_of(browser_of(cast.maureen), plan.get_absolute_url())
    sunita.post(reverse("direct_plan_put_back", args=[plan.uuid, part.uuid]))
    assert WORDS in main_of(browser_of(cast.maureen), plan.get_absolute_url())


def test_a_changed_part_says_so_and_keeps_what_it_said(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime
) -> None:
    part = plan.parts.all()[0]
    answer_part(part=part, said=Said.YES, words=HERS, seen=part.number, by=cast.maureen, at=now)
    rewrite(part, "You fell on Wednesday.", cast.sunita, now + timedelta(minutes=1))
    page = main_of(browser_of(cast.maureen), plan.get_absolute_url())
    assert "changed since" in page and WORDS in page and HERS in page and "You fell on Wednesday." in page
    assert "A plan for you" in main_of(browser_of(cast.maureen), "/home/")


def test_what_a_draft_said_is_read_by_nobody_once_it_is_shown(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    plan = make_direct_plan(cast.maureen, cast.sunita, now, "Her brother takes her money.", shown=False)
    part = plan.parts.all()[0]
    changed = {f"words-{part.uuid}": "We look at money together.", f"heading-{part.uuid}": "Money", "go": "show"}
    rewrite(part, "I think her brother is a thief.", cast.sunita, now)
    # The button that shows it saves first, in the same moment.
    browser_of(cast.sunita).post(reverse("direct_plan_write", args=[plan.uuid]), form_of(plan, **changed))
    part.refresh_from_db()
    rewrite(part, "We looked at money.", cast.sunita, timezone.now())
    at = timezone.now()
    choose_reader(plan=plan, membership=cast.beth_in_circle, reads=True, may_answer=False, by=cast.maureen, at=at)
    for who in (cast.maureen, cast.beth, cast.sunita):
        page = main_of(browser_of(who), plan.get_absolute_url())
        assert "We looked at money." in page and "We look at money together." in page, who
        assert "brother" not in page and "What has happened" not in page, who


def test_why_they_cannot_decide_alone_is_for_them_and_their_workers(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan
) -> None:
    at = timezone.now()
    choose_reader(plan=plan, membership=cast.beth_in_circle, reads=True, may_answer=True, by=cast.maureen, at=at)
    assert plan.reason == REASON
    for who, reads in ((cast.maureen, True), (cast.sunita, True), (cast.ben, True), (cast.beth, False)):
        assert (REASON in main_of(browser_of(who), plan.get_absolute_url())) is reads, who


@pytest.mark.parametrize("meanwhile", ["taken out", "emptied"])
def test_an_answer_to_a_part_that_is_gone_meanwhile_is_kept(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime, meanwhile: str
) -> None:
    maureen, part = browser_of(cast.maureen), plan.parts.all()[0]
    address = reverse("direct_plan_answer", args=[plan.uuid, part.uuid])
    form = {"said": Said.PARTLY, "words": HERS, "seen": str(part.number), "key": str(uuid4())}
    assert maureen.get(address).status_code == 200
    if meanwhile == "taken out":
        take_out_part(part=part, by=cast.sunita, at=now)
    else:
        rewrite(part, "", cast.sunita, now)
    assert maureen.get(address).status_code == 404
    # An answer that is not whole yet stays in its boxes, too.
    assert HERS in maureen.post(address, {**form, "said": ""}).content.decode()
    page = maureen.post(address, form, follow=True).content.decode()
    assert "Your answer is kept. This part is not in the plan now." in page
    assert DirectAnswer.objects.get().words == HERS
    if meanwhile == "taken out":
        take_out_part(part=part, by=cast.sunita, at=now, put_back=True)
    else:
        rewrite(part, "You fell.", cast.sunita, now)
    for who in (cast.maureen, cast.sunita):
        assert HERS in main_of(browser_of(who), plan.get_absolute_url())


def test_paper_holds_whose_words_are_whose(cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime) -> None:
    part = plan.parts.all()[0]
    answer_part(part=part, said=Said.PARTLY, words=HERS, seen=part.number, by=cast.maureen, at=now)
    page = main_of(browser_of(cast.maureen), reverse("direct_plan_as", args=[plan.uuid, "print"]))
    assert "Written by Sunita. Answered by Maureen." in page and "In my words" in page and HERS in page
    assert "Not answered yet." in page
    pdf = browser_of(cast.maureen).get(reverse("direct_plan_as", args=[plan.uuid, "pdf"]))
    assert pdf.status_code in {200, 503}
    assert browser_of(cast.maureen).get(reverse("direct_plan_as", args=[plan.uuid, "odd"])).status_code == 404


def test_who_looked_says_who_opened_and_wrote_it(cast: Cast, browser_of: BrowserOf, plan: DirectPlan) -> None:
    browser_of(cast.ben).get(plan.get_absolute_url())
    page = main_of(browser_of(cast.maureen), "/people/who-looked/")
    assert "opened the plan that your social worker wrote" in page and "showed you the plan that they wrote" in page


def test_as_many_queries_for_many_parts_and_answers_as_for_one(
    cast: Cast, browser_of: BrowserOf, plan: DirectPlan, now: datetime
) -> None:
    maureen, address = browser_of(cast.maureen), plan.get_absolute_url()
    part = plan.parts.all()[0]
    answer_part(part=part, said=Said.YES, words=HERS, seen=part.number, by=cast.maureen, at=now)
    maureen.get(address)
    with CaptureQueriesContext(connection) as one:
        maureen.get(address)
    for part in plan.parts.all():
        rewrite(part, f"{WORDS} {part.position}", cast.ben, now)
        for said in (Said.NO, Said.YES):
            answer_part(part=part, said=said, words=HERS, seen=1, by=cast.maureen, at=now)
    maureen.get(address)
    with CaptureQueriesContext(connection) as many:
        maureen.get(address)
    assert len(many) == len(one)


def test_no_supporter_is_chosen_from_another_circle(cast: Cast, browser_of: BrowserOf, plan: DirectPlan) -> None:
    page = main_of(browser_of(cast.maureen), reverse("direct_plan_readers", args=[plan.uuid]))
    assert "Beth" in page and "Ruth" not in page
    choose_reader(
        plan=plan,
        membership=cast.beth_in_circle,
        reads=False,
        may_answer=False,
        by=cast.maureen,
        at=timezone.now(),
    )
    assert not plan.shares.exists()
