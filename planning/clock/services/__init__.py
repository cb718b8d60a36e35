"""What changes the clock, and who is told."""

from planning.clock.services.payments import date_first_payment
from planning.clock.services.stuck import tell_of_stuck
from planning.clock.services.worse import answer_worse, open_worse, say_worse, tell_managers_of_unread

__all__ = [
    "answer_worse",
    "date_first_payment",
    "open_worse",
    "say_worse",
    "tell_managers_of_unread",
    "tell_of_stuck",
]
