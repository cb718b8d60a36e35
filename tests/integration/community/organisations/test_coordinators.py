"""A coordinator's own entry: proposed, approved by an editor, looked over, and how much room there is."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import WorkflowState

from community.help_requests.enums import State
from community.organisations.models import Availability, CostOption, Membership, Organisation
from community.organisations.seeding import seed_directory
from community.organisations.services import ChangedMeanwhile, propose_entry
from portal.accounts.models import User
from portal.accounts.services import make_editor
from portal.audit.models import Event
from tests.by_lot import without_what_is_drawn
from tests.factories.help_requests import make_request
from tests.factories.organisations import let_coordinate, make_organisation, make_place, term
from tests.factories.portal import UserFactory
from tests.personas import signed_in


@pytest.fixture
def dee(db: None) -> User:
    """A coordinator."""
    return UserFactory(known_as="Dee", coordinator=True)


@pytest.fixture
def entry(dee: User) -> Organisation:
    """Dee's organisation, in a portal that is set up."""
    seed_directory()
    made = make_organisation("Moor Friends", kinds=["planning"], city="Northmoor")
    made.save_revision().publish()
    let_coordinate(made, dee)
    return made


@pytest.fixture
def ed(db: None) -> User:
    """An editor who may publish."""
    made = UserFactory(known_as="Ed", editor=True)
    make_editor(made)
    return made


def typed(entry: Organisation, **changed: object) -> dict[str, object]:
    """The form as it is opened, with some boxes changed."""
    newest = Organisation.objects.get(pk=entry.pk)
    return {
        "seen": str(newest.latest_revision_id or ""),
        "name": "Moor Friends",
        "summary": "What Moor Friends does",
        "description": "Moor Friends helps people.",
        "phone": "01632 960400",
        "city": "Northmoor",
        "kinds": [term("help", "planning").pk],
        "profits": "no",
        "costs-TOTAL_FORMS": "2",
        "costs-INITIAL_FORMS": "0",
        **changed,
    }


def change(entry: Organisation) -> str:
    return f"/organisation/{entry.uuid}/entry/change/"


def propose(dee: User, entry: Organisation, **changed: object) -> None:
    response = signed_in(dee).post(change(entry), typed(entry, **changed))
    assert response.status_code == 302, response.context["form"].errors


def approve(entry: Organisation, ed: User) -> None:
    state = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)
    state.current_task_state.approve(user=ed)


def public(entry: Organisation) -> str:
    return without_what_is_drawn(Client().get(entry.get_absolute_url()).content.decode())


def test_what_a_coordinator_writes_shows_once_an_editor_has_approved_it(
    dee: User, entry: Organisation, ed: User
) -> None:
    talk = term("help", "talk")
    propose(
        dee,
        entry,
        summary="We sing on Thursdays",
        kinds=[talk.pk],
        **{"costs-0-option": "Tea", "costs-0-amount": "1.50", "costs-0-amount_description": "a cup"},
    )
    assert "We sing on Thursdays" not in public(entry)
    assert "Tea" not in public(entry)
    own = signed_in(dee).get(f"/organisation/{entry.uuid}/entry/").content.decode()
    assert "Your changes wait for an editor" in own
    assert "What do you do, in one or two sentences?" in own
    assert "What can you help with?" in own
    assert "What it costs" in own
    assert "Phone number" not in own
    assert signed_in(ed).get("/cms/").status_code == 200
    approve(entry, ed)
    shown = public(entry)
    assert "We sing on Thursdays" in shown
    assert talk.name in shown
    assert "£1.50 a cup" in shown
    assert "wait for an editor" not in signed_in(dee).get(f"/organisation/{entry.uuid}/entry/").content.decode()
    # Words are found by the new text at once.
    assert "Moor Friends" in Client().get("/help-near-you/?q=thursday").content.decode()


