"""Addresses that editors type."""

import re

from django.core.exceptions import ValidationError
from django.db import models

_GOOD = re.compile(r"(/(?![/\\])|https://|mailto:|tel:)\S*\Z")
MESSAGE = "Start with a slash for a page of this site (/guidance/), or with https://, mailto: or tel:."


def validate_link(value: str) -> None:
    """Raises ValidationError for anything but a page of ours, a secure page, an email address or a number."""
    if not _GOOD.match(value):
        raise ValidationError(MESSAGE, code="link")


def link_field(verbose_name: str) -> models.CharField[str, str]:
    """A field for such an address; it may stay empty."""
    return models.CharField(verbose_name, max_length=250, blank=True, validators=[validate_link])
