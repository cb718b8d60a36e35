"""What a browser without JavaScript makes of a page: the form's boxes as they stand, ready to be sent."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Fields = dict[str, list[str]]


class _Boxes(HTMLParser):
    """Collects what the successful controls of the page's POST form hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Fields = {}
        self.area: str | None = None
        self.text = ""
        self.select = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = (has.get("method") == "post" and "data-autosave-url" in has) or "novalidate" in has
        if not self.inside:
            return
        if tag == "input" and has.get("type") in {"radio", "checkbox"}:
            if "checked" in has:
                self._add(has["name"], has.get("value", "on"))
        elif tag == "input" and has.get("type") not in {"file", "submit"} and has.get("name"):
            # A box of one line swallows line ends, as browsers do.
            value = has.get("value", "")
            hidden = has.get("type") == "hidden"
            self._add(has["name"], value if hidden else value.replace("\r", "").replace("\n", ""))
        elif tag == "textarea":
            self.area, self.text = has["name"], ""
        elif tag == "select":
            self.select = has["name"]
        elif tag == "option" and "selected" in has:
            self._add(self.select, has["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.area:
            self._add(self.area, self.text.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n"))
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def _add(self, name: str, value: str) -> None:
        self.found.setdefault(name, []).append(value)


def boxes(response: Any) -> Fields:
    """The boxes of the page's form."""
    reader = _Boxes()
    reader.feed(response.content.decode())
    return {name: values for name, values in reader.found.items() if name != "csrfmiddlewaretoken"}


def sent(client: Client, url: str, fields: Fields, go: str = "next", **typed: Any) -> HttpResponse:
    """Send a form as it stands, with some boxes typed into."""
    changed = {name.replace("__", "-"): value for name, value in typed.items()}
    response: HttpResponse = client.post(url, {**fields, **changed, "go": go})  # type: ignore[assignment]
    return response
