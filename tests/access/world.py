"""What the access matrix is about: Maureen's plan, with something of every sort in it, and everybody around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from community.handover.enums import PARTS
from community.handover.models import Ending, Handover, SummaryAnswer
from community.help_requests.enums import Action, State
from community.help_requests.models import Helping, HelpRequest, Offer, Turn
from community.helping.models import Meeting
from community.helping.services import end_help, end_what_ran_out
from community.known_sources.models import PointedSource
from community.messaging.models import MessageFile, Thread
from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.peers.models import Naming, PageWish, Post
from community.reports.models import Report
from community.volunteers.models import Volunteer, VolunteerInvitation
from community.wellbeing.models import Asking
from community.worries.models import Worry
from content.rules.seeding import seed_employer_rates
from planning.carrying.models import CarriedAnswer, Carrying
from planning.clock.models import Worse
from planning.clock.services import say_worse
from planning.comments.models import Comment, Suggestion
from planning.diary.enums import Every
from planning.diary.models import Entry
from planning.diary.services import keep_receipt, repeat
from planning.diary.services.repeating import RepeatingValues
from planning.direct_planning import services
from planning.direct_planning.models import DirectPlan
from planning.documents.enums import Audience
from planning.documents.models import AnswerBeside, Document, DocumentFile, Grant, OwnHeading, OwnQuestion, Version
from planning.exports.models import PreparedCopy
from planning.job_descriptions import questions
from planning.limits.models import SignOffLimit
from planning.limits.services import set_limit
from planning.money_checks.models import MoneyCheck, MoneyCheckWish
from planning.money_checks.services import wish_for_money_check
from planning.paper.models import PaperAnswer
from planning.signing_off.challenging import challenge
from planning.signing_off.enums import Action as SignOffAction
from planning.signing_off.enums import Refusal
from planning.signing_off.models import SignOff
from planning.signing_off.services import refuse, take_step
from planning.statements.models import Statement
from planning.timesheets.models import Assistant, Week
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.authority.services import end_authority
from portal.away.services import go_away
from portal.crisis.models import Crisis, CrisisWords
from portal.files.services import Taken
from portal.hours.models import Leave
from portal.hours.services import choose_stand_in
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, BreakGlass, CircleMembership
from tests.factories.authority import let_act
from tests.factories.carrying import IMPORTANT, carry_by_hand, make_mapping, make_profile
from tests.factories.community import add_file, family_thread, say, thread_of
from tests.factories.content import default_definition, definition_of, publish, question_id
from tests.factories.diary import BEGAN, make_diary, says, write
from tests.factories.direct_planning import make_direct_plan
from tests.factories.handover import hand_over
from tests.factories.help_requests import let_help, make_offer, make_request
from tests.factories.known_sources import know, point
from tests.factories.money import let_see_money
from tests.factories.money_checks import share_days
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.peers import answered, approved, asked, let_moderate
from tests.factories.planning import answer, make_document, make_version, share_with, share_with_worker
from tests.factories.portal import UserFactory, join_circle, open_glass
from tests.factories.signing_off import cost, sent
from tests.factories.spending import Spending, make_spending
from tests.factories.statements import bring, bring_lines
from tests.factories.timesheets import hire, work
from tests.factories.volunteers import make_invitation, make_volunteer
from tests.personas import Cast, everybody, signed_in

SECRET = "the tangerine tin behind the clock"
OPEN_WORDS = "the choir on Thursdays"
WORSE = "I fell beside the kettle"
WORRY = "the bruises on her left arm"


@dataclass
class World:
    """One of each: what an address can name, all of it Maureen's."""

    people: dict[str, User]
    # By name: the session of each of them in a browser where they are signed in.
    sessions: dict[str, str]
    document: Document
    job: Document
    membership: CircleMembership
    worker_grant: Grant
    heading: OwnHeading
    question: OwnQuestion
    comment: Comment
    suggestion: Suggestion
    file: DocumentFile
    beside: AnswerBeside
    notice: Notice
    removed_heading: OwnHeading
    removed_question: OwnQuestion
    carrying: Carrying
    carried: CarriedAnswer
    paper: PaperAnswer
    version: Version
    copy: PreparedCopy
    thread: Thread
    opening: BreakGlass
    authority: Authority
    message_file: MessageFile
    family: Thread
    crisis: Crisis
    leave: Leave
    handover: Handover
    report: Report
    ending: Ending
    direct_plan: DirectPlan
    organisation: Organisation
    volunteer: Volunteer
    invited: VolunteerInvitation
    pointed: PointedSource
    asking: Asking
    left: CircleMembership
    help_draft: HelpRequest
    help_request: HelpRequest
    helping: Helping
    over: Helping
    withdrawn: Helping
    meeting: Meeting
    helper_file: MessageFile
    worry: Worry
    lead: Membership
    asked: Post
    helped: Post
    naming: Naming
    help_offer: Offer
    worse: Worse
    diary_entry: Entry
    spending: Spending
    money_check: MoneyCheck
    money_wish: MoneyCheckWish
    statement: Statement
    waiting_statement: Statement
    worked_week: Week
    former_assistant: Assistant
    limit: SignOffLimit
    sent: SignOff
    questioned: SignOff
    refused: SignOff
    challenged: SignOff


