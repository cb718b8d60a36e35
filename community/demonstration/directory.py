"""The ten organisations of Northmoor, all invented; Dee and Olu look after theirs."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from community.organisations.enums import AssuredFor, Taxonomy
from community.organisations.models import Availability, CostOption, Organisation, TaxonomyTerm
from community.organisations.seeding import seed_directory
from community.organisations.services import name_coordinator
from portal.accounts.models import User

DATA = Path(__file__).resolve().parent.parent.parent / "content/seed/demo/directory.json"
LISTS = {
    "kinds": Taxonomy.HELP,
    "audiences": Taxonomy.AUDIENCE,
    "languages": Taxonomy.LANGUAGE,
    "access": Taxonomy.ACCESS,
}
NOT_FIELDS = {"coordinator", "costs", "room", "wait_weeks", "paused", "assured_days_ago", *LISTS}


def seed_organisations(users: Mapping[str, User], *, at: datetime) -> None:
    """Each made once: what was changed in the demonstration stays changed."""
    seed_directory()
    terms = {(term.taxonomy, term.code): term for term in TaxonomyTerm.objects.all()}
    for facts in json.loads(DATA.read_text())["organisations"]:
        found = Organisation.objects.filter(name=facts["name"]).first() or _entry(facts, terms, users, at)
        if "coordinator" in facts:
            name_coordinator(organisation=found, user=users[facts["coordinator"]], by=None, at=at - timedelta(days=60))


def _entry(
    facts: dict[str, Any], terms: Mapping[tuple[str, str], TaxonomyTerm], users: Mapping[str, User], at: datetime
) -> Organisation:
    entry = Organisation(live=False, **{name: value for name, value in facts.items() if name not in NOT_FIELDS})
    entry.full_clean(exclude=["kinds"])
    entry.cost_options.set(
        CostOption(option=option, amount=amount, amount_description=each)
        for option, amount, each in facts.get("costs", [])
    )
    for name, taxonomy in LISTS.items():
        getattr(entry, name).set([terms[taxonomy, code] for code in facts[name]])
    entry.save()
    entry.save_revision().publish()
    looked_over = at - timedelta(days=facts["assured_days_ago"])
    by = users[facts.get("coordinator", "ed")]
    Availability.objects.create(
        organisation=entry,
        room=facts["room"],
        wait_weeks=facts["wait_weeks"],
        intake_paused=facts["paused"],
        told_at=looked_over,
        assured_at=looked_over,
        assured_by=by,
        assured_for=AssuredFor.ORGANISATION if "coordinator" in facts else AssuredFor.COUNCIL,
    )
    return entry
