"""Taking documents along, and bringing them in."""

from planning.exports.services.bringing_in import BroughtIn, bring_in
from planning.exports.services.copies import (
    forget_old_copies,
    open_prepared,
    order_again,
    record_copy,
    take_along,
    write_prepared,
)

__all__ = [
    "BroughtIn",
    "bring_in",
    "forget_old_copies",
    "open_prepared",
    "order_again",
    "record_copy",
    "take_along",
    "write_prepared",
]
