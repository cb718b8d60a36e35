"""How hard the words of questions to others, and of how carers are, are to read: Flesch-Kincaid grade, at most 6.

The formula is that of Kincaid and others (1975), with syllables counted as groups of vowels: rough, but it finds a page
that has grown long words and long sentences.
"""

import html
import re
from pathlib import Path

import pytest

from community.peers import texts as peers
from community.wellbeing import texts as wellbeing

TEMPLATES = Path(__file__).parents[3] / "templates" / "community"
HARDEST, FEWEST = 6.0, 20


def syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"([^l]e|[^td]ed)$", word) and not word.endswith("ee")
    return max(1, found - bool(silent))


def grade(text: str) -> float:
    sentences = [part for part in re.split(r"(?<=[.!?:])\s+", text) if re.search(r"[a-z]", part, re.IGNORECASE)]
    words = re.findall(r"[a-z]+", text.lower().replace("’", "").replace("'", ""))
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentences_of(template: str) -> str:
    """The running text: paragraphs, lines of lists, and the lead."""
    template = re.sub(r"\{% comment.*?endcomment %\}", "", template, flags=re.DOTALL)
    leads = re.findall(r'page_lead="([^"]*)"', template)
    template = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "Bean", template))
    parts = re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", template, flags=re.DOTALL)
    read = (html.unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in (*leads, *parts))
    return " ".join(part for part in read if part.endswith((".", "?")))


# A page with hardly a sentence of its own says nothing about how hard it is.
PAGES = [
    path
    for part in ("peers", "wellbeing")
    for path in sorted((TEMPLATES / part).glob("*.html"))
    if len(sentences_of(path.read_text()).split()) >= FEWEST
]


def test_the_count_knows_hard_from_easy() -> None:
    assert grade("The cat sat on the mat. It was a fine day.") < 2
    assert len(PAGES) > 10
    assert grade("Consultation regarding the applicability of eligibility determinations remains outstanding.") > 15


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pages_are_plain(path: Path) -> None:
    assert grade(sentences_of(path.read_text())) <= HARDEST


@pytest.mark.parametrize("name", [n for n in dir(wellbeing) if n.isupper()])
def test_what_carers_read_is_plain(name: str) -> None:
    assert grade(getattr(wellbeing, name)) <= HARDEST + 1


@pytest.mark.parametrize("name", ["ABOUT", "BEFORE_YOU_WRITE"])
def test_what_stands_before_writing_is_plain(name: str) -> None:
    assert grade(getattr(peers, name)) <= HARDEST
