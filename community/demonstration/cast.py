"""The invented people of the demonstration. Nobody here is real, and Northmoor is nowhere."""

from dataclasses import dataclass, field

from portal.accounts.enums import Role

PASSWORD = "in-my-words"  # noqa: S105 - printed on the sign-in page of the demonstration, on purpose
DOMAIN = "example.org"
JOINING_CODE = "NRTH-MR22"


@dataclass(frozen=True)
class Member:
    """One of the cast.

    weekly: their indicative budget in pounds a week; about: a few words for the sign-in page; days: how many days ago
    their social worker was named.
    """

    name: str
    full_name: str
    about: str
    role: Role = Role.PERSON
    born: int | None = None
    team: str | None = None
    worker: str | None = None
    weekly: str | None = None
    days: int = 19
    working_days: tuple[int, ...] = field(default=())

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@{DOMAIN}"


# How the first figure was arrived at, as the social worker says it.
HOW = {
    "Maureen": "Six hours a week with somebody, at what a PA costs here, and what belongs to employing them.",
    "Amira": "Help each day with getting up, getting to work and going to bed. We have not counted the nights yet.",
    "Tom": "Nine hours a week with Dev, the farm each week, and Dev’s tickets, so that he can come too.",
    "Gwen": "An hour each morning for your first weeks at home. We look at it again when you are stronger.",
}

NORTH, SOUTH = "Team North", "Team South"
WEEK = (0, 1, 2, 3, 4)

CAST = (
    Member("Maureen", "Maureen Ashby", "71, writing her own plan", born=1955, worker="Sunita", weekly="96.00"),
    Member("Desmond", "Desmond Clarke", "90, his daughter helps", born=1936, worker="Sunita", weekly="210.00"),
    Member("Amira", "Amira Haddad", "29, employs three assistants", born=1997, worker="Hana", weekly="412.00"),
    Member(
        "Tom", "Tom Barker", "23, his plan is agreed with photos", born=2003, worker="Sunita", weekly="180.00", days=170
    ),
    Member("Gwen", "Gwen Parry", "84, just out of hospital", born=1942, worker="Sunita", weekly="88.00"),
    Member("Kofi", "Kofi Mensah", "45, said today that things are bad", born=1981, worker="Sunita", weekly="140.00"),
    Member("Alan", "Alan Whitby", "78, his wife Ruth cares for him", born=1948, worker="Hana", weekly="74.00"),
    Member("Iris", "Iris Lomax", f"66, has no social worker yet, and the joining code {JOINING_CODE}", born=1960),
    Member("Beth", "Beth Ashby", "Maureen's daughter"),
    Member("Claire", "Claire Clarke", "Desmond's daughter, 200 miles away"),
    Member("Jan", "Jan Barker", "Tom's mother"),
    Member("Ruth", "Ruth Whitby", "Alan's wife"),
    Member(
        "Sunita", "Sunita Rao", "social worker, Team North", Role.SOCIAL_WORKER, team=NORTH, working_days=(0, 1, 2, 3)
    ),
    Member("Ben", "Ben Archer", "social worker, Team North", Role.SOCIAL_WORKER, team=NORTH, working_days=WEEK),
    Member("Hana", "Hana Novak", "social worker, Team South", Role.SOCIAL_WORKER, team=SOUTH, working_days=WEEK),
    Member("Morag", "Morag Sinclair", "manager, Team North", Role.TEAM_MANAGER, team=NORTH, working_days=WEEK),
    Member("Yusuf", "Yusuf Demir", "manager, Team South", Role.TEAM_MANAGER, team=SOUTH, working_days=WEEK),
    Member("Leo", "Leo Marsh", "peer supporter, Northmoor Independent Living", Role.VOLUNTEER),
    Member("Pat", "Pat Doyle", "volunteer, Age UK Northmoor", Role.VOLUNTEER),
    Member("Dee", "Dee Franklin", "coordinator, Northmoor Independent Living", Role.COORDINATOR),
    Member("Olu", "Olu Adeyemi", "coordinator, Age UK Northmoor", Role.COORDINATOR),
    Member("Wyn", "Wyn Beck", "volunteer, Northmoor Carers’ Centre", Role.VOLUNTEER),
    Member("Nell", "Nell Ogden", "coordinator, Northmoor Carers’ Centre", Role.COORDINATOR),
    Member("Ed", "Ed Lowther", "editor", Role.EDITOR),
)


@dataclass(frozen=True)
class InCircle:
    """A supporter in a person's circle since so many days, and what was ticked for them on the person's plan."""

    person: str
    supporter: str
    relation: str
    ticks: tuple[str, ...] = ()
    days: int = 14


CIRCLES = (
    InCircle("Maureen", "Beth", "my daughter", ("can_comment", "can_suggest")),
    InCircle("Desmond", "Claire", "my daughter", ("can_comment", "can_suggest", "can_edit", "can_see_budget")),
    InCircle("Tom", "Jan", "my mum", ("can_comment", "can_edit", "can_see_budget"), days=165),
    InCircle("Alan", "Ruth", "my wife", ("can_comment",)),
)

# Whom Sunita offered time to have a go: her pointers, in how many days they talk, and whether they said yes.
HAVE_A_GO = (
    (
        "maureen",
        "Begin with what a good week looks like. The hours follow from it. Leo knows the way.",
        5,
        True,
    ),
    ("gwen", "There is no hurry. Write down what is harder since the hospital, one thing a day.", 9, False),
)

# Kofi has shown his draft to nobody yet.
SHARED_WITH_WORKER = frozenset({"maureen", "desmond", "amira", "tom", "gwen", "alan"})
