"""What can be done with comments and suggestions. Each verb checks, writes, records and tells in one transaction."""

from planning.comments.services.conversations import (
    SentBeforeError,
    add_comment,
    close_again,
    mark_as_done,
    open_to_others,
    reopen,
    reply,
)
from planning.comments.services.suggestions import (
    WordsChangedError,
    accept_suggestion,
    accept_with_changes,
    decline_suggestion,
    suggest,
)

__all__ = [
    "SentBeforeError",
    "WordsChangedError",
    "accept_suggestion",
    "accept_with_changes",
    "add_comment",
    "close_again",
    "decline_suggestion",
    "mark_as_done",
    "open_to_others",
    "reopen",
    "reply",
    "suggest",
]
