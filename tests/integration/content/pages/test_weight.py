"""A first visit is light, also on an old phone."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

MOST = 100_000
# Compressed already: WhiteNoise sends them as they are.
AS_THEY_ARE = {".woff2", ".webp", ".png", ".jpg"}


def found(path: str) -> Path:
    place = finders.find(path)
    assert place, path
    return Path(str(place))


def sent(path: Path) -> int:
    """Bytes over the line, by gzip, which every browser takes (brotli takes less)."""
    data = path.read_bytes()
    return len(data) if path.suffix in AS_THEY_ARE else len(gzip.compress(data, 9))


def files_of(html: str) -> set[Path]:
    """What a browser fetches for this page: styles, scripts, what they import, and every font."""
    first = {found(path) for path in re.findall(r'(?:src|href)="/static/([^"]+)"', html)}
    more: set[Path] = set()
    for file in first:
        if file.suffix == ".css":
            more |= {
                (file.parent / url).resolve() for url in re.findall(r'url\("?([^")]+\.woff2)"?\)', file.read_text())
            }
        if file.suffix == ".js":
            more |= {
                (file.parent / url).resolve() for url in re.findall(r'(?:from|import) ?"(\.[^"]+)"', file.read_text())
            }
    return first | more


@pytest.mark.parametrize(
    "url", ["/", "/guidance/", "/guidance/what-every-plan-needs/", "/stories/", "/stories/tom/", "/search/"]
)
def test_a_first_visit_takes_less_than_100_kilobytes(client: Client, url: str) -> None:
    html = client.get(url).content.decode()
    files = files_of(html)
    assert {".css", ".js", ".woff2"} <= {file.suffix for file in files}
    pictures = [client.get(src) for src in set(re.findall(r'src="(/media/[^"]+)"', html))]
    total = len(html.encode()) + sum(map(sent, files)) + sum(len(b"".join(p.streaming_content)) for p in pictures)
    assert total < MOST, {file.name: sent(file) for file in files}
