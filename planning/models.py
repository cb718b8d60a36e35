"""Django looks for models here; each slice keeps its own."""

from planning.assessments.models import Assessment, IndicativeBudget
from planning.comments.models import Comment, Suggestion
from planning.documents.models import (
    Answer,
    AnswerBefore,
    AnswerBeside,
    Document,
    DocumentFile,
    Grant,
    OwnHeading,
    OwnQuestion,
    StepMark,
)

__all__ = [
    "Answer",
    "AnswerBefore",
    "AnswerBeside",
    "Assessment",
    "Comment",
    "Document",
    "DocumentFile",
    "Grant",
    "IndicativeBudget",
    "OwnHeading",
    "OwnQuestion",
    "StepMark",
    "Suggestion",
]
