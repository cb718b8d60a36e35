"""The ways to look at a list of people."""

from enum import StrEnum


class Show(StrEnum):
    """Which people are shown; the value stands in the address."""

    WAITING = "waiting"
    CRISIS = "crisis"
    NEW = "new"
    AGREE = "agree"
    COVERED = "covered"
    ALL = "all"