def make_world(cast: Cast, at: datetime) -> World:
    """Maureen's plan: shared with her worker and with Beth; Jan writes in it, and looks after the money;
    Ruth's share has ended.

    Nadia, of another team, has opened her record in an emergency; the hour of Nils is over. Clare acts in her place,
    as Morag recorded it; Colm did until an hour ago, and is in her circle still. Leo helps her; the last day of Lyn's
    help is over, and she ended that of Wes an hour ago.
    """
    seed_employer_rates()
    jan = UserFactory(known_as="Jan")
    nadia, nils = (UserFactory(known_as=name, social_worker=True, team=cast.south) for name in ("Nadia", "Nils"))
    opening = open_glass(cast.maureen, nadia)
    open_glass(cast.maureen, nils, ended=True)
    in_circle = join_circle(cast.maureen, jan, relation="friend")
    document = make_document(cast.maureen)
    words, hidden = question_id(default_definition(), "long_text"), question_id(default_definition(), "short_text")
    answer(document, words, OPEN_WORDS)
    answer(document, hidden, SECRET, audience=Audience.ONLY_ME)
    share_with(document, cast.beth_in_circle, can_comment=True, can_suggest=True)
    share_with(document, in_circle, can_comment=True, can_edit=True)
    let_see_money(in_circle, manage=True)
    share_with(document, cast.ruth_in_circle, can_comment=True)
    clare, colm = UserFactory(known_as="Clare"), UserFactory(known_as="Colm")
    job = _job(cast, in_circle)
    authority = _acting(cast, clare, colm, at)
    heading = OwnHeading.objects.create(document=document, title="My music")
    file = DocumentFile(
        document=document,
        question_id=question_id(default_definition(), "file"),
        name="garden.jpg",
        content_type="image/jpeg",
        size=4,
        uploaded_by=cast.maureen,
        uploaded_at=at,
    )
    file.blob.save(str(file.uuid), ContentFile(b"jpeg"))
    answer(
        document, str(file.question_id), {"file": str(file.uuid), "name": "garden.jpg", "content_type": "image/jpeg"}
    )
    worker_grant = share_with_worker(document)
    make_mapping((words, IMPORTANT, "as_it_is"), source="support_plan", target="one_page_profile")
    thread = _thread(cast, at)
    organisation = _organisation(cast)
    profile = make_profile(cast.maureen, title="About me, quietly")
    answer(profile, IMPORTANT, f"{OPEN_WORDS} and {SECRET}")
    carried = carry_by_hand(profile, IMPORTANT, document, words)
    leo, lyn, wes = (UserFactory(known_as=name, volunteer=True) for name in ("Leo", "Lyn", "Wes"))
    helping, over, withdrawn = _help(cast, (leo, lyn, wes), organisation, [document, job], at)
    question_to_others = _asked(cast, organisation)
    diary_entry = _diary_entry(cast, at)
    wish = wish_for_money_check(person=cast.maureen, words="May I have a look?", by=cast.sunita, at=at)
    people = {
        **everybody(cast),
        "jan": jan,
        "nadia": nadia,
        "nils": nils,
        "clare": clare,
        "colm": colm,
        "leo": leo,
        "lyn": lyn,
        "wes": wes,
    }
    return World(
        people=people,
        sessions={name: signed_in(user).cookies["sessionid"].value for name, user in people.items()},
        document=document,
        job=job,
        membership=cast.beth_in_circle,
        worker_grant=worker_grant,
        version=make_version(document),
        copy=make_copy(document, cast.beth, at),
        thread=thread,
        family=family_thread(cast.maureen, cast.beth_in_circle, at=at),
        opening=opening,
        authority=authority,
        message_file=add_file(say(thread, cast.maureen, OPEN_WORDS, at=at)),
        crisis=_over(cast, at),
        leave=_leave(cast, at),
        handover=_handover(cast, at),
        report=_report(at),
        ending=_ending(cast, at),
        direct_plan=_direct_plan(cast, in_circle, at),
        spending=make_spending(cast.maureen, cast.sunita, cast.ben, cast.morag),
        organisation=organisation,
        helping=helping,
        over=over,
        withdrawn=withdrawn,
        meeting=_meeting(helping, at),
        worry=_worry(helping, at),
        lead=_lead(cast, organisation),
        helper_file=add_file(say(_place(helping), leo, OPEN_WORDS, at=at)),
        volunteer=make_volunteer(organisation, cast.pat, kind="peer"),
        invited=make_invitation(organisation, cast.dee),
        pointed=_pointed(cast, organisation),
        asking=Asking.objects.create(user=cast.beth, asked_at=at, answer="a_lot", words=SECRET, answered_at=at),
        left=_left(cast),
        help_draft=_asks_for_help(cast, None, SECRET, at),
        help_request=_asks_for_help(cast, organisation, OPEN_WORDS, at),
        asked=question_to_others,
        helped=_helped(question_to_others, cast, at),
        naming=Naming.objects.create(voice=question_to_others.voice, name="Sweet Pea", key="sweetpea", sent_at=at),
        worse=say_worse(person=cast.maureen, words=WORSE, by=cast.maureen, at=at),
        help_offer=_proposal(cast, organisation, at),
        diary_entry=diary_entry,
        money_check=share_days(diary_entry.diary, with_receipts=True),
        money_wish=wish,
        statement=bring_lines(diary_entry.diary, [("14/04/2026", OPEN_WORDS, "-2.00")]),
        worked_week=work(hire(diary_entry.diary, OPEN_WORDS), "2"),
        former_assistant=hire(diary_entry.diary, OPEN_WORDS, ended_on=timezone.localdate(at)),
        waiting_statement=bring(diary_entry.diary, [("15/04/2026", OPEN_WORDS, "-3.00")]),
        **_sent(cast),
        limit=set_limit(weekly=Decimal(100), team=cast.north, starts_at=at, by=cast.morag, at=at),
        heading=heading,
        question=OwnQuestion.objects.create(document=document, step_id=heading.step_id, label="Which records?"),
        comment=Comment.objects.create(
            document=document, question_id=words, author=cast.sunita, text="Well said", created_at=at
        ),
        suggestion=Suggestion.objects.create(
            document=document, question_id=words, author=cast.sunita, words="Other words", based_on=1, created_at=at
        ),
        file=file,
        beside=AnswerBeside.objects.create(
            document=document, question_id=hidden, number=1, value="Beside", typed_by=jan, saved_at=at
        ),
        carrying=carried.carrying,
        carried=carried,
        paper=PaperAnswer.objects.create(
            document=document, question_id=hidden, value="Typed by Beth", typed_by=cast.beth, typed_at=at
        ),
        notice=Notice.objects.create(user=cast.maureen, kind="comment", path="/home/", created_at=at),
        removed_heading=OwnHeading.objects.create(document=document, title="Taken out", removed_at=at),
        removed_question=OwnQuestion.objects.create(
            document=document, step_id=heading.step_id, label="Taken out?", removed_at=at
        ),
    )


