"""The tables of the council's figures, and what their columns are called. The names of tables are kept with reports."""

from django.db.models import TextChoices

from planning.routes.enums import Route

# The names of all rows, and of the row of those whose social worker was in no team.
ALL_TEAMS, NO_TEAM = "All teams", "No team"


class Key(TextChoices):
    """Each table by name, in the order in which they are made."""

    DRIFT = "drift", "First and final figures"
    REASONS = "reasons", "Why plans differ from the first figure"
    SIGNED_OFF = "signed_off", "Who agreed the plans"
    REFUSED = "refused", "Why plans were not agreed"
    OVERTURNED = "overturned", "Decisions that differ, and challenges"
    CHANGED_WHY = "changed_why", "Why final budgets differ from the plan"
    DAYS = "days", "How long each step took"
    TAKE_UP = "take_up", "How far people are"
    WHO_WROTE = "who_wrote", "Who wrote the plans"
    UNMET = "unmet", "Asked for, and not paid for"
    ANSWERS = "answers", "Answers about spending"


class Drift(TextChoices):
    """How a final budget compares with the first figure."""

    HIGHER = "higher", "Higher than the first figure"
    SAME = "same", "The same"
    LOWER = "lower", "Lower"


class Decider(TextChoices):
    """Who agreed a plan."""

    WORKER = "worker", "A social worker alone"
    MANAGER = "manager", "A manager"
    PANEL = "panel", "A panel"


class Overturned(TextChoices):
    """What happened to a decision, or what it changed."""

    CHANGED = "changed", "Agreed at another sum than planned"
    CHALLENGED = "challenged", "Challenged"
    AGAIN = "again", "Decided again after a challenge"


class Stretch(TextChoices):
    """The time after each step of the clock, until the next one that was reached (planning.clock)."""

    ASSESSED = "assessed", "After the assessment"
    INDICATIVE = "indicative", "After the first figure"
    PLANNING = "planning", "While planning"
    SENT = "sent", "After sending the plan"
    DECIDED = "decided", "After the yes"


class Reached(TextChoices):
    """The furthest that somebody came, ever."""

    NOTHING = "nothing", "Nothing yet"
    INDICATIVE = "indicative", "A first figure"
    PLANNING = "planning", "Planning"
    SENT = "sent", "Plan sent"
    AGREED = "agreed", "Plan agreed"
    PAID = "paid", "Money came"


class Wrote(TextChoices):
    """With whom a plan was written, as the person said; and plans that workers wrote in their own voice."""

    ALONE = Route.ALONE.value, "Alone"
    POINTERS = Route.POINTERS.value, "Alone, with a few pointers"
    FAMILY = Route.FAMILY.value, "With family or friends"
    HELPER = Route.HELPER.value, "With an organisation or a volunteer"
    WORKER = Route.WORKER.value, "With a social worker"
    DIRECT = "direct", "A social worker, for them"
    UNSAID = "unsaid", "Nobody said"


class Paid(TextChoices):
    """How much of what somebody asked for, for one outcome, the budget pays."""

    PAID = "paid", "Paid for"
    PART = "part", "In part"
    NOT = "not", "Not paid for"


class Answered(TextChoices):
    """What became of answers about spending."""

    GIVEN = "given", "Got an answer"
    CONFLICT = "conflict", "One did not fit an earlier one"
    SETTLED = "settled", "Settled by a manager"
