"""A good answer becomes a page once its author says yes; peer supporters are found by their own words."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from community.organisations.models import Membership
from community.organisations.services import set_room
from community.peers.models import PageWish, Post, SupporterWords
from community.peers.services import moderating, pages, reading, writing
from community.peers.services import supporters as supporting
from community.volunteers.enums import Kind as VolunteerKind
from content.pages.models import GuidancePage
from content.pages.seeding import seed_site
from portal.access.decisions import Denied
from portal.accounts.services import make_editor
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.peers import a_moderator, answered, approved, asked, named, peer_supporter
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
    assert editor.post(f"{CMS}{answer.for_editors}/page/").status_code == 302
    assert PageWish.objects.count() == 0
    for _ in range(2):
        editor.post(f"{CMS}{answer.for_editors}/ask/")
    path = f"/peers/posts/{answer.uuid}/page/"
    assert Notice.objects.filter(user=cast.amira, kind=Kind.MODERATED, path=path).count() == 1
    assert "There is no answer yet." in editor.get(CMS).content.decode()
    before = GuidancePage.objects.count()
    editor.post(f"{CMS}{answer.for_editors}/page/")
    assert GuidancePage.objects.count() == before

    yes = {"answer": "yes", "seen": str(answer.shown.uuid)}
    asked_page = author.get(path).content.decode()
    assert problems_of(asked_page) == []
    assert "May we make a page for everybody out of this?" in asked_page
    assert author.get(path).context["words"] == answer.shown
    author.post(path, {"answer": "no"})
    assert "They said no." in editor.get(CMS).content.decode()
    # Neither yes nor no changes nothing.
    author.post(path, yes)
    nothing = author.post(path).content.decode()
    assert problems_of(nothing) == []
    assert "Choose yes or no." in nothing
    assert "They said yes." in editor.get(CMS).content.decode()
    made = [editor.post(f"{CMS}{answer.for_editors}/page/") for _ in range(2)]
    [page] = GuidancePage.objects.filter(owner=cast.ed)
    assert {response["Location"] for response in made} == {f"/cms/pages/{page.pk}/edit/"}
    assert not page.live
    body = str(page.body)
    assert "Say what it frees you for. &lt;b&gt;Always.&lt;/b&gt;" in body
    assert "Runner" not in page.title + body
    assert "Sweet Pea" not in page.title + body
    assert editor.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    assert signed_in(cast.beth).get(page.url).status_code == 404
    # Neither the page nor the CMS leads back to the answer, and the chosen name beside it.
    for tell in (str(answer.uuid), str(answer.uuid)[:8], str(question.uuid)):
        for text in (page.url, body, editor.get(CMS).content.decode()):
            assert tell not in text
    assert str(answer.for_editors) not in signed_in(cast.beth).get(question.get_absolute_url()).content.decode()


@pytest.fixture
def wished(cast: Cast, now: datetime) -> Post:
    """An answer of Amira's to which she said yes."""
    seed_site()
    make_editor(cast.ed)
    answer = approved(answered(approved(asked(cast.maureen)), cast.amira, WORDS))
    reading.mark_helpful(post=answer, helpful=True, by=cast.beth, at=now)
    pages.ask_for_a_page(post=answer, by=cast.ed, at=now)
    pages.answer_wish(post=answer, said_yes=True, seen=str(answer.shown.uuid), by=cast.amira, at=now)
    return answer


def take_back(answer: Post, how: str, cast: Cast, at: datetime) -> str:
    if how == "no":
        path = f"/peers/posts/{answer.uuid}/page/"
        text: str = signed_in(cast.amira).post(path, {"answer": "no"}, follow=True).content.decode()
        assert problems_of(text) == []
        return text
    if how == "taken away":
        writing.take_away(post=answer, by=cast.amira, at=at)
    else:
        moderating.take_down(post=answer, why="It names somebody.", read_to=0, by=a_moderator(), at=at)
    return ""


@pytest.mark.parametrize("how", ["no", "taken away", "taken down"])
def test_a_yes_that_is_taken_back_takes_the_draft_with_it(wished: Post, cast: Cast, now: datetime, how: str) -> None:
    draft = pages.make_page(post=wished, by=cast.ed, at=now)
    take_back(wished, how, cast, now)
    assert not Page.objects.filter(pk=draft.pk).exists()
    assert signed_in(cast.ed).get(f"/cms/pages/{draft.pk}/edit/").status_code == 404
    with pytest.raises(Denied, match="has not said yes"):
        pages.make_page(post=wished, by=cast.ed, at=now)
    assert Notice.objects.get(user=cast.ed).path == CMS