def _diary_entry(cast: Cast, at: datetime) -> Entry:
    """What Maureen wrote in her money diary, with a receipt, and beside something that comes again."""
    diary = make_diary(cast.maureen, title="What comes and goes")
    entry = write(diary, what_for=OPEN_WORDS, day=BEGAN)
    keep_receipt(entry=entry, taken=Taken(b"jpeg", "bus.jpg", "image/jpeg"), by=cast.maureen, at=at)
    repeat(diary=diary, values=RepeatingValues(says(day=timezone.localdate(at)), Every.WEEK), by=cast.maureen, at=at)
    return entry


def _sent(cast: Cast) -> dict[str, SignOff]:
    """What Maureen sent to be agreed: one waits for Morag, one for her own answer, and two were refused."""
    made = {name: sent(cast.maureen, cost("412.00")) for name in ("sent", "questioned", "refused", "challenged")}
    at = timezone.now()
    facts = {"words": OPEN_WORDS, "by": cast.morag, "at": at}
    take_step(sign_off=made["questioned"], action=SignOffAction.ASK, **facts)
    refuse(sign_off=made["refused"], reason=Refusal.OTHER, **facts)
    no = refuse(sign_off=made["challenged"], reason=Refusal.OTHER, **facts)
    challenge(decision=no, words=OPEN_WORDS, by=cast.maureen, at=at)
    return made


