"""A social worker's people: the list, each of them, and who is not on it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.caseload.list_of_people import rows_for
from planning.comments.services import accept_suggestion, decline_suggestion
from planning.documents.enums import Audience
from planning.documents.models import Document, Grant
from planning.documents.services import open_document
from planning.money_checks.services import ask_about_line
from planning.signing_off.enums import Refusal
from planning.signing_off.models import SignOff
from planning.signing_off.services import agree_alone, refuse
from planning.spending.enums import Said
from portal.accounts.models import User
from portal.audit.models import Event
from portal.relationships.models import Allocation, Cover
from tests.factories.assessments import assess, indicate
from tests.factories.comments import comment, suggestion
from tests.factories.community import say, thread_of
from tests.factories.content import default_definition, question_id
from tests.factories.diary import make_diary, write
from tests.factories.limits import limit
from tests.factories.money_checks import share_days
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.factories.portal import UserFactory, allocate, join_circle
from tests.factories.signing_off import cost, sent, yes_to
from tests.factories.spending import ask_about, say_to
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen, title="How I want to live")
    answer(document, WORDS, "The choir on Thursdays.")
    return document


def html(browser: Client, address: str = "/caseload/") -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def open_now(plan: Document, user: User) -> None:
    open_document(document=plan, by=user, at=timezone.now(), path=f"/documents/{plan.uuid}/")


# --- The list -----------------------------------------------------------------------------


def test_the_list_says_who_what_waits_since_when_and_how_much(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    assess(cast.maureen, cast.sunita)
    indicate(cast.maureen, cast.sunita, "96.00")
    page = html(browser_of(cast.sunita))
    said = text(page)
    for words in ("Maureen Example", "born 1955", "New draft shared yesterday", "10 days ago", "Draft, changed", "£96"):
        assert words in said
    assert f'href="/caseload/{cast.maureen.uuid}/budget/"' in page
    assert 'data-label="What waits"' in page
    assert "Amira" not in page


def test_opening_a_draft_makes_it_old_and_sharing_it_again_makes_it_new(
    cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime
) -> None:
    grant = share_with_worker(plan)
    sunita = browser_of(cast.sunita)
    assert "New draft shared" in html(sunita)
    sunita.get(f"/documents/{plan.uuid}/")
    assert "New draft shared" not in html(sunita)
    assert "Nothing waits" in text(html(sunita))
    assert "New draft shared" in html(browser_of(cast.ben)), "who stands in has not read it yet"
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now())
    assert "Nothing shared yet" in text(html(sunita))
    Grant.objects.create(document=plan, to_named_worker=True, starts_at=timezone.now())
    assert "New draft shared" in html(sunita)


def test_an_answered_comment_waits_until_it_is_answered_or_done(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    open_now(plan, cast.sunita)
    said = comment(plan, WORDS, cast.sunita, "How would you get there?")
    sunita = browser_of(cast.sunita)
    assert "Nothing waits" in text(html(sunita))
    comment(plan, WORDS, cast.maureen, "The number 7 bus.", parent=said)
    page = html(sunita)
    assert "1 answer to what you wrote" in page
    assert f"/documents/{plan.uuid}/comments/" in page
    assert "number 7" not in page
    assert "answer to what you wrote" not in html(browser_of(cast.ben)), "it is between Sunita and Maureen"
    comment(plan, WORDS, cast.sunita, "Good.", parent=said)
    assert "Nothing waits" in text(html(sunita))


def test_a_draft_that_changed_since_it_was_read_waits_until_it_is_read_again(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    sunita = browser_of(cast.sunita)
    sunita.get(f"/documents/{plan.uuid}/")
    assert "Draft changed" not in html(sunita)
    answer(plan, SHORT, "Mornings")
    for address in ("/caseload/", "/caseload/?show=waiting"):
        assert "Draft changed today" in text(html(sunita, address))
    assert "Maureen Example" not in html(sunita, "/caseload/?show=new")
    assert "changed changed today" in text(html(sunita, f"/caseload/{cast.maureen.uuid}/"))
    # Minutes after the first opening, and yet one of its own: there was something new to read.
    sunita.get(f"/documents/{plan.uuid}/")
    assert "Nothing waits" in text(html(sunita))


def test_sharing_anew_within_minutes_is_read_by_opening_it_again(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    grant = share_with_worker(plan)
    sunita = browser_of(cast.sunita)
    sunita.get(f"/documents/{plan.uuid}/")
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now())
    Grant.objects.create(document=plan, to_named_worker=True, starts_at=timezone.now())
    assert "New draft shared" in html(sunita)
    sunita.get(f"/documents/{plan.uuid}/")
    assert "Nothing waits" in text(html(sunita))


@pytest.mark.parametrize("used", [True, False])
def test_a_decided_suggestion_waits_until_its_author_looks(
    cast: Cast, plan: Document, browser_of: BrowserOf, used: bool
) -> None:
    share_with_worker(plan)
    open_now(plan, cast.sunita)
    offered = suggestion(plan, WORDS, cast.sunita, "The choir, by bus.")
    other = suggestion(plan, WORDS, cast.ben, "The choir, by train.")
    sunita, ben = browser_of(cast.sunita), browser_of(cast.ben)
    assert "Nothing waits" in text(html(sunita))
    if used:
        accept_suggestion(suggestion=offered, by=cast.maureen, at=timezone.now())
    else:
        decline_suggestion(suggestion=offered, by=cast.maureen, at=timezone.now())
    page = text(html(sunita))
    assert "1 suggestion decided today" in page
    assert "Draft changed" not in page, "the words changed because they were used"
    assert "by bus" not in page
    assert "1 suggestion decided" in html(sunita, f"/caseload/{cast.maureen.uuid}/")
    assert "suggestion decided" not in html(ben), "it is between Sunita and Maureen"
    decline_suggestion(suggestion=other, by=cast.maureen, at=timezone.now())
    assert "1 suggestion decided" in html(ben)
    sunita.get(f"/documents/{plan.uuid}/comments/")
    assert "Nothing waits" in text(html(sunita))


def test_a_suggestion_for_a_part_that_is_hidden_now_does_not_wait(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    open_now(plan, cast.sunita)
    offered = suggestion(plan, WORDS, cast.sunita, "The choir, by bus.")
    decline_suggestion(suggestion=offered, by=cast.maureen, at=timezone.now())
    plan.answers.update(audience=Audience.ONLY_ME)
    assert "suggestion decided" not in html(browser_of(cast.sunita))


def test_what_waits_longest_comes_first(cast: Cast, plan: Document, now: datetime) -> None:
    people = {name: UserFactory(known_as=name) for name in ("Alba", "Bert", "Cora")}
    for person in people.values():
        allocate(person, cast.sunita)
    for name, days in (("Bert", 3), ("Cora", 5)):
        document = make_document(people[name])
        Grant.objects.create(document=document, to_named_worker=True, starts_at=now - timedelta(days=days))
    share_with_worker(plan)
    order = [row.person.known_as for row in rows_for(cast.sunita, at=now)]
    assert order == ["Cora", "Bert", "Maureen", "Alba"]


def test_the_filters_are_links_with_counts(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    quiet = UserFactory(known_as="Quiet")
    allocate(quiet, cast.sunita)
    share_with_worker(plan)
    sunita = browser_of(cast.sunita)
    page = html(sunita, "/caseload/?show=waiting")
    assert "Maureen Example" in page
    assert "Quiet Example" not in page
    assert '<a class="imw-filter" href="/caseload/?show=waiting" aria-current="true">Waiting 1</a>' in page
    assert "All 2" in page
    assert "1 of 2 shown" in text(page)
    open_now(plan, cast.sunita)
    assert "There are no drafts that you have not opened." in html(sunita, "/caseload/?show=new")
    assert "Nothing waits for you just now." in html(sunita, "/caseload/?show=waiting")
    assert "2 of 2 shown" in text(html(sunita, "/caseload/?show=<script>"))


def test_names_can_be_hidden_while_somebody_looks_on(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with_worker(plan)
    sunita = browser_of(cast.sunita)
    sent = sunita.post("/caseload/names/", {"hide": "yes", "show": "waiting"})
    assert sent["Location"] == "/caseload/?show=waiting"
    for address in ("/caseload/", f"/caseload/{cast.maureen.uuid}/"):
        page = text(html(sunita, address))
        assert "Maureen Example" not in page
        assert "1955" not in page
        assert "ME" in page
    sunita.post("/caseload/names/", {"hide": "no", "show": "https://elsewhere.example"})
    assert "Maureen Example" in html(sunita)


def test_nobody_yet_says_how_somebody_comes_here(cast: Cast, browser_of: BrowserOf) -> None:
    alone = UserFactory(known_as="Una", social_worker=True)
    page = html(browser_of(alone))
    assert "When a person uses a joining code from you, they appear here" in page
    assert "/joining-codes/" in page


def test_who_stands_in_finds_the_people_and_for_whom(cast: Cast, browser_of: BrowserOf) -> None:
    assert "for Sunita" in text(html(browser_of(cast.ben)))
    assert "You stand in for Sunita now." in text(html(browser_of(cast.ben), f"/caseload/{cast.maureen.uuid}/"))
    Cover.objects.update(ends_at=timezone.now())
    assert "Maureen" not in html(browser_of(cast.ben))
    assert browser_of(cast.ben).get(f"/caseload/{cast.maureen.uuid}/").status_code == 404


def test_a_handover_moves_the_person_at_once(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    Cover.objects.update(ends_at=now)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=now)
    allocate(cast.maureen, cast.ben, since=now)
    assert "Maureen" not in html(browser_of(cast.sunita))
    assert "Maureen Example" in html(browser_of(cast.ben))


# --- What must not show -------------------------------------------------------------------


def test_a_private_draft_leaves_no_trace(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with(plan, cast.beth_in_circle, can_comment=True)
    for address in ("/caseload/", f"/caseload/{cast.maureen.uuid}/", "/home/"):
        page = html(browser_of(cast.sunita), address)
        assert str(plan.uuid) not in page
        assert "How I want to live" not in page
    assert "Nothing shared yet" in text(html(browser_of(cast.sunita)))


def test_a_draft_that_a_worker_sees_as_a_relative_is_not_work(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    membership = join_circle(cast.maureen, cast.sunita, relation="niece")
    share_with(plan, membership, can_comment=True)
    assert "How I want to live" not in html(browser_of(cast.sunita), f"/caseload/{cast.maureen.uuid}/")


def test_a_change_to_a_part_that_is_only_hers_is_not_told(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with_worker(plan)
    open_now(plan, cast.sunita)
    before = text(html(browser_of(cast.sunita)))
    answer(plan, SHORT, "The tangerine tin", audience=Audience.ONLY_ME)
    plan.answers.filter(question_id=SHORT).update(saved_at=timezone.now() + timedelta(days=40))
    assert text(html(browser_of(cast.sunita))) == before


def test_a_comment_on_a_part_that_is_hidden_now_does_not_wait(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    open_now(plan, cast.sunita)
    said = comment(plan, WORDS, cast.sunita, "How?")
    comment(plan, WORDS, cast.maureen, "By bus.", parent=said)
    plan.answers.update(audience=Audience.ONLY_ME)
    assert "answer to what you wrote" not in html(browser_of(cast.sunita))


def test_only_social_workers_have_people_and_each_their_own(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with_worker(plan)
    for who, user in everybody(cast).items():
        browser = browser_of(user)
        assert browser.get("/caseload/").status_code == (200 if user.is_social_worker else 404), who
        response = browser.get(f"/caseload/{cast.maureen.uuid}/")
        assert response.status_code == (200 if who in {"sunita", "ben"} else 404), who
        assert response.status_code == 200 or "How I want" not in response.content.decode()


# --- One person ---------------------------------------------------------------------------


def test_the_page_of_a_person_has_what_is_shared_and_nothing_of_the_circle(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True)
    indicate(cast.maureen, cast.sunita, "96.00")
    assess(cast.maureen, cast.sunita)
    page = html(browser_of(cast.sunita), f"/caseload/{cast.maureen.uuid}/")
    assert f'href="/documents/{plan.uuid}/"' in page
    assert "How I want to live" in page
    assert "£96.00" in page
    assert "Change the figure" in page
    assert "10 days ago" in page
    assert "Beth" not in page
    assert "<title>One of my people" in page
    assert "Maureen" not in page[: page.index("<body")]


def test_opening_a_person_is_shown_to_them(cast: Cast, browser_of: BrowserOf) -> None:
    html(browser_of(cast.sunita), f"/caseload/{cast.maureen.uuid}/")
    event = Event.objects.get(verb="record opened")
    assert (event.actor_id, event.person_id) == (cast.sunita.pk, cast.maureen.pk)
    assert "opened your page" in html(browser_of(cast.maureen), "/people/who-looked/")


def test_the_worker_begins_at_home_with_who_waits(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with_worker(plan)
    page = html(browser_of(cast.sunita), "/home/")
    assert "1 person waits for you." in page
    assert 'href="/caseload/">Open your people</a>' in page
    assert ">My people" in page
    assert "caseload" not in html(browser_of(cast.maureen), "/home/")


# --- As many queries for forty as for one -------------------------------------------------


@pytest.mark.parametrize("address", ["/caseload/", "/home/"])
def test_forty_people_take_as_many_queries_as_one(
    cast: Cast, plan: Document, browser_of: BrowserOf, address: str
) -> None:
    def fill(person: User, document: Document) -> None:
        share_with_worker(document)
        said = comment(document, WORDS, cast.sunita, "How?")
        comment(document, WORDS, person, "By bus.", parent=said)
        offered = suggestion(document, WORDS, cast.sunita, "By bus, then.")
        decline_suggestion(suggestion=offered, by=person, at=timezone.now())
        assess(person, cast.sunita)
        indicate(person, cast.sunita, "96.00")
        ask_about(person)
        diary = make_diary(person)
        write(diary)
        share_days(diary)
        sent(person, cost("412.00"))

    fill(cast.maureen, plan)
    sunita = browser_of(cast.sunita)
    html(sunita, address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            html(sunita, address)
        return len(captured)

    one = queries()
    for number in range(39):
        person = UserFactory(known_as=f"P{number}")
        allocate(person, cast.sunita)
        document = make_document(person)
        answer(document, WORDS, "Words")
        fill(person, document)
    assert queries() == one
    if address == "/caseload/":
        assert "40 of 40 shown" in text(html(sunita))


# --- Money --------------------------------------------------------------------------------


def agreed(cast: Cast) -> SignOff:
    """Maureen's plan, agreed by Sunita."""
    limit(cast.north, "100.00", by=cast.morag)
    waits = sent(cast.maureen, cost("91.65"))
    agree_alone(sign_off=waits, words="It says enough.", yes=yes_to(waits), by=cast.sunita, at=timezone.now())
    return waits


