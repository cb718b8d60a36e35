"""The ground floor: who is who, and what may happen."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "In My Words"
