"""Django looks for models here; each slice keeps its own."""

from portal.accounts.models import Team, User
from portal.audit.models import Event
from portal.authority.models import Authority
from portal.crisis.models import Crisis, CrisisWords
from portal.hours.models import Leave, StandIn, TeamHours
from portal.notifications.models import AddressToConfirm, Notice, NoticeSettings
from portal.relationships.models import Allocation, BreakGlass, CircleMembership, Cover, JoiningCode

__all__ = [
    "AddressToConfirm",
    "Allocation",
    "Authority",
    "BreakGlass",
    "CircleMembership",
    "Cover",
    "Crisis",
    "CrisisWords",
    "Event",
    "JoiningCode",
    "Leave",
    "Notice",
    "NoticeSettings",
    "StandIn",
    "Team",
    "TeamHours",
    "User",
]