def _acting(cast: Cast, clare: User, colm: User, at: datetime) -> Authority:
    """Two who act in Maureen's place, of whom one does not any more; called when her documents are there."""
    ended = let_act(join_circle(cast.maureen, colm), cast.morag, at=at - timedelta(hours=2))
    end_authority(authority=ended, by=cast.morag, at=at - timedelta(hours=1))
    return let_act(join_circle(cast.maureen, clare), cast.morag, at=at)


def _thread(cast: Cast, at: datetime) -> Thread:
    """What Maureen and Sunita write to each other."""
    thread = thread_of(cast.maureen, at)
    say(thread, cast.maureen, OPEN_WORDS, at=at)
    say(thread, cast.sunita, OPEN_WORDS, at=at)
    return thread


def _direct_plan(cast: Cast, jan_in_circle: CircleMembership, at: datetime) -> DirectPlan:
    """What Sunita wrote for Maureen: Beth may read it, Jan may also write down what Maureen says to it."""
    plan = make_direct_plan(cast.maureen, cast.sunita, at - timedelta(hours=1), OPEN_WORDS)
    for membership, answers in ((cast.beth_in_circle, False), (jan_in_circle, True)):
        services.choose_reader(plan=plan, membership=membership, reads=True, may_answer=answers, by=cast.maureen, at=at)
    return plan


def _organisation(cast: Cast) -> Organisation:
    """An entry of the directory that Dee looks after."""
    made = make_organisation("Moor Friends", on_portal=True)
    let_coordinate(made, cast.dee)
    return made


def _left(cast: Cast) -> CircleMembership:
    """Ruth stepped back herself, an hour ago: too long to think again, and Maureen was told."""
    left = cast.ruth_in_circle
    left.stepped_back_at = left.person_told_at = left.ends_at
    left.save()
    return left


def _asks_for_help(cast: Cast, organisation: Organisation | None, words: str, at: datetime) -> HelpRequest:
    """What Maureen asks for: a draft of hers, or one that waits for an organisation."""
    made = make_request(cast.maureen, organisation, at=at)
    asked = question_id(made.question_set_version.definition, "long_text")
    made.answers = {asked: {"value": words, "number": 1, "saved_at": at.isoformat()}}
    made.save()
    if organisation:
        Turn.objects.create(
            request=made,
            action=Action.SEND,
            before=State.DRAFT,
            after=State.WAITING,
            organisation=organisation,
            by=cast.maureen,
            at=at,
        )
    return made


def _pointed(cast: Cast, organisation: Organisation) -> PointedSource:
    """Sunita knows the organisation, keeps something about it, and pointed it out to Maureen."""
    know(cast.sunita, organisation, OPEN_WORDS)
    return point(cast.maureen, cast.sunita, organisation, OPEN_WORDS)


def _help(
    cast: Cast, helpers: Sequence[User], organisation: Organisation, documents: Sequence[Document], at: datetime
) -> list[Helping]:
    """One helps her now; one did until the last day was over; she ended the help of one an hour ago."""
    begun = at - timedelta(days=30)
    ends = (at + timedelta(days=30), at - timedelta(days=1), at + timedelta(days=30))
    found = [
        let_help(cast.maureen, helper, organisation, documents=documents, at=begun, until=until)
        for helper, until in zip(helpers, ends, strict=True)
    ]
    for helping in found:
        say(_place(helping), cast.maureen, OPEN_WORDS, at=begun)
    end_what_ran_out(at=at)
    end_help(helping=found[2], by=cast.maureen, at=at - timedelta(hours=1))
    return found


def _place(helping: Helping) -> Thread:
    thread: Thread = helping.match.place.thread
    return thread


def _worry(helping: Helping, at: datetime) -> Worry:
    """What Leo is worried about."""
    return Worry.objects.create(
        organisation=helping.organisation,
        match=helping.match,
        words=WORRY,
        written_by=helping.match.helper,
        written_at=at,
    )


