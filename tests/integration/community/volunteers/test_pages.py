"""A coordinator's volunteers, and a volunteer's own pages."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks

from community.organisations.models import Membership, Organisation
from community.volunteers.models import Check, ChecksTold, Volunteer, VolunteerInvitation
from community.volunteers.policies import check_can_be_matched
from community.volunteers.services.checking import tell_of_checks
from community.volunteers.services.inviting import end_volunteering
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships.invitations import token_of
from tests.factories.organisations import let_coordinate, make_organisation, term
from tests.factories.portal import UserFactory
from tests.factories.volunteers import (
    DBS,
    TRAINING,
    add_check,
    check_kind,
    make_invitation,
    make_match,
    make_volunteer,
)
from tests.personas import signed_in
from tests.valid_html import problems_of


@pytest.fixture
def dee(db: None) -> User:
    return UserFactory(known_as="Dee", coordinator=True)


@pytest.fixture
def friends(dee: User) -> Organisation:
    """Dee's organisation."""
    made = make_organisation("Moor Friends")
    let_coordinate(made, dee)
    check_kind(DBS)
    return made


@pytest.fixture
def pat(friends: Organisation) -> Volunteer:
    return make_volunteer(friends, UserFactory(known_as="Pat", volunteer=True), about="I keep bees.")


def address(friends: Organisation, *rest: object) -> str:
    return "/".join([f"/organisation/{friends.uuid}/volunteers", *(str(part) for part in rest), ""])


def link(invitation: VolunteerInvitation) -> str:
    return f"/volunteering/{token_of(invitation.uuid)}/"


# --- The list -----------------------------------------------------------------------------


def test_the_list_says_whom_one_can_promise_what(friends: Organisation, dee: User) -> None:
    facts = {"hours_a_week": 4, "free_when": "Monday mornings", "ways": ["home", "phone"], "languages": ["pl"]}
    full = make_volunteer(friends, UserFactory(known_as="Ada", volunteer=True), at_once=1)
    make_match(UserFactory(known_as="Secretive"), full.membership.user)
    make_volunteer(friends, UserFactory(known_as="Bo", volunteer=True), checked=False)
    make_volunteer(friends, UserFactory(known_as="Cy", volunteer=True), kind="peer", **facts)
    make_volunteer(friends, UserFactory(known_as="Gone", volunteer=True), ended=True)
    make_volunteer(make_organisation("Another"), UserFactory(known_as="Theirs", volunteer=True))
    page = signed_in(dee).get(address(friends)).content.decode()
    # Who can take somebody on comes first, who has no room last.
    assert page.index("Cy Example") < page.index("Bo Example") < page.index("Ada Example")
    for words in ("Peer supporter", "4 hours a week", "Monday mornings", "At the person’s home, by phone", "Pl"):
        assert words in page
    assert "Bo’s DBS check is not noted yet." in page
    assert "1 of 3 can help somebody new now" in page
    assert "1 of 1" in page
    assert "Gone" not in page
    assert "Theirs" not in page
    # Whom somebody helps is not on it.
    assert "Secretive" not in page


def test_the_list_asks_as_much_for_many_as_for_one(friends: Organisation, dee: User, pat: Volunteer) -> None:
    browser = signed_in(dee)
    browser.get(address(friends))
    with CaptureQueriesContext(connection) as one:
        browser.get(address(friends))
    for _ in range(6):
        made = make_volunteer(friends, languages=("pl", "ur"), skills=("planning", "talk"))
        make_match(UserFactory(), made.membership.user)
        add_check(made, check_kind(TRAINING), done_on=timezone.localdate(), runs_out_on=None)
    make_invitation(friends, dee)
    with CaptureQueriesContext(connection) as many:
        browser.get(address(friends))
    assert len(many) == len(one)


def test_another_coordinator_finds_nothing(friends: Organisation, pat: Volunteer, dee: User) -> None:
    olu = UserFactory(known_as="Olu", coordinator=True)
    theirs = make_organisation("Another")
    let_coordinate(theirs, olu)
    let_coordinate(friends, olu, ended=True)
    invited, check = make_invitation(friends, dee), pat.checks.all()[0]
    browser = signed_in(olu)
    for path in (
        address(friends),
        address(friends, pat.uuid),
        # Through their own organisation, too.
        address(theirs, pat.uuid),
        address(theirs, pat.uuid, "change"),
        address(theirs, pat.uuid, "end"),
    ):
        response = browser.get(path)
        assert response.status_code == 404
        assert "bees" not in response.content.decode()
    for path in (
        address(theirs, "invited", invited.uuid, "take-back"),
        address(theirs, pat.uuid, "checks", check.uuid, "take-out"),
        address(theirs, pat.uuid, "end"),
    ):
        assert browser.post(path).status_code == 404
    assert VolunteerInvitation.objects.waiting().exists()
    assert Check.objects.kept().count() == 1
    assert Volunteer.objects.current(at=timezone.now()).exists()


