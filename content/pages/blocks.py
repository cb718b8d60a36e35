"""The pieces that editors build pages of; each has a template of the same name."""

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from content.pages.links import validate_link

# No headings, pictures or embeds inside of running text: these are blocks of their own.
TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


def _template(name: str) -> str:
    return f"content/pages/blocks/{name}.html"


class LinkBlock(blocks.StructBlock):
    """A link with its words."""

    text = blocks.CharBlock(max_length=100)
    href = blocks.CharBlock(label="address", max_length=250, validators=[validate_link])

    class Meta:
        icon = "link"
        template = _template("link")


class CardBlock(blocks.StructBlock):
    """A way in: a title that is a link, and a sentence or two."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(rows=2)
    href = blocks.CharBlock(label="address", max_length=250, validators=[validate_link])

    class Meta:
        icon = "doc-empty"
        template = _template("card")


class PassageBlock(blocks.StructBlock):
    """A heading, a paragraph and a link on the home page."""

    heading = blocks.CharBlock(max_length=100)
    text = blocks.TextBlock(rows=3)
    link = LinkBlock()

    class Meta:
        icon = "doc-full"
        template = _template("passage")


class ExampleBlock(blocks.StructBlock):
    """What somebody said, with the name of who said it."""

    text = blocks.TextBlock(rows=3)
    who = blocks.CharBlock(max_length=100, help_text="Say so if the person is invented.")

    class Meta:
        icon = "openquote"
        template = _template("example")


class PromiseBlock(blocks.StructBlock):
    """Something that people may hold us to."""

    text = blocks.TextBlock(rows=3)

    class Meta:
        icon = "tick"
        template = _template("promise")


class LocalRuleBlock(blocks.StructBlock):
    """What differs between councils, set apart from what holds everywhere."""

    text = blocks.TextBlock(rows=3)

    class Meta:
        icon = "site"
        template = _template("local_rule")


class PictureBlock(blocks.StructBlock):
    """A picture, with words for those who cannot see it."""

    image = ImageBlock()
    caption = blocks.CharBlock(required=False, max_length=200)

    class Meta:
        icon = "image"
        template = _template("picture")


def text_blocks() -> list[tuple[str, Any]]:
    """What the body of a page can hold."""
    return [
        ("heading", blocks.CharBlock(icon="title", max_length=120, template=_template("heading"))),
        ("paragraph", blocks.RichTextBlock(features=TEXT_FEATURES, template=_template("paragraph"))),
        ("steps", blocks.ListBlock(blocks.TextBlock(rows=2), icon="list-ol", template=_template("steps"))),
        ("example", ExampleBlock()),
        ("promise", PromiseBlock()),
        ("local_rule", LocalRuleBlock()),
        ("picture", PictureBlock()),
    ]


class ChangeBlock(blocks.StructBlock):
    """Something that is not as it was before: what, since when, and for whom."""

    since = blocks.DateBlock(label="from")
    what = blocks.CharBlock(label="what changed", max_length=120)
    text = blocks.TextBlock(label="what that means", rows=3)
    whom = blocks.CharBlock(label="whom it touches", max_length=120)
    href = blocks.CharBlock(label="address to read more", required=False, max_length=250, validators=[validate_link])

    class Meta:
        icon = "date"
        template = _template("change")


class EasyReadBlock(blocks.StructBlock):
    """One idea: a sentence of at most 15 words, and a picture if there is one."""

    text = blocks.CharBlock(max_length=140, help_text="One idea, at most 15 words.")
    picture = ImageBlock(required=False)

    class Meta:
        icon = "view"
        template = _template("easy_read")
