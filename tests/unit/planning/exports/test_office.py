"""An office program opens a Word file without repairing it, and reads in it what was written."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from planning.exports.checks import NO_PDF, pdf_can_be_made
from planning.exports.paper import Heading, Items, Paper, Picture, Table, Text, Words
from planning.exports.word import as_word
from tests.unit.planning.exports.reading_back import word_text
from tests.unit.planning.exports.test_paper import ARABIC, photo

SOFFICE = shutil.which("soffice")
PAPER = Paper(
    "My plan <for> me & you",
    [
        Heading(2, "What matters"),
        Words(
            "In my words",
            [
                Text(f"Tansy\x07 the cat.\nAnd Beth.\n\n{ARABIC} 👩‍👩‍👧 ]]>"),
                Items(["Singing", "Walking"]),
                Table("My people", ["Name", "What they do"], [["Beth", "Shops\nand rings"]]),
                Picture("The garden in May", photo, caption="My garden"),
            ],
            note="Typed in by Beth",
        ),
    ],
    about=["By Maureen"],
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the Word file in it. Without an office the test is skipped aloud, or fails where it is required."""
    if not SOFFICE:
        message = "There is no LibreOffice on this machine, so no Word file was opened with it."
        if os.environ.get("REQUIRE_OFFICE"):
            pytest.fail(message)
        pytest.skip(message)
    (tmp_path / "plan.docx").write_bytes(as_word(PAPER))
    return tmp_path


def converted(folder: Path, to: str) -> Path:
    """The Word file, opened and saved as something else by an office with a profile of its own."""
    command = [
        str(SOFFICE),
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(folder / "plan.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "out" / f"plan.{to.partition(':')[0]}"


def test_libreoffice_opens_it_and_reads_everything_in_it(office: Path) -> None:
    html = converted(office, "html:HTML (StarWriter)").read_text(errors="replace")
    html = " ".join(html.split())
    for words in ("Tansy the cat.", "And Beth.", "Singing", "Shops", "My garden", "Typed in by Beth", ARABIC):
        assert words in html
    assert "<h1" in html
    assert "<h2" in html
    assert 'lang="en-GB"' in html
    assert "My plan &lt;for&gt; me &amp; you" in html


def test_saved_again_it_holds_the_same_words(office: Path) -> None:
    (office / "out").mkdir()
    again = converted(office, "docx").read_bytes()
    for words in ("Tansy the cat.", "My garden", "What they do", ARABIC):
        assert words in word_text(again)
    (picture,) = docx.Document(io.BytesIO(again)).inline_shapes
    assert picture._inline.docPr.get("descr") == "The garden in May"


def test_a_machine_without_pango_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pdf_can_be_made(None) == []
    monkeypatch.setattr("planning.exports.checks.can_make_pdf", lambda: False)
    assert pdf_can_be_made(None) == [NO_PDF]