def test_the_editor_meets_it_in_the_cms(dee: User, entry: Organisation, ed: User) -> None:
    propose(dee, entry, summary="We sing on Thursdays")
    browser = signed_in(ed)
    assert "Moor Friends" in browser.get("/cms/").content.decode()
    page = browser.get(f"/cms/snippets/community/organisation/edit/{entry.pk}/")
    assert "We sing on Thursdays" in page.content.decode()
    assert browser.get("/cms/snippets/community/organisation/").status_code == 200
    assert browser.get("/cms/snippets/community/organisation/add/").status_code == 200
    assert browser.get("/cms/snippets/community/place/add/").status_code == 200


def test_an_editor_may_ask_for_more_and_the_words_are_kept(dee: User, entry: Organisation, ed: User) -> None:
    propose(dee, entry, summary="We sing on Thursdays")
    state = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)
    state.current_task_state.reject(user=ed, comment="Say where, please.")
    own = signed_in(dee).get(f"/organisation/{entry.uuid}/entry/").content.decode()
    assert "An editor asks you to change something" in own
    assert "Say where, please." in own
    assert "an editor asks you to change something" in signed_in(dee).get("/home/").content.decode()
    assert "We sing on Thursdays" in signed_in(dee).get(change(entry)).content.decode()
    propose(dee, entry, summary="We sing on Thursdays in Northmoor")
    approve(entry, ed)
    assert "We sing on Thursdays in Northmoor" in public(entry)


def test_a_second_proposal_takes_the_place_of_the_first(dee: User, entry: Organisation, ed: User) -> None:
    propose(dee, entry, summary="The first words")
    propose(dee, entry, summary="The second words")
    assert WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count() == 1
    approve(entry, ed)
    assert "The second words" in public(entry)


def test_a_proposal_can_be_taken_back(dee: User, entry: Organisation) -> None:
    propose(dee, entry, summary="Not this")
    for _ in range(2):
        assert signed_in(dee).post(f"/organisation/{entry.uuid}/entry/take-back/").status_code == 302
    assert not WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists()
    assert "Not this" not in signed_in(dee).get(change(entry)).content.decode()
    assert "Not this" not in public(entry)


def test_whoever_saves_second_sees_both(dee: User, entry: Organisation) -> None:
    mine = typed(entry, summary="Mine")
    propose(dee, entry, summary="Theirs", phone="01632 960499")
    response = signed_in(dee).post(change(entry), mine)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else changed this while you wrote" in page
    assert "Phone number" in page
    assert ">Mine</textarea>" in page.replace("\n", "")
    again = {**mine, "seen": str(Organisation.objects.get(pk=entry.pk).latest_revision_id)}
    assert signed_in(dee).post(change(entry), again).status_code == 302


def test_sending_the_same_twice_makes_no_second_proposal(dee: User, entry: Organisation) -> None:
    once = typed(entry, summary="Twice")
    for _ in range(2):
        signed_in(dee).post(change(entry), once)
    assert WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"profits": "yes"}, "Say in your own words how you could earn by it"),
        ({"phone": ""}, "Give at least one way to reach you"),
        ({"profits": ""}, "Choose an answer for"),
        ({"website": "javascript:alert(1)"}, "Write a web address like https://example.org"),
        ({"costs-0-option": "Tea"}, "Say how many pounds “Tea” costs"),
        ({"costs-0-amount": "-1", "costs-0-option": "Tea"}, "0"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    dee: User, entry: Organisation, changed: dict[str, object], sentence: str
) -> None:
    before = Organisation.objects.get(pk=entry.pk).latest_revision_id
    response = signed_in(dee).post(change(entry), typed(entry, summary="My new words", **changed))
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "My new words" in page
    assert Organisation.objects.get(pk=entry.pk).latest_revision_id == before


def test_the_postcode_says_where_it_is_unless_somebody_set_it(db: None) -> None:
    make_place("NM1", 54.62, -2.02, "district")
    entry = Organisation(name="A", summary="b", description="c", phone="1", profits="no", postal_code="nm1 4ab")
    entry.clean()
    assert (entry.latitude, entry.longitude) == (54.62, -2.02)
    by_hand = Organisation(name="A", postal_code="NM1 4AB", latitude=54.0, longitude=-2.0, profits="no")
    by_hand.clean()
    assert by_hand.latitude == 54.0
    make_place("Kendal", 54.33, -2.74)
    by_town = Organisation(name="A", postal_code="LA9 4AB", city=" kendal", profits="no")
    by_town.clean()
    assert by_town.latitude == 54.33


