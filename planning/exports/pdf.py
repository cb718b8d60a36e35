"""A paper as a tagged PDF (PDF/UA-1): title, language, headings, tables, alternative texts, bookmarks."""

import base64
import io
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from planning.exports.paper import Paper, Picture
from planning.exports.pictures import for_print

NOT_HERE = "We cannot make a PDF just now. You can choose Word, or print the page, and it will hold the same words."
# What neither PDF nor Word can hold: control characters, lone halves of a character, and what is no character.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# The words between two tags of a page whose texts are escaped; a word that is longer than any; a few letters of it.
_BETWEEN_TAGS = re.compile(r">[^<]+<")
_UNBROKEN = re.compile(r"(?:&#?\w+;|[^\s<>&]){60,}")
_FEW = re.compile(r"(?:&#?\w+;|[^\s<>&]){1,12}")
_FONTS = (
    ("Atkinson Hyperlegible Next", 400, "atkinson-hyperlegible-next-400.woff2"),
    ("Atkinson Hyperlegible Next", 700, "atkinson-hyperlegible-next-700.woff2"),
    ("Literata", 400, "literata-400.woff2"),
)

# Letters of a paper that shall fit on one page, in points: large ones first, and none that are hard to read.
ONE_PAGE_SIZES = (18, 16, 14, 12)
ONE_PAGE = """
@page {{ margin: 1.4cm 1.6cm 1.6cm; }}
html {{ font-size: {size}pt; line-height: 1.3; }}
h1 {{ font-size: 1.5rem; }}
h2 {{ margin: 0.7em 0 0.25em; font-size: 1.1rem; border: 0; padding: 0; }}
.imw-words {{ margin-bottom: 0.4em; }}
.imw-words__text {{ font-size: 1rem; }}
.imw-space {{ margin-bottom: 0.3em; }}
.imw-space__line {{ height: 1.8em; }}
"""


class NoPdf(Exception):  # noqa: N818 - something is missing on this machine, which can be said in a sentence
    """This machine cannot make PDF: a library is missing. `reason` can be read by whoever asked for one."""

    reason = NOT_HERE


def printable(text: str) -> str:
    """A text without what no paper can hold."""
    return _UNPRINTABLE.sub("", text)


def as_pdf(paper: Paper, *, large: bool = False) -> bytes:
    """A paper as PDF, in 14 point, or with `large` in large print, 18 point. Nothing is fetched for it.

    Raises NoPdf where Pango is not installed: see docs/operations.md.
    """
    # What is drawn of pictures waits on disk until it is written.
    with tempfile.TemporaryDirectory() as drawn:
        return _written(_laid_out(paper, Path(drawn), large=large))


def as_one_page(paper: Paper) -> bytes:
    """A paper as PDF in the largest letters in which it fits on one page; where it fits in none, as `as_pdf`.

    Raises NoPdf.
    """
    for size in ONE_PAGE_SIZES:
        with tempfile.TemporaryDirectory() as drawn:
            document = _laid_out(paper, Path(drawn), sheet=ONE_PAGE.format(size=size))
            if len(document.pages) == 1:
                return _written(document)
    return as_pdf(paper)


def _laid_out(paper: Paper, drawn: Path, *, large: bool = False, sheet: str = "") -> Any:
    """The pages. drawn: a folder for pictures until they are written; sheet: rules after those of every paper."""
    weasyprint = _weasyprint()
    pictures = Pictures()
    context = {"paper": paper, "large": large, "embed": pictures}
    html = _breakable(printable(render_to_string("planning/exports/pdf.html", context)))
    fetcher = _only_what_is_in_it(weasyprint, pictures)
    fonts = weasyprint.text.fonts.FontConfiguration()
    rules = weasyprint.CSS(string=f"{_stylesheet()}\n{sheet}", url_fetcher=fetcher, font_config=fonts)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return document.render(stylesheets=[rules], font_config=fonts, pdf_variant="pdf/ua-1", cache=drawn)


def _written(document: Any) -> bytes:
    out = io.BytesIO()
    document.write_pdf(out, pdf_variant="pdf/ua-1")
    return out.getvalue()


class Pictures:
    """The pictures of one PDF, each drawn when its place on the page is reached: forty at once would fill memory."""

    scheme = "imw-picture"

    def __init__(self) -> None:
        self._pictures: list[Picture] = []

    def address_of(self, picture: Picture) -> str:
        """Under which address the page asks for it."""
        self._pictures.append(picture)
        return f"{self.scheme}:{len(self._pictures) - 1}"

    def at(self, address: str) -> bytes:
        """The picture at such an address. Raises ValueError where its file is gone: then its words are printed."""
        content = for_print(self._pictures[int(address.partition(":")[2])])
        if content is None:
            raise ValueError(address)
        return content


def _only_what_is_in_it(weasyprint: Any, pictures: Pictures) -> Any:
    """Opens the pictures of this paper and what lies in the page itself; whatever else it names stays closed."""

    class Fetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(f"{pictures.scheme}:"):
                content = pictures.at(url)
                return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": "image/jpeg"})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})


def _breakable(html: str) -> str:
    """Give words that are longer than a line places to break: looking for one takes WeasyPrint minutes."""
    return _BETWEEN_TAGS.sub(lambda words: _UNBROKEN.sub(_with_breaks, words.group()), html)


def _with_breaks(word: re.Match[str]) -> str:
    return "\u200b".join(_FEW.findall(word.group()))


def can_make_pdf() -> bool:
    """Whether this machine has what it takes."""
    try:
        _weasyprint()
    except NoPdf:
        return False
    return True


def _weasyprint() -> Any:
    """The library, loaded when the first PDF is made: it is large, and most processes never need it."""
    try:
        import weasyprint.text.fonts  # noqa: PLC0415
        import weasyprint.urls  # noqa: PLC0415
    except OSError as missing:
        raise NoPdf(NOT_HERE) from missing
    return weasyprint


@cache
def _stylesheet() -> str:
    """How it looks, with the letters themselves inside."""
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("data:font/woff2;base64,{_font(name)}") format("woff2"); }}'
        for family, weight, name in _FONTS
    ]
    return "\n".join([*faces, (Path(__file__).parent / "paper.css").read_text()])


def _font(name: str) -> str:
    found = finders.find(f"portal/fonts/{name}")
    assert isinstance(found, str)  # noqa: S101 - it comes with the portal
    return base64.b64encode(Path(found).read_bytes()).decode()