def test_questions_about_spending_and_money_checks_wait_in_the_list(cast: Cast, browser_of: BrowserOf) -> None:
    asked = ask_about(cast.maureen)
    diary = make_diary(cast.maureen)
    write(diary)
    check = share_days(diary)
    page = html(browser_of(cast.sunita))
    for words, address in (("Question about spending", asked), ("Money check", check)):
        assert f'<a href="{address.get_absolute_url()}">{words}</a>' in page
    assert "Waiting 1" in text(page)
    say_to(asked, cast.sunita)
    ask_about_line(line=check.lines.get(), words="What was this?", by=cast.sunita, at=timezone.now())
    page = html(browser_of(cast.sunita))
    assert "Question about spending" not in page and ">Money check<" not in page


def test_what_is_with_the_manager_waits_for_no_worker(cast: Cast, browser_of: BrowserOf) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    sent(cast.maureen, cost("412.00"))
    sunita = browser_of(cast.sunita)
    page = html(sunita)
    assert "Plan to agree" not in page and "To agree 0" in text(page)
    assert "There is no plan to agree just now." in html(sunita, "/caseload/?show=agree")
    assert "with the manager" in html(sunita, f"/caseload/{cast.maureen.uuid}/")


def test_a_plan_within_the_limit_is_hers_to_agree(cast: Cast, browser_of: BrowserOf) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    sent(cast.maureen, cost("91.65"))
    page = html(browser_of(cast.sunita), "/caseload/?show=agree")
    assert "Plan to agree" in page and "To agree 1" in text(page)


