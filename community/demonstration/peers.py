"""Questions and answers of the cast under chosen names, who moderates, and Leo in his own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from community.organisations.enums import Taxonomy
from community.organisations.models import Organisation, TaxonomyTerm
from community.peers.enums import Outcome, ReportReason
from community.peers.models import ChosenName, Helpful, Moderator, Post, PostReport, SupporterWords, Wording
from community.peers.names import key_of
from community.volunteers.models import Volunteer
from portal.accounts.models import User

# What the posts of the demonstration are named from, so that a second run finds them.
NAMED_FROM = UUID("0e7d2f1a-3f2c-4c0e-9d53-7a0f4f3b9c22")
DEES = "Northmoor Independent Living"
NAMES = {
    "maureen": "Runner Bean",
    "amira": "Wheels and Deals",
    "tom": "Platform Nine",
    "gwen": "Tea at Four",
    "leo": "Six Years In",
    "jan": "Somebody’s Mum",
    "beth": "Night Bus",
}
MODERATORS = ("leo", "dee")


@dataclass(frozen=True)
class Said:
    """A question, or with `to` an answer to it. days: how long ago; waits: no moderator has read it yet; helpful: to
    whom; reported: by whom, why and in which words."""

    key: str
    by: str
    words: str
    days: int
    heading: str = ""
    topic: str = ""
    to: str = ""
    waits: bool = False
    helpful: tuple[str, ...] = ()
    reported: tuple[str, ReportReason, str] | None = None


SAID = (
    Said(
        "cleaning",
        "maureen",
        "I can do most things sitting down. It is the floors that finish me, and then I have no strength left for "
        "anything else. Has anybody got cleaning into their plan?",
        6,
        heading="Is cleaning allowed in a plan?",
        topic="planning",
    ),
    Said(
        "cleaning-freed",
        "amira",
        "Ours said no at first. Then I wrote what the cleaning makes possible: with two hours of it I get to work on "
        "time, without it I do not. That went through. Do not write “cleaning”, write what you do with the strength.",
        5,
        to="cleaning",
        helpful=("maureen", "jan", "gwen"),
    ),
    Said(
        "cleaning-week",
        "leo",
        "Keep a list for one week: what you did, and what you could not do after the floors. I took mine to the talk.",
        4,
        to="cleaning",
        helpful=("maureen",),
    ),
    Said(
        "driving",
        "jan",
        "The new assistant should drive our car now and then. How do you ask about that without making a test of it?",
        9,
        heading="How do you ask an assistant about driving?",
        topic="pa-job",
    ),
    Said(
        "driving-round",
        "amira",
        "We drive to the supermarket and back in the first week, and I say beforehand that it is part of getting to "
        "know each other. Ask your insurance first: ours wanted the name.",
        8,
        to="driving",
        helpful=("tom",),
    ),
    Said(
        "driving-rude",
        "beth",
        "If they cannot drive, what are they good for. Just tell them to stay away.",
        7,
        to="driving",
        reported=("jan", ReportReason.UNKIND, "It made me feel small for asking."),
    ),
    Said(
        "payroll",
        "tom",
        "Do you do the wages yourself, or does somebody do them for you?",
        3,
        heading="Who does your wages?",
        topic="money",
    ),
    Said(
        "alone",
        "gwen",
        "They are all very kind since the hospital, and somebody is here all day. Some days I want the kettle to "
        "myself. How do you say that so that nobody is hurt?",
        1,
        heading="How do you say that you want a day to yourself?",
        topic="talk",
        waits=True,
    ),
)
LEOS_WORDS = (
    "I broke my back at work and came home to a house that did not fit. I have written five plans, two of them bad "
    "ones. I know what it is like to be the boss of somebody who lifts you out of bed. I have hired, and I have let "
    "people go. Ask me about job adverts, first interviews, and what to say when a plan comes back with a no."
)


def seed_peers(users: Mapping[str, User], *, at: datetime) -> None:
    """Each made once: what was changed in the demonstration stays changed."""
    organisation = Organisation.objects.get(name=DEES)
    for name in MODERATORS:
        if not Moderator.objects.filter(organisation=organisation, user=users[name]).exists():
            place = organisation.memberships.filter(user=users[name]).earliest("starts_at")
            Moderator.objects.create(organisation=organisation, user=users[name], starts_at=place.starts_at)
    for name, chosen in NAMES.items():
        chosen_at = at - timedelta(days=20)
        # Gwen's waits with the first words that she wrote.
        looked_at = chosen_at if any(said.by == name and not said.waits for said in SAID) else None
        named = {"name": chosen, "key": key_of(chosen), "chosen_at": chosen_at, "looked_at": looked_at}
        ChosenName.objects.get_or_create(user=users[name], defaults=named)
    for said in SAID:
        if not Post.objects.filter(uuid=uuid5(NAMED_FROM, said.key)).exists():
            _post(said, users, at=at)
    volunteer = Volunteer.objects.filter(membership__user=users["leo"]).first()
    if volunteer and not SupporterWords.objects.filter(volunteer=volunteer).exists():
        SupporterWords.objects.create(volunteer=volunteer, shown_as="Leo", words=LEOS_WORDS, changed_at=at)


def _post(said: Said, users: Mapping[str, User], *, at: datetime) -> None:
    sent = at - timedelta(days=said.days)
    question = Post.objects.get(uuid=uuid5(NAMED_FROM, said.to)) if said.to else None
    topic = None if said.to else TaxonomyTerm.objects.get(taxonomy=Taxonomy.HELP, code=said.topic)
    post = Post.objects.create(
        uuid=uuid5(NAMED_FROM, said.key),
        voice=ChosenName.objects.get(user=users[said.by]),
        question=question,
        topic=topic,
        begun_at=sent,
    )
    wording = Wording.objects.create(post=post, heading=said.heading, words=said.words, sent_at=sent)
    if said.waits:
        return
    read = sent + timedelta(hours=5)
    wording.outcome, wording.settled_at, wording.settled_by = Outcome.APPROVED, read, users["dee"]
    wording.save()
    post.shown, post.shown_since = wording, read
    post.save()
    for reader in said.helpful:
        Helpful.objects.create(post=post, user=users[reader], marked_at=read + timedelta(hours=3))
    if said.reported:
        who, reason, words = said.reported
        PostReport.objects.create(
            post=post, user=users[who], reason=reason, words=words, reported_at=read + timedelta(hours=20)
        )