def _lead(cast: Cast, organisation: Organisation) -> Membership:
    """Dee, who coordinates, is the safeguarding lead, too."""
    return Membership.objects.create(
        organisation=organisation, user=cast.dee, part=Part.SAFEGUARDING, starts_at=timezone.now() - timedelta(days=1)
    )


def _meeting(helping: Helping, at: datetime) -> Meeting:
    """What Leo wrote down."""
    return Meeting.objects.create(
        match=helping.match,
        on=timezone.localdate(at),
        minutes=60,
        line=OPEN_WORDS,
        written_by=helping.match.helper,
        written_at=at,
    )


def _asked(cast: Cast, organisation: Organisation) -> Post:
    """What Maureen asked others under a chosen name; Dee moderates."""
    let_moderate(cast.dee, organisation)
    return approved(asked(cast.maureen, words=OPEN_WORDS), cast.dee)


def _helped(question: Post, cast: Cast, at: datetime) -> Post:
    """Amira's answer to it, out of which Ed would like to make a page."""
    answer = approved(answered(question, cast.amira), cast.dee)
    PageWish.objects.create(post=answer, asked_by=cast.ed, asked_at=at)
    return answer


def _proposal(cast: Cast, organisation: Organisation, at: datetime) -> Offer:
    """Pat, whom Dee proposes to Maureen for something else; nobody has said yes or no."""
    cast.pat.portrait.save("pat.webp", ContentFile(b"webp"))
    return make_offer(make_request(cast.maureen, organisation, state=State.PROPOSED, at=at), cast.pat, by=cast.dee)


def _over(cast: Cast, at: datetime) -> Crisis:
    """A bad time that Maureen came through, and what she said of it."""
    then = at - timedelta(days=2)
    crisis = Crisis.objects.create(
        person=cast.maureen,
        marked_by=cast.maureen,
        starts_at=then,
        ends_at=then + timedelta(hours=1),
        ended_by=cast.maureen,
    )
    CrisisWords.objects.create(crisis=crisis, author=cast.maureen, text=OPEN_WORDS, said_at=then)
    return crisis


def _leave(cast: Cast, at: datetime) -> Leave:
    """Sunita is away next month; Ben stands in for her as a rule."""
    choose_stand_in(worker=cast.sunita, stand_in=cast.ben, by=cast.morag, at=at)
    day = timezone.localdate(at) + timedelta(days=30)
    return go_away(worker=cast.sunita, first_day=day, last_day=day, cover=cast.ben, by=cast.sunita, at=at)


def _ending(cast: Cast, at: datetime) -> Ending:
    """That Sunita was to go, with a reason that is hers to read; it was taken back."""
    allocation = Allocation.objects.get(person=cast.maureen, worker=cast.sunita)
    facts = {"person": cast.maureen, "worker": cast.sunita, "allocation": allocation, "named_by": cast.morag}
    return Ending.objects.create(**facts, ends_at=at, told_at=at, taken_back_at=at, reason=SECRET)


def _report(at: datetime) -> Report:
    """Figures that are there for everybody who may read them, with nobody in them."""
    today = at.date()
    return Report.objects.create(since=today - timedelta(days=365), until=today, made_at=at, tables=[])


def _handover(cast: Cast, at: datetime) -> Handover:
    """Hana is named for Maureen, who has written something for her and not said yes to it."""
    handover = hand_over(cast.maureen, cast.hana, cast.morag, at=at)
    SummaryAnswer.objects.create(handover=handover, question_id=PARTS[0].id, value=SECRET, saved_at=at)
    return handover


def make_copy(document: Document, user: User, at: datetime) -> PreparedCopy:
    """A copy that this user asked for, and that is ready."""
    copy = PreparedCopy(document=document, asked_by=user, asked_at=at, form="pdf", ready_at=at)
    copy.blob.save(str(copy.uuid), ContentFile(b"%PDF"))
    copy.save()
    return copy


def _job(cast: Cast, jan_in_circle: CircleMembership) -> Document:
    """Maureen's PA job description, shared as her plan is; the way to apply is her own."""
    job = make_document(cast.maureen, version=publish(definition_of("pa_job_description")), title="My PA")
    answer(job, questions.NATURE, OPEN_WORDS)
    answer(job, questions.APPLY, SECRET, audience=Audience.ONLY_ME)
    share_with(job, cast.beth_in_circle, can_comment=True)
    share_with(job, jan_in_circle, can_edit=True)
    share_with(job, cast.ruth_in_circle, can_comment=True, ended=True)
    share_with_worker(job)
    return job
