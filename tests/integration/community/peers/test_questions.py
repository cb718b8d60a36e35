"""Asking, answering, finding, saying what helped, telling the moderators: and that nothing leads to anybody."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.peers.models import Helpful, Moderator, PeerRules, Post, PostReport, Wording
from community.peers.services import moderating, writing
from community.peers.views import writing as views
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, make_organisation, term
from tests.factories.peers import a_moderator, answered, approved, asked, let_moderate, named
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_match
from tests.personas import Cast, everybody, signed_in
from tests.valid_html import problems_of

SECRET = "the tangerine tin behind the clock"


def page(user: User, path: str = "/peers/") -> str:
    response = signed_in(user).get(path)
    assert response.status_code == 200, (path, response.status_code)
    text: str = response.content.decode()
    assert problems_of(text) == []
    return text


def test_a_question_shows_once_a_moderator_has_read_it(cast: Cast) -> None:
    named(cast.maureen, "Runner Bean")
    moderator = a_moderator()
    browser = signed_in(cast.maureen)
    form = browser.get("/peers/ask/").context["form"]
    sent = {
        "key": str(form["key"].value()),
        "topic": str(term("help", "planning").pk),
        "heading": "Is cleaning allowed?",
        "words": "It is the stooping.",
    }
    for _ in range(2):
        after = browser.post("/peers/ask/", sent, follow=True).content.decode()
        assert problems_of(after) == []
        assert "Waits for a moderator" in after
    question = Post.objects.get()
    assert Wording.objects.count() == 1
    assert "Is cleaning allowed?" not in page(cast.amira)
    assert signed_in(cast.amira).get(question.get_absolute_url()).status_code == 404
    assert [(n.user, n.kind, n.path) for n in Notice.objects.all()] == [
        (moderator, Kind.TO_MODERATE, "/peers/moderation/")
    ]
    approved(question, moderator)
    assert "Is cleaning allowed?" in page(cast.amira)
    assert "Runner Bean" in page(cast.amira, question.get_absolute_url())
    assert "Others can read it" in page(cast.maureen, "/peers/mine/")


def test_an_answer_shows_likewise_and_who_asked_is_told(cast: Cast) -> None:
    question = approved(asked(cast.maureen))
    Notice.objects.all().delete()
    answer = answered(question, cast.amira, "Say what it frees you for.")
    assert "Say what it frees you for." not in page(cast.beth, question.get_absolute_url())
    assert not Notice.objects.filter(user=cast.maureen).exists()
    approved(answer)
    assert "Say what it frees you for." in page(cast.beth, question.get_absolute_url())
    told = Notice.objects.get(user=cast.maureen)
    assert (told.kind, told.path) == (Kind.QUESTION_ANSWERED, question.get_absolute_url())
    assert Notice.objects.get(user=cast.amira).kind == Kind.MODERATED


def test_nothing_here_leads_to_anybody(cast: Cast, now: datetime) -> None:
    document = make_document(cast.maureen, title="Maureen’s plan")
    match = make_match(cast.maureen, cast.pat)
    question = approved(asked(cast.maureen))
    approved(answered(question, cast.amira))
    moderator = a_moderator()
    late = asked(cast.maureen, "Another one", "With other words")
    named(cast.beth)
    named(moderator)
    paths = ["/peers/", question.get_absolute_url(), f"{question.get_absolute_url()}answer/"]
    moderated = ["/peers/moderation/", f"/peers/moderation/{late.uuid}/", f"/peers/moderation/{question.uuid}/"]
    for reader, some in ((cast.beth, paths), (moderator, paths + moderated)):
        for path in some:
            text = page(reader, path)
            for author in (cast.maureen, cast.amira):
                for tell in (str(author.uuid), author.full_name, author.known_as, author.email):
                    assert tell not in text, (path, tell)
            for tell in (str(document.uuid), document.title, str(match.uuid), "/caseload/", "/portraits/"):
                assert tell not in text, (path, tell)
    mail_text = "".join(letter.subject + letter.body for letter in mail.outbox)
    assert len(mail.outbox) > 3
    for word in ("Another one", "cleaning", "stooping", "Bean", "Maureen", "Amira"):
        assert word not in mail_text
    for post in Post.objects.all():
        assert str(post.uuid) not in mail_text
    assert not Event.objects.filter(person_id__isnull=False, object_type__in=["post", "wording", "chosenname"]).exists()
    assert not Event.objects.filter(actor_id__in=[cast.maureen.pk, cast.amira.pk], object_type="post").exists()
    assert "moderator" not in page(cast.maureen, "/people/who-looked/")


def test_no_record_leads_here(cast: Cast) -> None:
    """Whoever sees Maureen's things elsewhere finds no way to what she wrote here."""
    name = named(cast.maureen, "Runner Bean")
    question = approved(asked(cast.maureen))
    document = make_document(cast.maureen)
    pages = {
        cast.sunita: ["/home/", f"/caseload/{cast.maureen.uuid}/"],
        cast.beth: ["/home/", "/people/", "/documents/"],
        cast.maureen: [document.get_absolute_url(), "/people/", "/people/who-looked/", "/messages/"],
    }
    for user, paths in pages.items():
        for path in paths:
            response = signed_in(user).get(path)
            assert response.status_code == 200, path
            text = response.content.decode()
            assert name.name not in text, path
            assert str(question.uuid) not in text, path


