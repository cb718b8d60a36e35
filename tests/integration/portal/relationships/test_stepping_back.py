"""One press to step back; ten minutes to think again; then the person is told, gently."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.authority.models import Authority
from portal.authority.services import record_authority
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships import services
from portal.relationships.models import MIND_CHANGES_FOR, CircleMembership
from tests.factories.planning import make_document, share_with
from tests.factories.portal import join_circle
from tests.personas import Cast, signed_in
from tests.valid_html import problems_of

A_MINUTE = timedelta(minutes=1)
ACTS = "Acting in Maureen’s place here ends with this step"


def end(membership: CircleMembership) -> str:
    return f"/people/{membership.uuid}/end/"


@pytest.fixture
def shared(cast: Cast) -> Document:
    """Maureen's plan, which Beth may read."""
    document: Document = make_document(cast.maureen)
    share_with(document, cast.beth_in_circle, can_comment=True)
    return document


@pytest.mark.parametrize("page", ["/people/", "/home/"])
def test_the_button_stands_where_a_supporter_looks(cast: Cast, page: str) -> None:
    text = signed_in(cast.beth).get(page).content.decode()
    assert f'action="{end(cast.beth_in_circle)}"' in text
    assert "from helping Maureen" in text
    assert end(cast.ruth_in_circle) not in signed_in(cast.ruth).get(page).content.decode()


def test_one_press_closes_everything_and_says_what_happened(cast: Cast, shared: Document) -> None:
    browser = signed_in(cast.beth)
    assert browser.get(shared.get_absolute_url()).status_code == 200
    page = browser.post(end(cast.beth_in_circle), follow=True)
    text = page.content.decode()
    assert problems_of(text) == []
    assert "You have stepped back from helping Maureen" in text
    assert "Go on helping Maureen" in text
    assert "section 10 of the Care Act 2014" in text
    assert browser.get(shared.get_absolute_url()).status_code == 404
    assert "Maureen" not in browser.get("/home/").content.decode()


def test_a_second_tap_leads_to_the_same_page(cast: Cast) -> None:
    browser = signed_in(cast.beth)
    browser.post(end(cast.beth_in_circle))
    again = browser.post(end(cast.beth_in_circle), follow=True)
    assert "You have stepped back from helping Maureen" in again.content.decode()
    assert Event.objects.filter(verb="circle left").count() == 1


def test_a_slip_is_put_right_and_nobody_was_told(cast: Cast, shared: Document) -> None:
    browser = signed_in(cast.beth)
    browser.post(end(cast.beth_in_circle))
    for _ in range(2):
        page = browser.post(f"/people/{cast.beth_in_circle.uuid}/stay/", follow=True)
        assert "You help Maureen, as before" in page.content.decode()
    assert browser.get(shared.get_absolute_url()).status_code == 200
    assert Event.objects.filter(verb="circle stayed in", person_id=cast.maureen.pk).count() == 1
    cast.beth_in_circle.refresh_from_db()
    services.tell_of_stepping_back(at=cast.beth_in_circle.starts_at + timedelta(days=30))
    assert not Notice.objects.exists()


def test_the_person_is_told_after_ten_minutes_and_once(cast: Cast, now: datetime) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now)
    do_chores(at=now + MIND_CHANGES_FOR - A_MINUTE)
    assert not Notice.objects.filter(user=cast.maureen).exists()
    do_chores(at=now + MIND_CHANGES_FOR)
    do_chores(at=now + MIND_CHANGES_FOR + A_MINUTE)
    notice = Notice.objects.get(user=cast.maureen)
    assert (notice.kind, notice.path) == (Kind.STEPPED_BACK, "/people/")
    text = signed_in(cast.maureen).get("/people/").content.decode()
    assert problems_of(text) == []
    assert "Beth has stepped back" in text
    for way in ("/help/new/", "/help-near-you/", "/peers/supporters/"):
        assert f'<li><a href="{way}"' in text


