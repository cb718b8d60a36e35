"""What editors write: pages, question sets, local rules and the wizard engine."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Content"