# --- Invitations --------------------------------------------------------------------------


def test_somebody_new_is_invited_makes_an_account_and_says_yes(friends: Organisation, dee: User) -> None:
    typed = {"name": "Sam", "email": "Sam@Example.org", "kind": "peer"}
    browser = signed_in(dee)
    page = browser.post(address(friends, "invite"), typed, follow=True).content.decode()
    assert "We sent Sam an invitation" in page
    invitation = VolunteerInvitation.objects.get()
    letter = next(m for m in mail.outbox if "sam@example.org" in m.to)
    assert link(invitation) in str(letter.body)
    assert "Moor Friends" not in str(letter.body)
    newcomer = Client()
    first = newcomer.get(link(invitation)).content.decode()
    assert "Moor Friends asks you to be a peer supporter" in first
    assert problems_of(first) == []
    assert problems_of(newcomer.post(link(invitation), {}).content.decode()) == []
    assert not Volunteer.objects.exists()
    response = newcomer.post(link(invitation), {"known_as": "Sam", "full_name": "Sam Field"})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/code/")
    sam = User.objects.get(email="sam@example.org")
    assert sam.role == Role.VOLUNTEER
    own = signed_in(sam)
    page = own.get(link(invitation)).content.decode()
    assert "Yes, I will help" in page
    assert problems_of(page) == []
    assert not Volunteer.objects.exists()
    assert own.post(link(invitation)).status_code == 302
    volunteer = Volunteer.objects.of(friends, at=timezone.now()).get()
    assert (volunteer.membership.user, volunteer.kind) == (sam, "peer")
    assert Notice.objects.filter(user=dee, kind="joined", path=address(friends)).count() == 1
    assert own.post(link(invitation)).status_code == 410
    # Without a check nobody is matched, however they came.
    with pytest.raises(Denied, match="DBS check is not noted yet"):
        check_can_be_matched(volunteer, at=timezone.now())


def test_who_helps_elsewhere_already_says_yes_with_the_account_they_have(friends: Organisation, dee: User) -> None:
    pat = UserFactory(known_as="Pat", volunteer=True)
    make_volunteer(make_organisation("Another"), pat)
    signed_in(dee).post(address(friends, "invite"), {"name": "Pat", "email": pat.email, "kind": "volunteer"})
    invitation = VolunteerInvitation.objects.get()
    page = Client().get(link(invitation)).content.decode()
    assert "Sign in</a>" in page
    assert "Make an account" not in page
    assert problems_of(page) == []
    signed_in(pat).post(link(invitation))
    assert Volunteer.objects.own(pat, at=timezone.now()).count() == 2


@pytest.mark.parametrize("trait", [{}, {"coordinator": True}, {"social_worker": True}])
def test_an_account_has_one_purpose(friends: Organisation, dee: User, trait: dict[str, bool]) -> None:
    somebody = UserFactory(known_as="Sam", **trait)
    invitation = make_invitation(friends, dee, somebody.email)
    for method in ("get", "post"):
        response = getattr(signed_in(somebody), method)(link(invitation))
        assert response.status_code == 403
        assert "You use this account for something else" in response.content.decode()
        assert problems_of(response.content.decode()) == []
    assert not Volunteer.objects.exists()


def test_an_invitation_is_for_one_address(friends: Organisation, dee: User) -> None:
    invitation = make_invitation(friends, dee, "sam@example.org")
    other = UserFactory(known_as="Other", volunteer=True)
    response = signed_in(other).post(link(invitation))
    assert response.status_code == 403
    assert "another email address than yours" in response.content.decode()
    assert not Volunteer.objects.exists()


def test_each_address_is_invited_once_at_a_time(friends: Organisation, dee: User, pat: Volunteer) -> None:
    browser, typed = signed_in(dee), {"name": "Sam", "email": "sam@example.org", "kind": "peer"}
    browser.post(address(friends, "invite"), typed)
    page = browser.post(address(friends, "invite"), typed).content.decode()
    assert "You have invited this address already" in page
    assert 'value="Sam"' in page
    theirs = typed | {"email": pat.membership.user.email}
    assert "helps with you already" in browser.post(address(friends, "invite"), theirs).content.decode()
    invitation = VolunteerInvitation.objects.get()
    VolunteerInvitation.objects.update(invited_at=timezone.now() - timedelta(days=20), expires_at=timezone.now())
    assert Client().get(link(invitation)).status_code == 410
    assert browser.post(address(friends, "invite"), typed).status_code == 302
    assert VolunteerInvitation.objects.waiting().count() == 1


