"""Asking about spending, answering, deciding between answers, and making one useful for everybody."""

from planning.spending.services.answering import DoesNotFitError, answer_question, end_answer
from planning.spending.services.asking import ask
from planning.spending.services.guiding import agree_to_guidance, check_guidance, say_no_to_guidance, write_guidance
from planning.spending.services.late import tell_of_late
from planning.spending.services.settling import settle, take_back_answer

__all__ = [
    "DoesNotFitError",
    "agree_to_guidance",
    "answer_question",
    "ask",
    "check_guidance",
    "end_answer",
    "say_no_to_guidance",
    "settle",
    "take_back_answer",
    "tell_of_late",
    "write_guidance",
]
