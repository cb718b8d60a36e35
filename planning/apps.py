"""What people make: documents, comments, assessments and budgets."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = "Planning"

    def ready(self) -> None:
        """Listen for people who sign in to keep what they tried; say what a machine lacks."""
        import planning.exports.checks  # noqa: PLC0415 - models have to be there first
        import planning.trial.signing_in  # noqa: F401, PLC0415 - models have to be there first
