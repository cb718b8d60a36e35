"""Work of the background worker: copies of documents."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task


@task()
def make_copy(uuid: str) -> None:
    """Make the copy that was asked for, unless it was taken away again."""
    from planning.exports.models import PreparedCopy  # noqa: PLC0415 - services enqueue this, and this calls services
    from planning.exports.services import write_prepared  # noqa: PLC0415

    found = PreparedCopy.objects.filter(uuid=UUID(uuid)).select_related("document__owner", "version", "asked_by")
    for copy in found:
        write_prepared(copy=copy, at=timezone.now())
