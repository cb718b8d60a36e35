"""Which way money goes, how often it comes, from where an entry is, and what can be done to one."""

from django.db.models import TextChoices


class Direction(TextChoices):
    IN = "in", "Money in"
    OUT = "out", "Money out"


class Every(TextChoices):
    """How often something comes again."""

    WEEK = "week", "Every week"
    FORTNIGHT = "fortnight", "Every two weeks"
    FOUR_WEEKS = "four_weeks", "Every four weeks"
    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every three months"
    YEAR = "year", "Every year"


class Source(TextChoices):
    """From where an entry is."""

    TYPED = "typed", "Typed in"
    RECURRING = "recurring", "It comes again by itself"
    STATEMENT = "statement", "From a bank statement"
    TIMESHEET = "timesheet", "From a timesheet"


class Did(TextChoices):
    """What somebody did in a diary."""

    BEGAN = "began", "began this diary"
    CHANGED_DIARY = "changed_diary", "changed what this diary says about itself"
    CLOSED = "closed", "closed this diary"
    OPENED_AGAIN = "opened_again", "opened this diary again"
    ADDED = "added", "added an entry"
    CHANGED = "changed", "changed an entry"
    TOOK_OUT = "took_out", "took an entry out"
    PUT_BACK = "put_back", "put an entry back"
    KEPT_RECEIPT = "kept_receipt", "added a receipt"
    TOOK_RECEIPT_OUT = "took_receipt_out", "took a receipt out"
    PUT_RECEIPT_BACK = "put_receipt_back", "put a receipt back"
    SET_UP = "set_up", "set up something that comes again"
    CHANGED_REPEATING = "changed_repeating", "changed something that comes again"
    STOPPED = "stopped", "stopped something that came again"