@pytest.mark.parametrize("how", ["no", "taken away", "taken down"])
def test_when_the_page_is_out_the_editors_are_told_to_take_it_out(
    wished: Post, cast: Cast, now: datetime, how: str
) -> None:
    page = pages.make_page(post=wished, by=cast.ed, at=now)
    page.save_revision().publish()
    own = f"/peers/posts/{wished.uuid}/page/"
    shown = signed_in(cast.amira).get(own).content.decode()
    assert problems_of(shown) == []
    assert page.url in shown
    for _ in range(2 if how != "taken down" else 1):
        said = take_back(wished, how, cast, now)
    assert ("We have told the editors" in said) is (how == "no")
    told = Notice.objects.get(user=cast.ed)
    assert (told.kind, told.path) == (Kind.PAGE_NEWS, CMS)
    editor = signed_in(cast.ed)
    text = editor.get(CMS).content.decode()
    assert "Please take this page out" in text
    assert f"/cms/pages/{page.pk}/unpublish/" in text
    assert "Amira" not in text
    assert Page.objects.get(pk=page.pk).live
    page = GuidancePage.objects.get(pk=page.pk)
    page.unpublish()
    assert "Please take this page out" not in editor.get(CMS).content.decode()
    # It does not come back, through the editor or otherwise.
    paragraphs = streamfield([("paragraph", rich_text("<p>Words</p>"))])
    nothing = {
        "easy_read": streamfield([]),
        "related": streamfield([]),
        "body": paragraphs,
        "comments": inline_formset([]),
    }
    form = nested_form_data({"title": page.title, "slug": page.slug, "summary": page.summary, **nothing})
    refused = editor.post(f"/cms/pages/{page.pk}/edit/", {**form, "action-publish": "1"}, follow=True)
    assert "wants the page gone" in refused.content.decode()
    page.save_revision().publish()
    assert not Page.objects.get(pk=page.pk).live
    # Nor as a new one, once the editor has deleted this one.
    page.delete()
    with pytest.raises(Denied, match="has not said yes"):
        pages.make_page(post=wished, by=cast.ed, at=now)


def test_a_page_begins_with_the_words_that_the_author_read(wished: Post, cast: Cast, now: datetime) -> None:
    writing.change(post=wished, heading="", words="Words of another day", by=cast.amira, at=now)
    approved(wished)
    page = pages.make_page(post=wished, by=cast.ed, at=now)
    assert "Words of another day" not in str(page.body)
    assert "frees you for" in str(page.body)


def test_a_yes_is_to_the_words_that_stood_on_the_page(wished: Post, cast: Cast, now: datetime) -> None:
    old = str(Post.objects.get(pk=wished.pk).shown.uuid)
    pages.answer_wish(post=wished, said_yes=False, seen="", by=cast.amira, at=now)
    writing.change(post=wished, heading="", words="Words of another day", by=cast.amira, at=now)
    approved(wished)
    path = f"/peers/posts/{wished.uuid}/page/"
    text = signed_in(cast.amira).post(path, {"answer": "yes", "seen": old}).content.decode()
    assert problems_of(text) == []
    assert "These words have changed" in text
    assert PageWish.objects.get().said_yes is False


def test_what_a_moderator_takes_down_is_no_answer_of_the_author(wished: Post, cast: Cast, now: datetime) -> None:
    moderator = a_moderator()
    moderating.take_down(post=wished, why="It names somebody.", read_to=0, by=moderator, at=now)
    path = f"/peers/posts/{wished.uuid}/page/"
    assert "You said no" not in signed_in(cast.amira).get(path).content.decode()
    writing.change(post=wished, heading="", words="Without a name", by=cast.amira, at=now)
    approved(wished)
    assert "There is no answer yet." in signed_in(cast.ed).get(CMS).content.decode()
    asked_again = signed_in(cast.amira).get(path)
    seen = str(asked_again.context["words"].uuid)
    signed_in(cast.amira).post(path, {"answer": "yes", "seen": seen})
    assert PageWish.objects.get().said_yes


def test_a_page_that_a_moderator_ended_is_not_said_to_be_unwanted(wished: Post, cast: Cast, now: datetime) -> None:
    pages.make_page(post=wished, by=cast.ed, at=now).save_revision().publish()
    take_back(wished, "taken down", cast, now)
    text = signed_in(cast.amira).get(f"/peers/posts/{wished.uuid}/page/").content.decode()
    assert problems_of(text) == []
    assert "A moderator took the answer down" in text
    assert "You want the page gone" not in text


def test_a_yes_after_the_page_is_gone_is_to_the_words_of_now(wished: Post, cast: Cast, now: datetime) -> None:
    page = pages.make_page(post=wished, by=cast.ed, at=now)
    page.save_revision().publish()
    take_back(wished, "no", cast, now)
    GuidancePage.objects.get(pk=page.pk).delete()
    writing.change(post=wished, heading="", words="Words of another day", by=cast.amira, at=now)
    approved(wished)
    path = f"/peers/posts/{wished.uuid}/page/"
    shown = signed_in(cast.amira).get(path)
    assert "The page is gone." in shown.content.decode()
    assert "The page is gone." in signed_in(cast.ed).get(CMS).content.decode()
    assert shown.context["words"].words == "Words of another day"
    signed_in(cast.amira).post(path, {"answer": "yes", "seen": str(shown.context["words"].uuid)})
    wish = PageWish.objects.get()
    assert wish.taken_back_at is None
    assert wish.wording.words == "Words of another day"


def test_editors_read_the_words_that_a_page_begins_with(wished: Post, cast: Cast, now: datetime) -> None:
    writing.change(post=wished, heading="", words="Words of another day", by=cast.amira, at=now)
    approved(wished)
    text = signed_in(cast.ed).get(CMS).content.decode()
    assert "frees you for" in text
    assert "Words of another day" not in text


def test_only_editors_see_that_page_and_only_the_author_says_yes(cast: Cast, now: datetime) -> None:
    answer = approved(answered(approved(asked(cast.maureen)), cast.amira))
    reading.mark_helpful(post=answer, helpful=True, by=cast.beth, at=now)
    pages.ask_for_a_page(post=answer, by=cast.ed, at=now)
    for who, user in everybody(cast).items():
        browser = signed_in(user)
        if who != "ed":
            for path in (CMS, f"{CMS}{answer.for_editors}/ask/", f"{CMS}{answer.for_editors}/page/"):
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
