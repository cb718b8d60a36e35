"""What is done with statements. The person is held first, as for everything in a diary; what is confirmed in one press
is added whole or not at all."""

from planning.statements.services.adding import Added, add_lines, choose_parts, leave_out, proposer
from planning.statements.services.bringing import (
    AlreadyHere,
    bring_statement,
    delete_statement,
    forget_old,
    read_lines,
    settle_columns,
)

__all__ = [
    "Added",
    "AlreadyHere",
    "add_lines",
    "bring_statement",
    "choose_parts",
    "delete_statement",
    "forget_old",
    "leave_out",
    "proposer",
    "read_lines",
    "settle_columns",
]
