"""Who asked for help, and how it goes on: told to the portal as if it had happened then, by its own services."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import F
from django.utils import timezone

from community.demonstration.conversations import NAMES, Said, fill
from community.help_requests import services
from community.help_requests.models import Helping, HelpRequest
from community.help_requests.queries import help_rules
from community.help_requests.store import HelpRequestStore
from community.helping.services import end_help
from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from content.wizards.stores import AnswerChange
from planning.comments.models import Comment
from planning.documents.models import Document
from planning.documents.services import create_document, open_document
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice

Users = Mapping[str, User]
DEES, OLUS, NELLS = "Northmoor Independent Living", "Age UK Northmoor", "Northmoor Carers’ Centre"
# The questions of a request, and two of the documents.
TOPICS, ABOUT, WAYS, PLACE, TIMES, LANGUAGES, EASIER = (
    "02ca438f-0a24-5956-a99b-278213b8a339",
    "38de83f6-2cad-5662-b244-39bf64825ea3",
    "2e7a5a99-079e-5d92-8007-79c4b28f1c86",
    "e944c224-1bc7-5272-a416-945f0c296720",
    "368c1eab-94f9-5b02-b18e-4eb5f49bb0c6",
    "56f05563-cc9e-59ac-8d87-98cea6fe86a2",
    "4b85901c-39f1-5d54-989f-b22ebe13cd5e",
)
NATURE = UUID("72adff29-279f-596d-8e93-080b3db5a263")
VALUED = "9cd3985f-f08d-552e-ba6f-1d1ea89ece60"
FRIDAY = 4
WEEK = 7

LEO = (
    Said(
        "leo", timedelta(days=5), "Hello Maureen, it is Leo. Shall I come on Friday at eleven, to your kitchen table?"
    ),
    Said("maureen", timedelta(days=4, hours=20), "Friday is good. I have written down what a good week looks like."),
    Said(
        "leo",
        timedelta(days=1, hours=3),
        "That went well. Read my comment about the advert when you have time. No hurry.",
    ),
)
PAT = (
    Said("pat", timedelta(days=3), "Hello Gwen, I am Pat. I come on Monday morning, and bring tea."),
    Said("gwen", timedelta(days=2, hours=21), "Thank you. The door is open, just call out."),
)
WYN = (Said("wyn", timedelta(days=6), "Dear Ruth, ring me on Wednesday if you like. You need not explain anything."),)


def seed_help(users: Users, *, at: datetime) -> None:
    """Each made once: whatever was asked or decided in the demonstration since stays."""
    for name, ask in (("maureen", _maureen), ("gwen", _gwen), ("ruth", _ruth), ("iris", _iris), ("tom", _tom)):
        if not HelpRequest.objects.filter(person=users[name]).exists():
            ask(users, at)
    # What is older than a day was read by then.
    news = Notice.objects.filter(kind__in=(Kind.HELP_ASKED, Kind.HELP_NEWS, Kind.SHARED), read_at=None)
    news.filter(created_at__lt=at - timedelta(days=2)).update(read_at=F("created_at"))


def _maureen(users: Users, at: datetime) -> None:
    """Leo helps her with her plan and her PA job description, for twelve weeks."""
    maureen, leo = users["maureen"], users["leo"]
    asked = at - timedelta(days=8)
    answers = {
        TOPICS: _ticked("planning", "pa-job", "talk"),
        ABOUT: "I have six hours of help to find somebody for. I have never been anybody’s boss.",
        WAYS: _ticked("home-visits"),
        PLACE: "Northmoor",
        TIMES: "Late mornings. Thursday is choir.",
    }
    request = _asked(maureen, DEES, answers, Document.objects.owned_by(maureen), at=asked)
    until = timezone.localdate(asked) + help_rules().usually
    helping = _helped(request, leo, users["dee"], until=until, at=asked + timedelta(days=1))
    fill(helping.match.place.thread, LEO, users, at=at)
    job = (
        Document.objects.owned_by(maureen).filter(question_set_version__question_set__kind="pa_job_description").first()
    )
    if job:
        Comment.objects.create(
            document=job,
            question_id=NATURE,
            author=leo,
            text="This made me smile. In mine I also wrote what I am bad at, and the right person rang.",
            created_at=at - timedelta(days=1, hours=4),
        )


def _gwen(users: Users, at: datetime) -> None:
    """Pat helps her until the end of Friday."""
    gwen, today = users["gwen"], timezone.localdate(at)
    asked = at - timedelta(days=5)
    answers = {
        TOPICS: _ticked("planning"),
        ABOUT: "I am just out of hospital. I would like somebody to write it down with me.",
        WAYS: _ticked("home-visits", "phone"),
    }
    request = _asked(gwen, OLUS, answers, Document.objects.owned_by(gwen), at=asked)
    friday = today + timedelta(days=(FRIDAY - today.weekday() - 1) % WEEK + 1)
    helping = _helped(request, users["pat"], users["olu"], until=friday, at=asked + timedelta(days=1))
    fill(helping.match.place.thread, PAT, users, at=at)


def _ruth(users: Users, at: datetime) -> None:
    """Wyn helped her until an hour ago, when she ended it. No reason was asked."""
    ruth, wyn = users["ruth"], users["wyn"]
    asked = at - timedelta(days=9)
    profile = create_document(
        kind="one_page_profile",
        by=ruth,
        at=asked,
        title="About me, not about Alan",
        answers={VALUED: "I sing while I cook. People say that I remember what they told me."},
        kept_from=uuid5(NAMES, "ruth"),
    )
    answers = {
        TOPICS: _ticked("talk"),
        ABOUT: "My husband needs me day and night. I would like to talk to somebody who knows that.",
        WAYS: _ticked("phone", "meeting"),
    }
    request = _asked(ruth, NELLS, answers, [profile], at=asked)
    begun = asked + timedelta(days=1)
    helping = _helped(request, wyn, users["nell"], until=timezone.localdate(begun) + help_rules().usually, at=begun)
    open_document(document=profile, by=wyn, at=begun + timedelta(hours=2), path=profile.get_absolute_url())
    fill(helping.match.place.thread, WYN, users, at=at)
    end_help(helping=helping, by=ruth, at=at - timedelta(hours=1))


def _iris(users: Users, at: datetime) -> None:
    """Her request waits for Dee."""
    iris = users["iris"]
    answers = {
        TOPICS: _ticked("planning", "talk"),
        ABOUT: "I have begun a job description by myself. I have no social worker yet. Where do I begin?",
        WAYS: _ticked("home-visits", "video"),
        PLACE: "NM1",
        EASIER: _ticked("step-free"),
    }
    _asked(iris, DEES, answers, Document.objects.owned_by(iris), at=at - timedelta(days=1))


def _tom(users: Users, at: datetime) -> None:
    """Dee asked him something back."""
    answers = {
        TOPICS: _ticked("talk"),
        ABOUT: "I want to meet somebody who runs his own money too.",
        WAYS: _ticked("meeting"),
    }
    request = _asked(users["tom"], DEES, answers, (), at=at - timedelta(days=3))
    services.ask_back(
        request=request,
        words="We would love to. Shall we meet at the café by the station, or would you rather see us here?",
        by=users["dee"],
        at=at - timedelta(days=1, hours=2),
    )


def _ticked(*keys: str) -> dict[str, Any]:
    return {"chosen": list(keys), "something_else": ""}


def _asked(
    person: User, organisation: str, answers: Mapping[str, Any], documents: Iterable[Document], *, at: datetime
) -> HelpRequest:
    """A request that was written and sent at this moment, with these documents ticked."""
    to = Organisation.objects.get(name=organisation)
    key = uuid5(NAMES, f"{person.email} {organisation}")
    request = services.begin_request(key=key, organisation=to, by=person, at=at)
    store = HelpRequestStore(request, person, at)
    asked = {question.id for question in store.definition.questions()}
    store.save([AnswerChange(question, value, 0) for question, value in answers.items() if question in asked])
    for document in documents:
        services.choose_document(request=request, document=document, shown=True, by=person, at=at)
    return services.send_request(request=request, organisation=to, by=person, at=at + timedelta(minutes=20))


def _helped(request: HelpRequest, helper: User, coordinator: User, *, until: date, at: datetime) -> Helping:
    """Taken on, somebody proposed, and a yes."""
    volunteer = Volunteer.objects.get(membership__user=helper, membership__organisation=request.organisation)
    services.accept_request(request=request, by=coordinator, at=at)
    offer = services.propose_helper(request=request, volunteer=volunteer, by=coordinator, at=at + timedelta(minutes=30))
    midnight = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    return services.accept_offer(offer=offer, until=midnight, by=request.person, at=at + timedelta(hours=1))