def test_the_list_says_of_each_plan_where_it_is(cast: Cast, browser_of: BrowserOf) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    sunita = browser_of(cast.sunita)
    within = sent(cast.maureen, cost("91.65"))
    assert "Sent today" in text(html(sunita)) and "Draft" not in text(html(sunita))
    share_with_worker(make_document(cast.maureen))
    assert re.search(r"Sent today at \S+ Draft, nothing written yet", text(html(sunita)))
    agree_alone(sign_off=within, words="Yes.", yes=yes_to(within), by=cast.sunita, at=timezone.now())
    above = sent(cast.maureen, cost("412.00"))
    assert re.search(r"Agreed today at \S+ Sent today at \S+ with the manager", text(html(sunita)))
    refuse(sign_off=above, reason=Refusal.NOT_SAFE, words="Nobody is there.", by=cast.morag, at=timezone.now())
    assert re.search(r"Agreed today at \S+ Not agreed today", text(html(sunita)))


def test_what_was_agreed_is_said_although_it_is_shared_no_more(cast: Cast, browser_of: BrowserOf) -> None:
    stays = agreed(cast)
    goes = sent(cast.maureen, cost("412.00"))
    Grant.objects.filter(document__owner=cast.maureen).update(ends_at=timezone.now())
    said = text(html(browser_of(cast.sunita)))
    assert "Agreed today" in said and "Nothing shared yet" not in said
    assert stays.pk != goes.pk and "with the manager" not in said


