"""The queue of background work, where it goes beyond what its package does."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Our work takes seconds. What still "runs" after this belongs to a worker that was killed.
LOST_AFTER = timedelta(minutes=10)


def put_back(*, at: datetime) -> int:
    """Queue anew what a killed worker was doing. Gives how many pieces of work that were."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LOST_AFTER)
    return int(lost.update(status=TaskResultStatus.READY, started_at=None))
