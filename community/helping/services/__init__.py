"""What can be done while somebody helps, and when it ends."""

from community.helping.services.by_the_clock import (
    end_what_ran_out,
    end_without_a_helper,
    end_without_checks,
    take_lost_offers_back,
    tell_a_week_before,
)
from community.helping.services.endings import (
    change_last_day,
    close_help,
    end_because_gone,
    end_help,
    step_back,
    tell_of_end,
)
from community.helping.services.looking_back import look_back
from community.helping.services.meetings import add_line, add_meeting

__all__ = [
    "add_line",
    "add_meeting",
    "change_last_day",
    "close_help",
    "end_because_gone",
    "end_help",
    "end_what_ran_out",
    "end_without_a_helper",
    "end_without_checks",
    "look_back",
    "step_back",
    "take_lost_offers_back",
    "tell_a_week_before",
    "tell_of_end",
]