def test_people_volunteers_and_moderators_read_and_nobody_of_the_council(cast: Cast) -> None:
    question = approved(asked(cast.maureen))
    for who, user in everybody(cast).items():
        expected = 200 if who in {"maureen", "beth", "ruth", "amira", "pat"} else 404
        assert signed_in(user).get("/peers/").status_code == expected, who
        assert signed_in(user).get(question.get_absolute_url()).status_code == expected, who
    let_moderate(cast.dee)
    assert signed_in(cast.dee).get("/peers/").status_code == 200


def test_found_by_words_and_by_topic(cast: Cast) -> None:
    cleaning = approved(asked(cast.maureen, "Is cleaning allowed?"))
    approved(answered(cleaning, cast.amira, "Ours paid for a window cleaner, and for ironing."))
    approved(asked(cast.amira, "How do I interview?", "Three people come on Friday", topic="pa-job"))
    assert "1 question" in page(cast.beth, "/peers/?q=ironing")
    assert "How do I interview?" not in page(cast.beth, "/peers/?q=ironing")
    assert "Is cleaning allowed?" not in page(cast.beth, "/peers/?topic=pa-job")
    assert "Nobody has asked that yet" in page(cast.beth, "/peers/?q=holidays")
    for odd in ("?q=%00", "?q=%22%27(", "?topic=nonsense", "?page=9999", "?q=" + "x" * 5000):
        page(cast.beth, f"/peers/{odd}")


def test_words_that_wait_are_found_by_nobody(cast: Cast) -> None:
    question = approved(asked(cast.maureen, "Is cleaning allowed?"))
    answered(question, cast.amira, "An unread word: marmalade")
    writing.change(
        post=question, heading="Is cleaning allowed?", words="marmalade", by=cast.maureen, at=question.begun_at
    )
    assert "Nobody has asked that yet" in page(cast.beth, "/peers/?q=marmalade")


def test_an_answer_is_marked_helpful_once_and_the_mark_taken_back(cast: Cast) -> None:
    answer = approved(answered(approved(asked(cast.maureen)), cast.amira))
    browser = signed_in(cast.beth)
    for _ in range(2):
        browser.post(f"/peers/posts/{answer.uuid}/helpful/", {"helpful": "yes"})
    assert Helpful.objects.count() == 1
    assert "1 found this helpful." in page(cast.ruth, answer.question.get_absolute_url())
    browser.post(f"/peers/posts/{answer.uuid}/helpful/", {"helpful": "no"})
    assert not Helpful.objects.exists()
    assert signed_in(cast.amira).post(f"/peers/posts/{answer.uuid}/helpful/").status_code == 403
    assert signed_in(cast.beth).post(f"/peers/posts/{answer.question.uuid}/helpful/").status_code == 403
    assert not Notice.objects.filter(user=cast.amira, kind=Kind.QUESTION_ANSWERED).exists()


