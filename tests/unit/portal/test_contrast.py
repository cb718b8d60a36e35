"""Every pair of colours that imw.css uses is computed here, in both schemes.

The style sheet keeps two rules that make this possible: colours are tokens, and a rule that
sets a surface sets the letters on it too.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[3] / "portal" / "static" / "portal" / "css" / "imw.css"
TEXT = 4.5
SHAPE = 3.0
OWN_WORDS_RULE = 3.4

# Where letters may stand that have no surface of their own in their rule.
EVERYWHERE = ("paper", "card", "sand", "stone", "tint", "ok-tint", "warm-tint")
SURFACES = {
    "ink": EVERYWHERE,
    "deep": EVERYWHERE,
    "soft": ("paper", "card", "sand", "stone", "tint", "ok-tint"),
    "ok": ("paper", "card", "ok-tint"),
    "alarm": ("paper", "card"),
    "brand": ("paper", "card"),
    "paper": ("ink",),
    "on-brand": ("brand",),
    "on-alarm": ("alarm",),
    "on-focus": ("focus",),
}
WARM = {"warm", "warm-tint"}
NEVER_ON_WARM = {"soft", "ok", "alarm"}
MEANINGFUL_BORDERS = {"edge", "brand", "alarm", "ink", "ok"}
# Borders that have the focus ring's black line beside them, or decorate only.
OTHER_BORDERS = {"line", "focus", "rule"}


@dataclass(frozen=True)
class Rule:
    selector: str
    declarations: str

    def token(self, name: str) -> str:
        """The token that the property is set to, or "" if it is not set to one."""
        found = re.search(rf"(?:^|;)\s*{name}:\s*var\(--imw-([\w-]+)\)", self.declarations)
        return found[1] if found else ""

    def borders(self) -> list[str]:
        return re.findall(r"(?:^|;)\s*border[\w-]*:[^;]*var\(--imw-([a-z][\w-]*)\)", self.declarations)


def sheet() -> str:
    return re.sub(r"/\*.*?\*/", "", SHEET.read_text(), flags=re.DOTALL)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--imw-([\w-]+):\s*(#[0-9a-fA-F]{6})", block))


def schemes() -> dict[str, dict[str, str]]:
    text = sheet()
    light = tokens(re.search(r":root\s*{(.*?)}", text, re.DOTALL)[1])
    dark_block = re.search(r"prefers-color-scheme: dark\)\s*{\s*:root\s*{(.*?)}", text, re.DOTALL)[1]
    return {"light": light, "dark": light | tokens(dark_block)}


def rules() -> list[Rule]:
    """Every rule of the screen; what printers and forced colours do is not ours to compute."""
    text = sheet().split("@media (prefers-contrast: more)")[0]
    return [Rule(" ".join(found[0].split()), found[1].strip()) for found in re.findall(r"([^{}]+){([^{}]*)}", text)]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_pairs() -> set[tuple[str, str]]:
    """(letters, surface) for every rule that sets letters, a surface, or both."""
    pairs: set[tuple[str, str]] = set()
    for rule in rules():
        letters, surface = rule.token("color"), rule.token("background-color")
        if letters and surface and not rule.selector.startswith(".imw-bar"):
            pairs.add((letters, surface))
        elif letters and not surface and "bar" not in rule.selector:
            pairs |= {(letters, each) for each in SURFACES[letters]}
    return pairs


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", sorted(text_pairs()), ids="-on-".join)
def test_letters_can_be_read(scheme: str, pair: tuple[str, str]) -> None:
    colours = schemes()[scheme]
    letters, surface = pair
    assert contrast(colours[letters], colours[surface]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("border", sorted(MEANINGFUL_BORDERS))
def test_borders_that_mean_something_can_be_seen(scheme: str, border: str) -> None:
    colours = schemes()[scheme]
    for surface in ("paper", "card"):
        assert contrast(colours[border], colours[surface]) >= SHAPE, surface


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rule_beside_own_words_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    for surface in ("paper", "card", "tint"):
        assert contrast(colours["rule"], colours[surface]) >= OWN_WORDS_RULE, surface


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_of_a_budget_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    for filled in ("brand", "alarm"):
        assert contrast(colours[filled], colours["stone"]) >= SHAPE


def test_every_border_is_accounted_for() -> None:
    used = {border for rule in rules() for border in rule.borders() if not border.isdigit()}
    assert used <= MEANINGFUL_BORDERS | OTHER_BORDERS


def test_a_rule_that_sets_a_surface_sets_its_letters() -> None:
    bare = [
        rule.selector
        for rule in rules()
        if rule.token("background-color") and not rule.token("color") and "imw-bar" not in rule.selector
    ]
    assert bare == []


def test_no_pale_letters_on_warm_fills() -> None:
    found = [
        rule.selector
        for rule in rules()
        if rule.token("background-color") in WARM and rule.token("color") in NEVER_ON_WARM
    ]
    assert found == []


def test_no_colour_outside_the_tokens() -> None:
    outside = [rule.selector for rule in rules() if "#" in rule.declarations and ":root" not in rule.selector]
    assert outside == []


def test_no_letters_below_one_rem() -> None:
    sizes = re.findall(r"font-size:\s*([\d.]+)(px|rem)", sheet())
    assert [size for size, unit in sizes if unit == "px" or float(size) < 1] == []
