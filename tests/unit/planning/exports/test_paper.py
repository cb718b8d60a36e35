"""A paper as PDF and as Word: real headings, tables, alternative texts, and everybody's words as they are."""

import io
import re
import urllib.request

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from planning.exports import pdf
from planning.exports.paper import Attached, Heading, Items, Missing, Paper, Picture, Table, Text, Words, direction
from planning.exports.pdf import NoPdf, as_pdf, can_make_pdf
from planning.exports.pictures import HEIGHT, WIDTH, for_print
from planning.exports.word import as_word
from tests.unit.planning.exports.reading_back import (
    everything_in,
    pdf_language,
    pdf_text,
    pdf_title,
    tags,
    word_text,
)

ARABIC = "مرحبا بكم"


def photo(size: tuple[int, int] = (400, 300), mode: str = "RGB", form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "green").save(out, format=form)
    return out.getvalue()


def gone() -> bytes:
    raise FileNotFoundError


PAPER = Paper(
    "My plan <for> me & you",
    [
        Heading(2, "What matters"),
        Heading(3, "Who matters most?"),
        Words(
            "In my words",
            [
                Text("Tansy the cat.\nAnd Beth.\n\nThe choir."),
                Items(["Singing", "Walking"]),
                Table("My people", ["Name", "What they do"], [["Beth", "Shops\nand rings"], ["Leo", "Listens"]]),
                Picture("The garden in May", photo, caption="My garden"),
                Attached("letter.pdf", "PDF"),
            ],
            note="Typed in by Beth",
        ),
        Heading(2, "Later"),
        Missing("Nothing is written here yet."),
    ],
    about=["By Maureen"],
)


def test_a_pdf_says_what_it_is_called_and_in_which_language() -> None:
    made = as_pdf(PAPER)
    assert pdf_title(made) == "My plan <for> me & you"
    assert pdf_language(made) == "en-GB"


def test_a_pdf_is_tagged_in_order_of_reading() -> None:
    found = tags(as_pdf(PAPER))
    names = [name for name, _ in found]
    assert [name for name in names if name in {"H1", "H2", "H3", "L", "Table", "Figure"}] == [
        *("H1", "H2", "H3", "L", "Table", "Figure", "H2")
    ]
    assert "BlockQuote" in names
    assert names.count("TH") == 2
    assert names.count("TD") == 4
    assert names.count("LI") == 2
    assert ("Figure", "The garden in May") in found


def test_a_pdf_holds_the_words_bookmarks_and_page_numbers() -> None:
    made = as_pdf(PAPER)
    text = pdf_text(made)
    for words in ("Tansy the cat.", "In my words", "Typed in by Beth", "Shops and rings", "letter.pdf", "Page 1 of"):
        assert words in text
    assert b"What matters" in everything_in(made)
    assert b"pdfuaid" in everything_in(made)


