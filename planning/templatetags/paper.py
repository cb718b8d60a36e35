"""Drawing what is printed."""

import base64

from django import template

from planning.exports.paper import Picture
from planning.exports.pdf import Pictures
from planning.exports.pictures import for_print

register = template.Library()


@register.filter
def picture_source(picture: Picture, embed: Pictures | bool) -> str:
    """Where a picture is found: for a PDF, whose pictures `embed` is, an address that it opens itself; on a page
    its own address, or the picture itself where it has none.

    "" where its file is gone: then only its words are printed.
    """
    if isinstance(embed, Pictures):
        return embed.address_of(picture)
    if picture.url:
        return picture.url
    content = for_print(picture)
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}" if content else ""
