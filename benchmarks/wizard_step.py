"""A step of the wizard, opened and saved, beside the same of a bare django-formtools session wizard."""

import http.client
import json
import re
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.figures import Figure
from benchmarks.servers import LOOPBACK, database_server, environment, fresh_database, manage, run, served

VISITS = 150
WARM_UP = 15
TOKEN = "b" * 32
FILL = "from benchmarks.wizard_data import main; main()"
_BOXES = re.compile(r"<(?:input|textarea)\b[^>]*>")
_NAME, _VALUE = re.compile(r'\bname="([^"]+)"'), re.compile(r'\bvalue="([^"]*)"')


@dataclass
class Times:
    """Milliseconds of each visit."""

    opened: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)

    def both(self) -> list[float]:
        return [opened + saved for opened, saved in zip(self.opened, self.saved, strict=True)]


def measure(folder: Path) -> list[Figure]:
    """One reader, who opens a step and saves other words, now in the one wizard and now in the other."""
    folder.mkdir(parents=True, exist_ok=True)
    site = environment("benchmarks.wizard_site", fresh_database(database_server(folder), "imw_bench_wizard"), folder)
    manage(site, "migrate", "--verbosity", "0")
    manage(site, "createcachetable")
    manage(site, "collectstatic", "--noinput", "--verbosity", "0")
    told = json.loads(run(site, "django", "shell", "--no-imports", "-c", FILL).splitlines()[-1])
    cookies = f"{told['session'][0]}={told['session'][1]}; {told['csrf']}={TOKEN}"
    ours, beside = Times(), Times()
    with served("portal.wsgi", site, "/health/ready") as port:
        reader = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
        for number in range(WARM_UP + VISITS):
            for times, path in ((ours, told["ours"]), (beside, told["beside"])):
                _visit(reader, path, cookies, number, times if number >= WARM_UP else Times())
    both = statistics.median(ours.both()), statistics.median(beside.both())
    opened = statistics.median(ours.opened), statistics.median(beside.opened)
    saved = statistics.median(ours.saved), statistics.median(beside.saved)
    slow = statistics.quantiles(ours.both(), n=20)[-1], statistics.quantiles(beside.both(), n=20)[-1]
    return [
        Figure("wizard_step", *both, goal=1.5, better="lower", unit="ms"),
        Figure("wizard_step_p95", *slow, goal=1.5, better="lower", unit="ms"),
        Figure("wizard_step_open", *opened, goal=1.5, better="lower", unit="ms"),
        Figure("wizard_step_save", *saved, goal=1.5, better="lower", unit="ms"),
    ]


def _visit(reader: http.client.HTTPConnection, path: str, cookies: str, number: int, times: Times) -> None:
    """Open the step, type, save. Raises RuntimeError unless the wizard goes on to its next step."""
    headers = {"X-Forwarded-Proto": "https", "Host": LOOPBACK, "Cookie": cookies}
    began = time.perf_counter()
    reader.request("GET", path, headers=headers)
    response = reader.getresponse()
    page = response.read().decode()
    times.opened.append((time.perf_counter() - began) * 1000)
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status}")
    form = urlencode(_typed(page, number))
    posting = {
        **headers,
        "Referer": f"https://{LOOPBACK}{path}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    began = time.perf_counter()
    reader.request("POST", path, body=form, headers=posting)
    response = reader.getresponse()
    response.read()
    times.saved.append((time.perf_counter() - began) * 1000)
    if response.status != 302 or response.headers["Location"] == path:
        raise RuntimeError(f"{path}: not saved, {response.status}")


def _typed(page: str, number: int) -> dict[str, str]:
    """What the form sends: its hidden boxes as they are, other words in each text, "yes" where there is a choice."""
    sent: dict[str, str] = {"go": "next"}
    for box in _BOXES.findall(page.split("<main", 1)[1]):
        name, value = _NAME.search(box), _VALUE.search(box)
        if name is None:
            continue
        if 'type="hidden"' in box:
            sent[name[1]] = value[1] if value else ""
        elif 'type="radio"' in box:
            sent[name[1]] = "yes"
        elif 'type="checkbox"' not in box:
            sent[name[1]] = f"I choose who helps me, and when. This is time number {number}."
    sent["csrfmiddlewaretoken"] = TOKEN
    return sent
