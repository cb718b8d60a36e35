"""Iris asks others under a name of her own; Dee looks at it first; Jan answers; it helps; somebody reports it."""

import pytest
from playwright.sync_api import Page, expect

from community.peers.models import Post
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

QUESTION = "What do you take along to the first talk?"
WORDS = "My social worker comes next week, and I have never done this."
ANSWER = "A list of one bad day and one good day. And somebody who writes down what is said."


def lets_it_through(dee: Page, what: str) -> None:
    dee.goto("/home/")
    follow(dee.get_by_role("link", name="Open the list"))
    expect(dee.get_by_role("heading", name="What waits for moderators", level=1)).to_be_visible()
    check_page(dee)
    follow(dee.get_by_role("link", name=what))
    expect(dee.get_by_role("button", name="Let others read it")).to_be_visible()
    expect(dee.get_by_text("Iris")).to_have_count(0)
    check_page(dee)
    press(dee, "Let others read it")
    expect(dee.get_by_text("Others can read it now.")).to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_question_to_others(site: Site, size: str, javascript: bool) -> None:
    iris, jan, dee = (site.open(name, size=size, javascript=javascript) for name in ("Iris", "Jan", "Dee"))
    iris.goto("/home/")
    follow(iris.get_by_role("link", name="Questions and answers"))
    expect(iris.get_by_role("heading", name="3 questions")).to_be_visible()
    check_page(iris)
    follow(iris.get_by_role("link", name="Ask a question"))
    expect(iris.get_by_role("heading", name="My name here")).to_be_visible()
    check_page(iris)
    iris.get_by_label("Which name do you want to write under?").fill("Iris Lomax")
    press(iris, "Use this name")
    expect(iris.get_by_role("link", name="This tells who you are")).to_be_visible()
    check_page(iris)
    iris.get_by_label("Which name do you want to write under?").fill("New in Town")
    press(iris, "Use this name")
    expect(iris.get_by_role("heading", name="Ask a question")).to_be_visible()
    check_page(iris)
    iris.get_by_label("What is it about?").select_option(label="Making a plan")
    iris.get_by_label("Your question in one sentence").fill(QUESTION)
    iris.get_by_label("What else should they know?").fill(WORDS)
    press(iris, "Send it to the moderators")
    expect(iris.get_by_text("Waits for a moderator")).to_be_visible()
    check_page(iris)

    lets_it_through(dee, QUESTION)
    jan.goto("/peers/?q=first+talk")
    follow(jan.get_by_role("link", name=QUESTION))
    expect(jan.get_by_text("No answer yet")).to_be_visible()
    check_page(jan)
    follow(jan.get_by_role("link", name="Write an answer"))
    check_page(jan)
    jan.get_by_label("Your answer").fill(ANSWER)
    press(jan, "Send it to the moderators")
    expect(jan.get_by_text("Waits for a moderator")).to_be_visible()
    lets_it_through(dee, "A list of one bad day")

    iris.goto("/home/")
    follow(iris.get_by_role("link", name="There is an answer to a question that you asked others."))
    expect(iris.get_by_text(ANSWER)).to_be_visible()
    press(iris, "This helps (by Somebody’s Mum)")
    expect(iris.get_by_text("1 found this helpful. You did, too.")).to_be_visible()
    check_page(iris)
    follow(iris.get_by_role("link", name="Tell the moderators about what Somebody’s Mum wrote"))
    check_page(iris)
    iris.get_by_label("Something else").check()
    press(iris, "Tell the moderators")
    expect(iris.get_by_role("heading", name="You told the moderators")).to_be_visible()
    check_page(iris)

    dee.goto("/peers/moderation/")
    follow(dee.get_by_role("link", name="A list of one bad day"))
    expect(dee.get_by_role("heading", name="What readers said about it")).to_be_visible()
    press(dee, "Take it down")
    expect(dee.get_by_role("link", name="Write why, in a kind sentence")).to_be_visible()
    check_page(dee)
    press(dee, "Leave it as it is")
    expect(dee.get_by_text("It stays as it is.")).to_be_visible()
    assert Post.objects.shown().filter(question__shown__heading=QUESTION).count() == 1


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_peer_supporter_is_found_and_a_moderator_is_named(site: Site, size: str, javascript: bool) -> None:
    leo, iris, dee = (site.open(name, size=size, javascript=javascript) for name in ("Leo", "Iris", "Dee"))
    leo.goto("/peers/supporters/")
    follow(leo.get_by_role("link", name="What people read about me"))
    check_page(leo)
    leo.get_by_label("What do you know from your own life?").fill("I know hospitals, and how to come home from one.")
    press(leo, "Save")
    expect(leo.get_by_text("Saved.")).to_be_visible()
    iris.goto("/peers/supporters/")
    iris.get_by_label("What should they know about?").fill("hospital")
    press(iris, "Look for somebody")
    expect(iris.get_by_text("how to come home from one")).to_be_visible()
    expect(iris.get_by_role("link", name="Ask Northmoor Independent Living for help")).to_be_visible()
    check_page(iris)
    iris.get_by_role("link", name="Ask Northmoor Independent Living for help").click()
    expect(iris.get_by_text("You want to ask Northmoor Independent Living.")).to_be_visible()
    iris.goto("/help/")
    expect(iris.get_by_role("link", name="find a peer supporter")).to_be_visible()
    check_page(iris)

    dee.goto("/organisation/")
    follow(dee.get_by_role("link", name="Moderators"))
    check_page(dee)
    press(dee, "End this for Leo Marsh")
    expect(dee.get_by_text("Leo does not look at what people write any more.")).to_be_visible()
    leo.goto("/peers/moderation/")
    expect(leo.get_by_role("heading", name="We cannot find that page")).to_be_visible()
    dee.get_by_label("Who else should look at what people write?").select_option(label="Leo Marsh")
    press(dee, "Name them")
    expect(dee.get_by_text("Leo can look at what people write.")).to_be_visible()
    check_page(dee)


def test_an_answer_that_helped_becomes_a_page(site: Site) -> None:
    ed, amira = site.open("Ed"), site.open("Amira")
    ed.goto("/cms/answers/")
    press(ed, "Ask whether we may make a page of it")
    expect(ed.get_by_text("There is no answer yet.").first).to_be_visible()
    amira.goto("/peers/mine/")
    follow(amira.get_by_role("link", name="May we make a page for everybody out of this?"))
    check_page(amira)
    press(amira, "Yes, you may")
    expect(amira.get_by_text("An editor can write a page now.")).to_be_visible()
    ed.reload()
    expect(ed.get_by_text("They said yes.")).to_be_visible()
    expect(ed.get_by_text("Wheels and Deals")).to_have_count(0)
    press(ed, "Make a draft of a page")
    expect(ed.locator("[name=title]")).to_have_value("Making a plan: from somebody who has been there")
