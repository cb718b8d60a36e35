"""What changes a money check."""

from planning.money_checks.services.looking import (
    answer_about_line,
    ask_about_line,
    close_money_check,
    open_money_check,
    open_shared_receipt,
)
from planning.money_checks.services.sharing import Changed, share_period, take_back
from planning.money_checks.services.wishes import put_wish_away, wish_for_money_check

__all__ = [
    "Changed",
    "answer_about_line",
    "ask_about_line",
    "close_money_check",
    "open_money_check",
    "open_shared_receipt",
    "put_wish_away",
    "share_period",
    "take_back",
    "wish_for_money_check",
]
