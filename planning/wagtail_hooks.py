"""Wagtail finds this file and with it what the slices of this floor show elsewhere."""

from planning.assessments import panels as assessment_panels
from planning.budgets import panels as budget_panels
from planning.comments import panels as comment_panels
from planning.documents import panels as document_panels
from planning.trial import panels as trial_panels

__all__ = ["assessment_panels", "budget_panels", "comment_panels", "document_panels", "trial_panels"]
