"""Other words for an answer, as people meet them: offering them, and deciding about them."""

from datetime import datetime

import pytest

from planning.comments.enums import SuggestionState
from planning.comments.models import Suggestion
from planning.documents.models import Answer, Document
from planning.documents.services import add_question, remove_question
from tests.factories.comments import comment, suggestion
from tests.factories.content import default_definition
from tests.factories.planning import answer
from tests.integration.planning.comments.places import WORDS, BrowserOf, page, url
from tests.personas import Cast


def test_other_words_are_offered_with_the_new_ones_marked(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    sent = browser_of(cast.sunita).post(
        url("suggestion_add", plan, WORDS),
        {"words": "The choir on Thursdays, by taxi.", "why": "It can be paid.", "seen": "1"},
    )
    assert sent.status_code == 302
    html = page(browser_of(cast.maureen), plan)
    assert "<ins>by taxi</ins>" in html or "<ins>, by taxi</ins>" in html
    assert "Why: It can be paid." in html
    for words in ("Use these words", "No, thank you", "Change them first", "Decide later"):
        assert words in html
    assert "Use these words" not in page(browser_of(cast.sunita), plan)
    assert "by taxi" not in page(browser_of(cast.beth), plan)


def test_accepting_twice_changes_the_answer_once(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    for _ in range(2):
        assert maureen.post(url("suggestion_accept", plan, offered.uuid)).status_code == 302
    stored = Answer.objects.get(question_id=WORDS)
    assert (stored.value, stored.number, stored.typed_by) == ("By taxi.", 2, cast.maureen)
    assert stored.before.count() == 1
    html = page(maureen, plan)
    assert "You had decided about these words already." in html
    assert "Use these words" not in html


def test_both_texts_are_shown_when_the_answer_changed_since(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    Answer.objects.update(value="My newest words.", number=2)
    maureen = browser_of(cast.maureen)
    assert "Your answer has changed since." in page(maureen, plan)
    asked = maureen.post(url("suggestion_accept", plan, offered.uuid)).content.decode()
    assert "My newest words." in asked
    assert "<ins>By taxi</ins>." in asked
    assert 'name="seen" value="2"' in asked
    assert Answer.objects.get().value == "My newest words."
    maureen.post(url("suggestion_accept", plan, offered.uuid), {"seen": "2"})
    assert Answer.objects.get().value == "By taxi."


def test_changing_them_first(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    form = maureen.get(url("suggestion_change", plan, offered.uuid)).content.decode()
    assert "The choir on Thursdays." in form
    assert ">\nBy taxi.</textarea>" in form
    empty = maureen.post(url("suggestion_change", plan, offered.uuid), {"words": "", "seen": "1"})
    assert "Write the words that you want to use." in empty.content.decode()
    maureen.post(url("suggestion_change", plan, offered.uuid), {"words": "By bus.", "seen": "1"})
    offered.refresh_from_db()
    assert (offered.state, Answer.objects.get().value) == (SuggestionState.CHANGED, "By bus.")


def test_changed_words_survive_a_change_in_the_meantime(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    Answer.objects.update(value="My newest words.", number=2)
    maureen = browser_of(cast.maureen)
    asked = maureen.post(url("suggestion_change", plan, offered.uuid), {"words": "By bus.", "seen": "1"})
    html = asked.content.decode()
    assert "My newest words." in html
    assert ">\nBy bus.</textarea>" in html
    assert 'value="2"' in html
    assert Answer.objects.get().value == "My newest words."


def test_no_thank_you_and_later(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    later = maureen.post(url("suggestion_later", plan, offered.uuid), follow=True).content.decode()
    assert "These words stay here until you decide." in later
    assert "Use these words" in later
    maureen.post(url("suggestion_decline", plan, offered.uuid))
    assert Answer.objects.get().value == "The choir on Thursdays."
    assert "Not used" in page(browser_of(cast.sunita), plan)


def test_no_thank_you_with_a_word_to_its_author(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    assert "Say no with a word" in page(maureen, plan)
    address = url("suggestion_decline", plan, offered.uuid)
    form = maureen.get(address).content.decode()
    assert "By taxi." in form and "You need no reason." in form
    long = maureen.post(address, {"answer": "x" * 301}).content.decode()
    assert "There is room for 300." in long and "x" * 301 in long
    assert Suggestion.objects.get().state == SuggestionState.OPEN
    maureen.post(address, {"answer": "I like the bus."})
    assert Answer.objects.get().value == "The choir on Thursdays."
    assert "Maureen said: I like the bus." in page(browser_of(cast.sunita), plan)
    assert "You said: I like the bus." in page(maureen, plan)
    assert "I like the bus." not in page(browser_of(cast.beth), plan)


@pytest.mark.parametrize("decision", ["accept", "decline", "change", "later"])
def test_the_author_does_not_decide(cast: Cast, plan: Document, browser_of: BrowserOf, decision: str) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    refused = browser_of(cast.sunita).post(url(f"suggestion_{decision}", plan, offered.uuid), {"words": "Mine"})
    assert refused.status_code == 403
    assert "Only Maureen decides about these words." in refused.content.decode()
    assert browser_of(cast.beth).post(url(f"suggestion_{decision}", plan, offered.uuid)).status_code == 404
    assert Answer.objects.get().value == "The choir on Thursdays."


def test_the_words_that_are_there_are_no_suggestion(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    sent = browser_of(cast.sunita).post(
        url("suggestion_add", plan, WORDS), {"words": "The choir on Thursdays.", "why": "My reason"}
    )
    html = sent.content.decode()
    assert "These are the words that stand there now." in html
    assert "My reason" in html
    assert not Suggestion.objects.exists()


def test_a_question_that_was_taken_out_keeps_its_conversation_for_the_owner(
    cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime
) -> None:
    step = default_definition()["steps"][0]["id"]
    own = add_question(document=plan, step_id=step, label="And my dog?", by=cast.maureen, at=now)
    answer(plan, str(own.question_id), "She is called Bess.")
    comment(plan, str(own.question_id), cast.sunita, "Who walks her?")
    offered = suggestion(plan, str(own.question_id), cast.sunita, "Bess is a terrier.")
    remove_question(question=own, by=cast.maureen, at=now)
    html = page(browser_of(cast.maureen), plan)
    for words in ("And my dog?", "Who walks her?", "No, thank you"):
        assert words in html
    assert "Use these words" not in html
    assert "Bess" not in page(browser_of(cast.sunita), plan)
    browser_of(cast.maureen).post(url("suggestion_accept", plan, offered.uuid))
    assert Answer.objects.get(question_id=own.question_id).value == "She is called Bess."


def test_suggestions_of_several_people_stand_side_by_side_until_each_is_decided(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    hers = suggestion(plan, WORDS, cast.beth, "The choir on Thursdays with Beth.", why="I have the car.")
    other = suggestion(plan, WORDS, cast.sunita, "The choir on Thursdays, by taxi.")
    maureen, address = browser_of(cast.maureen), url("suggestions_together", plan, WORDS)
    assert f'href="{address}"' in page(maureen, plan)
    html = maureen.get(address).content.decode()
    for words in ("The choir on Thursdays.", "<ins>with Beth</ins>", "<ins>, by taxi</ins>", "I have the car."):
        assert words in html
    assert html.count("Use these words") == 2
    back = maureen.post(url("suggestion_decline", plan, other.uuid), {"next": address, "answer": "No bus stop."})
    assert back["Location"].startswith(address)
    maureen.post(url("suggestion_change", plan, hers.uuid), {"words": "With Beth.", "seen": "1", "next": address})
    html = maureen.get(address).content.decode()
    for kept in ("With Beth.", "Used, with changes", "Not used", "No bus stop.", "by taxi", "with Beth"):
        assert kept in html
    assert "Use these words" not in html
    assert f'href="{address}"' not in page(maureen, plan)


def test_nobody_else_sees_the_suggestions_of_others(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    suggestion(plan, WORDS, cast.beth, "With Beth.")
    suggestion(plan, WORDS, cast.sunita, "By taxi.")
    for user, others in ((cast.sunita, "With Beth."), (cast.beth, "By taxi.")):
        refused = browser_of(user).get(url("suggestions_together", plan, WORDS))
        assert refused.status_code == 403
        assert others not in refused.content.decode() + page(browser_of(user), plan)
