"""Times before and after things were bad."""

from planning.direct_planning.models import DirectPlan
from portal.accounts.models import User
from portal.crisis.models import Crisis
from portal.notifications.enums import Kind
from portal.notifications.models import Notice


def before_it_was_bad(person: User) -> None:
    """As if nobody had ever marked a crisis for this person, nor planned in one."""
    DirectPlan.objects.filter(person=person).delete()
    Crisis.objects.filter(person=person).delete()
    Notice.objects.filter(kind__in=[Kind.CRISIS, Kind.DIRECT_PLAN, Kind.DIRECT_ANSWER]).delete()
