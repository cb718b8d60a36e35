"""How an answer goes from one set of questions to another."""

from django.db.models import TextChoices


class How(TextChoices):
    AS_IT_IS = "as_it_is", "As it is"
    AS_WORDS = "as_words", "As words"
    AS_ENTRIES = "as_entries", "As entries of a list"
