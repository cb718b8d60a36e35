"""What the answers to a request mean for the search: decided by short names, so that editors stay free to word them.

A choice whose short name is that of a word of the directory asks for that word, in whichever question it stands. Two
more short names mean something: `phone` and `video`, for which it does not matter how far away somebody is. A question
for a town or postcode says where. See docs/decisions/0021.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from community.organisations.enums import Taxonomy
from community.organisations.wanted import Here
from content.questions.conditions import asked
from content.questions.definitions import SetDefinition
from content.questions.kinds.base import as_list, as_mapping
from content.questions.kinds.choices import OneOf, SeveralOf
from content.questions.kinds.texts import Place

FROM_AFAR = frozenset({"phone", "video"})


@dataclass(frozen=True)
class Wishes:
    """What somebody asks for. The codes are those of the directory's lists.

    from_afar: whether phone or video would do; here: where they are, where they said so.
    """

    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()
    from_afar: bool = False
    here: Here | None = None


def chosen_codes(definition: SetDefinition, answers: Mapping[str, Any]) -> set[str]:
    """The short names of everything that was ticked in questions that are asked."""
    found: set[str] = set()
    for question in asked(definition, answers).questions():
        value = answers.get(question.id)
        if question.kind == OneOf.name and value:
            found.add(str(value))
        elif question.kind == SeveralOf.name:
            found.update(str(key) for key in as_list(as_mapping(value).get("chosen")))
    return found


def place_named(definition: SetDefinition, answers: Mapping[str, Any]) -> str:
    """What was typed as the place, "" where nothing was."""
    asked_for = (q.id for q in asked(definition, answers).questions() if q.kind == Place.name)
    return next((str(answers[question]) for question in asked_for if answers.get(question)), "")


def wishes_of(codes: set[str], words: Mapping[str, set[str]], here: Here | None) -> Wishes:
    """The wishes behind these short names. words: the codes of each list of the directory."""
    return Wishes(
        kinds=frozenset(codes & words.get(Taxonomy.HELP, set())),
        languages=frozenset(codes & words.get(Taxonomy.LANGUAGE, set())),
        access=frozenset(codes & words.get(Taxonomy.ACCESS, set())),
        from_afar=bool(codes & FROM_AFAR),
        here=here,
    )
