"""Django looks for models here; each slice keeps its own."""

from content.questions.models import QuestionSet, QuestionSetVersion

__all__ = ["QuestionSet", "QuestionSetVersion"]
