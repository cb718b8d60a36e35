"""One press to step back; ten minutes to think again; then the person is told, gently."""

from datetime import datetime, timedelta

import pytest

from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.audit.models import Event
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
