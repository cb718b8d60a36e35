"""What the slices of this floor register for its pages."""

from portal.notifications import panels as notices  # noqa: F401
from portal.relationships import panels as relationships  # noqa: F401
from portal.relationships import presenters as relationships_read  # noqa: F401