def test_a_question_about_spending_is_listed_once_with_its_words(cast: Cast, browser_of: BrowserOf) -> None:
    asked = ask_about(cast.maureen)
    sunita = browser_of(cast.sunita)
    address = f"/caseload/{cast.maureen.uuid}/"
    page = html(sunita, address)
    assert page.count(asked.get_absolute_url()) == 1
    assert "Question about spending : “Can I pay a taxi to the choir?”" in text(page) and "answer by" in text(page)
    say_to(asked, cast.sunita)
    page = html(sunita, address)
    assert page.count(asked.get_absolute_url()) == 1 and "Answers so far" in page


def test_more_of_everything_takes_as_many_queries_on_the_page_of_a_person(
    cast: Cast, browser_of: BrowserOf, now: datetime
) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    diary = make_diary(cast.maureen)
    write(diary)

    def fill() -> None:
        share_with_worker(make_document(cast.maureen))
        sent(cast.maureen, cost("91.65"))
        above = sent(cast.maureen, cost("412.00"))
        refuse(sign_off=above, reason=Refusal.NOT_SAFE, words="Nobody.", by=cast.morag, at=timezone.now())
        sent(cast.maureen, cost("413.00"))
        ask_about(cast.maureen, "A bell?")
        say_to(ask_about(cast.maureen, "A lamp?"), cast.sunita)
        say_to(ask_about(cast.maureen, "A boat?"), cast.sunita, Said.TALK, "Ring me.")
        share_days(diary)

    sunita, address = browser_of(cast.sunita), f"/caseload/{cast.maureen.uuid}/"

    def queries() -> int:
        html(sunita, address)
        with CaptureQueriesContext(connection) as captured:
            html(sunita, address)
        return len(captured)

    fill()
    one = queries()
    for _ in range(4):
        fill()
    assert queries() == one


