"""Where Wagtail tells us that something was published."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import published

from content.questions.models import QuestionSet
from content.questions.services import publish_version


@receiver(published, sender=QuestionSet)
def keep_what_was_published(instance: QuestionSet, **kwargs: Any) -> None:
    """Wagtail publishes on its own ways (at once, after approval, at a set time); each ends here."""
    publish_version(question_set=instance, at=timezone.now())
