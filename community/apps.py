"""Who helps whom: caseloads, and the demonstration that needs every floor below."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Community"
