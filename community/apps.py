"""Who helps whom: caseloads, and the demonstration that needs every floor below."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Community"

    def ready(self) -> None:
        """Checks register themselves by being imported."""
        from community.demonstration import checks  # noqa: F401, PLC0415
