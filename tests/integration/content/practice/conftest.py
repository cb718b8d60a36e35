"""A portal with its first pages."""

from tests.integration.content.pages.conftest import _seeded_once, seeded

__all__ = ["_seeded_once", "seeded"]
