"""Pictures as print needs them: no larger than a page shows, so that forty of them fit into little memory."""

import io

from PIL import Image

from planning.exports.paper import Picture

# 17 centimetres, the width of a page's text, at 200 dots an inch; and the part of its height that we give a picture.
WIDTH, HEIGHT = 1340, 1100
QUALITY = 80
# What this picture was drawn from is kept as JPEG, PNG or WebP: see portal.files.policies.
FORMATS = ("JPEG", "PNG", "WEBP")


def for_print(picture: Picture) -> bytes | None:
    """A JPEG of a picture, small enough for a page; None when its file is gone or damaged."""
    try:
        with Image.open(io.BytesIO(picture.load()), formats=FORMATS) as found:
            # A camera's JPEG is decoded at a fraction of its size, without ever being whole in memory.
            found.draft("RGB", (WIDTH, HEIGHT))
            found.thumbnail((WIDTH, HEIGHT))
            out = io.BytesIO()
            _on_white(found).save(out, format="JPEG", quality=QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        # Whatever is wrong with one picture, the words around it are printed all the same.
        return None
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Paper is white: what can be seen through is drawn on that."""
    if picture.mode == "RGB":
        return picture
    seen_through = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(seen_through, mask=seen_through)
    return paper
