"""Writes docs/help-requests.md anew from the table in community/help_requests/life.py: `make drawings`."""

from pathlib import Path

from community.help_requests.enums import Action, Actor, State
from community.help_requests.life import HELPED, OVER, TABLE, WITH_THE_ORGANISATION

PAGE = Path(__file__).resolve().parent.parent / "docs/help-requests.md"
WHERE_OPEN = {
    "The organisation reads the request": WITH_THE_ORGANISATION,
    "The helper reads what was ticked": HELPED,
    "Nobody but the person reads it, and nothing more can happen": OVER,
}


def arrows() -> list[tuple[State, Action, Actor, State]]:
    """Every step of the table: from where, what, by whom, to where."""
    return [
        (before, action, actor, after) for action, (actor, states) in TABLE.items() for before, after in states.items()
    ]


def page() -> str:
    """The whole page, as Markdown."""
    drawn = "\n".join(
        f"    {before.value} --> {after.value}: {actor.label} {action.label}"
        for before, action, actor, after in arrows()
    )
    rows = "\n".join(
        f"| {before.label} | {actor.label} {action.label} | {after.label} |"
        for before, action, actor, after in arrows()
    )
    open_in = "\n".join(
        f"- **{what}**: {'; '.join(state.label for state in State if state in states)}."
        for what, states in WHERE_OPEN.items()
    )
    return f"""# The life of a request for help

Drawn from the table in `community/help_requests/life.py` by `make drawings`; a test fails where the two differ.

```mermaid
stateDiagram-v2
    [*] --> {State.DRAFT.value}
{drawn}
    {State.ENDED.value} --> [*]
    {State.TAKEN_BACK.value} --> [*]
```

| Where it stands | What happens | Where it stands then |
|---|---|---|
{rows}

## Who reads what, where

{open_in}

What a helper may see hangs on the match, which ends at its moment by itself: the step of the end date only writes down
what has happened already.
"""


if __name__ == "__main__":
    PAGE.write_text(page())