def test_letters_are_embedded_and_of_the_size_that_was_asked_for() -> None:
    # 14 and 18 points, in pixels, which WeasyPrint scales a page by.
    for large, pixels in ((False, 19), (True, 24)):
        made = as_pdf(Paper("Mine", [Text("Words")]), large=large)
        assert b"Atkinson" in everything_in(made)
        sizes = re.findall(rb"([\d.]+) 0 0 -?[\d.]+ [\d.]+ [\d.]+ Tm|/\S+ ([\d.]+) Tf", everything_in(made))
        assert pixels in {round(float(size)) for pair in sizes for size in pair if size}


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that look like a page's own code are words."""
    asked: list[str] = []
    opened = urllib.request.OpenerDirector.open

    def _remember(self: urllib.request.OpenerDirector, request: urllib.request.Request, *more: object) -> object:
        asked.append(request.full_url[:5])
        return opened(self, request, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("urllib.request.OpenerDirector.open", _remember)
    code = '<img src="http://example.org/x.png"><link rel=stylesheet href=file:///etc/passwd>'
    made = as_pdf(Paper(code, [Text(code), Heading(2, code), Picture(code, gone)]))
    assert set(asked) <= {"data:"}
    assert "file:///etc/passwd" in pdf_text(made)


def test_without_pango_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise NoPdf(pdf.NOT_HERE)

    assert can_make_pdf()
    monkeypatch.setattr(pdf, "_weasyprint", missing)
    assert not can_make_pdf()
    with pytest.raises(NoPdf) as told:
        as_pdf(PAPER)
    assert "Word" in told.value.reason


def test_a_word_file_has_real_headings_and_says_its_title_and_language() -> None:
    word = docx.Document(io.BytesIO(as_word(PAPER)))
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    assert headings == [
        ("Heading 1", "My plan <for> me & you"),
        ("Heading 2", "What matters"),
        ("Heading 3", "Who matters most?"),
        ("Heading 2", "Later"),
    ]
    assert word.core_properties.title == "My plan <for> me & you"
    assert word.core_properties.language == "en-GB"
    languages = {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_tables_and_pictures_of_a_word_file_can_be_read_out() -> None:
    word = docx.Document(io.BytesIO(as_word(PAPER)))
    table = word.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Name", "What they do"]
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "My people"
    assert table.rows[1].cells[1].text == "Shops\nand rings"
    assert word.inline_shapes[0]._inline.docPr.get("descr") == "The garden in May"


def test_own_words_have_a_voice_of_their_own_in_word() -> None:
    word = docx.Document(io.BytesIO(as_word(PAPER)))
    styles = {p.text: str(p.style.name) for p in word.paragraphs if p.style}
    assert styles["The choir."] == "Own words"
    assert styles["In my words"] == "Label of own words"
    assert word.styles["Own words"].font.name != word.styles["Normal"].font.name


@pytest.mark.parametrize("load", [gone, lambda: b"", lambda: b"no picture", lambda: photo()[:300]])
def test_a_picture_that_is_gone_or_damaged_leaves_its_words(load: object) -> None:
    paper = Paper("Mine", [Picture("The garden", load)])  # type: ignore[arg-type]
    assert "Picture: The garden" in pdf_text(as_pdf(paper)) or ("Figure", "The garden") in tags(as_pdf(paper))
    assert as_word(paper)


@pytest.mark.parametrize(
    ("mode", "form"), [("RGB", "JPEG"), ("RGBA", "PNG"), ("P", "PNG"), ("L", "JPEG"), ("RGB", "WEBP")]
)
def test_pictures_are_no_larger_than_a_page_needs(mode: str, form: str) -> None:
    made = for_print(Picture("Green", lambda: photo((3000, 3000), mode, form)))
    assert made
    with Image.open(io.BytesIO(made)) as drawn:
        assert (drawn.format, drawn.mode) == ("JPEG", "RGB")
        assert drawn.width <= WIDTH
        assert drawn.height <= HEIGHT


def test_what_can_be_seen_through_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, format="PNG")
    made = for_print(Picture("Nothing", out.getvalue))
    assert made
    with Image.open(io.BytesIO(made)) as drawn:
        assert drawn.getpixel((5, 5)) == (255, 255, 255)


def test_texts_run_the_way_their_letters_do() -> None:
    assert direction(ARABIC) == "rtl"
    assert direction("12 " + ARABIC) == "rtl"
    assert direction("Hello " + ARABIC) == "ltr"
    assert direction("") == "ltr"
    word = docx.Document(io.BytesIO(as_word(Paper("Mine", [Text(ARABIC)]))))
    assert word.paragraphs[-1]._p.pPr.find(qn("w:bidi")) is not None


@settings(max_examples=3)
@given(text=st.text(max_size=60))
@pytest.mark.parametrize("extra", ["\x00\x07\x1b", "\ud83d", "\ufffe\uffff", "A" * 400, "👩‍👩‍👧 é 漢字", "]]><b>&amp;"])
def test_any_text_can_be_printed(extra: str, text: str) -> None:
    text = f"start{extra}{text}"
    table = Table(text, [text, "b"], [[text, text]])
    paper = Paper(text, [Heading(2, text), Words(text, [Text(text), Items([text]), table], text)], about=[text])
    assert as_pdf(paper).startswith(b"%PDF")
    assert "start" in word_text(as_word(paper))
