"""A paper as a Word file with real headings, table heads and alternative texts."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from planning.exports.paper import (
    Attached,
    Block,
    Heading,
    Items,
    Missing,
    Paper,
    Picture,
    Space,
    Table,
    Text,
    Ticks,
    Words,
    direction,
)
from planning.exports.pdf import printable
from planning.exports.pictures import for_print

# Letters that computers have: what we embed in PDF cannot be counted on in Word.
SANS, SERIF = "Arial", "Georgia"
SOFT, RULE = RGBColor(0x33, 0x33, 0x33), "A87400"
OWN_WORDS, LABEL, NOTE = "Own words", "Label of own words", "Note"
WIDEST, TALLEST = Cm(16), Cm(14)


def as_word(paper: Paper) -> bytes:
    """A paper as .docx, in 14 point."""
    word = docx.Document()
    _set_up(word, paper)
    writer = _Writer(word)
    writer.line(paper.title, "Heading 1")
    for line in paper.about:
        writer.line(line, NOTE)
    for block in paper.blocks:
        writer.write(block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


class _Writer:
    """Puts blocks into a Word document, one after the other."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.pictures = 0

    def write(self, block: Block, style: str = "Normal") -> None:
        """One block. style: that of its paragraphs."""
        how: dict[type, Callable[[Any, str], None]] = {
            Heading: self._heading,
            Words: self._words,
            Items: self._items,
            Table: self._table,
            Picture: self._picture,
            Attached: self._attached,
            Missing: self._missing,
            Space: self._space,
            Ticks: self._ticks,
            Text: self._text,
        }
        how[type(block)](block, style)

    def line(self, text: str, style: str) -> Paragraph:
        """One paragraph, which may hold line ends."""
        paragraph = self.word.add_paragraph(printable(text), style=style)
        _let_run(paragraph, text)
        return paragraph

    def _heading(self, heading: Heading, style: str) -> None:
        self.line(heading.text, f"Heading {heading.level}")

    def _words(self, words: Words, style: str) -> None:
        self.line(words.label, LABEL)
        for block in words.blocks:
            self.write(block, OWN_WORDS)
        if words.note:
            self.line(words.note, NOTE)

    def _text(self, text: Text, style: str) -> None:
        for paragraph in text.paragraphs:
            self.line(paragraph, style)

    def _items(self, items: Items, style: str) -> None:
        for item in items.items:
            paragraph = self.line(item, "List Bullet")
            if style == OWN_WORDS:
                for run in paragraph.runs:
                    run.font.name = SERIF

    def _missing(self, missing: Missing, style: str) -> None:
        self.line(missing.text, NOTE)

    def _space(self, space: Space, style: str) -> None:
        if space.label:
            self.line(space.label, style)
        for _ in range(space.lines):
            paragraph = self.word.add_paragraph(style=style)
            _border(paragraph._p.get_or_add_pPr(), "bottom", size=6, space=1, colour="666666")
            paragraph.paragraph_format.space_before = Pt(14)

    def _ticks(self, ticks: Ticks, style: str) -> None:
        for choice in ticks.choices:
            self.line(f"☐ {choice}", style)

    def _attached(self, attached: Attached, style: str) -> None:
        self.line(f"A {attached.what} goes with this: {attached.name}", style)

    def _table(self, table: Table, style: str) -> None:
        made = self.word.add_table(rows=1, cols=max(1, len(table.head)), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        _caption(made, printable(table.caption))
        for cell, head in zip(made.rows[0].cells, table.head, strict=False):
            cell.paragraphs[0].add_run(printable(head)).bold = True
        _repeat_as_head(made.rows[0])
        for row in table.rows:
            added = made.add_row()
            if table.roomy:
                added.height = Cm(1.4)
            for cell, text in zip(added.cells, row, strict=False):
                cell.paragraphs[0].add_run(printable(text))
                _let_run(cell.paragraphs[0], text)
        # Word joins tables that follow each other.
        self.word.add_paragraph(style=NOTE)

    def _picture(self, picture: Picture, style: str) -> None:
        content = for_print(picture)
        if content is None:
            self.line(f"Picture: {picture.alt}", style)
            return
        paragraph = self.word.add_paragraph(style=style)
        shape = paragraph.add_run().add_picture(io.BytesIO(content))
        scale = min(1, WIDEST / shape.width, TALLEST / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        self.pictures += 1
        said = shape._inline.docPr
        said.set("name", f"Picture {self.pictures}")
        said.set("descr", printable(picture.alt))
        if picture.caption:
            self.line(picture.caption, style)


def _set_up(word: WordDocument, paper: Paper) -> None:
    """Its title, its language, and how each sort of paragraph looks."""
    properties = word.core_properties
    properties.title, properties.language = printable(paper.title)[:255], paper.language
    properties.author, properties.comments = "", ""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    _look(word, "Normal", SANS, 14)
    _language(word, paper.language)
    for level, size in ((1, 26), (2, 20), (3, 16), (4, 14)):
        _look(word, f"Heading {level}", SANS, size, colour=RGBColor(0, 0, 0), bold=True)
    for name, font, size in ((OWN_WORDS, SERIF, 15), (LABEL, SANS, 12), (NOTE, SANS, 12)):
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = word.styles["Normal"]
        _look(word, name, font, size, colour=None if name == OWN_WORDS else SOFT)
    word.styles[LABEL].paragraph_format.keep_with_next = True
    _rule_beside(word.styles[OWN_WORDS])


def _look(
    word: WordDocument, style: str, font: str, size: int, *, colour: RGBColor | None = None, bold: bool = False
) -> None:
    made = word.styles[style]
    made.font.name, made.font.size = font, Pt(size)
    if bold:
        made.font.bold = True
    if colour is not None:
        made.font.color.rgb = colour
    properties = made.element.get_or_add_rPr()
    # Arabic, Hebrew and others have a size of their own.
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    other_letters = OxmlElement("w:szCs")
    other_letters.set(qn("w:val"), str(size * 2))
    properties.find(qn("w:sz")).addnext(other_letters)
    fonts = properties.get_or_add_rFonts()
    # A style of the template names the theme's letters, which would win over ours.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), font)


def _language(word: WordDocument, language: str) -> None:
    """Of every paragraph, so that it is checked and read out as what it is."""
    for properties in word.styles.element.iter(qn("w:rPr")):
        for lang in properties.findall(qn("w:lang")):
            lang.set(qn("w:val"), language)
    found = word.styles["Normal"].element.get_or_add_rPr()
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    found.append(lang)


def _rule_beside(style: Any) -> None:
    """The warm rule to the left of own words."""
    _border(style.element.get_or_add_pPr(), "left", size=24, space=10, colour=RULE)
    style.paragraph_format.left_indent = Cm(0.6)


def _border(properties: Any, side: str, *, size: int, space: int, colour: str) -> None:
    """A line at one side of a paragraph. size: in eighths of a point; space: in points."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.insert_element_before(borders, *_AFTER_BORDERS)


# The order in which Word expects the parts of a paragraph's properties.
_AFTER_BORDERS: Sequence[str] = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _repeat_as_head(row: Any) -> None:
    """The first row is the head: it is read out with each cell, and comes again on each page."""
    properties = row._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def _caption(table: Any, text: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text[:255])
    table._tbl.tblPr.append(caption)


def _let_run(paragraph: Paragraph, text: str) -> None:
    """From right to left, where the words do."""
    if direction(text) == "rtl":
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