def test_after_ten_minutes_it_takes_a_new_invitation(cast: Cast, now: datetime) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now - MIND_CHANGES_FOR)
    browser = signed_in(cast.beth)
    page = browser.get(f"/people/{cast.beth_in_circle.uuid}/stepped-back/").content.decode()
    assert "You have stepped back" in page
    assert "Go on helping" not in page
    refused = browser.post(f"/people/{cast.beth_in_circle.uuid}/stay/")
    assert refused.status_code == 403
    assert "ask them for a new invitation" in refused.content.decode()
    cast.beth_in_circle.refresh_from_db()
    assert cast.beth_in_circle.ends_at is not None


def test_nobody_comes_back_whom_the_person_took_out(cast: Cast, now: datetime) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.maureen, at=now)
    browser = signed_in(cast.beth)
    assert browser.get(f"/people/{cast.beth_in_circle.uuid}/stepped-back/").status_code == 404
    assert browser.post(f"/people/{cast.beth_in_circle.uuid}/stay/").status_code == 404
    with pytest.raises(Denied):
        services.stay_after_all(membership=cast.beth_in_circle, by=cast.beth, at=now)
    services.tell_of_stepping_back(at=now + timedelta(days=1))
    assert not Notice.objects.exists()
    assert "has stepped back" not in signed_in(cast.maureen).get("/people/").content.decode()


def test_who_joined_anew_meanwhile_is_in_it_once(cast: Cast, now: datetime) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now)
    join_circle(cast.maureen, cast.beth)
    with pytest.raises(Denied, match="in this circle already"):
        services.stay_after_all(membership=cast.beth_in_circle, by=cast.beth, at=now + A_MINUTE)


def test_who_is_back_has_not_stepped_back(cast: Cast, now: datetime) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now - timedelta(hours=1))
    services.tell_of_stepping_back(at=now)
    browser = signed_in(cast.maureen)
    assert "Beth has stepped back" in browser.get("/people/").content.decode()
    again = join_circle(cast.maureen, cast.beth)
    text = browser.get("/people/").content.decode()
    assert "has stepped back" not in text
    assert "In your circle since" in text
    # And once more: said once, and not twice.
    services.end_membership(membership=again, by=cast.beth, at=now)
    services.tell_of_stepping_back(at=now + MIND_CHANGES_FOR)
    assert browser.get("/people/").content.decode().count("Beth has stepped back") == 1


def test_who_was_taken_out_after_coming_back_has_not_stepped_back(cast: Cast, now: datetime) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now - timedelta(hours=2))
    services.tell_of_stepping_back(at=now - timedelta(hours=1))
    again = join_circle(cast.maureen, cast.beth)
    CircleMembership.objects.filter(pk=again.pk).update(starts_at=now - timedelta(minutes=30))
    services.end_membership(membership=again, by=cast.maureen, at=now)
    assert "has stepped back" not in signed_in(cast.maureen).get("/people/").content.decode()


def test_two_taps_at_the_same_moment_are_one(cast: Cast, now: datetime) -> None:
    for _ in range(2):
        # Both passed the look of the page before either of them was done.
        services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now)
    assert Event.objects.filter(verb="circle left").count() == 1


def test_until_she_is_told_the_person_finds_everything_as_before(cast: Cast, now: datetime) -> None:
    browser = signed_in(cast.maureen)
    before = browser.get("/people/").content.decode()
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now)
    after = browser.get("/people/").content.decode()
    circle = [
        page[page.index('id="circle"') : page.index("</section>", page.index('id="circle"'))]
        for page in (before, after)
    ]
    assert circle[0] == circle[1]
    assert end(cast.beth_in_circle) in circle[1]
    with pytest.raises(Denied, match="in your circle already"):
        services.invite(
            person=cast.maureen, name="Beth", email=cast.beth_in_circle.email, relation="", by=cast.maureen, at=now
        )
    # She takes her out herself in these minutes: that holds, and nobody is told anything.
    assert browser.get(end(cast.beth_in_circle)).status_code == 200
    page = browser.post(end(cast.beth_in_circle), follow=True).content.decode()
    assert "is not in your circle any more" in page
    with pytest.raises(Denied):
        services.stay_after_all(membership=cast.beth_in_circle, by=cast.beth, at=now + A_MINUTE)
    services.tell_of_stepping_back(at=now + timedelta(days=1))
    assert not Notice.objects.exists()
    assert end(cast.beth_in_circle) not in browser.get("/people/").content.decode()