def test_what_helped_most_stands_first(cast: Cast) -> None:
    question = approved(asked(cast.maureen))
    first, second = approved(answered(question, cast.amira, "First")), approved(answered(question, cast.ruth, "Second"))
    signed_in(cast.beth).post(f"/peers/posts/{second.uuid}/helpful/")
    text = page(cast.beth, question.get_absolute_url())
    assert text.index(str(second.uuid)) < text.index(str(first.uuid))


def test_a_report_goes_to_the_moderators_and_shows_to_nobody_else(cast: Cast) -> None:
    question = approved(asked(cast.maureen))
    before = page(cast.ruth, question.get_absolute_url())
    moderator = a_moderator()
    path = f"/peers/posts/{question.uuid}/report/"
    browser = signed_in(cast.beth)
    assert "Choose what is wrong." in browser.post(path, {"reason": "", "words": SECRET}).content.decode()
    for _ in range(2):
        after = browser.post(path, {"reason": "unkind", "words": SECRET}, follow=True).content.decode()
        assert problems_of(after) == []
        assert "Nobody learns that it was you" in after
    assert PostReport.objects.count() == 1
    shown = page(cast.ruth, question.get_absolute_url())
    assert _without_tokens(shown) == _without_tokens(before)
    assert SECRET not in page(cast.maureen, "/peers/mine/")
    look = page(moderator, f"/peers/moderation/{question.uuid}/")
    assert SECRET in look
    assert "Beth" not in look
    assert signed_in(cast.maureen).get(path).status_code == 403


def _without_tokens(text: str) -> list[str]:
    return [line for line in text.splitlines() if "csrf" not in line and "sessionid" not in line]


def test_words_about_danger_bring_up_the_numbers(cast: Cast) -> None:
    calm = approved(asked(cast.maureen, "Is cleaning allowed?"))
    assert "Is somebody in danger?" not in page(cast.beth, calm.get_absolute_url())
    assert "Nobody watches these pages all the time" in page(cast.beth, calm.get_absolute_url())
    dark = asked(cast.maureen, "I cannot do this", "Some nights I want to die.")
    mine = page(cast.maureen, "/peers/mine/")
    assert mine.index("Is somebody in danger?") < mine.index('href="tel:999"')
    assert "Danger?" in page(a_moderator(), "/peers/moderation/")
    approved(dark)
    assert "Is somebody in danger?" in page(cast.beth, dark.get_absolute_url())
    assert "Is somebody in danger?" in page(cast.beth, f"/peers/posts/{calm.uuid}/report/")


@pytest.mark.parametrize(
    ("said", "danger"),
    [
        ("He HITS  me", True),
        ("my husband’s new pills: an overdose?", True),
        ("I feel suicidal", True),
        ("the white sheets", False),
        ("A killer recipe", False),
    ],
)
def test_which_words_they_are(said: str, danger: bool) -> None:
    assert PeerRules().speaks_of_danger("A question", said) is danger
    assert PeerRules(danger_words="").speaks_of_danger(said) is False


def test_changed_words_wait_while_others_read_the_old_ones(cast: Cast) -> None:
    question = approved(asked(cast.maureen, "Is cleaning allowed?", "The old words"))
    browser, path = signed_in(cast.maureen), f"/peers/posts/{question.uuid}/change/"
    assert "The old words" in browser.get(path).content.decode()
    browser.post(path, {"heading": "Is cleaning allowed?", "words": "The new words"})
    assert "The old words" in page(cast.beth, question.get_absolute_url())
    mine = page(cast.maureen, "/peers/mine/")
    assert "others read what you wrote before" in mine
    browser.post(path, {"heading": "Is cleaning allowed?", "words": "The newest words"})
    assert question.wordings.filter(outcome="").count() == 1
    approved(question)
    text = page(cast.beth, question.get_absolute_url())
    assert "The newest words" in text
    assert "The old words" not in text


def test_what_is_taken_away_is_gone_with_its_answers(cast: Cast) -> None:
    question = approved(asked(cast.maureen))
    answer = approved(answered(question, cast.amira))
    for _ in range(2):
        assert signed_in(cast.maureen).post(f"/peers/posts/{question.uuid}/take-away/").status_code == 302
    assert signed_in(cast.beth).get(question.get_absolute_url()).status_code == 404
    assert signed_in(cast.beth).post(f"/peers/posts/{answer.uuid}/helpful/").status_code == 404
    assert "You have written nothing here yet" in page(cast.maureen, "/peers/mine/")
    assert "Say what it frees you for." in page(cast.amira, "/peers/mine/")


