"""Which checks volunteers need, as the portal comes: a local rule, which editors change."""

from community.volunteers.models import CheckKind

# A DBS certificate has no end by law (gov.uk/dbs-check-applicant-criminal-record); most who ask for one ask for a new
# one after three years. Two years for training is our suggestion.
USUAL = (
    ("dbs", "DBS check", 36, True),
    ("training", "training for helping with plans", 24, True),
    ("references", "two references", None, False),
)
STEP = 10


def seed_checks() -> None:
    """Once, where there is none at all: what an editor has changed or deleted stays so."""
    if CheckKind.objects.exists():
        return
    CheckKind.objects.bulk_create(
        CheckKind(code=code, name=name, valid_months=months, needed=needed, order=place * STEP)
        for place, (code, name, months, needed) in enumerate(USUAL, start=1)
    )
