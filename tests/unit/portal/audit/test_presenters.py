import ast
import re
from pathlib import Path

from portal.audit.presenters import known_verbs, sentence_of

ROOT = Path(__file__).resolve().parents[4]
FLOORS = ("portal", "content", "planning", "community")


# What a slice calls its own short way to `record`, and where a verb is worked out first.
WAYS = {"record", "record_each", "_record", "_record_each", "_change", "_settle", "write_down"}
# What holds a verb, or all verbs of a slice, before it is written down.
NAMES = {"verb", "VERBS", "BROUGHT_IN"}


def written_verbs() -> set[str]:
    """Every verb in the source: a plain text handed to one of the ways above, or kept under one of the names."""
    found: set[str] = set()
    for file in (file for floor in FLOORS for file in (ROOT / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in WAYS:
                found |= {text for argument in node.args for text in texts_in(argument)}
            if isinstance(node, ast.Assign) and {getattr(target, "id", "") for target in node.targets} <= NAMES:
                found |= texts_in(node.value)
    return {text for text in found if re.fullmatch(r"[a-z-]+( [a-z-]+)+", text)}


def texts_in(value: ast.expr) -> set[str]:
    """The texts that an expression can come to: itself, either side of a choice, each value to look up."""
    if isinstance(value, ast.Dict):
        return {text for one in value.values for text in texts_in(one)}
    if isinstance(value, ast.IfExp):
        return texts_in(value.body) | texts_in(value.orelse)
    return {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()


def test_a_verb_reads_after_a_name() -> None:
    assert sentence_of("document opened") == "opened your document"


def test_a_verb_without_a_sentence_still_says_what_happened() -> None:
    assert "something new" in sentence_of("something new")


def test_whatever_is_written_down_can_be_read_as_a_sentence() -> None:
    verbs = written_verbs()
    assert {"invitation sent", "comment reopened", "words beside used", "suggestion declined", "circle left"} <= verbs
    assert verbs == known_verbs()
