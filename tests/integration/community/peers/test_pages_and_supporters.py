"""A good answer becomes a page once its author says yes; peer supporters are found by their own words."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.organisations.models import Membership
from community.organisations.services import set_room
from community.peers.models import PageWish, SupporterWords
from community.peers.services import pages, reading
from community.peers.services import supporters as supporting
from community.volunteers.enums import Kind as VolunteerKind
from content.pages.models import GuidancePage
from content.pages.seeding import seed_site
from portal.access.decisions import Denied
from portal.accounts.services import make_editor
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.peers import answered, approved, asked, named, peer_supporter
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.personas import Cast, everybody, signed_in
from tests.valid_html import problems_of

CMS = "/cms/answers/"
WORDS = "Say what it frees you for. <b>Always.</b>"


def test_from_an_answer_to_a_page(cast: Cast, now: datetime) -> None:
    seed_site()
    make_editor(cast.ed)
    named(cast.amira, "Sweet Pea")
    question = approved(asked(cast.maureen, "Is cleaning allowed, says Runner?"))
    answer = approved(answered(question, cast.amira, WORDS))
    editor, author = signed_in(cast.ed), signed_in(cast.amira)
    assert "There is none yet." in editor.get(CMS).content.decode()
    reading.mark_helpful(post=answer, helpful=True, by=cast.beth, at=now)
    shown = editor.get(CMS).content.decode()
    assert "Say what it frees you for." in shown
    assert "/cms/answers/" in editor.get("/cms/").content.decode()
    for tell in ("Sweet Pea", "Amira", "Maureen", cast.amira.email, str(cast.amira.uuid)):
        assert tell not in shown
    assert editor.post(f"{CMS}{answer.uuid}/page/").status_code == 302
    assert PageWish.objects.count() == 0
    for _ in range(2):
        editor.post(f"{CMS}{answer.uuid}/ask/")
    path = f"/peers/posts/{answer.uuid}/page/"
    assert Notice.objects.filter(user=cast.amira, kind=Kind.MODERATED, path=path).count() == 1
    assert "There is no answer yet." in editor.get(CMS).content.decode()
    before = GuidancePage.objects.count()
    editor.post(f"{CMS}{answer.uuid}/page/")
    assert GuidancePage.objects.count() == before

    asked_page = author.get(path).content.decode()
    assert problems_of(asked_page) == []
    assert "May we make a page for everybody out of this?" in asked_page
    author.post(path, {"answer": "no"})
    assert "They said no." in editor.get(CMS).content.decode()
    author.post(path, {"answer": "yes"})
    assert "They said yes." in editor.get(CMS).content.decode()
    made = [editor.post(f"{CMS}{answer.uuid}/page/") for _ in range(2)]
    [page] = GuidancePage.objects.filter(owner=cast.ed)
    assert {response["Location"] for response in made} == {f"/cms/pages/{page.pk}/edit/"}
    assert not page.live
    body = str(page.body)
    assert "Say what it frees you for. &lt;b&gt;Always.&lt;/b&gt;" in body
    assert "Runner" not in page.title + body
    assert "Sweet Pea" not in page.title + body
    assert editor.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    assert signed_in(cast.beth).get(page.url).status_code == 404
    with pytest.raises(Denied):
        pages.answer_wish(post=answer, said_yes=False, by=cast.amira, at=now)


def test_only_editors_see_that_page_and_only_the_author_says_yes(cast: Cast, now: datetime) -> None:
    answer = approved(answered(approved(asked(cast.maureen)), cast.amira))
    reading.mark_helpful(post=answer, helpful=True, by=cast.beth, at=now)
    pages.ask_for_a_page(post=answer, by=cast.ed, at=now)
    for who, user in everybody(cast).items():
        browser = signed_in(user)
        if who != "ed":
            for path in (CMS, f"{CMS}{answer.uuid}/ask/", f"{CMS}{answer.uuid}/page/"):
                response = browser.post(path) if path != CMS else browser.get(path)
                assert response.status_code in {302, 403, 404}, who
                assert "frees you for" not in response.content.decode()
        if who != "amira":
            assert browser.post(f"/peers/posts/{answer.uuid}/page/", {"answer": "yes"}).status_code == 404, who
    assert PageWish.objects.get().said_yes is None
    assert not GuidancePage.objects.filter(owner=cast.ed).exists()


def found(cast: Cast, query: str = "") -> str:
    text: str = signed_in(cast.maureen).get(f"/peers/supporters/{query}").content.decode()
    assert problems_of(text) == []
    return text


def test_a_peer_supporter_is_found_by_their_own_words(cast: Cast) -> None:
    organisation = make_organisation("Moor Friends")
    peer_supporter(cast.pat, organisation, "I have hired three people, and lost two of them.")
    peer_supporter(UserFactory(volunteer=True, known_as="Leonie"), organisation, "Dementia in the family.")
    text = found(cast)
    assert "2 peer supporters" in text
    assert f'href="/help/new/?organisation={organisation.uuid}"' in text
    assert "Ask Moor Friends for help" in text
    # Who helps others asks for no help here.
    assert "/help/new/" not in signed_in(cast.pat).get("/peers/supporters/").content.decode()
    hired = found(cast, "?q=hire")
    assert "lost two of them" in hired
    assert "Leonie" not in hired
    assert "Nobody says that in these words" in found(cast, "?q=payroll")
    for tell in (cast.pat.full_name, cast.pat.email, str(cast.pat.uuid)):
        assert tell not in text


def test_only_those_who_are_with_their_organisation_checked_and_willing_are_shown(cast: Cast, now: datetime) -> None:
    organisation = make_organisation("Moor Friends")
    shown = peer_supporter(cast.pat, organisation)
    assert "I hired three people." in found(cast)
    SupporterWords.objects.update(wants_to_be_found=False)
    assert "I hired three people." not in found(cast)
    SupporterWords.objects.update(wants_to_be_found=True)
    checks = shown.volunteer.checks.all()
    checks.update(runs_out_on=now.date() - timedelta(days=1), done_on=now.date() - timedelta(days=9))
    assert "I hired three people." not in found(cast)
    checks.update(runs_out_on=now.date() + timedelta(days=9))
    assert "I hired three people." in found(cast)
    Membership.objects.filter(user=cast.pat).update(ends_at=now)
    assert "I hired three people." not in found(cast)


def test_an_organisation_that_takes_nobody_on_offers_nothing(cast: Cast, now: datetime) -> None:
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, cast.dee)
    peer_supporter(cast.pat, organisation)
    set_room(organisation=organisation, room="full", wait_weeks=None, intake_paused=True, by=cast.dee, at=now)
    text = found(cast)
    assert "They take on nobody new for now." in text
    assert "/help/new/" not in text


def test_a_peer_writes_their_own_words_and_a_volunteer_does_not(cast: Cast, now: datetime) -> None:
    organisation = make_organisation("Moor Friends")
    peer = make_volunteer(organisation, cast.pat, kind=VolunteerKind.PEER)
    volunteer = make_volunteer(organisation)
    path = f"/peers/supporters/mine/{peer.uuid}/"
    browser = signed_in(cast.pat)
    page = browser.get(path).content.decode()
    assert problems_of(page) == []
    assert 'value="Pat"' in page
    empty = browser.post(path, {"shown_as": "Pat", "words": "⠀"}).content.decode()
    assert problems_of(empty) == []
    assert "Write an answer for" in empty
    browser.post(path, {"shown_as": "Patty", "words": "I hired three people.", "wants_to_be_found": "on"})
    assert "Patty" in found(cast)
    for user in (volunteer.membership.user, cast.maureen, cast.dee):
        assert signed_in(user).get(path).status_code == 404
        assert signed_in(user).post(path, {"shown_as": "X", "words": "X"}).status_code == 404
    own = signed_in(volunteer.membership.user)
    assert own.get(f"/peers/supporters/mine/{volunteer.uuid}/").status_code == 404
    with pytest.raises(Denied):
        supporting.say_what_i_know(
            volunteer=peer, shown_as="X", words="X", wants_to_be_found=True, by=cast.maureen, at=now
        )


def test_the_list_costs_the_same_with_one_and_with_many(cast: Cast) -> None:
    browser = signed_in(cast.maureen)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert browser.get("/peers/supporters/").status_code == 200
        return len(asked_for)

    peer_supporter(cast.pat, make_organisation("One"))
    queries()
    before = queries()
    for number in range(4):
        peer_supporter(UserFactory(volunteer=True), make_organisation(f"More {number}"))
    assert queries() == before
