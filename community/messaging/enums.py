"""The kinds of thread."""

from django.db.models import TextChoices


class ThreadKind(TextChoices):
    WORKER = "worker", "A person and their named social worker"
    CIRCLE = "circle", "A person and those of their circle whom they chose"
    HELPER = "helper", "A person and who helps them for an organisation"
