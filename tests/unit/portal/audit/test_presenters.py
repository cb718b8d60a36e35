import ast
from pathlib import Path

from portal.audit.presenters import known_verbs, sentence_of

ROOT = Path(__file__).resolve().parents[4]
FLOORS = ("portal", "content", "planning", "community")


def written_verbs() -> set[str]:
    """The first argument of every call of `record(...)` in the source, where it is a plain text."""
    found = set()
    for file in (file for floor in FLOORS for file in (ROOT / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def test_a_verb_reads_after_a_name() -> None:
    assert sentence_of("document opened") == "opened your document"


def test_a_verb_without_a_sentence_still_says_what_happened() -> None:
    assert "something new" in sentence_of("something new")


def test_whatever_is_written_down_can_be_read_as_a_sentence() -> None:
    verbs = written_verbs()
    assert "invitation sent" in verbs
    assert verbs - known_verbs() == set()
