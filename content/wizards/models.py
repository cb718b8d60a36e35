"""Words that were typed and could not be saved at once."""

from django.conf import settings
from django.db import models


class HeldWords(models.Model):
    """What a form sent that could not be saved at once, encrypted, for the same sender at the same address.

    form: which page of a browser sent it; two pages of one step are held side by side. At most 24 hours old;
    see content.wizards.held.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    form = models.CharField(max_length=32, blank=True)
    sealed = models.BinaryField()
    held_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "path"], name="held_words_of_a_step")]

    def __str__(self) -> str:
        return f"held words {self.pk}"
