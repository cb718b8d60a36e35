"""Verbs of handovers and their summaries."""

from community.handover.services.endings import begin_endings, end_without_next, take_back_ending
from community.handover.services.naming import (
    begin_handovers,
    call_off,
    change_handover,
    name_for_several,
    name_next_worker,
)
from community.handover.services.summaries import approve_summary, confirm_read, open_summary, take_back_summary

__all__ = [
    "approve_summary",
    "begin_endings",
    "begin_handovers",
    "call_off",
    "change_handover",
    "confirm_read",
    "end_without_next",
    "name_for_several",
    "name_next_worker",
    "open_summary",
    "take_back_ending",
    "take_back_summary",
]
