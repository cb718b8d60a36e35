"""Help that ends: Pat's on its day, Ruth's because she says so; and what Pat is worried about."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.help_requests.models import Helping
from community.worries.models import Worry
from planning.comments.models import Comment
from planning.documents.models import Document
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.content import question_id
from tests.factories.help_requests import let_help
from tests.factories.organisations import make_organisation
from tests.factories.planning import make_document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called

LINE = "We wrote down who could bring the shopping."
GWENS = "It felt like a whole morning to me."
WORRY = "There was nothing in the fridge on Monday."
NOT_AVAILABLE = "It is not available to you"


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_volunteer_ends(site: Site, size: str, javascript: bool) -> None:
    """Pat's access ends on Friday; on Saturday she gets a plain "not available"; what she contributed keeps her name;
    the coordinator is told."""
    gwens, pats = user_called("Gwen"), user_called("Pat")
    helping = Helping.objects.for_pages().get(match__person=gwens, match__helper=pats)
    plan = Document.objects.filter(grants__match=helping.match).first()
    assert plan is not None
    asked = question_id(plan.question_set_version.definition, "long_text")
    comment = Comment.objects.create(
        document=plan, question_id=asked, author=pats, text="Shall I ask at the chapel?", created_at=timezone.now()
    )
    pat, gwen, olu = (site.open(who, size=size, javascript=javascript) for who in ("Pat", "Gwen", "Olu"))

    # Until Friday.
    pat.goto("/helping/")
    expect(pat.get_by_role("heading", name="Gwen")).to_be_visible()
    assert "Gwen" not in pat.title()
    check_page(pat)
    follow(pat.get_by_role("link", name="Gwen", exact=True))
    check_page(pat)
    follow(pat.get_by_role("link", name="Write down a meeting"))
    pat.get_by_label("How long, in minutes?").fill("45")
    pat.get_by_label("One line about it").fill(LINE)
    check_page(pat)
    press(pat, "Write it down")
    expect(pat.get_by_text(LINE)).to_be_visible()
    pat.goto(plan.get_absolute_url())
    check_page(pat)

    gwen.goto("/help/")
    follow(gwen.get_by_role("link", name="What Pat can see").first)
    expect(gwen.get_by_role("heading", level=1)).to_have_text("Pat helps you")
    check_page(gwen)
    follow(gwen.get_by_role("listitem").filter(has_text=LINE).get_by_role("link"))
    gwen.get_by_label("What do you want to say to it?").fill(GWENS)
    check_page(gwen)
    press(gwen, "Add my line")
    expect(gwen.get_by_text(GWENS)).to_be_visible()

    # On Saturday.
    helping.match.ends_at = timezone.now()
    helping.match.save(update_fields=["ends_at"])
    for address in (
        plan.get_absolute_url(),
        f"/helping/{helping.match.uuid}/",
        helping.match.place.thread.get_absolute_url(),
    ):
        response = pat.goto(address)
        assert response is not None
        assert response.status == 404
        expect(pat.get_by_text(NOT_AVAILABLE)).to_be_visible()
    check_page(pat)
    do_chores(at=timezone.now())
    pat.goto("/helping/")
    expect(pat.get_by_text("Your help for one person ended")).to_be_visible()
    assert "Gwen" not in pat.locator("main").inner_text()
    check_page(pat)
    follow(pat.get_by_role("link", name="Three short questions").first)
    check_page(pat)

    gwen.goto(helping.match.place.thread.get_absolute_url())
    expect(gwen.get_by_text("nobody but you reads here")).to_be_visible()
    assert gwen.locator("main textarea").count() == 0
    check_page(gwen)
    gwen.goto(f"{plan.get_absolute_url()}comments/")
    expect(gwen.locator("main")).to_contain_text(comment.text)
    expect(gwen.locator("main")).to_contain_text("Pat")
    gwen.goto(f"/help/match/{helping.match.uuid}/")
    expect(gwen.get_by_role("heading", level=1)).to_have_text("The help by Pat has ended")
    check_page(gwen)
    follow(gwen.get_by_role("link", name="See the receipt"))
    expect(gwen.get_by_role("row").filter(has_text="Pat").filter(has_text=plan.title).first).to_be_visible()
    check_page(gwen)

    assert Notice.objects.filter(user=user_called("Olu"), kind=Kind.HELP_ASKED, read_at=None).exists()
    olu.goto(f"/organisation/{helping.organisation.uuid}/helping/")
    expect(olu.locator("main")).to_contain_text("Pat Doyle helped one person until")
    check_page(olu)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_consent_withdrawn(site: Site, size: str, javascript: bool) -> None:
    """Ruth lets the carers' centre see a page, and withdraws it: its next request is refused, its notices stop, she
    gets a receipt of what was seen; no reason is asked."""
    ruths, leos = user_called("Ruth"), user_called("Leo")
    profile = make_document(ruths, title="About me, and not about Alan")
    centre = make_organisation("The carers’ centre")
    helping = let_help(ruths, leos, centre, documents=[], at=timezone.now() - timedelta(days=2))
    leo, ruth = (site.open(who, size=size, javascript=javascript) for who in ("Leo", "Ruth"))

    ruth.goto(f"/help/match/{helping.match.uuid}/")
    follow(ruth.locator("main").get_by_role("link", name="Your documents"))
    follow(ruth.get_by_role("link", name=profile.title).first)
    follow(ruth.get_by_role("link", name="Share it").first)
    check_page(ruth)
    press(ruth, "Share with Leo")
    expect(ruth.get_by_text("You said yes to their help")).to_be_visible()
    check_page(ruth)

    leo.goto(profile.get_absolute_url())
    expect(leo.locator("main")).to_contain_text(profile.title)
    waits = Notice.objects.filter(user=leos, path__startswith=helping.match.place.thread.get_absolute_url())

    ruth.goto(f"/help/match/{helping.match.uuid}/")
    follow(ruth.get_by_role("link", name="End it now"))
    expect(ruth.get_by_text("You need no reason")).to_be_visible()
    assert ruth.locator("main textarea, main input:not([type=hidden])").count() == 0
    check_page(ruth)
    press(ruth, "Yes, end it now")
    expect(ruth.get_by_role("heading", level=1)).to_have_text("The help by Leo has ended")
    check_page(ruth)

    response = leo.goto(profile.get_absolute_url())
    assert response is not None
    assert response.status == 404
    expect(leo.get_by_text(NOT_AVAILABLE)).to_be_visible()
    assert not waits.filter(read_at=None).exists()
    assert not Notice.objects.filter(user=leos, path__startswith=profile.get_absolute_url(), read_at=None).exists()

    follow(ruth.get_by_role("link", name="See the receipt"))
    expect(ruth.get_by_role("row").filter(has_text="Leo").filter(has_text=profile.title).first).to_be_visible()
    check_page(ruth)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_worry_is_written_and_looked_after(site: Site, size: str, javascript: bool) -> None:
    pat, olu = (site.open(who, size=size, javascript=javascript) for who in ("Pat", "Olu"))
    pat.goto("/helping/")
    follow(pat.get_by_role("link", name="I’m worried about someone"))
    expect(pat.get_by_role("link", name="999").first).to_be_visible()
    check_page(pat)
    pat.get_by_label("Gwen", exact=True).check()
    pat.get_by_label("What have you seen or heard?").fill(WORRY)
    press(pat, "Send it now")
    expect(pat.get_by_text("Sent. We told Olu")).to_be_visible()
    check_page(pat)

    worry = Worry.objects.get(words=WORRY)
    olu.goto(f"/organisation/{worry.organisation.uuid}/worries/")
    check_page(olu)
    follow(olu.get_by_role("link", name="Written").first)
    expect(olu.get_by_text(WORRY)).to_be_visible()
    check_page(olu)
    press(olu, "I have seen it")
    expect(olu.get_by_text("saw it")).to_be_visible()
    olu.get_by_label("What was done?").fill("I rang Gwen.")
    press(olu, "Close this worry")
    expect(olu.get_by_text("closed it")).to_be_visible()
    check_page(olu)
