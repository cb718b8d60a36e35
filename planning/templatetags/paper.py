"""Drawing what is printed."""

import base64

from django import template

from planning.exports.paper import Picture
from planning.exports.pictures import for_print

register = template.Library()


@register.filter
def picture_source(picture: Picture, embed: bool) -> str:
    """Where a picture is found: its address, or with `embed` (or where it has none) the picture itself.

    "" where its file is gone: then only its words are printed.
    """
    if picture.url and not embed:
        return picture.url
    content = for_print(picture)
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}" if content else ""
