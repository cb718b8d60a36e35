"""What is reached on the way from the assessment to the first payment."""

from django.db.models import TextChoices


class Milestone(TextChoices):
    """The six, in their order."""

    ASSESSED = "assessed", "Your needs were assessed"
    INDICATIVE = "indicative", "You got your first figure"
    PLANNING = "planning", "You began your plan"
    SENT = "sent", "You sent your plan to be agreed"
    DECIDED = "decided", "Your plan was agreed"
    PAID = "paid", "The first money came"


# How the same reads for others: {name} is what the person is known as.
OF_THEIRS = {
    Milestone.ASSESSED: "Needs were assessed",
    Milestone.INDICATIVE: "The first figure was set",
    Milestone.PLANNING: "{name} began a plan",
    Milestone.SENT: "{name} sent the plan to be agreed",
    Milestone.DECIDED: "The plan was agreed",
    Milestone.PAID: "The first money came",
}
