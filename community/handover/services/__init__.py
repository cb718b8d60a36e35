"""Verbs of handovers and their summaries."""

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
    "begin_handovers",
    "call_off",
    "change_handover",
    "confirm_read",
    "name_for_several",
    "name_next_worker",
    "open_summary",
    "take_back_summary",
]
