"""What the slices of this floor show elsewhere, and how what they record reads."""

from planning.assessments import presenters as assessments_read  # noqa: F401
from planning.budgets import panels as budgets  # noqa: F401
from planning.carrying import panels as carrying  # noqa: F401
from planning.carrying import presenters as carrying_read  # noqa: F401
from planning.comments import panels as comments  # noqa: F401
from planning.comments import presenters as comments_read  # noqa: F401
from planning.coverage import panels as coverage  # noqa: F401
from planning.coverage import presenters as coverage_read  # noqa: F401
from planning.direct_planning import panels as direct_planning  # noqa: F401
from planning.direct_planning import presenters as direct_planning_reads  # noqa: F401
from planning.documents import chores as document_chores  # noqa: F401
from planning.documents import panels as documents  # noqa: F401
from planning.documents import presenters as documents_read  # noqa: F401
from planning.exports import chores as export_chores  # noqa: F401
from planning.exports import panels as exports  # noqa: F401
from planning.exports import presenters as exports_read  # noqa: F401
from planning.job_descriptions import panels as job_descriptions  # noqa: F401
from planning.paper import panels as paper  # noqa: F401
from planning.paper import presenters as paper_reads  # noqa: F401
from planning.rehearsal import panels as rehearsal  # noqa: F401
from planning.routes import panels as routes  # noqa: F401
from planning.routes import presenters as routes_read  # noqa: F401
from planning.sending import panels as sending  # noqa: F401
from planning.sending import presenters as sending_reads  # noqa: F401
from planning.trial import panels as trial  # noqa: F401
