"""What a helper sees hangs on the match: from the person's yes until its end, and not a moment longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.help_requests.enums import HowEnded
from community.help_requests.models import Helping
from community.help_requests.services.matching import end_match
from community.messaging.gate import Ticket, look
from community.messaging.models import Message, Thread, ThreadMember
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Grant, Version
from planning.documents.policies import granted
from planning.documents.readers import readers_of
from planning.documents.services import share_with_helper
from portal.access.decisions import Denied
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.community import say
from tests.factories.content import default_definition, question_id
from tests.factories.help_requests import let_help
from tests.factories.organisations import make_organisation
from tests.factories.planning import answer, make_document, make_version
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
SHORT, LONG = (question_id(default_definition(), kind) for kind in ("short_text", "long_text"))


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen)
    answer(document, SHORT, "The allotment")
    answer(document, LONG, "SECRET of mine", audience=Audience.ONLY_ME)
    return document


@pytest.fixture
def helping(cast: Cast, plan: Document) -> Helping:
    return let_help(cast.maureen, cast.pat, make_organisation(), documents=[plan])


@pytest.fixture
def pat(cast: Cast) -> Client:
    return signed_in(cast.pat)


def test_a_helper_reads_comments_and_suggests_in_what_was_ticked_and_in_nothing_else(
    cast: Cast, plan: Document, helping: Helping, pat: Client
) -> None:
    other, now = make_document(cast.maureen, title="Another"), timezone.now()
    can = granted(cast.pat, plan, now)
    assert (can.see, can.comment, can.suggest) == (True, True, True)
    assert not (can.edit or can.see_budget or can.share or can.as_worker)
    page = pat.get(plan.get_absolute_url())
    assert page.status_code == 200
    assert "The allotment" in page.content.decode()
    assert "SECRET" not in page.content.decode()
    assert pat.get(other.get_absolute_url()).status_code == 404
    assert list(Document.objects.editable_by(cast.pat, at=now)) == []


def test_the_person_sees_who_helps_until_when(cast: Cast, plan: Document, helping: Helping) -> None:
    found = readers_of(plan, at=timezone.now()).all
    assert [(reader.name, reader.role) for reader in found] == [("Pat", "volunteer, Moor Friends")]
    assert f"{helping.match.last_day:%-d %B %Y}" in found[0].why
    text = signed_in(cast.maureen).get(f"{plan.get_absolute_url()}share/").content.decode()
    assert "volunteer, Moor Friends" in text


@pytest.mark.parametrize("how", HowEnded)
def test_at_the_end_everything_is_closed_in_the_same_moment(
    cast: Cast, plan: Document, helping: Helping, pat: Client, how: HowEnded
) -> None:
    thread, now = Thread.objects.get(), timezone.now()
    assert pat.get(plan.get_absolute_url()).status_code == 200
    assert pat.get(thread.get_absolute_url()).status_code == 200
    if how == HowEnded.RAN_OUT:
        helping.match.ends_at = now
        helping.match.save()
    end_match(helping, how=how, by=None, at=now)
    assert pat.get(plan.get_absolute_url()).status_code == 404
    assert pat.get(thread.get_absolute_url()).status_code == 404
    assert not Grant.objects.for_user(cast.pat, at=timezone.now()).exists()
    assert not Answer.objects.visible_to(cast.pat, at=timezone.now()).exists()
    assert readers_of(plan, at=timezone.now()).all == ()


def test_what_waited_to_be_told_to_the_helper_is_told_no_more(cast: Cast, plan: Document, helping: Helping) -> None:
    thread, now = Thread.objects.get(), timezone.now()
    say(thread, cast.maureen, "One more thing")
    assert {notice.kind for notice in Notice.objects.filter(user=cast.pat)} == {Kind.SHARED, Kind.MESSAGE}
    end_match(helping, how=HowEnded.PERSON, by=cast.maureen, at=now)
    assert {notice.kind for notice in Notice.objects.filter(user=cast.pat)} == {Kind.HELP_ENDED}


def test_it_ends_by_the_clock_alone(cast: Cast, plan: Document) -> None:
    begun = timezone.now() - timedelta(days=3)
    let_help(cast.maureen, cast.pat, make_organisation(), documents=[plan], at=begun, until=begun + timedelta(days=2))
    thread = Thread.objects.get()
    assert Document.objects.visible_to(cast.pat, at=begun + timedelta(days=1)).exists()
    assert Thread.objects.visible_to(cast.pat, at=begun + timedelta(days=1)).exists()
    after = begun + timedelta(days=2)
    assert not Document.objects.visible_to(cast.pat, at=after).exists()
    assert not Thread.objects.visible_to(cast.pat, at=after).exists()
    assert signed_in(cast.pat).get(thread.get_absolute_url()).status_code == 404


def test_versions_from_before_the_match_stay_closed(cast: Cast, plan: Document) -> None:
    before = make_version(plan, at=timezone.now() - timedelta(days=2))
    let_help(cast.maureen, cast.pat, make_organisation(), documents=[plan])
    since = make_version(plan)
    assert list(Version.objects.visible_to(cast.pat, at=timezone.now())) == [since]
    assert signed_in(cast.pat).get(before.get_absolute_url()).status_code == 404


def test_a_helper_and_a_supporter_do_not_open_each_others_way_in(cast: Cast, plan: Document, helping: Helping) -> None:
    now = timezone.now()
    assert not Document.objects.visible_to(cast.beth, at=now).exists()
    assert not Thread.objects.visible_to(cast.beth, at=now).exists()
    assert not Thread.objects.visible_to(cast.sunita, at=now).exists()


def test_a_document_of_somebody_else_or_a_match_that_is_over_opens_nothing(
    cast: Cast, plan: Document, helping: Helping
) -> None:
    now = timezone.now()
    with pytest.raises(Denied):
        share_with_helper(document=make_document(cast.amira), match=helping.match, by=cast.amira, at=now)
    end_match(helping, how=HowEnded.PERSON, by=cast.maureen, at=now)
    with pytest.raises(Denied):
        share_with_helper(document=make_document(cast.maureen), match=helping.match, by=cast.maureen, at=now)


def test_sharing_twice_opens_it_once(cast: Cast, plan: Document, helping: Helping) -> None:
    again = share_with_helper(document=plan, match=helping.match, by=cast.maureen, at=timezone.now())
    assert list(plan.grants.all()) == [again]


def test_the_person_stops_sharing_one_document_while_the_help_goes_on(
    cast: Cast, plan: Document, helping: Helping, pat: Client
) -> None:
    share = plan.grants.get()
    maureen = signed_in(cast.maureen)
    maureen.post(f"{plan.get_absolute_url()}share/stop/{share.pk}/")
    assert pat.get(plan.get_absolute_url()).status_code == 404
    assert pat.get(Thread.objects.get().get_absolute_url()).status_code == 200


def test_the_two_write_to_each_other_and_nobody_promises_a_reply(cast: Cast, helping: Helping, pat: Client) -> None:
    thread = Thread.objects.get()
    say(thread, cast.pat, "Shall we meet on Tuesday?")
    page = signed_in(cast.maureen).get(thread.get_absolute_url()).content.decode()
    assert "Shall we meet on Tuesday?" in page
    assert "Pat and me" in page
    say(thread, cast.maureen, "Yes please")
    assert "Yes please" in pat.get(thread.get_absolute_url()).content.decode()
    assert Message.objects.count() == 2


def test_nobody_is_put_into_or_taken_out_of_it(cast: Cast, helping: Helping, pat: Client) -> None:
    thread, maureen = Thread.objects.get(), signed_in(cast.maureen)
    address = f"{thread.get_absolute_url()}people/"
    assert "Pat" in maureen.get(address).content.decode()
    assert maureen.post(address, {"who": [str(cast.beth_in_circle.uuid)]}).status_code == 403
    assert pat.post(f"{thread.get_absolute_url()}leave/").status_code == 403
    assert ThreadMember.objects.count() == 1


def test_the_gate_of_sockets_says_the_same_as_the_pages(cast: Cast, helping: Helping, pat: Client) -> None:
    thread, now = Thread.objects.get(), timezone.now()
    clients = {user: signed_in(user) for user in (cast.maureen, cast.beth, cast.sunita, cast.dee)} | {cast.pat: pat}
    tickets = [Ticket(client.cookies["sessionid"].value, thread.uuid) for client in clients.values()]

    def let_in() -> list[str]:
        standing = look(tickets, timezone.now())
        return [user.known_as for user, found in zip(clients, standing, strict=True) if found.thread]

    pages = [u.known_as for u in clients if Thread.objects.visible_to(u, at=now).exists()]
    assert let_in() == pages == ["Maureen", "Pat"]
    end_match(helping, how=HowEnded.PERSON, by=cast.maureen, at=timezone.now())
    assert let_in() == ["Maureen"]