def test_an_invitation_can_be_taken_back(friends: Organisation, dee: User) -> None:
    invitation = make_invitation(friends, dee)
    for _ in range(2):
        signed_in(dee).post(address(friends, "invited", invitation.uuid, "take-back"))
    assert Client().get(link(invitation)).status_code == 410
    assert "new@example.org" not in signed_in(dee).get(address(friends)).content.decode()


# --- Checks -------------------------------------------------------------------------------


def note(kind: str, done: str, until: str = "") -> dict[str, object]:
    days = {"done_on": done, "runs_out_on": until}
    typed = {f"{n}_{i}": p for n, day in days.items() for i, p in enumerate(day.split(".") if day else ["", "", ""])}
    return {"kind": check_kind(kind).pk, **typed}


def test_a_check_runs_out_as_the_rule_says_or_earlier(friends: Organisation, dee: User) -> None:
    pat = make_volunteer(friends, UserFactory(known_as="Pat", volunteer=True), checked=False)
    browser, page = signed_in(dee), address(friends, pat.uuid)
    assert "Cannot help anybody new now" in browser.get(page).content.decode()
    assert browser.post(page, note(DBS, "14.3.2026")).status_code == 302
    assert browser.post(page, note(DBS, "14.3.2026")).status_code == 302
    check = Check.objects.get()
    assert check.runs_out_on == datetime(2029, 3, 14).date()  # noqa: DTZ001 - a day
    assert check.noted_by == dee
    shown = browser.get(page).content.decode()
    assert "Can help somebody new" in shown
    assert "runs out on 14 March 2029" in shown
    late = browser.post(page, note(DBS, "15.3.2026", "16.3.2029"))
    assert "By the council’s rule it runs out on 15 March 2029" in late.content.decode()
    assert browser.post(page, note(DBS, "15.3.2026", "1.1.2028")).status_code == 302
    over = browser.post(page, note(DBS, "15.3.2020")).content.decode()
    assert "This check ran out on 15 March 2023. Note a newer one." in over
    assert "today or before" in browser.post(page, note(DBS, "1.1.2150")).content.decode()
    assert (
        "after the one on which it was done" in browser.post(page, note(DBS, "2.1.2026", "1.1.2026")).content.decode()
    )
    assert Check.objects.count() == 2
    assert Event.objects.filter(verb="check noted", person_id=pat.membership.user_id).count() == 2


def test_what_was_noted_by_mistake_counts_no_more(friends: Organisation, dee: User, pat: Volunteer) -> None:
    check = pat.checks.all()[0]
    browser = signed_in(dee)
    # A second tap finds it done.
    for _ in range(2):
        assert browser.post(address(friends, pat.uuid, "checks", check.uuid, "take-out")).status_code == 302
        assert "DBS check is not noted yet" in browser.get(address(friends, pat.uuid)).content.decode()
    assert Event.objects.filter(verb="check taken out").count() == 1


def test_a_volunteer_reads_their_checks_and_changes_none(pat: Volunteer, friends: Organisation) -> None:
    own = signed_in(pat.membership.user)
    page = own.get("/helping/me/").content.decode()
    assert "DBS check" in page
    assert "take-out" not in page
    assert own.post(address(friends, pat.uuid), note(DBS, "1.1.2026")).status_code == 404
    assert Check.objects.count() == 1


def test_coordinators_hear_of_checks_that_run_out_once_a_week(friends: Organisation, dee: User) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    soon = make_volunteer(friends, UserFactory(known_as="Soon", volunteer=True), checked=False)
    add_check(soon, check_kind(DBS), done_on=today - timedelta(days=9), runs_out_on=today + timedelta(days=30))
    calm = make_organisation("Another")
    let_coordinate(calm, UserFactory(known_as="Olu", coordinator=True))
    make_volunteer(calm, UserFactory(known_as="Well", volunteer=True))
    let_coordinate(friends, UserFactory(known_as="Former", coordinator=True), ended=True)
    for moment in (now, now + timedelta(minutes=1)):
        tell_of_checks(at=moment)
    notice = Notice.objects.get(kind="checks_due")
    assert (notice.user, notice.path) == (dee, address(friends))
    assert "Soon: DBS check" not in str(vars(notice))
    page = signed_in(dee).get(notice.path).content.decode()
    assert "Checks to renew" in page
    assert "runs out on" in page
    assert "Soon Example" in signed_in(dee).get("/home/").content.decode()
    # Read, and nothing was done: a week later once more.
    tell_of_checks(at=now + timedelta(days=6))
    assert Notice.objects.count() == 1
    tell_of_checks(at=now + timedelta(days=7, minutes=1))
    assert Notice.objects.count() == 2
    assert ChecksTold.objects.count() == 1


