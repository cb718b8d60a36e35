"""What is done with PAs, their hours and their wages. The person is held first, as for everything in a diary."""

from planning.timesheets.services.assistants import AssistantValues, change_assistant, take_on
from planning.timesheets.services.last_pay import pay_last
from planning.timesheets.services.wages import pay_tax, pay_week, take_back_payment
from planning.timesheets.services.weeks import WeekValues, latest_before, write_week

__all__ = [
    "AssistantValues",
    "WeekValues",
    "change_assistant",
    "latest_before",
    "pay_last",
    "pay_tax",
    "pay_week",
    "take_back_payment",
    "take_on",
    "write_week",
]
