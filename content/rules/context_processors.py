"""What the rules put on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from content.rules.queries import help_numbers as read_help_numbers


def help_numbers(request: HttpRequest) -> dict[str, Any]:
    """The numbers at the foot of the page, read only by pages that show them."""
    return {"help_numbers": SimpleLazyObject(read_help_numbers)}