def test_who_moves_is_not_where_they_were(dee: User, entry: Organisation, ed: User) -> None:
    Organisation.objects.filter(pk=entry.pk).update(latitude=51.5, longitude=-0.1)
    entry = Organisation.objects.get(pk=entry.pk)
    entry.save_revision().publish()
    propose(dee, entry, postal_code="NM1 1AA")
    approve(entry, ed)
    moved = Organisation.objects.get(pk=entry.pk)
    assert (moved.latitude, moved.longitude) == (54.62, -2.02)
    # Other words leave what an editor set by hand.
    Organisation.objects.filter(pk=entry.pk).update(latitude=54.61, longitude=-2.01)
    Organisation.objects.get(pk=entry.pk).save_revision().publish()
    propose(dee, entry, postal_code="NM1 2BB", summary="Other words")
    approve(entry, ed)
    moved = Organisation.objects.get(pk=entry.pk)
    assert (moved.summary, moved.latitude, moved.longitude) == ("Other words", 54.61, -2.01)


def test_two_who_save_at_once_do_not_overwrite_each_other(dee: User, entry: Organisation, now: datetime) -> None:
    """The service itself looks once more, under the lock."""
    draft = entry.get_latest_revision_as_object()
    draft.summary = "Mine"
    with pytest.raises(ChangedMeanwhile):
        propose_entry(organisation=entry, draft=draft, seen=(entry.latest_revision_id or 0) + 1, by=dee, at=now)
    assert not WorkflowState.objects.exists()


def test_while_an_editor_has_it_locked_words_wait(dee: User, entry: Organisation, ed: User, now: datetime) -> None:
    Organisation.objects.filter(pk=entry.pk).update(locked=True, locked_by=ed, locked_at=now)
    page = signed_in(dee).post(change(entry), typed(entry, summary="My new words")).content.decode()
    assert "An editor is working on this entry just now" in page
    assert "My new words" in page
    assert not WorkflowState.objects.exists()


def test_costs_that_somebody_else_changed_are_named(dee: User, entry: Organisation) -> None:
    mine = typed(entry, **{"costs-0-option": "Tea", "costs-0-amount": "1"})
    propose(dee, entry, **{"costs-0-option": "Tea", "costs-0-amount": "2"})
    page = signed_in(dee).post(change(entry), mine).content.decode()
    assert "<li>What it costs</li>" in page
    assert "<li>Phone number</li>" not in page


def test_room_shows_at_once(dee: User, entry: Organisation) -> None:
    address = f"/organisation/{entry.uuid}/room/"
    response = signed_in(dee).post(address, {"room": "waiting", "wait_weeks": "6"})
    assert response.status_code == 302
    assert "usually 6 weeks to wait" in public(entry)
    signed_in(dee).post(address, {"room": "open", "wait_weeks": "", "intake_paused": "on"})
    assert "They take on nobody new for now" in public(entry)
    assert Event.objects.filter(verb="room set", person_id=None).count() == 2
    wrong = signed_in(dee).post(address, {"room": "waiting", "wait_weeks": "300"}).content.decode()
    assert "104 weeks or less" in wrong
    # What an editor publishes leaves it alone.
    entry.save_revision().publish()
    assert Availability.objects.get(organisation=entry).intake_paused


def test_one_button_says_that_everything_is_right(dee: User, entry: Organisation, ed: User) -> None:
    right = f"/help-near-you/{entry.uuid}/right/"
    assert "Everything here is right" not in public(entry)
    assert "Nobody has checked this yet" in public(entry)
    assert signed_in(dee).post(right, {"next": f"/organisation/{entry.uuid}/entry/"}).url.endswith("/entry/")
    assert "Last checked by Moor Friends" in public(entry)
    assert "Everything here is right" in signed_in(ed).get(entry.get_absolute_url()).content.decode()
    assert signed_in(ed).post(right, {"next": "https://evil.example"}).url == entry.get_absolute_url()
    assert "Last checked by Northmoor Council" in public(entry)
    assert Event.objects.filter(verb="entry checked").count() == 2


