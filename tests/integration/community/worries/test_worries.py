"""What helpers are worried about: who is told, who reads it, and that nothing of it shows anywhere else."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.help_requests.models import Helping
from community.helping.services import end_help
from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.worries.enums import Step
from community.worries.models import SafeguardingProcedure, Worry, WorryEntry, WorryReading, WorryRules
from community.worries.services import end_lead, name_lead, take_step
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.help_requests import let_help
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.personas import Cast, everybody

pytestmark = pytest.mark.django_db
WORDS = "There were bruises on her left arm."
DONE = "I rang the safeguarding team at two."


@pytest.fixture
def moor_friends(cast: Cast) -> Organisation:
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, cast.dee)
    return organisation


@pytest.fixture
def helping(cast: Cast, moor_friends: Organisation) -> Helping:
    return let_help(cast.maureen, cast.pat, moor_friends)


@pytest.fixture
def lead(cast: Cast, moor_friends: Organisation) -> User:
    """Olu, who is the safeguarding lead and coordinates nothing."""
    olu: User = UserFactory(known_as="Olu", coordinator=True)
    for part in (Part.VOLUNTEER, Part.SAFEGUARDING):
        Membership.objects.create(
            organisation=moor_friends, user=olu, part=part, starts_at=timezone.now() - timedelta(days=1)
        )
    return olu


@pytest.fixture
def pat(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.pat)


@pytest.fixture
def dee(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.dee)


def typed(helping: Helping | None = None, **more: str) -> dict[str, str]:
    who = str(helping.match.uuid) if helping else "else"
    return {"key": str(uuid4()), "who": who, "words": WORDS, **more}


def same_but_for_tokens(text: str) -> str:
    """A page without what differs on every loading anyway: tokens and the minute."""
    text = re.sub(r'name="(csrfmiddlewaretoken|held-for|key|client_id)" value="[^"]*"', "", text)
    return re.sub(r"\b\d{1,2}(:\d\d)?(am|pm)\b", "a time", text)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


@pytest.fixture
def worry(helping: Helping, pat: Client, lead: User) -> Worry:
    assert pat.post("/helping/worried/", typed(helping)).status_code == 302
    found: Worry = Worry.objects.get()
    return found


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


def test_a_lead_who_has_left_the_organisation_reads_no_worry(
    lead: User, worry: Worry, browser_of: Callable[[User], Client]
) -> None:
    olu = browser_of(lead)
    assert olu.get(worry.get_absolute_url()).status_code == 200
    Membership.objects.filter(user=lead, part=Part.VOLUNTEER).update(ends_at=timezone.now())
    assert olu.get(worry.get_absolute_url()).status_code == 404
    assert not Worry.objects.visible_to(lead, at=timezone.now()).exists()


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
        assert "Maureen" not in text
        assert "Joe" not in text
        assert "Pat" not in text
    assert worry.get_absolute_url() in second
    assert not WorryReading.objects.exists()


def test_nothing_in_the_log_can_be_changed_or_taken_out(worry: Worry, dee: Client, cast: Cast) -> None:
    dee.get(worry.get_absolute_url())
    take_step(worry=worry, step=Step.SEEN, by=cast.dee, at=timezone.now())
    for model in (Worry, WorryEntry, WorryReading):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Worry.objects.update(words="Nothing.")


def test_the_audit_names_no_person_and_holds_no_words(cast: Cast, worry: Worry, dee: Client) -> None:
    dee.get(worry.get_absolute_url())
    dee.post(worry.get_absolute_url(), {"step": "done", "words": DONE})
    found = Event.objects.filter(object_type="worry")
    assert {event.verb for event in found} == {"worry written", "worry looked after"}
    for event in found:
        assert event.person_id is None
        assert str(cast.maureen.pk) not in {str(value) for value in event.detail.values()}
        assert "bruises" not in str(event.detail)


def test_nothing_of_it_shows_to_the_person_or_anybody_around_them(
    cast: Cast, worry: Worry, helping: Helping, browser_of: Callable[[User], Client], dee: Client
) -> None:
    dee.get(worry.get_absolute_url())
    take_step(worry=worry, step=Step.DONE, words=DONE, by=cast.dee, at=timezone.now())
    hers = (
        "/home/",
        "/people/",
        "/people/who-looked/",
        "/notices/",
        "/messages/",
        "/help/",
        helping.request.get_absolute_url(),
        reverse("match", args=[helping.match.uuid]),
        reverse("help_receipt", args=[helping.request.uuid]),
        reverse("help_receipt_text", args=[helping.request.uuid]),
        "/search/?q=left+arm",
    )
    for name, user in everybody(cast).items():
        if name in ("dee", "pat"):
            continue
        client = browser_of(user)
        for address in hers:
            response = client.get(address)
            # Her own pages are there; to others the most of them are not.
            assert response.status_code == 200 or name != "maureen", address
            text = response.content.decode()
            assert "bruises" not in text, (name, address)
            assert str(worry.uuid) not in text, (name, address)
            assert DONE not in text, (name, address)
        for address in (
            worry.get_absolute_url(),
            reverse("worries", args=[worry.organisation.uuid]),
            reverse("own_worry", args=[worry.uuid]),
        ):
            assert client.get(address).status_code == 404, (name, address)
            assert client.post(address, {"step": "closed"}).status_code in (404, 405), (name, address)
    assert WorryEntry.objects.count() == 1


def test_her_pages_are_the_same_with_and_without_it(
    cast: Cast, helping: Helping, pat: Client, dee: Client, lead: User, browser_of: Callable[[User], Client]
) -> None:
    maureen = browser_of(cast.maureen)
    pages = (
        "/home/",
        "/people/",
        "/people/who-looked/",
        "/help/",
        helping.request.get_absolute_url(),
        reverse("match", args=[helping.match.uuid]),
        reverse("help_receipt", args=[helping.request.uuid]),
        reverse("help_receipt_text", args=[helping.request.uuid]),
    )
    pat.get("/helping/worried/")
    before = [same_but_for_tokens(text_of(maureen, page)) for page in pages]
    assert pat.post("/helping/worried/", typed(helping)).status_code == 302
    dee.get(Worry.objects.get().get_absolute_url())
    take_step(worry=Worry.objects.get(), step=Step.DONE, words=DONE, by=cast.dee, at=timezone.now())
    assert [same_but_for_tokens(text_of(maureen, page)) for page in pages] == before
    assert not Notice.objects.filter(user=cast.maureen, kind=Kind.WORRY).exists()


def test_the_writer_reads_their_own_and_no_other_helper_does(
    worry: Worry, moor_friends: Organisation, browser_of: Callable[[User], Client]
) -> None:
    other = UserFactory(volunteer=True)
    make_volunteer(moor_friends, other)
    client = browser_of(other)
    assert client.get(reverse("own_worry", args=[worry.uuid])).status_code == 404
    assert client.get(worry.get_absolute_url()).status_code == 404
    assert "You wrote" not in text_of(client, "/helping/")


def test_a_coordinator_of_elsewhere_or_of_before_reads_nothing(
    cast: Cast, worry: Worry, browser_of: Callable[[User], Client]
) -> None:
    stranger = UserFactory(coordinator=True)
    elsewhere = make_organisation("Elsewhere")
    let_coordinate(elsewhere, stranger)
    assert browser_of(stranger).get(worry.get_absolute_url()).status_code == 404
    wrong = reverse("worry", args=[elsewhere.uuid, worry.uuid])
    assert browser_of(stranger).get(wrong).status_code == 404
    Membership.objects.filter(user=cast.dee).update(ends_at=timezone.now())
    assert browser_of(cast.dee).get(worry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["dee", "ed"])
def test_a_coordinator_or_an_editor_names_the_lead(
    cast: Cast, moor_friends: Organisation, browser_of: Callable[[User], Client], who: str
) -> None:
    second = UserFactory(known_as="Sam", coordinator=True)
    let_coordinate(moor_friends, second)
    client = browser_of(getattr(cast, who))
    address = reverse("safeguarding_leads", args=[moor_friends.uuid])
    for _ in range(2):
        client.post(address, {"user": str(second.uuid)})
    standing = Membership.objects.get(part=Part.SAFEGUARDING)
    assert standing.user == second
    assert "Sam Example" in text_of(client, address)
    client.post(reverse("safeguarding_lead_end", args=[moor_friends.uuid, standing.uuid]))
    standing.refresh_from_db()
    assert standing.ends_at is not None


def test_nobody_from_elsewhere_is_named_and_nobody_else_names(cast: Cast, moor_friends: Organisation) -> None:
    at, stranger = timezone.now(), UserFactory(coordinator=True)
    with pytest.raises(Denied):
        name_lead(organisation=moor_friends, user=stranger, by=cast.dee, at=at)
    for by in (stranger, cast.pat, cast.sunita, cast.morag, cast.maureen):
        with pytest.raises(Denied):
            name_lead(organisation=moor_friends, user=cast.dee, by=by, at=at)
    made = name_lead(organisation=moor_friends, user=cast.dee, by=cast.dee, at=at)
    with pytest.raises(Denied):
        end_lead(membership=made, by=stranger, at=at)
    # An editor meets no volunteer's name.
    make_volunteer(moor_friends, cast.pat)
    with pytest.raises(Denied):
        name_lead(organisation=moor_friends, user=cast.pat, by=cast.ed, at=at)
    assert name_lead(organisation=moor_friends, user=cast.pat, by=cast.dee, at=at).part == Part.SAFEGUARDING


def test_an_editor_reads_no_name_of_a_volunteer_and_cannot_end_what_they_cannot_name(
    cast: Cast, moor_friends: Organisation, browser_of: Callable[[User], Client]
) -> None:
    make_volunteer(moor_friends, cast.pat)
    standing = name_lead(organisation=moor_friends, user=cast.pat, by=cast.dee, at=timezone.now())
    address, ending = (
        reverse("safeguarding_leads", args=[moor_friends.uuid]),
        reverse("safeguarding_lead_end", args=[moor_friends.uuid, standing.uuid]),
    )
    ed = browser_of(cast.ed)
    text = text_of(ed, address)
    assert "One of the organisation’s own people" in text
    assert "Pat" not in text
    assert ending not in text
    assert ed.post(ending).status_code == 403
    standing.refresh_from_db()
    assert standing.ends_at is None
    dee = browser_of(cast.dee)
    assert "Pat Example" in text_of(dee, address)
    assert dee.post(ending).status_code == 302


def test_a_lead_who_coordinates_nothing_reads_worries_and_no_other_page_of_the_organisation(
    worry: Worry, lead: User, browser_of: Callable[[User], Client]
) -> None:
    client = browser_of(lead)
    assert WORDS in text_of(client, worry.get_absolute_url())
    assert "Not seen yet" in text_of(client, reverse("worries", args=[worry.organisation.uuid]))
    assert client.get(reverse("organisation_helping", args=[worry.organisation.uuid])).status_code == 404
