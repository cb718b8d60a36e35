"""Wagtail finds this file and with it what the slices of this floor show elsewhere."""

from planning.documents import panels as document_panels

__all__ = ["document_panels"]
