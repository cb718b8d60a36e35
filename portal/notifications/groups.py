"""The kinds of notice in groups of plain words: what one can switch off by email, and what always comes."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.accounts.enums import Role
from portal.notifications.enums import Kind

PEOPLE = frozenset({Role.PERSON, Role.VOLUNTEER, Role.COORDINATOR})
WORKERS = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})
EVERYBODY = frozenset(Role)


@dataclass(frozen=True)
class Group:
    """Some kinds under one name. `roles`: who is offered to switch it off."""

    name: str
    label: str
    hint: str
    kinds: frozenset[Kind]
    roles: frozenset[Role] = EVERYBODY


GROUPS = (
    Group(
        "messages",
        "Messages",
        "Somebody wrote to you, or an answer is late.",
        frozenset({Kind.MESSAGE, Kind.REPLY_LATE}),
    ),
    Group(
        "conversation",
        "Comments and suggestions",
        "Somebody says something about a document, or answers you.",
        frozenset({Kind.COMMENT, Kind.REPLY, Kind.SUGGESTION, Kind.DECIDED}),
    ),
    Group(
        "circle",
        "Sharing, and the people around you",
        "Somebody shared something, joined a circle or left it, or would like to plan together.",
        frozenset({Kind.SHARED, Kind.JOINED, Kind.STEPPED_BACK, Kind.PLAN_TOGETHER, Kind.PAPER}),
    ),
    Group(
        "plan",
        "Plans and money",
        "A plan, a first figure, a decision, a question about spending, a day to talk.",
        frozenset(
            {
                Kind.INDICATIVE_BUDGET,
                Kind.SENT,
                Kind.SENT_TO_MANAGER,
                Kind.PLAN_TO_DECIDE,
                Kind.SPENDING_ASKED,
                Kind.SPENDING_ANSWERED,
                Kind.SPENDING_CONFLICT,
                Kind.SPENDING_GUIDANCE,
                Kind.MONEY_NEWS,
                Kind.STUCK,
                Kind.HAVE_A_GO,
                Kind.DAY_TO_TALK,
                Kind.DIRECT_PLAN,
                Kind.DIRECT_ANSWER,
            }
        ),
    ),
    Group(
        "help",
        "Help from organisations",
        "News about help that you asked for or give, or a place where you could find some.",
        frozenset(
            {
                Kind.HELP_ASKED,
                Kind.HELP_NEWS,
                Kind.ENTRY_DECIDED,
                Kind.CHECKS_DUE,
                Kind.SOURCE_POINTED,
                Kind.TO_MODERATE,
            }
        ),
    ),
    Group(
        "peers",
        "Questions to others, and how you are",
        "Somebody answered a question that you asked, or we ask how you are.",
        frozenset({Kind.QUESTION_ANSWERED, Kind.MODERATED, Kind.HOW_ARE_YOU}),
        frozenset({Role.PERSON, Role.VOLUNTEER}),
    ),
    Group(
        "away",
        "When your social worker is away",
        "They are away for some days, and who answers then.",
        frozenset({Kind.AWAY}),
        PEOPLE,
    ),
    Group(
        "work",
        "Standing in, and joining codes",
        "You stand in for a colleague, or somebody used a code of yours.",
        frozenset({Kind.STANDING_IN, Kind.CODE_USED}),
        WORKERS,
    ),
)
# A change of worker is told whoever wants to hear it or not: nobody should find a stranger in their thread. Whoever
# opens a record, or may act in somebody's place, could harm them: an abuser at the keyboard must not be able to
# switch off the only notice of it. Nobody should be surprised that help ends, or wait
# for their yes to a page to be taken back. Whoever lets a stranger at somebody's money could harm them. A decision has
# a clock for asking to look at it again. A crisis, getting worse, or a worry about somebody, waits for nobody's
# settings.
ALWAYS = frozenset(
    {
        Kind.ALLOCATED,
        Kind.HANDOVER,
        Kind.SUMMARY,
        Kind.TAKING_OVER,
        Kind.HANDOVER_NEWS,
        Kind.PEOPLE_NEWS,
        Kind.FAREWELL,
        Kind.RECORD_OPENED,
        Kind.RECORD_OPENED_IN_TEAM,
        Kind.AUTHORITY,
        Kind.AUTHORITY_HELD,
        Kind.AUTHORITY_ENDED,
        Kind.CRISIS,
        Kind.CRISIS_ENDED,
        Kind.HELP_ENDS_SOON,
        Kind.HELP_ENDED,
        Kind.WORRY,
        Kind.PAGE_NEWS,
        Kind.PLAN_DECIDED,
        Kind.LIMIT,
        Kind.CHALLENGE,
        Kind.MONEY_SHARED,
        Kind.WORSE,
    }
)
# These go to an address or a chosen hour of their own, and come only because somebody asked.
ASKED_FOR = frozenset({Kind.INVITATION, Kind.DIGEST})
# Those who help in a crisis, or look after somebody's safety, are told in the same moment, at night too.
AT_ONCE = frozenset({Kind.CRISIS, Kind.WORRY, Kind.WORSE})

# Where the address of the page itself would tell what it is about, or lead from a mailbox to a chosen name: the email
# leads to the list of notices.
ADDRESS_TELLS = frozenset({Kind.WORRY, Kind.QUESTION_ANSWERED, Kind.MODERATED})


def groups_for(role: str) -> list[Group]:
    """The groups that concern somebody with this role."""
    return [group for group in GROUPS if role in group.roles]


def switched_off(kind: Kind, off: Collection[str]) -> bool:
    """Whether no email is wanted for this kind."""
    return kind not in ALWAYS and any(kind in group.kinds and group.name in off for group in GROUPS)
