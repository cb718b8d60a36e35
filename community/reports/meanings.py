"""What is said about each table: its question, what it shows in one sentence, and how it is counted."""

from typing import NamedTuple

from community.reports.enums import Key

HIDDEN = "hidden"
LEFT_OUT = (
    "Numbers from 1 to 4 are not shown, and neither is any number from which one could be worked out. "
    f"There it says “{HIDDEN}”. A 0 is nobody."
)
ABOUT_ALL = (
    "Each number counts people, not plans. The team is the one of the person’s social worker at the time; where that "
    "worker has changed teams since, their new one. Who had no social worker then, or one in no team, is in “No team”. "
    "Plans that their owners deleted are taken away after 30 days, unless they were agreed, and are not counted any "
    "more."
)
LAST_TIME = "Each person counts once, by the last time that it happened in these twelve months."
IN_EACH = (
    "A person counts once in each column where they belong. Somebody may be in several, so a row does not add up. "
    "In each column the last time counts."
)


class Meaning(NamedTuple):
    """What is said about a table; all in plain words."""

    question: str
    says: str
    how: tuple[str, ...]


MEANINGS: dict[Key, Meaning] = {
    Key.DRIFT: Meaning(
        "How far are final budgets from the first figure?",
        "How many people got a higher or a lower final budget than their first figure, and how far apart the two are.",
        (
            "Counted are final budgets that were decided in these twelve months, with a first figure before. "
            "Both are sums for a week; what is paid once is left out.",
            LAST_TIME,
            "The ratio is the higher of the two figures divided by the lower: 1.00 means the same. Half of the final "
            "budgets are at this ratio or closer to 1.00. Where one of the two was £0 there is no such ratio; they "
            "count as further apart than any other.",
            "Other councils have published how far apart theirs were: on average 2.45, 2.59, 2.81 and 3.84 times. An "
            "average is moved by a few very large differences; “half” is not. So compare with care.",
        ),
    ),
    Key.REASONS: Meaning(
        "Why do plans differ from the first figure?",
        "How many people had a plan that differs from the first figure, by the reason that was given.",
        ("Counted are the reasons of final budgets that were decided in these twelve months.", IN_EACH),
    ),
    Key.SIGNED_OFF: Meaning(
        "Who agrees plans?",
        "How many people had their plan agreed by a social worker alone, by a manager, or by a panel.",
        (
            "Counted is each yes to a plan that was sent. A no is counted apart. What was agreed only after a "
            "challenge is left out.",
            "“A social worker alone” means within the limit that two managers set.",
            LAST_TIME,
            "The share is “A social worker alone” divided by “Agreed”. It is left out where one of these is.",
        ),
    ),
    Key.REFUSED: Meaning(
        "Why are plans not agreed?",
        "How many people got a no, by the reason that was written down.",
        ("Counted is every no about a plan in these twelve months, also one that changed later.", LAST_TIME),
    ),
    Key.OVERTURNED: Meaning(
        "What was changed or challenged?",
        "How many people got another sum than they planned, challenged a decision, or had it decided again.",
        (
            "“Agreed at another sum than planned” counts final budgets whose weekly sum or one-off costs differ from "
            "the plan, higher or lower.",
            "“Challenged” counts challenges that were made in these twelve months, whatever came of them. “Decided "
            "again” counts new decisions after one.",
            IN_EACH,
        ),
    ),
    Key.CHANGED_WHY: Meaning(
        "Why do final budgets differ from the plan?",
        "How many people got a final budget that differs from their plan, by the reason that was given.",
        ("Counted are the reasons of final budgets that were decided in these twelve months.", IN_EACH),
    ),
    Key.DAYS: Meaning(
        "How long does each step take?",
        "How many people finished each step between the assessment and the first money, and how long it took half of "
        "them.",
        (
            "A step counts when it ended in these twelve months, whenever it began. Who is still waiting is left out.",
            "Days are days of the calendar, weekends too. Half of the people took so many days or fewer.",
            "A step lasts until the next one that was reached; one that somebody skipped is left out. “After sending "
            "the plan” is from the first time that it was sent until the yes, also where it was not agreed at first. "
            "After a plan was agreed, the next assessment begins anew.",
            IN_EACH,
        ),
    ),
    Key.TAKE_UP: Meaning(
        "How far have people come?",
        "How many people have a social worker now, by the furthest point that they ever reached.",
        (
            "Counted is everybody who had a named social worker at the end of the last of these days.",
            "The points are those of the whole time until that day, and not only of these twelve months. A plan that "
            "was deleted counts as planning no more.",
            "“Money came” counts from the first payment, or from the first money that came in by the diary after the "
            "yes.",
        ),
    ),
    Key.WHO_WROTE: Meaning(
        "With whom were plans written?",
        "How many people wrote their plan alone, with family, with an organisation or with a social worker.",
        (
            "Counted is a plan when it was first sent in these twelve months, or when a social worker who planned for "
            "somebody showed them theirs.",
            "It is what the person chose last, also where they changed it later. “Nobody said” is where nobody chose.",
            LAST_TIME,
        ),
    ),
    Key.UNMET: Meaning(
        "What did people ask for that is not paid for?",
        "How many people asked for something towards each outcome, and whether the budget pays for it.",
        (
            "Counted are costs in plans that were decided in these twelve months. A cost that was in an earlier "
            "version, and dropped before the yes, still counts as asked for. The sum is the one in which it was last "
            "sent. The person’s own money and costs without a clear sum are left out, and so is a plan that was never "
            "agreed where another one of the same person was agreed later.",
            "“In part” is also where the budget is less than planned and nobody knows for which cost; but not where "
            "other help, other prices, changed needs or the person’s own choice explain it.",
            "A person counts once for each outcome, for all their costs together. So the rows do not add up.",
        ),
    ),
    Key.ANSWERS: Meaning(
        "Do answers about spending stand?",
        "How many people got an answer to “Can I spend it on this?”, and for how many one did not fit an earlier one.",
        (
            "“Got an answer” is also “Let us talk about it first”.",
            "“One did not fit an earlier one” counts answers that were held back before they were sent. “Settled by a "
            "manager” counts those that a manager decided.",
            IN_EACH,
        ),
    ),
}
