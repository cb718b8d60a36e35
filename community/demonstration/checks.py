"""The demonstration must never run where real people are."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def demonstration_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuses a deployment whose settings have the demonstration's one-click sign-in switched on."""
    if not settings.DEMONSTRATION:
        return []
    return [
        Error(
            "The demonstration is switched on: anybody could sign in as anybody of its cast.",
            hint="Set DEMONSTRATION = False, as portal.settings.production does.",
            id="demonstration.E001",
        )
    ]
