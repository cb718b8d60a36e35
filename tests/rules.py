"""Asking a rule without minding its sentence."""

from collections.abc import Callable
from typing import Any

from portal.access.decisions import Denied


def allows(check: Callable[..., None], *about: Any) -> bool:
    """Whether a check of a policy lets something through."""
    try:
        check(*about)
    except Denied:
        return False
    return True