def test_nobody_else_gets_near_it(dee: User, entry: Organisation) -> None:
    olu, gone = (UserFactory(known_as=name, coordinator=True) for name in ("Olu", "Gone"))
    let_coordinate(make_organisation("Another"), olu)
    let_coordinate(entry, gone, ended=True)
    for stranger in (olu, gone, UserFactory(known_as="Pat", volunteer=True), UserFactory(known_as="Maureen")):
        browser = signed_in(stranger)
        for address in ("", "entry/", "entry/change/", "room/"):
            assert browser.get(f"/organisation/{entry.uuid}/{address}").status_code == 404
        assert browser.post(change(entry), typed(entry, summary="Not mine")).status_code == 404
        assert browser.post(f"/organisation/{entry.uuid}/room/", {"room": "full"}).status_code == 404
        assert browser.post(f"/organisation/{entry.uuid}/entry/take-back/").status_code == 404
        assert browser.post(f"/help-near-you/{entry.uuid}/right/").status_code == 404
    assert not Availability.objects.exists()


def test_the_way_to_ones_organisation(dee: User, entry: Organisation, browser_of: Callable[[User], Client]) -> None:
    own = f"/organisation/{entry.uuid}"
    assert browser_of(dee).get("/organisation/").url == f"{own}/"
    # Nobody can ask it for anything here, so its entry comes first; then what waits does.
    assert browser_of(dee).get(f"{own}/").url == f"{own}/entry/"
    Organisation.objects.update(on_portal=True)
    assert browser_of(dee).get(f"{own}/").url == f"{own}/requests/"
    Organisation.objects.update(on_portal=False)
    make_request(UserFactory(), entry, state=State.WAITING)
    assert browser_of(dee).get(f"{own}/").url == f"{own}/requests/"
    assert "Your entry" in browser_of(dee).get(f"{own}/requests/").content.decode()
    assert "My organisation" in browser_of(dee).get("/home/").content.decode()
    let_coordinate(make_organisation("Another"), dee)
    both = browser_of(dee).get("/organisation/").content.decode()
    assert "Another" in both and "Moor Friends" in both
    assert f'href="{own}/"' in both
    nobody = UserFactory(known_as="New", coordinator=True)
    assert "You look after no organisation yet" in browser_of(nobody).get("/organisation/").content.decode()
    assert "You look after no organisation yet" in browser_of(nobody).get("/home/").content.decode()


def test_a_coordinator_is_named_by_a_command(entry: Organisation, now: datetime) -> None:
    olu = UserFactory(known_as="Olu", coordinator=True)
    for _ in range(2):
        call_command("name_coordinator", olu.email, "Moor Friends")
    assert Membership.objects.filter(user=olu, ends_at=None).count() == 1
    assert signed_in(olu).get(change(entry)).status_code == 200
    call_command("name_coordinator", olu.email, "Moor Friends", "--end")
    assert signed_in(olu).get(change(entry)).status_code == 404
    maureen = UserFactory(known_as="Maureen")
    for email, name in (
        (maureen.email, "Moor Friends"),
        (olu.email, "Nowhere"),
        ("nobody@example.org", "Moor Friends"),
    ):
        with pytest.raises(CommandError):
            call_command("name_coordinator", email, name)


def test_costs_keep_their_identity(dee: User, entry: Organisation, ed: User) -> None:
    tea = {"costs-0-option": "Tea", "costs-0-amount": "1.50"}
    propose(dee, entry, **tea)
    approve(entry, ed)
    before = CostOption.objects.get()
    propose(dee, entry, **tea, **{"costs-1-option": "Cake", "costs-1-amount": "2"})
    approve(entry, ed)
    assert CostOption.objects.get(option="Tea").uuid == before.uuid
    assert CostOption.objects.count() == 2
    propose(dee, entry)
    approve(entry, ed)
    assert not CostOption.objects.exists()
