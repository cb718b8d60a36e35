"""Who may do what with a request for help, in which state. Each raises Denied with a sentence to read."""

from datetime import datetime, timedelta

from community.help_requests.enums import Action, Actor, Settled, State
from community.help_requests.life import ALREADY, HELPED, OVER, actor_of, next_state
from community.help_requests.models import Helping, HelpRequest, Offer
from community.organisations.models import Organisation
from community.organisations.policies import check_coordinates
from community.volunteers.models import Volunteer
from community.volunteers.policies import check_can_be_matched
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.relationships.models import Match

NOT_YOURS = "Only the person who asked for help can do this."
NOT_HELPING = "Only the person who helps now can do this."
NOBODY = "This comes about by itself. Nobody can press it."
FOR_PERSONS = "You help others here. To ask for help yourself, use an account of your own."
WITH_THEM = (
    "An organisation reads this now, so it cannot be changed. You can take it back. Then you can ask again with the "
    "same words, and change them."
)
NOT_OVER = "This goes on. Once it has ended, or you have taken it back, you can ask again with the same words."
HELPS_NOW = "Somebody helps you now, so this stays as you asked it. When it has ended, you can ask again."
IS_OVER = "This is over, so it cannot be changed. You can ask again with the same words, and change them."
SAYS_NOTHING = "Say what you would like help with first. A few words are enough."
NOT_HERE = "They are not on this portal, so you cannot ask them here. You can ring or write to them."
LEFT = "They are not in our list any more, so you cannot ask them here. Choose somebody else."
RESTS = "They take on nobody new for now. Choose somebody else."
OF_ANOTHER = "They help with another organisation."
SAID_NO = "They said that they cannot help with this. Choose somebody else."
# A yes holds for a year at most: then it is asked anew.
LONGEST = timedelta(days=366)
TOO_LONG = "Choose a last day within a year from today. You can ask for help again then."
PAST = "Choose a last day from today on."


def check_can(user: User | None, request: HelpRequest, action: Action, *, at: datetime) -> State:
    """Whether this user may do this now, and the state that follows: the table of life.py, held to people.

    user: nobody for what the clock does. Raises Denied.
    """
    _check_is(user, request, actor_of(action), at=at)
    return next_state(State(request.state), action)


def _check_is(user: User | None, request: HelpRequest, actor: Actor, *, at: datetime) -> None:
    if actor == Actor.CLOCK:
        if user is not None:
            raise Denied(NOBODY)
    elif user is None:
        raise Denied(NOT_YOURS)
    elif actor == Actor.PERSON:
        if user.pk != request.person_id:
            raise Denied(NOT_YOURS)
    elif actor == Actor.HELPER:
        _check_helps(user, request, at=at)
    elif request.organisation is None:
        raise Denied(NOT_YOURS)
    else:
        check_coordinates(user, request.organisation, at=at)


def _check_helps(user: User, request: HelpRequest, *, at: datetime) -> None:
    helping = Helping.objects.lasting(at=at).filter(request=request, match__helper=user)
    if request.state not in HELPED or not helping.exists():
        raise Denied(NOT_HELPING)


def check_can_ask(user: User) -> None:
    """Whose account is for oneself, and not for helping others. Raises Denied."""
    if not (user.is_active and user.is_person):
        raise Denied(FOR_PERSONS)


def check_can_write(user: User, request: HelpRequest) -> None:
    """The person, while no organisation reads it: before it is sent, and after a no. Raises Denied."""
    if user.pk != request.person_id:
        raise Denied(NOT_YOURS)
    if request.state in OVER:
        raise Denied(IS_OVER)
    if request.state in HELPED:
        raise Denied(HELPS_NOW)
    if request.state not in {State.DRAFT, State.DECLINED}:
        raise Denied(WITH_THEM)


def check_can_ask_again(user: User, request: HelpRequest) -> None:
    """The person, once it has ended or was taken back. Raises Denied."""
    check_can_ask(user)
    if user.pk != request.person_id:
        raise Denied(NOT_YOURS)
    if request.state not in OVER:
        raise Denied(NOT_OVER)


def check_can_choose_documents(user: User, request: HelpRequest) -> None:
    """The person, until somebody helps: from then on they share and stop sharing on the pages of the document.

    Raises Denied.
    """
    if user.pk != request.person_id:
        raise Denied(NOT_YOURS)
    if request.state in HELPED | OVER:
        raise Denied(ALREADY)


def check_takes_people_on(organisation: Organisation, *, at: datetime) -> None:
    """An organisation of this portal that somebody looks after, and that takes people on. Raises Denied."""
    if not Organisation.objects.on_portal(at=at).filter(pk=organisation.pk).exists():
        raise Denied(NOT_HERE if organisation.live else LEFT)
    if organisation.now.intake_paused:
        raise Denied(RESTS)


def check_can_be_asked(request: HelpRequest, organisation: Organisation, *, at: datetime) -> None:
    """One that takes people on, and has not said no to this very request. Raises Denied."""
    check_takes_people_on(organisation, at=at)
    if request.turns.filter(action=Action.DECLINE, organisation=organisation).exists():
        raise Denied(SAID_NO)


def check_says_something(request: HelpRequest) -> None:
    """Whoever is asked can read what it is about. Raises Denied."""
    if not any(kept.get("value") for kept in request.answers.values()):
        raise Denied(SAYS_NOTHING)


def check_can_be_proposed(request: HelpRequest, volunteer: Volunteer, *, at: datetime) -> None:
    """One of the volunteers of the organisation that is asked, who can take somebody on, to whom the person has not
    said no, and who is not helping them already. Raises Denied."""
    if volunteer.membership.organisation_id != request.organisation_id:
        raise Denied(OF_ANOTHER)
    check_can_be_matched(volunteer, at=at)
    helper, name = volunteer.membership.user_id, volunteer.name
    if request.offers.filter(helper=helper, settled=Settled.NO).exists():
        raise Denied(f"They said no to {name} before. Propose somebody else.")
    helps = Match.objects.filter(person=request.person_id, helper=helper, ends_at__gt=at)
    if helps.filter(helping__organisation=request.organisation).exists():
        raise Denied(f"{name} helps them already. Propose somebody else.")
    if helps.exists():
        # Through another organisation, which is no business of this one.
        raise Denied(f"{name} cannot be proposed here. Propose somebody else.")


def check_still_can_help(request: HelpRequest, offer: Offer, *, at: datetime) -> Volunteer:
    """Whoever was proposed can still take somebody on at the moment of the yes. Raises Denied."""
    name = offer.helper.known_as
    found = Volunteer.objects.matchable(offer.organisation, at=at).filter(membership__user=offer.helper)
    volunteer: Volunteer | None = found.select_related("membership__user", "membership__organisation").first()
    if volunteer is None:
        raise Denied(f"{name} cannot help you just now. {offer.organisation.name} will tell you more.")
    # Asked in the order of the locks, whatever moment each window began with.
    if volunteer.membership.ends_at is not None:
        raise Denied(f"{name} cannot help you just now. {offer.organisation.name} will tell you more.")
    if Match.objects.filter(person=request.person_id, helper=offer.helper, ends_at__gt=at).exists():
        raise Denied(f"{name} helps you already.")
    return volunteer


def check_ends_in_time(until: datetime, *, at: datetime) -> None:
    """The end of some help lies ahead, and within a year. Raises Denied."""
    if until <= at:
        raise Denied(PAST)
    if until > at + LONGEST:
        raise Denied(TOO_LONG)
