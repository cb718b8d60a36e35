"""What the directory comes with: lists to choose from, places, and who approves an entry."""

import csv
import json
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import WorkflowContentType

from community.organisations.enums import Taxonomy
from community.organisations.models import Organisation, Place, TaxonomyTerm
from content.questions.approval import offer_a_second_reader

STEP = 10


def seed_directory() -> None:
    """Add what is missing, and leave alone what an editor has changed. Where it comes from: content/seed/places.md."""
    _terms()
    _places()
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Organisation), defaults={"workflow": offer_a_second_reader()}
    )


def _terms() -> None:
    lists = json.loads((_folder() / "directory.json").read_text())["terms"]
    known = set(TaxonomyTerm.objects.values_list("taxonomy", "code"))
    TaxonomyTerm.objects.bulk_create(
        TaxonomyTerm(taxonomy=Taxonomy(taxonomy), code=code, name=name, description=description, order=place * STEP)
        for taxonomy, terms in lists.items()
        for place, (code, name, description) in enumerate(terms, start=1)
        if (taxonomy, code) not in known
    )


def _places() -> None:
    known = set(Place.objects.values_list("kind", "key"))
    with (_folder() / "places.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["kind"], row["name"].lower()) not in known]
    Place.objects.bulk_create(
        Place(
            kind=row["kind"],
            name=row["name"],
            key=row["name"].lower(),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        for row in rows
    )


def _folder() -> Path:
    return Path(settings.ROOT) / "content/seed"
