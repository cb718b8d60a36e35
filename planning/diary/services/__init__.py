"""What is done in a money diary. The person is held first, then what is changed is read anew: two people at once queue
up, and whoever comes second with an older page is told so (`Stale`) and loses nothing."""

from planning.diary.services.diaries import begin_diary, change_diary, close_diary, open_diary, open_diary_again
from planning.diary.services.entries import (
    Stale,
    WrittenAlready,
    add_entries,
    add_entry,
    change_entry,
    put_back_entry,
    take_out_entry,
)
from planning.diary.services.receipts import MOST_RECEIPTS, accept_receipt, keep_receipt, open_receipt, take_out_receipt
from planning.diary.services.repeating import (
    change_repeating,
    repeat,
    stop_repeating,
    write_down_what_is_due,
)

__all__ = [
    "MOST_RECEIPTS",
    "Stale",
    "WrittenAlready",
    "accept_receipt",
    "add_entries",
    "add_entry",
    "begin_diary",
    "change_diary",
    "change_entry",
    "change_repeating",
    "close_diary",
    "keep_receipt",
    "open_diary",
    "open_diary_again",
    "open_receipt",
    "put_back_entry",
    "repeat",
    "stop_repeating",
    "take_out_entry",
    "take_out_receipt",
    "write_down_what_is_due",
]