def test_only_the_author_changes_and_takes_away(cast: Cast, now: datetime) -> None:
    question = approved(asked(cast.maureen))
    for what in ("change", "take-away", "page"):
        assert signed_in(cast.beth).post(f"/peers/posts/{question.uuid}/{what}/", {"words": "x"}).status_code == 404
    with pytest.raises(Denied):
        writing.change(post=question, heading="x", words="x", by=cast.beth, at=now)
    with pytest.raises(Denied):
        writing.take_away(post=question, by=cast.beth, at=now)


def test_who_reads_no_longer_still_reaches_what_they_wrote(cast: Cast) -> None:
    named_moderator = let_moderate(cast.dee)
    question = approved(asked(cast.dee, "Who pays?", "Years ago"))
    Moderator.objects.filter(pk=named_moderator.pk).update(ends_at=named_moderator.starts_at + timedelta(seconds=1))
    browser = signed_in(cast.dee)
    assert browser.get("/peers/").status_code == 404
    assert "Years ago" in page(cast.dee, "/peers/mine/")
    change = f"/peers/posts/{question.uuid}/change/"
    refused = browser.post(change, {"heading": "Who pays?", "words": "Other words"}).content.decode()
    assert "These pages are for people who use the portal" in refused
    browser.post(f"/peers/posts/{question.uuid}/take-away/")
    assert signed_in(cast.beth).get(question.get_absolute_url()).status_code == 404
    assert browser.get("/peers/mine/").status_code == 404


def test_a_second_tap_counts_for_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SENDS", {"send": "1/d/user"})
    named(cast.maureen)
    topic = str(term("help", "planning").pk)
    sent = {"key": str(uuid4()), "topic": topic, "heading": "Is it?", "words": "Words"}
    browser = signed_in(cast.maureen)
    for _ in range(2):
        assert "Waits for a moderator" in browser.post("/peers/ask/", sent, follow=True).content.decode()
    more = browser.post("/peers/ask/", {**sent, "key": str(uuid4())}, follow=True).content.decode()
    assert "Try again tomorrow" in more


def test_other_words_from_a_page_that_was_sent_are_given_back(cast: Cast) -> None:
    named(cast.maureen)
    browser, topic = signed_in(cast.maureen), str(term("help", "planning").pk)
    sent = {"key": str(uuid4()), "topic": topic, "heading": "Is it?", "words": "Words"}
    browser.post("/peers/ask/", sent)
    text = browser.post("/peers/ask/", {**sent, "words": "Words that I thought about longer"}).content.decode()
    assert "You have sent this already." in text
    assert "Words that I thought about longer" in text
    question = approved(Post.objects.get())
    answer, address = {"key": str(uuid4()), "words": "Yes"}, f"{question.get_absolute_url()}answer/"
    browser.post(address, answer)
    text = browser.post(address, {**answer, "words": "Yes, on Mondays"}).content.decode()
    assert "You have sent this already." in text
    assert "Yes, on Mondays" in text


def test_a_form_that_is_sent_without_a_name_leads_to_choosing_one(cast: Cast) -> None:
    topic = str(term("help", "planning").pk)
    sent = {"key": str(uuid4()), "topic": topic, "heading": "Is it?", "words": SECRET}
    text = signed_in(cast.maureen).post("/peers/ask/", sent).content.decode()
    assert problems_of(text) == []
    assert "Choose a name first." in text
    assert 'href="/peers/name/?next=/peers/ask/"' in text
    assert SECRET in text


def test_words_of_harm_are_marked_where_they_stand_already(cast: Cast, now: datetime) -> None:
    question = approved(asked(cast.maureen, "I cannot do this", "Some nights I want to die."))
    writing.change(post=question, heading="I am well", words="All is well", by=cast.maureen, at=now)
    assert "Danger?" in page(a_moderator(), "/peers/moderation/")


