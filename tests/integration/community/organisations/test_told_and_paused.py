"""A coordinator hears that an editor looked at their change; and says with one button that nobody new can come."""

import pytest
from django.test import Client
from wagtail.models import WorkflowState

from community.organisations.models import Availability, Organisation
from community.organisations.seeding import seed_directory
from community.organisations.services import propose_entry
from portal.accounts.models import User
from portal.accounts.services import make_editor
from portal.audit.models import Event
from portal.notifications.models import Notice
from tests.factories.organisations import let_coordinate, looked_over, make_organisation
from tests.factories.portal import UserFactory
from tests.personas import signed_in

SECRET = "we meet behind the clock tower"


@pytest.fixture
def dee(db: None) -> User:
    return UserFactory(known_as="Dee", coordinator=True)


@pytest.fixture
def ed(db: None) -> User:
    made = UserFactory(known_as="Ed", editor=True)
    make_editor(made)
    return made


@pytest.fixture
def entry(dee: User) -> Organisation:
    """Dee's organisation; Olu was its coordinator, too, and looks after another now."""
    seed_directory()
    made = make_organisation("Moor Friends", city="Northmoor")
    made.save_revision().publish()
    let_coordinate(made, dee)
    olu = UserFactory(known_as="Olu", coordinator=True)
    let_coordinate(made, olu, ended=True)
    let_coordinate(make_organisation("Another"), olu)
    return made


def propose(entry: Organisation, by: User, at: object) -> WorkflowState:
    fresh = Organisation.objects.get(pk=entry.pk)
    draft = fresh.get_latest_revision_as_object()
    draft.summary = SECRET
    propose_entry(organisation=fresh, draft=draft, seen=fresh.latest_revision_id, by=by, at=at)  # type: ignore[arg-type]
    return WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)


@pytest.mark.parametrize("how", ["approve", "reject", "publish"])
def test_a_coordinator_is_told_that_an_editor_looked_and_not_what_was_said(
    entry: Organisation, dee: User, ed: User, how: str, now: object, mailoutbox: list[object]
) -> None:
    state = propose(entry, dee, now)
    assert not Notice.objects.exists()
    if how == "approve":
        state.current_task_state.approve(user=ed, comment=SECRET)
    elif how == "reject":
        state.current_task_state.reject(user=ed, comment=SECRET)
    else:
        Organisation.objects.get(pk=entry.pk).get_latest_revision().publish(user=ed)
    told = Notice.objects.get()
    assert (told.user, told.kind, told.path) == (dee, "entry_decided", f"/organisation/{entry.uuid}/entry/")
    assert SECRET not in str(vars(told))
    signed_in(dee).get(told.path)
    told.refresh_from_db()
    assert told.read_at is not None


def test_who_takes_a_change_back_is_told_nothing(entry: Organisation, dee: User, now: object) -> None:
    propose(entry, dee, now)
    signed_in(dee).post(f"/organisation/{entry.uuid}/entry/take-back/")
    assert not WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists()
    assert not Notice.objects.exists()


def test_one_button_pauses_new_requests_and_another_opens_them(entry: Organisation, dee: User, now: object) -> None:
    looked_over(entry, dee, now, room="waiting", wait_weeks=3)  # type: ignore[arg-type]
    browser, own = signed_in(dee), f"/organisation/{entry.uuid}/entry/"
    address = f"/organisation/{entry.uuid}/pause/"
    assert "Take on nobody new for now</button>" in browser.get(own).content.decode()
    for _ in range(2):
        page = browser.post(address, {"paused": "yes"}, follow=True).content.decode()
        assert "You take on nobody new for now. The list says so." in page
    assert "Take people on again</button>" in page
    assert Event.objects.filter(verb="intake paused").count() == 1
    public = Client().get(entry.get_absolute_url()).content.decode()
    assert "They take on nobody new for now" in public
    assert "No new requests for now" in Client().get("/help-near-you/").content.decode()
    browser.post(address, {"paused": "no"})
    held = Availability.objects.get()
    assert (held.intake_paused, held.room, held.wait_weeks) == (False, "waiting", 3)
    assert "usually 3 weeks to wait" in Client().get("/help-near-you/").content.decode()


def test_nobody_else_pauses_it(entry: Organisation) -> None:
    olu = User.objects.get(known_as="Olu")
    assert signed_in(olu).post(f"/organisation/{entry.uuid}/pause/", {"paused": "yes"}).status_code == 404
    assert not Availability.objects.filter(intake_paused=True).exists()
