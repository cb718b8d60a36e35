"""Conventions that every model keeps."""

from django.apps import apps
from django.db import models

OURS = [m for app in ("portal", "content", "planning", "community") for m in apps.get_app_config(app).get_models()]

# Fields that Wagtail's own mixins bring along.
WAGTAILS = {"locked_at"}


def constraint_text(model: type[models.Model]) -> str:
    return " ".join(str(getattr(c, "condition", "")) for c in model._meta.constraints)


def test_a_moment_and_its_author_are_set_together_or_not_at_all() -> None:
    unpaired = []
    for model in OURS:
        names = {field.name: field for field in model._meta.get_fields() if hasattr(field, "null")}
        for name, field in names.items():
            partner = f"{name[:-3]}_by"
            ours = getattr(field, "model", None) in OURS and name not in WAGTAILS
            optional = name.endswith("_at") and partner in names and (field.null or names[partner].null)
            if ours and optional and partner not in constraint_text(model):
                unpaired.append(f"{model.__name__}.{name}")
    assert not unpaired


def test_every_period_ends_after_it_starts() -> None:
    without = [
        model.__name__
        for model in OURS
        if {"starts_at", "ends_at"} <= {f.name for f in model._meta.get_fields()}
        and "ends_at__gt" not in constraint_text(model)
    ]
    assert not without


# Where a place is on the earth.
# How many times one figure is another: no sum of money.
RATIO = "ratio"
DEGREES = {"latitude", "longitude"}


def test_money_is_kept_in_pounds_and_pence() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if (isinstance(field, models.FloatField) and field.name not in DEGREES)
        or (isinstance(field, models.DecimalField) and field.decimal_places != 2 and field.name != RATIO)
    ]
    assert not wrong


def test_a_model_shows_itself_without_anybodys_words() -> None:
    """What str() gives ends up in logs and error reports."""
    silent = {
        "Document",
        "Answer",
        "Comment",
        "Suggestion",
        "Grant",
        "OwnHeading",
        "OwnQuestion",
        "CircleMembership",
        "Version",
    }
    telling = [m.__name__ for m in OURS if m.__name__ in silent and "SECRET" in str(m(**_secret(m)))]
    assert not telling


def _secret(model: type[models.Model]) -> dict[str, str]:
    return {
        f.name: "SECRET"
        for f in model._meta.fields
        if isinstance(f, models.CharField | models.TextField) and not f.choices
    }