def test_once_it_is_agreed_the_final_budget_stands_first(cast: Cast, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    sunita = browser_of(cast.sunita)
    address = f"/caseload/{cast.maureen.uuid}/"
    assert "Final budget" not in html(sunita, address) and "Have a go" in html(sunita, address)
    waits = agreed(cast)
    assert "£91.65 agreed" in text(html(sunita))
    page = html(sunita, address)
    assert page.index("Final budget") < page.index("Indicative budget") and "Agreed by Sunita" in page
    assert "Offer time to try it" not in page
    assert waits.get_absolute_url() in page


def test_who_stands_in_reads_the_decision_that_the_final_budget_leads_to(cast: Cast, browser_of: BrowserOf) -> None:
    waits = agreed(cast)
    Grant.objects.filter(document=waits.version.document).update(ends_at=timezone.now())
    page = html(browser_of(cast.ben), f"/caseload/{cast.maureen.uuid}/")
    assert f'href="{waits.get_absolute_url()}">Read the decision' in page
    assert "It says enough." in html(browser_of(cast.ben), waits.get_absolute_url())
    assert browser_of(cast.hana).get(waits.get_absolute_url()).status_code == 404


def test_home_says_once_that_a_message_waits(cast: Cast, browser_of: BrowserOf) -> None:
    say(thread_of(cast.maureen), cast.maureen, "Can you ring me?")
    page = html(browser_of(cast.sunita), "/home/")
    assert "Messages that wait" in page and "All messages" not in page
