"""What helpers are worried about: who is told, who reads it, and what is done."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.help_requests.models import Helping
from community.helping.services import end_help
from community.organisations.models import Membership, Organisation
from community.worries.enums import Step
from community.worries.models import SafeguardingProcedure, Worry, WorryEntry, WorryReading, WorryRules
from community.worries.services import name_lead, take_step
from portal.accounts.models import User
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.by_lot import without_what_is_drawn
from tests.factories.help_requests import let_help
from tests.factories.organisations import make_organisation
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.integration.community.worries.conftest import DONE, WORDS, text_of, typed
from tests.personas import Cast

pytestmark = pytest.mark.django_db


def test_the_numbers_come_first_then_what_the_organisation_asks_one_to_do(
    helping: Helping, pat: Client, moor_friends: Organisation, lead: User
) -> None:
    text = text_of(pat, f"/helping/worried/?about={helping.match.uuid}")
    assert text.index("tel:999") < text.index("asks you to do") < text.index("What have you seen or heard?")
    assert "Do not promise to keep it to yourself." in text
    assert "Dee (coordinator) and Olu (safeguarding lead)" in text
    assert "We do not tell the person." in text
    assert f'value="{helping.match.uuid}"' in text
    WorryRules.objects.create(steps="Ring Sam first.")
    assert "Ring Sam first." in text_of(pat, "/helping/worried/")
    SafeguardingProcedure.objects.create(organisation=moor_friends, steps="Come to the office at once.")
    text = text_of(pat, "/helping/worried/")
    assert "Come to the office at once." in text
    assert "Ring Sam first." not in text
    assert "worried" in text_of(pat, reverse("helping_person", args=[helping.match.uuid]))


def test_it_goes_to_the_coordinators_and_the_lead_at_once_and_no_email_says_anything(
    cast: Cast, worry: Worry, lead: User
) -> None:
    told = Notice.objects.filter(kind=Kind.WORRY)
    assert {notice.user.known_as for notice in told} == {"Dee", "Olu"}
    assert {notice.path for notice in told} == {worry.get_absolute_url()}
    do_chores(at=timezone.now())
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([cast.dee.email, lead.email])
    for letter in mail.outbox:
        said = (str(letter.body) + letter.subject).lower()
        assert "bruises" not in said
        assert "maureen" not in said
        assert "worr" not in said
        assert str(worry.uuid) not in said
        assert "/notices/\n" in said


def test_what_was_done_is_kept_where_somebody_else_has_closed_it_meanwhile(
    cast: Cast, lead: User, worry: Worry
) -> None:
    at = timezone.now()
    take_step(worry=worry, step=Step.CLOSED, words="All is well.", by=cast.dee, at=at)
    for _ in range(2):
        take_step(worry=worry, step=Step.CLOSED, words=DONE, by=lead, at=at)
    said = WorryEntry.objects.filter(worry=worry).order_by("pk").values_list("step", "words")
    assert list(said) == [(Step.CLOSED, "All is well."), (Step.DONE, DONE)]


def test_two_taps_are_one_and_nothing_is_sent_without_words(helping: Helping, pat: Client) -> None:
    sent = typed(helping)
    for _ in range(2):
        assert pat.post("/helping/worried/", sent).status_code == 302
    assert Worry.objects.count() == 1
    text = pat.post("/helping/worried/", typed(helping, words=" \u200b ")).content.decode()
    assert "Write what you saw or heard." in text
    assert Worry.objects.count() == 1


def test_other_words_from_the_same_page_are_a_further_worry(helping: Helping, pat: Client) -> None:
    sent = typed(helping)
    for words in ("Her hands shook.", "Her hands shook, and she had not eaten."):
        assert pat.post("/helping/worried/", {**sent, "words": words}).status_code == 302
    assert [worry.words for worry in Worry.objects.order_by("pk")] == [
        "Her hands shook.",
        "Her hands shook, and she had not eaten.",
    ]


def test_who_sent_it_reads_who_was_told_and_that_nobody_was(
    cast: Cast, helping: Helping, pat: Client, moor_friends: Organisation, lead: User
) -> None:
    def said() -> str:
        return str(pat.post("/helping/worried/", typed(helping), follow=True).content.decode())

    assert "We told Dee (coordinator) and Olu (safeguarding lead)." in said()
    Membership.objects.filter(user=lead).update(ends_at=timezone.now())
    assert "We told Dee (coordinator)." in said()
    # Pat is the lead, and nobody else is left.
    make_volunteer(moor_friends, cast.pat)
    name_lead(organisation=moor_friends, user=cast.pat, by=cast.dee, at=timezone.now())
    Membership.objects.filter(user=cast.dee).update(ends_at=timezone.now())
    told = Notice.objects.filter(kind=Kind.WORRY).count()
    text = text_of(pat, "/helping/worried/")
    assert "Nobody is named here who could read it." in text
    text = said()
    assert "But nobody is named who could read it today." in text
    assert "We told" not in text
    assert Notice.objects.filter(kind=Kind.WORRY).count() == told


def test_two_who_would_read_alike_are_told_apart(cast: Cast, moor_friends: Organisation, pat: Client) -> None:
    """One day of the end, two people; and two Marys now."""
    now = timezone.now()
    today = f"The person whose help ended on {timezone.localdate(now):%-d %B %Y}"
    began = [now - timedelta(days=days) for days in (20, 9)]
    for person, start in zip((cast.maureen, cast.amira), began, strict=True):
        end_help(helping=let_help(person, cast.pat, moor_friends, at=start), by=person, at=now)
    alone = let_help(UserFactory(known_as="Gwen"), cast.pat, moor_friends)
    two = [UserFactory(known_as="Mary", email=f"mary{number}@example.org") for number in range(2)]
    marys = [let_help(mary, cast.pat, moor_friends, at=start) for mary, start in zip(two, began, strict=True)]
    text = text_of(pat, "/helping/worried/")
    days = [f"{timezone.localdate(start):%-d %B %Y}" for start in began]
    for day in days:
        assert text.count(f"{today} and began on {day}") == 1
        assert text.count(f"Mary, since {day}") == 1
    assert "Gwen, since" not in text
    assert pat.post("/helping/worried/", typed(marys[1])).status_code == 302
    assert Worry.objects.get().match == marys[1].match != alone.match


def test_somebody_else_is_said_in_ones_own_words(
    cast: Cast, helping: Helping, pat: Client, moor_friends: Organisation
) -> None:
    text = pat.post("/helping/worried/", typed()).content.decode()
    assert "Say who it is, as far as you know." in text
    assert WORDS in text
    pat.post("/helping/worried/", typed(about="her grandson Joe"))
    found = Worry.objects.get()
    assert (found.about, found.match, found.organisation) == ("her grandson Joe", None, moor_friends)


def test_whoever_helps_with_two_organisations_says_which(
    cast: Cast, helping: Helping, pat: Client, moor_friends: Organisation
) -> None:
    other = make_organisation("Elsewhere")
    make_volunteer(other, cast.pat)
    assert "Choose the organisation" in pat.post("/helping/worried/", typed(about="Joe")).content.decode()
    pat.post("/helping/worried/", typed(about="Joe", organisation=str(other.uuid)))
    assert Worry.objects.get().organisation == other


def test_about_somebody_whom_one_does_not_help_nothing_is_sent(
    cast: Cast, helping: Helping, pat: Client, moor_friends: Organisation
) -> None:
    others = let_help(cast.amira, UserFactory(volunteer=True), moor_friends)
    text = pat.post("/helping/worried/", typed(others)).content.decode()
    assert "Choose one of the answers shown." in text
    assert not Worry.objects.exists()


def test_after_the_help_has_ended_it_can_still_be_said_without_a_name(
    cast: Cast, helping: Helping, pat: Client
) -> None:
    end_help(helping=helping, by=cast.maureen, at=timezone.now())
    text = text_of(pat, "/helping/worried/")
    assert "The person whose help ended on" in text
    assert "Maureen" not in text
    assert pat.post("/helping/worried/", typed(helping)).status_code == 302
    own = text_of(pat, reverse("own_worry", args=[Worry.objects.get().uuid]))
    assert WORDS in own
    assert "About: The person whose help ended on" in own
    assert "Maureen" not in own


def test_whoever_helps_nowhere_finds_the_numbers(cast: Cast, pat: Client) -> None:
    text = text_of(pat, "/helping/worried/")
    assert "tel:999" in text
    assert "<textarea" not in text
    assert pat.post("/helping/worried/", typed(about="Joe")).status_code == 200
    assert not Worry.objects.exists()


def test_it_is_seen_looked_after_and_closed(worry: Worry, dee: Client, pat: Client, lead: User, cast: Cast) -> None:
    address = worry.get_absolute_url()
    assert "Not seen yet" in text_of(dee, reverse("worries", args=[worry.organisation.uuid]))
    assert "There is something for you to look at today." in text_of(dee, "/home/")
    text = text_of(dee, address)
    assert WORDS in text
    assert "Maureen Example" in text
    for _ in range(2):
        dee.post(address, {"step": "seen"})
    assert "has seen it" in text_of(pat, reverse("own_worry", args=[worry.uuid]))
    assert "Write what was done." in dee.post(address, {"step": "done", "words": " "}).content.decode()
    for _ in range(2):
        dee.post(address, {"step": "done", "words": DONE})
        dee.post(address, {"step": "closed", "words": ""})
    assert list(WorryEntry.objects.values_list("step", flat=True)) == [Step.SEEN, Step.DONE, Step.CLOSED]
    assert DONE in text_of(dee, address)
    assert "There is something for you to look at" not in text_of(dee, "/home/")
    own = text_of(pat, reverse("own_worry", args=[worry.uuid]))
    assert "closed it" in own
    assert DONE not in own
    assert dee.post(address, {"step": "lost"}).status_code == 404


def test_many_worries_cost_no_more_questions_than_one(worry: Worry, dee: Client, cast: Cast) -> None:
    def asked(address: str) -> int:
        dee.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert dee.get(address).status_code == 200
        return len(queries)

    pages = (reverse("worries", args=[worry.organisation.uuid]), "/home/")
    before = [asked(address) for address in pages]
    for number in range(4):
        Worry.objects.create(
            organisation=worry.organisation,
            about=f"Joe {number}",
            words=WORDS,
            written_by=UserFactory(volunteer=True),
            written_at=timezone.now(),
        )
    assert [asked(address) for address in pages] == before


def test_who_read_it_stands_in_its_own_log_alone(worry: Worry, dee: Client, cast: Cast) -> None:
    for _ in range(2):
        dee.get(worry.get_absolute_url())
    assert [reading.by for reading in WorryReading.objects.all()] == [cast.dee]
    assert "Dee Example" in text_of(dee, worry.get_absolute_url())
    assert not Notice.objects.filter(user=cast.dee, kind=Kind.WORRY, read_at=None).exists()


def test_the_list_names_nobody_so_that_whoever_reads_a_name_stands_in_the_log(
    worry: Worry, moor_friends: Organisation, dee: Client
) -> None:
    address = reverse("worries", args=[moor_friends.uuid])
    for number in range(26):
        Worry.objects.create(
            organisation=moor_friends,
            about=f"Joe {number}",
            words=WORDS,
            written_by=worry.written_by,
            written_at=timezone.now(),
        )
    first, second = text_of(dee, address), text_of(dee, f"{address}?page=2")
    assert first.count("Not seen yet") == 25
    assert second.count("Not seen yet") == 2
    for text in (first, second):
        said = without_what_is_drawn(text)
        assert "Maureen" not in said
        assert "Joe" not in said
        assert "Pat" not in said
    assert worry.get_absolute_url() in second
    assert not WorryReading.objects.exists()


@pytest.mark.as_owner
def test_nothing_in_the_log_can_be_changed_or_taken_out(worry: Worry, dee: Client, cast: Cast) -> None:
    dee.get(worry.get_absolute_url())
    take_step(worry=worry, step=Step.SEEN, by=cast.dee, at=timezone.now())
    for model in (Worry, WorryEntry, WorryReading):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Worry.objects.update(words="Nothing.")
