"""Whether a page is what the standard asks for, and what it leaves to us: ids, labels, headings."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

HEADING = re.compile(r"h[1-6]$")
LABELLED = {"input", "select", "textarea"}
WITHOUT_LABEL = {"hidden", "submit", "button", "image"}


def problems_of(page: str) -> list[str]:
    """What is wrong with a whole page, as sentences; an empty list when nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    found = [f"line {line}: {code} {dict(data)}" for (line, _), code, data in parser.errors]
    return [*found, *_ids(tree), *_references(tree), *_boxes(tree), *_headings(tree)]


def _ids(tree: Element) -> Iterator[str]:
    counts = Counter(each.get("id") for each in tree.iter() if each.get("id"))
    yield from (f"the id {name} is there {count} times" for name, count in counts.items() if count > 1)


def _references(tree: Element) -> Iterator[str]:
    ids = {each.get("id") for each in tree.iter()}
    for each in tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"):
            missing = set((each.get(attribute) or "").split()) - ids
            if missing and each.tag != "form":
                yield f"<{each.tag} {attribute}> points at {sorted(missing)}, which is not there"


def _boxes(tree: Element) -> Iterator[str]:
    named = {each.get("for") for each in tree.iter("label")}
    wrapped = {id(box) for label in tree.iter("label") for box in label.iter() if box.tag in LABELLED}
    for box in tree.iter():
        if box.tag not in LABELLED or box.get("type") in WITHOUT_LABEL:
            continue
        if not (box.get("id") in named or id(box) in wrapped or box.get("aria-label") or box.get("aria-labelledby")):
            yield f"<{box.tag} name={box.get('name')}> has no label"


def _headings(tree: Element) -> Iterator[str]:
    # The summary of errors comes before the page's own heading: the design system puts it there on purpose.
    before = 1
    for each in tree.iter():
        if not (isinstance(each.tag, str) and HEADING.match(each.tag)):
            continue
        level, words = int(each.tag[1]), " ".join("".join(each.itertext()).split())
        if level > before + 1:
            yield f"<{each.tag}> “{words}” follows <h{before}>"
        if not words:
            yield f"an empty <{each.tag}>"
        before = level
