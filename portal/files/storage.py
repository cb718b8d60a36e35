"""Where private files lie: outside of everything that a web server serves."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """The storage of people's own files. A callable, so that migrations name no folder."""
    return storages["private"]