# --- Profiles -----------------------------------------------------------------------------


def profile(volunteer: Volunteer, **changed: object) -> dict[str, object]:
    return {
        "seen": str(Volunteer.objects.get(pk=volunteer.pk).number),
        "kind": volunteer.kind,
        "about": "I keep bees.",
        "skills": [term("help", "planning").pk],
        "at_once": "2",
        **changed,
    }


def test_a_volunteer_changes_their_words_and_nobody_has_to_approve(friends: Organisation, pat: Volunteer) -> None:
    own = signed_in(pat.membership.user)
    talk, polish = term("help", "talk"), term("language", "pl")
    more = {
        "skills": [talk.pk],
        "languages": [polish.pk],
        "ways": ["video"],
        "hours_a_week": "3",
        "free_when": "Fridays",
    }
    assert own.post(f"/helping/me/{pat.uuid}/", profile(pat, about="I sing.", kind="peer", **more)).status_code == 302
    pat.refresh_from_db()
    assert (pat.about, pat.ways, pat.hours_a_week, pat.free_when) == ("I sing.", ["video"], 3, "Fridays")
    assert list(pat.skills.all()) == [talk]
    assert list(pat.languages.all()) == [polish]
    # What they are here is for the coordinator to say.
    assert pat.kind == "volunteer"
    dee = User.objects.get(known_as="Dee")
    assert signed_in(dee).post(address(friends, pat.uuid, "change"), profile(pat, kind="peer")).status_code == 302
    pat.refresh_from_db()
    assert pat.kind == "peer"


def test_whoever_saves_second_sees_what_the_other_wrote_and_loses_nothing(
    friends: Organisation, pat: Volunteer, dee: User
) -> None:
    mine = profile(pat, about="What Pat wrote.")
    signed_in(dee).post(address(friends, pat.uuid, "change"), profile(pat, about="What Dee wrote."))
    own = signed_in(pat.membership.user)
    page = own.post(f"/helping/me/{pat.uuid}/", mine).content.decode()
    assert "Somebody else changed this while you wrote" in page
    assert "What Dee wrote." in page
    assert "What Pat wrote." in page
    assert Volunteer.objects.get().about == "What Dee wrote."
    again = mine | {"seen": str(Volunteer.objects.get().number)}
    assert own.post(f"/helping/me/{pat.uuid}/", again).status_code == 302
    assert Volunteer.objects.get().about == "What Pat wrote."
    # Two taps: the second finds its words there already.
    assert own.post(f"/helping/me/{pat.uuid}/", again).status_code == 302


def test_nobody_changes_somebody_elses_profile(pat: Volunteer) -> None:
    leo = UserFactory(known_as="Leo", volunteer=True)
    make_volunteer(make_organisation("Another"), leo)
    browser = signed_in(leo)
    assert browser.get(f"/helping/me/{pat.uuid}/").status_code == 404
    assert browser.post(f"/helping/me/{pat.uuid}/", profile(pat, about="No")).status_code == 404
    assert browser.post(f"/helping/me/{pat.uuid}/leave/").status_code == 404
    assert "bees" not in browser.get("/helping/me/").content.decode()


# --- Leaving ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["pat", "dee"])
def test_from_the_moment_it_ends_nobody_is_matched(friends: Organisation, pat: Volunteer, dee: User, who: str) -> None:
    assert pat in Volunteer.objects.matchable(friends, at=timezone.now())
    heard: list[tuple[object, ...]] = []
    user = dee if who == "dee" else pat.membership.user
    path = address(friends, pat.uuid, "end") if who == "dee" else f"/helping/me/{pat.uuid}/leave/"
    with hooks.register_temporarily("register_volunteer_left", lambda *told: heard.append(told)):
        assert signed_in(user).get(path).status_code == 200
        assert not heard
        for _ in range(2):
            said = signed_in(user).post(path, follow=True)
            assert (said.status_code, "any more." in said.content.decode()) == (200, True)
        end_volunteering(volunteer=pat, by=user, at=timezone.now())
    assert [told[:2] for told in heard] == [(pat, user)]
    assert not Volunteer.objects.matchable(friends, at=timezone.now()).exists()
    with pytest.raises(Denied, match="Pat does not help with Moor Friends now"):
        check_can_be_matched(pat, at=timezone.now())
    assert signed_in(dee).get(address(friends, pat.uuid)).status_code == 404
    assert signed_in(pat.membership.user).get(f"/helping/me/{pat.uuid}/").status_code == 404
    assert Membership.objects.get(user=pat.membership.user).ends_at