def test_an_id_of_somebody_elses_page_takes_nothing_over(cast: Cast, now: datetime) -> None:
    question = asked(cast.maureen)
    named(cast.amira)
    with pytest.raises(Denied):
        writing.ask(topic=question.topic, heading="Mine", words="Mine", key=question.uuid, by=cast.amira, at=now)
    assert question.wordings.count() == 1


def test_a_question_that_was_taken_down_meanwhile_gives_the_words_back(cast: Cast, now: datetime) -> None:
    question = approved(asked(cast.maureen))
    named(cast.amira)
    moderating.take_down(post=question, why="It names somebody.", read_to=0, by=a_moderator(), at=now)
    lost = signed_in(cast.amira).post(
        f"{question.get_absolute_url()}answer/", {"words": f"I know {SECRET}", "key": str(uuid4())}
    )
    assert lost.status_code == 404
    assert SECRET in lost.content.decode()


def test_where_nobody_may_look_at_it_a_coordinator_is_told(cast: Cast, now: datetime) -> None:
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, cast.dee)
    let_moderate(cast.pat, organisation)
    # Whoever helps her does not look at what she writes, also when the help is over.
    make_match(cast.maureen, cast.pat, since=now - timedelta(days=30), until=now - timedelta(days=2))
    asked(cast.maureen)
    assert [(n.user, n.kind, n.path) for n in Notice.objects.all()] == [
        (cast.dee, Kind.TO_MODERATE, f"/organisation/{organisation.uuid}/moderators/")
    ]


def test_words_that_were_typed_signed_out_are_kept(cast: Cast) -> None:
    named(cast.maureen)
    browser = signed_in(cast.maureen)
    form = browser.get("/peers/ask/")
    token = form.context["held_for"]
    browser.logout()
    sent = {"held-for": token, "heading": "Is it?", "words": SECRET, "key": str(uuid4()), "topic": ""}
    assert browser.post("/peers/ask/", sent).status_code == 302
    again = signed_in(cast.maureen).get("/peers/ask/").content.decode()
    assert SECRET in again
    assert "We kept your words" in again
    assert not Post.objects.exists()


def test_nobody_buries_the_moderators(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SENDS", {"send": "1/d/user"})
    named(cast.maureen)
    browser, topic = signed_in(cast.maureen), str(term("help", "planning").pk)
    for heading in ("First", "Second"):
        sent = {"heading": heading, "words": SECRET, "key": str(uuid4()), "topic": topic}
        after = browser.post("/peers/ask/", sent)
    assert after.status_code == 200
    assert "Try again tomorrow" in after.content.decode()
    assert SECRET in after.content.decode()
    assert Post.objects.count() == 1


def test_the_way_in_stands_on_the_pages_about_help(cast: Cast) -> None:
    assert 'href="/peers/"' in page(cast.maureen, "/help/")
    assert 'href="/peers/"' in page(cast.maureen, "/home/")
    assert 'href="/peers/"' not in page(cast.sunita, "/home/")


def test_pages_cost_the_same_with_one_and_with_many(cast: Cast) -> None:
    moderator, browser = a_moderator(), signed_in(cast.beth)
    looking = signed_in(moderator)

    def queries(client: object, path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200  # type: ignore[attr-defined]
        return len(found)

    question = approved(asked(cast.maureen))
    approved(answered(question, cast.amira))
    mine = approved(asked(cast.beth, "Mine"))
    asked(cast.maureen, "Waits")
    paths = [(browser, "/peers/"), (browser, "/peers/?q=cleaning"), (browser, question.get_absolute_url())]
    paths += [(browser, "/peers/mine/"), (looking, "/peers/moderation/"), (looking, "/home/")]
    assert mine.is_shown
    for client, path in paths:
        queries(client, path)
    before = [queries(client, path) for client, path in paths]
    for number in range(3):
        person = UserFactory()
        approved(asked(person, f"Cleaning {number}"))
        approved(answered(question, person, f"Answer {number}"))
        asked(person, f"Waits {number}")
        approved(asked(cast.beth, f"Mine {number}"))
    assert [queries(client, path) for client, path in paths] == before


def test_a_document_is_no_part_of_it(cast: Cast) -> None:
    assert not [field for field in Post._meta.get_fields() if field.related_model is Document]
