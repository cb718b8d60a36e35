"""What editors write: pages, question sets, local rules and the wizard engine."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        """Listen to what editors publish and change."""
        from content.pages import freshness  # noqa: F401, PLC0415 - models are there only now
        from content.questions import signals  # noqa: F401, PLC0415 - models are there only now
