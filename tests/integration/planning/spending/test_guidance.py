"""From an answer to a page for everybody: a worker, a manager and the person, and only then an editor."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.pages.models import GuidanceIndexPage, GuidancePage
from content.pages.precedents import PrecedentPage
from planning.spending.enums import Stage
from planning.spending.models import SpendingGuidance
from planning.spending.services import agree_to_guidance, check_guidance, say_no_to_guidance
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.accounts.services import make_editor
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.money import let_see_money
from tests.factories.portal import UserFactory
from tests.factories.spending import ask_about, for_others, say_to
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
TYPED = {
    "title": "A taxi home at night",
    "asked": "Can I take a taxi home when no bus goes?",
    "replied": "Yes, where the way home is part of the plan.",
    "makes_possible": "Singing with others",
    "outcome": "i",
}


@pytest.fixture(autouse=True)
def pages(db: None) -> None:
    call_command("seed_pages", verbosity=0)


def text(client: Client, address: str, **form: object) -> str:
    response = client.post(address, form, follow=True) if form else client.get(address)
    return str(response.content.decode())


def test_all_four_of_them_in_turn(cast: Cast, browser_of: BrowserOf) -> None:
    answer = say_to(ask_about(cast.maureen, "May Beth drive me to St Mark’s on 3 November?"), cast.sunita)
    worker, manager, mine = (browser_of(user) for user in (cast.sunita, cast.morag, cast.maureen))
    address = f"/budget/ask/answers/{answer.uuid}/for-others/"
    page = text(worker, address)
    assert "“Beth” looks like a name that we know" in page and "“3 November” looks like a day or date" in page
    page = text(worker, address, **TYPED, go="look")
    assert "We found no name" in page and not SpendingGuidance.objects.exists()
    assert "tick that nothing in it tells whose it is" in text(worker, address, **TYPED, go="send")
    text(worker, address, **TYPED, go="send", sure="on")
    guidance = SpendingGuidance.objects.get()
    here = guidance.get_absolute_url()
    page = text(worker, answer.question.get_absolute_url())
    assert "For others: A manager checks it" in page and "Change what you wrote for others" in page
    assert "Write it for others" not in page
    assert mine.get(here).status_code == 404, "nobody asks the person before a manager has looked"
    assert "Check an answer for others" in text(manager, "/home/")
    page = text(manager, here)
    assert TYPED["asked"] in page and "Maureen" not in page and "St Mark" not in page
    assert "Write what should change." in text(manager, here, fits="no", why="", seen="1")
    text(manager, here, fits="no", why="“Singing” could tell.", seen="1")
    assert "“Singing” could tell." in text(worker, address)
    text(worker, address, **{**TYPED, "makes_possible": "Seeing others"}, go="send", sure="on")
    assert "The words have changed" in text(manager, here, fits="yes", why="", seen="1")
    text(manager, here, fits="yes", why="", seen="2")
    assert not PrecedentPage.objects.exists(), "no editor sees it before the person agrees"
    assert "An answer of yours could help others" in text(mine, "/home/")
    assert "Seeing others" in text(mine, here)
    page = text(mine, f"{here}say/", say="yes", seen="2")
    assert "An editor has it now" in page
    draft = PrecedentPage.objects.get()
    assert not draft.live and draft.makes_possible == "Seeing others" and draft.owner is None
    make_editor(cast.ed)
    notice = Notice.objects.get(user=cast.ed, kind=Kind.PAGE_NEWS)
    assert browser_of(cast.ed).get(notice.path).status_code == 200
    found = {"words": "a taxi at night", "go": "look"}
    assert TYPED["title"] not in text(browser_of(cast.amira), "/budget/ask/", **found)
    draft.save_revision().publish()
    page = text(browser_of(cast.amira), "/budget/ask/", **found)
    assert TYPED["title"] in page and "It makes possible: Seeing others" in page and "Getting out" in page
    public = Client()
    assert TYPED["title"] in text(public, "/search/?q=taxi")
    page = text(public, draft.get_url())
    assert TYPED["replied"] in page and "Sunita" not in page and "Maureen" not in page
    text(mine, f"{here}say/", say="no")
    assert not PrecedentPage.objects.exists() and public.get(draft.get_url()).status_code == 404
    assert TYPED["title"] not in text(public, "/search/?q=taxi")


def test_only_the_person_agrees_and_no_is_final(cast: Cast) -> None:
    guidance = for_others(say_to(ask_about(cast.maureen), cast.sunita), cast.sunita)
    at = timezone.now()
    for user in everybody(cast).values():
        with pytest.raises(Denied):
            agree_to_guidance(guidance=guidance, seen=1, by=user, at=at)
        if user != cast.morag:
            with pytest.raises(Denied):
                check_guidance(guidance=guidance, fits=True, why="", seen=1, by=user, at=at)
    check_guidance(guidance=guidance, fits=True, why="", seen=1, by=cast.morag, at=at)
    let_see_money(cast.beth_in_circle, manage=True)
    for user in everybody(cast).values():
        if user != cast.maureen:
            for say in (partial(agree_to_guidance, seen=1), say_no_to_guidance):
                with pytest.raises(Denied, match="Only the person"):
                    say(guidance=guidance, by=user, at=at)
    assert SpendingGuidance.objects.get().stage == Stage.CHECKED and not PrecedentPage.objects.exists()
    with pytest.raises(Denied, match="words have changed"):
        agree_to_guidance(guidance=guidance, seen=2, by=cast.maureen, at=at)
    say_no_to_guidance(guidance=guidance, by=cast.maureen, at=at)
    assert SpendingGuidance.objects.get().stage == Stage.REFUSED
    with pytest.raises(Denied):
        for_others(guidance.answer, cast.sunita)
    with pytest.raises(Denied):
        agree_to_guidance(guidance=guidance, seen=1, by=cast.maureen, at=at)


def test_without_a_place_for_it_nothing_changes(cast: Cast) -> None:
    GuidanceIndexPage.objects.get().delete()
    guidance = for_others(say_to(ask_about(cast.maureen), cast.sunita), cast.sunita)
    at = timezone.now()
    check_guidance(guidance=guidance, fits=True, why="", seen=1, by=cast.morag, at=at)
    with pytest.raises(Denied, match="no place"):
        agree_to_guidance(guidance=guidance, seen=1, by=cast.maureen, at=at)
    assert SpendingGuidance.objects.get().stage == Stage.CHECKED


def test_what_was_published_stands_below_the_guidance(cast: Cast, browser_of: BrowserOf) -> None:
    index = GuidanceIndexPage.objects.get()
    for title, live in (("A bell for a bicycle", True), ("A boat", False)):
        answer = PrecedentPage(title=title, asked="A bell?", said="yes", replied="It keeps somebody safe.", live=live)
        index.add_child(instance=answer)
    page = text(Client(), index.get_url())
    assert "What others were told about spending" in page and "A bell for a bicycle" in page and "A boat" not in page


def test_who_manages_the_money_hears_of_an_answer_and_who_only_sees_it_does_not(cast: Cast) -> None:
    share = let_see_money(cast.beth_in_circle, manage=True)
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita)
    told = Notice.objects.filter(user=cast.beth, kind=Kind.SPENDING_ANSWERED)
    assert told.get().path == question.get_absolute_url()
    told.delete()
    share.can_manage = False
    share.save()
    say_to(ask_about(cast.maureen, "A bell?"), cast.sunita)
    assert not told.exists()


def test_rules_and_guidance_are_no_story_of_somebody(cast: Cast, browser_of: BrowserOf) -> None:
    """Somebody's story says what they did, and a course is made up: neither is a rule."""
    guides = GuidancePage.objects.live().values_list("title", flat=True)
    for words in ("Photos of trains and goats", "A choir, cleaning and a taxi", "What can I spend on wages?"):
        sent = {"words": words, "go": "look", "key": str(uuid4())}
        found = browser_of(cast.maureen).post("/budget/ask/", sent).context["found"]
        assert {page.title for page in found["pages"]} <= set(guides), words


def test_without_a_team_only_the_responsible_manager_checks_it(cast: Cast, browser_of: BrowserOf) -> None:
    other = UserFactory(team_manager=True, team=cast.south)
    guidance = for_others(say_to(ask_about(cast.maureen), cast.sunita), cast.sunita)
    SpendingGuidance.objects.update(team=None)
    here = guidance.get_absolute_url()
    for user, may in ((cast.morag, True), (other, False)):
        assert (browser_of(user).get(here).status_code == 200) is may
        assert (here in text(browser_of(user), "/home/")) is may
    with pytest.raises(Denied, match="Only a manager of the team"):
        check_guidance(guidance=guidance, fits=True, why="", seen=1, by=other, at=timezone.now())
    check_guidance(guidance=guidance, fits=True, why="", seen=1, by=cast.morag, at=timezone.now())
