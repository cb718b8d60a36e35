"""The queue of background work, where it goes beyond what its package does."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Our work takes seconds. What still "runs" after this belongs to a worker that was killed.
LOST_AFTER = timedelta(minutes=10)
# What was done is kept this long, to see what went wrong. It names addresses that emails went to, so no longer.
RESULTS_KEPT = timedelta(days=14)


def put_back(*, at: datetime) -> int:
    """Queue anew what a killed worker was doing. Gives how many pieces of work that were."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LOST_AFTER)
    return int(lost.update(status=TaskResultStatus.READY, started_at=None))


def forget_old_results(*, at: datetime) -> int:
    """Forget work that ended, well or badly, more than a fortnight ago. Gives how many pieces that were."""
    gone, _ = DBTaskResult.objects.finished().filter(finished_at__lt=at - RESULTS_KEPT).delete()
    return int(gone)
