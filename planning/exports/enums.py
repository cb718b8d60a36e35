"""In which form a document is taken along, and how much of it."""

from django.db.models import TextChoices


class Form(TextChoices):
    """What it becomes. The value is part of addresses and records."""

    PDF = "pdf", "PDF"
    LARGE_PDF = "pdf-large", "PDF in large print"
    WORD = "word", "Word"
    PRINT = "print", "A page to print"
    DATA = "data", "All of it as data"
    CALENDAR = "calendar", "Things to do, for your calendar"


class Parts(TextChoices):
    """How much of it its owner takes along. Others have no choice: they get what they may see."""

    SHARED = "shared", "What everyone I share it with can see"
    WORKER = "worker", "That, and what is only for me and my social worker"
    ALL = "all", "Everything, also what only I can see"
