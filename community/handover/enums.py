"""How a handover stands, and the parts of the summary that goes with it."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.db.models import TextChoices

PROFILE, PLAN = "one_page_profile", "support_plan"


class State(TextChoices):
    """Where a handover stands with the person; the word is what managers and workers read."""

    TOLD = "told", "Told"
    APPROVED = "approved", "Summary approved"
    READ = "read", "Summary read"
    CALLED_OFF = "called_off", "Called off"


@dataclass(frozen=True)
class Part:
    """One part of a summary. sources: whose answers it is drafted from, as (kind of document, id of the question)."""

    key: str
    label: str
    hint: str
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Its name for the wizard engine, the same for ever."""
        return str(uuid5(NAMESPACE_URL, f"in-my-words:handover:{self.key}"))


# The questions are those that the portal comes with. Where an editor took one out, its part begins empty: the person
# writes there what they like.
PARTS = (
    Part(
        "matters",
        "What matters to me",
        "People, places, habits, music, faith, pets. What makes a good day.",
        (
            (PROFILE, "b64815c0-1cd1-5f47-b5d2-6acdad243246"),
            (PLAN, "44c1c7fb-1ca0-4222-9017-584ea402e11a"),
            (PLAN, "dcbd10ca-9975-4081-b8e7-68178f98060c"),
        ),
    ),
    Part(
        "people",
        "The people in my life",
        "Who they are to you.",
        ((PLAN, "3cf27308-7f47-410a-b2d7-b287a98ace5d"),),
    ),
    Part(
        "change",
        "What I want to change, and what should stay",
        "Your own hopes, big or small.",
        ((PLAN, "c7370796-eef5-410a-9dce-4699f959ca49"),),
    ),
    Part(
        "support",
        "How best to support me",
        "What works, as you would tell a new helper.",
        (
            (PROFILE, "08d4d87b-d2fc-5e47-b335-62efc55caa6d"),
            (PLAN, "33b680f8-6a99-4e66-ba81-58c6455b74ca"),
        ),
    ),
    Part(
        "never",
        "What to stay away from",
        "What can spoil your day, and what nobody should do.",
        (
            (PROFILE, "8de32330-7b65-5bff-9a5e-7b48d399b7a5"),
            (PROFILE, "555d0b4d-e1a3-5aeb-a2e9-b728b28ed9ee"),
        ),
    ),
    Part(
        "talk",
        "How to talk with me",
        "By letter, by phone, slowly, in pictures: what suits you.",
        ((PROFILE, "6e591be6-51e8-52e4-a6ea-b15c96caf452"),),
    ),
    Part(
        "worry",
        "What might go wrong, and what helps then",
        "What you or others worry about.",
        (
            (PLAN, "d4e3a170-8a46-457a-b9f9-50c06d66a2bb"),
            (PLAN, "aafe0f0c-cd9e-44e9-bf18-ce6f82e71c9b"),
        ),
    ),
    Part("more", "Anything else you do not want to say again", "You may leave this empty."),
)
