"""What each table of the council's figures says, and how it is counted, for whoever reads it."""

from dataclasses import dataclass

from community.reports.enums import Key


@dataclass(frozen=True)
class Meaning:
    """says: what the table is about; counted: how its figures come about, and what is left out."""

    says: str
    counted: str


MEANINGS = {
    Key.DRIFT: Meaning(
        "Whether people got more or less in the end than they were first told.",
        "Everybody whose final budget was agreed in these months and who had been told a first figure; whoever had "
        "several agreed counts with the last. The ratio is the greater of the two figures divided by the smaller, so "
        "1 is the same: half of these people had this ratio or a smaller one. Where just one of the figures is zero, it "
        "counts as further apart than any other. Other councils published averages from 2.45 to 3.84; an average "
        "lies higher than what half had.",
    ),
    Key.REASONS: Meaning(
        "Which reasons social workers and managers gave when they agreed a plan that cost more or less than the first "
        "figure.",
        "Everybody whose final budget was agreed in these months, once for each reason that was given for the step "
        "from the first figure to the plan. Somebody may be in several columns, so these do not add up.",
    ),
    Key.SIGNED_OFF: Meaning(
        "How many plans social workers decided themselves, within their limit.",
        "The first decision about a plan that was sent, a yes or a no. Who had several plans decided in these months "
        "counts with the last. A challenge is no first decision.",
    ),
    Key.REFUSED: Meaning(
        "Why plans were not agreed.",
        "Everybody whose plan was not agreed in these months, with the reason that was chosen in the last such "
        "decision. Many of these plans were changed and agreed later.",
    ),
    Key.OVERTURNED: Meaning(
        "How often the plan was not agreed as it was planned, and how often people asked to have that looked at again.",
        "Everybody with a final budget that is not the sum of the plan; who challenged a decision; and about whose plan "
        "was decided again. Somebody may be in several columns, so these do not add up.",
    ),
    Key.CHANGED_WHY: Meaning(
        "Which reasons were given when more or less was agreed than the plan adds up to.",
        "Everybody whose final budget was agreed in these months, once for each reason that was given for the step "
        "from the plan to the final budget. Somebody may be in several columns, so these do not add up.",
    ),
    Key.DAYS: Meaning(
        "How many people finished each step in these months, and how long it took them.",
        "Days of the calendar from one step to the next that was reached. Half of the people took the days shown or "
        "fewer. Planning takes the time that people need: it is here so that nobody takes it for waiting. The first "
        "payment is the day that the social worker gave, else that of the first money in the person’s diary.",
    ),
    Key.TAKE_UP: Meaning(
        "How far the people of each team have come, on the last day.",
        "Everybody who had a social worker on the last day of these months, once, by the furthest that they had ever "
        "come until then.",
    ),
    Key.WHO_WROTE: Meaning(
        "With whom people wrote the plans that they sent.",
        "Plans that were sent for the first time in these months, by what the person said about the way they plan; and "
        "plans that a social worker wrote for somebody, by the day on which they showed it to them. Who has several "
        "counts with the last.",
    ),
    Key.UNMET: Meaning(
        "What people asked for in their plans, by the outcome it should help with, and whether it is paid for.",
        "Everybody whose plan was decided in these months, once for each outcome of their costs. Asked for is each "
        "cost in any version that they sent, also where they left it out after a no. Paid for is what the final budget "
        "has for it. Where less was agreed than planned, and not because others help or pay, all outcomes of that plan "
        "count as paid for in part. Own money is not counted.",
    ),
    Key.ANSWERS: Meaning(
        "How many people got an answer to “Can I spend it on this?”, and how often it did not fit an earlier one.",
        "Everybody who got an answer in these months; whose new answer was held back because it did not fit one that "
        "counts; and for whom a manager settled it. Somebody may be in several columns, so these do not add up.",
    ),
}

SMALL_NUMBERS = (
    "Numbers under 5 are hidden, and so is whatever they could be worked out from. So a larger number may be hidden, too. "
    "0 is shown where it gives nothing away."
)
WHOSE_TEAM = (
    "Each figure counts people. The team is that of the social worker whom somebody had at that moment; who had nobody "
    "then is in “No team”."
)
