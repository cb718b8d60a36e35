"""The kinds of notice. Each kind's sentence is what an email says: no names, none of anybody's words."""

from django.db.models import TextChoices


class Kind(TextChoices):
    COMMENT = "comment", "There is a new comment for you."
    REPLY = "reply", "There is an answer to a comment."
    SUGGESTION = "suggestion", "Somebody suggests other words."
    DECIDED = "decided", "There is an answer to words that you suggested."
    SHARED = "shared", "A document was shared with you."
    JOINED = "joined", "Somebody took up your invitation."
    INVITATION = "invitation", "You are invited to help somebody with their plan."
    ALLOCATED = "allocated", "You have a named social worker."
    SENT = "sent", "A plan was sent to you to agree."
    INDICATIVE_BUDGET = "indicative_budget", "Your first budget figure is there."
    CODE_USED = "code_used", "Somebody used a joining code that you gave."
    HAVE_A_GO = "have_a_go", "You have an offer: time to have a go at your plan."
    DAY_TO_TALK = "day_to_talk", "There is news about the day to talk."
    PLAN_TOGETHER = "plan_together", "Somebody would like to plan together with you."
    PAPER = "paper", "Words that you wrote on paper wait for your yes."
    STEPPED_BACK = "stepped_back", "Somebody left your circle."
