"""The house keeps its shape: every slice is in the contracts, every document speaks of what is there."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("portal", "content", "planning", "community")
NOT_SLICES = {"migrations", "management", "templatetags", "settings", "static", "seed", "__pycache__"}
DRAWERS = {"utils.py", "helpers.py", "common.py", "core.py", "misc.py"}


def slices(app: str) -> set[str]:
    """The packages inside an app that are slices of the product."""
    return {p.name for p in (ROOT / app).iterdir() if (p / "__init__.py").exists() and p.name not in NOT_SLICES}


def contracts() -> list[dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


@pytest.mark.parametrize("app", APPS)
def test_every_slice_has_its_place_in_the_order_of_its_app(app: str) -> None:
    order = next(c for c in contracts() if c.get("containers") == [app])
    # A name in brackets keeps the place of a slice that is still to come.
    named = {name.strip() for layer in order["layers"] for name in layer.split("|") if not name.startswith("(")}
    assert named == slices(app)


def test_the_layers_inside_every_slice_are_under_contract() -> None:
    inside = next(c for c in contracts() if c["name"] == "Inside a slice, imports run one way")
    expected = {f"{app}.{name}" for app in APPS for name in slices(app)} - {"portal.embedded"}
    assert set(inside["containers"]) == expected


def test_no_contract_has_exceptions() -> None:
    assert not [c["name"] for c in contracts() if any(key.startswith("ignore") for key in c)]


def test_there_is_no_junk_drawer() -> None:
    assert not [p for app in APPS for p in (ROOT / app).rglob("*.py") if p.name in DRAWERS]


def test_the_layer_guide_names_every_slice() -> None:
    guide = (ROOT / "docs/layers.md").read_text()
    assert not [f"{app}.{name}" for app in APPS for name in slices(app) if f"`{name}`" not in guide]


def test_the_operations_guide_names_every_variable_and_only_commands_that_exist() -> None:
    guide = (ROOT / "docs/operations.md").read_text()
    settings = "".join((ROOT / f"portal/settings/{name}.py").read_text() for name in ("base", "production"))
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"(\w+)\"", settings))
    assert len(read) > 15
    assert not sorted(name for name in read if f"`{name}`" not in guide)
    named = set(re.findall(r"manage\.py (\w+)", guide))
    assert not named - set(get_commands())


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    admin = ROOT / "templates/wagtailadmin"
    found = [
        str(p.relative_to(ROOT))
        for p in (ROOT / "templates").rglob("*.html")
        if admin not in p.parents and inline.search(p.read_text())
    ]
    assert not found


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    forbidden = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|/root/|/work/|/home/\w+/")
    # In a second checkout beside the first, .git is a file that names the first one's folder.
    places = [*(p for p in ROOT.glob("*.*") if p.name != ".git"), ROOT / "Makefile"]
    for folder in (*APPS, "templates", "tests", "docs", "scripts", "benchmarks", "assets", ".ci"):
        places += [p for p in (ROOT / folder).rglob("*") if p.is_file()]
    texts = [
        p
        for p in places
        if p.is_file()
        and p.suffix in {".py", ".md", ".toml", ".lock", ".html", ".sh", ".json", ".js", ".css", ".scss", ""}
    ]
    guilty = [
        str(p.relative_to(ROOT))
        for p in texts
        if forbidden.search(p.read_text(errors="ignore")) and p != Path(__file__)
    ]
    assert not guilty
