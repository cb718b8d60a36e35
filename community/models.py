"""Django looks for models here; each slice keeps its own."""

from community.caseload.models import OwnNote
from community.handover.models import Ending, Handover, SummaryAnswer
from community.help_requests.models import Helping, HelpRequest, HelpRules, Offer, SharedWithHelp, Turn
from community.helping.models import LookBack, Meeting, MeetingLine, PartingWord
from community.known_sources.models import KnownSource, PointedSource
from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember
from community.organisations.models import (
    Availability,
    CostOption,
    DirectoryRules,
    Membership,
    Organisation,
    Place,
    TaxonomyTerm,
)
from community.peers.models import (
    ChosenName,
    Helpful,
    Moderator,
    Naming,
    PageWish,
    PeerRules,
    Post,
    PostReport,
    SupporterWords,
    Wording,
)
from community.replies.models import AwaitedReply
from community.reports.models import Report
from community.team.models import Buddy
from community.volunteers.models import Check, CheckKind, ChecksTold, Volunteer, VolunteerInvitation
from community.wellbeing.models import Asking, CarerRules, NotAsked
from community.worries.models import SafeguardingProcedure, Worry, WorryEntry, WorryReading, WorryRules

__all__ = [
    "Asking",
    "Availability",
    "AwaitedReply",
    "Buddy",
    "CarerRules",
    "Check",
    "CheckKind",
    "ChecksTold",
    "ChosenName",
    "CostOption",
    "DirectoryRules",
    "Ending",
    "Handover",
    "HelpRequest",
    "HelpRules",
    "Helpful",
    "Helping",
    "KnownSource",
    "LookBack",
    "Meeting",
    "MeetingLine",
    "Membership",
    "Message",
    "MessageBefore",
    "MessageFile",
    "Moderator",
    "Naming",
    "NotAsked",
    "Offer",
    "Organisation",
    "OwnNote",
    "PageWish",
    "PartingWord",
    "PeerRules",
    "Place",
    "PointedSource",
    "Post",
    "PostReport",
    "ReadMark",
    "Report",
    "SafeguardingProcedure",
    "SharedWithHelp",
    "SummaryAnswer",
    "SupporterWords",
    "TaxonomyTerm",
    "Thread",
    "ThreadMember",
    "Turn",
    "Volunteer",
    "VolunteerInvitation",
    "Wording",
    "Worry",
    "WorryEntry",
    "WorryReading",
    "WorryRules",
]
