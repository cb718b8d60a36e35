"""Leo and Pat, what people read about them, and their checks; and somebody whom Dee has invited."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from community.organisations.enums import Part, Taxonomy
from community.organisations.models import Membership, Organisation, TaxonomyTerm
from community.volunteers.enums import Kind, Way
from community.volunteers.models import Check, CheckKind, Volunteer, VolunteerInvitation
from community.volunteers.periods import runs_out
from community.volunteers.seeding import seed_checks
from portal.accounts.models import User

DEES, OLUS, NELLS = "Northmoor Independent Living", "Age UK Northmoor", "Northmoor Carers’ Centre"
# When each check was done: days before the demonstration began. Pat's DBS check runs out in three weeks or so.
VOLUNTEERS: tuple[dict[str, Any], ...] = (
    {
        "who": "leo",
        "organisation": DEES,
        "coordinator": "dee",
        "kind": Kind.PEER,
        "about": "I have had a personal budget for six years and employ two assistants. The first plan was hard, and "
        "I made every mistake there is. I listen first. I can show you my own job advert, and how I found "
        "people who stayed.",
        "skills": ("planning", "pa-job", "review", "talk"),
        "languages": ("en",),
        "ways": [Way.HOME, Way.PHONE, Way.VIDEO],
        "hours_a_week": 6,
        "at_once": 3,
        "free_when": "Tuesday and Thursday, best after eleven",
        "checks": {"dbs": 300, "training": 200, "references": 300},
    },
    {
        "who": "pat",
        "organisation": OLUS,
        "coordinator": "olu",
        "kind": Kind.VOLUNTEER,
        "about": "I was a district nurse in Northmoor for thirty years. Now I bring time, and a flask of tea. I am "
        "good at writing things down the way you say them.",
        "skills": ("planning", "company"),
        "languages": ("en",),
        "ways": [Way.HOME, Way.PLACE],
        "hours_a_week": 4,
        "at_once": 2,
        "free_when": "Monday and Friday mornings",
        "checks": {"dbs": 1075, "training": 100},
    },
    {
        "who": "wyn",
        "organisation": NELLS,
        "coordinator": "nell",
        "kind": Kind.VOLUNTEER,
        "about": "I looked after my husband for eleven years. I know how it is to be tired and to be asked how he is. "
        "I come with time for you.",
        "skills": ("carers", "talk"),
        "languages": ("en",),
        "ways": [Way.PHONE, Way.PLACE],
        "hours_a_week": 3,
        "at_once": 2,
        "free_when": "Wednesday afternoons",
        "checks": {"dbs": 400, "training": 150, "references": 400},
    },
)
INVITED = ("Imran", "imran@example.org")


def seed_volunteers(users: Mapping[str, User], *, at: datetime) -> None:
    """Each made once: what was changed in the demonstration stays changed."""
    seed_checks()
    for facts in VOLUNTEERS:
        user, organisation = users[facts["who"]], Organisation.objects.get(name=facts["organisation"])
        if not Membership.objects.filter(user=user, organisation=organisation, part=Part.VOLUNTEER).exists():
            _volunteer(facts, user, organisation, users[facts["coordinator"]], at)
    _invite(users["dee"], Organisation.objects.get(name=DEES), at)


def _volunteer(facts: dict[str, Any], user: User, organisation: Organisation, by: User, at: datetime) -> None:
    begun = at - timedelta(days=58)
    membership = Membership.objects.create(organisation=organisation, user=user, part=Part.VOLUNTEER, starts_at=begun)
    said = {name: facts[name] for name in ("kind", "about", "ways", "hours_a_week", "at_once", "free_when")}
    volunteer = Volunteer.objects.create(membership=membership, changed_at=begun, changed_by=user, **said)
    terms = TaxonomyTerm.objects.all()
    volunteer.skills.set(terms.filter(taxonomy=Taxonomy.HELP, code__in=facts["skills"]))
    volunteer.languages.set(terms.filter(taxonomy=Taxonomy.LANGUAGE, code__in=facts["languages"]))
    for kind in CheckKind.objects.filter(code__in=facts["checks"]):
        done_on = timezone.localdate(at) - timedelta(days=facts["checks"][kind.code])
        until = runs_out(done_on, kind.valid_months)
        Check.objects.create(
            volunteer=volunteer, kind=kind, done_on=done_on, runs_out_on=until, noted_at=begun, noted_by=by
        )


def _invite(by: User, organisation: Organisation, at: datetime) -> None:
    """Nobody has taken this one up; there is no mailbox that its link was sent to."""
    name, email = INVITED
    VolunteerInvitation.objects.get_or_create(
        token_hash="demonstration-volunteer",  # noqa: S106 - no link leads to it
        defaults={
            "organisation": organisation,
            "name": name,
            "email": email,
            "invited_at": at - timedelta(days=2),
            "invited_by": by,
            "expires_at": at + timedelta(days=12),
        },
    )
