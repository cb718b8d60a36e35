"""What the slices of this floor register for its pages."""

from portal.authority import panels as authority  # noqa: F401
from portal.authority import presenters as authority_reads  # noqa: F401
from portal.away import chores as away_told  # noqa: F401
from portal.away import panels as away  # noqa: F401
from portal.away import presenters as away_read  # noqa: F401
from portal.crisis import panels as crisis  # noqa: F401
from portal.crisis import presenters as crisis_reads  # noqa: F401
from portal.hours import presenters as hours_read  # noqa: F401
from portal.notifications import panels as notices  # noqa: F401
from portal.notifications import presenters as notices_read  # noqa: F401
from portal.relationships import chores as relationships_told  # noqa: F401
from portal.relationships import panels as relationships  # noqa: F401
from portal.relationships import presenters as relationships_read  # noqa: F401