@pytest.fixture
def authority(cast: Cast, now: datetime) -> Authority:
    """Beth acts for Maureen about money; what was told of that is read."""
    recorded = record_authority(
        membership=cast.beth_in_circle,
        kind="deputy",
        health_welfare=False,
        money=True,
        evidence="The order of the court, seen today",
        starts_at=now,
        ends_at=None,
        by=cast.morag,
        at=now,
    )
    Notice.objects.all().delete()
    return recorded


def test_who_acts_in_her_place_reads_that_this_ends_and_the_council_is_told(
    cast: Cast, now: datetime, authority: Authority
) -> None:
    browser = signed_in(cast.beth)
    for path in ("/home/", "/people/", "/how-are-you/help/", end(cast.beth_in_circle)):
        text = browser.get(path).content.decode()
        assert problems_of(text) == []
        assert ACTS in text, path
    after = browser.post(end(cast.beth_in_circle), follow=True).content.decode()
    assert ACTS in after
    told = Notice.objects.filter(kind=Kind.AUTHORITY_HELD)
    assert not told.exists()
    # A slip: nobody hears of it, and she acts as before.
    browser.post(f"/people/{cast.beth_in_circle.uuid}/stay/")
    assert Authority.objects.held_by(cast.beth, at=timezone.now()).exists()
    browser.post(end(cast.beth_in_circle))
    later = timezone.now() + MIND_CHANGES_FOR
    for minute in range(2):
        do_chores(at=later + minute * A_MINUTE)
    page = f"/caseload/{cast.maureen.uuid}/"
    assert {(n.user, n.path) for n in told} == {(cast.sunita, page), (cast.morag, authority.get_absolute_url())}
    assert told.count() == 2
    text = signed_in(cast.sunita).get(page).content.decode()
    assert problems_of(text) == []
    assert "stepped back" in text
    assert "Nobody acts for them here now." in text
    assert "It has ended." in signed_in(cast.morag).get(authority.get_absolute_url()).content.decode()
    assert Event.objects.get(verb="authority left").person_id == cast.maureen.pk


def test_the_council_hears_also_where_the_person_takes_out_who_steps_back(
    cast: Cast, now: datetime, authority: Authority
) -> None:
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now + A_MINUTE)
    services.end_membership(membership=cast.beth_in_circle, by=cast.maureen, at=now + 2 * A_MINUTE)
    services.tell_of_stepping_back(at=now + timedelta(days=1))
    told = Notice.objects.all()
    assert {(n.user, n.path) for n in told} == {
        (cast.sunita, f"/caseload/{cast.maureen.uuid}/"),
        (cast.morag, authority.get_absolute_url()),
    }
    assert told.count() == 2


def test_who_holds_nothing_reads_nothing_of_it(cast: Cast, now: datetime) -> None:
    assert ACTS not in signed_in(cast.beth).get("/people/").content.decode()
    services.end_membership(membership=cast.beth_in_circle, by=cast.beth, at=now)
    services.tell_of_stepping_back(at=now + MIND_CHANGES_FOR)
    assert not Notice.objects.filter(kind=Kind.AUTHORITY_HELD).exists()
    assert "stepped back" not in signed_in(cast.sunita).get(f"/caseload/{cast.maureen.uuid}/").content.decode()
