"""What this floor registers on pages of the floors below, and in the CMS."""

from wagtail.snippets.models import register_snippet

from community.caseload import chores as caseload_chores  # noqa: F401
from community.caseload import panels as caseload  # noqa: F401
from community.caseload import presenters as caseload_read  # noqa: F401
from community.demonstration import panels as demonstration  # noqa: F401
from community.figures import panels as figures  # noqa: F401
from community.figures import presenters as figures_read  # noqa: F401
from community.handover import panels as handover  # noqa: F401
from community.handover import presenters as handover_read  # noqa: F401
from community.help_requests import panels as help_requests  # noqa: F401
from community.help_requests import presenters as help_requests_read  # noqa: F401
from community.helping import chores as helping_chores  # noqa: F401
from community.helping import panels as helping  # noqa: F401
from community.helping import presenters as helping_read  # noqa: F401
from community.known_sources import panels as known_sources  # noqa: F401
from community.known_sources import presenters as known_sources_read  # noqa: F401
from community.messaging import panels as messaging  # noqa: F401
from community.messaging import presenters as messaging_read  # noqa: F401
from community.organisations import decided as entries_decided  # noqa: F401
from community.organisations import panels as organisations  # noqa: F401
from community.organisations import presenters as organisations_read  # noqa: F401
from community.organisations.viewsets import DirectoryGroup
from community.peers import panels as peers  # noqa: F401
from community.peers import presenters as peers_read  # noqa: F401
from community.replies import chores as replies_told  # noqa: F401
from community.replies import panels as replies  # noqa: F401
from community.replies import presenters as replies_read  # noqa: F401
from community.reports import chores as figures_made  # noqa: F401
from community.team import panels as team  # noqa: F401
from community.team import presenters as team_read  # noqa: F401
from community.volunteers import chores as volunteers_checked  # noqa: F401
from community.volunteers import panels as volunteers  # noqa: F401
from community.volunteers import presenters as volunteers_read  # noqa: F401
from community.volunteers.viewsets import CheckKindViewSet
from community.wellbeing import chores as wellbeing_asked  # noqa: F401
from community.wellbeing import panels as wellbeing  # noqa: F401
from community.worries import panels as worries  # noqa: F401
from community.worries import presenters as worries_read  # noqa: F401
from community.worries.viewsets import SafeguardingProcedureViewSet

register_snippet(DirectoryGroup)
register_snippet(CheckKindViewSet)
register_snippet(SafeguardingProcedureViewSet)
