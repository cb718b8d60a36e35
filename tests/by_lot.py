"""What differs each time that a page is loaded, and may spell anything: "bad" stands in one of a hundred uuids."""

import re

TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|held-for|key|client_id)" value="[^"]*"')
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def without_what_is_drawn(page: str) -> str:
    """A page without its uuids and tokens: where a short word is not to stand, it is looked for in this."""
    return UUID.sub("", TOKEN.sub("", page))
