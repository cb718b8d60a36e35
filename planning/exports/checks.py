"""What `check --deploy` says about making PDF."""

from typing import Any

from django.core.checks import CheckMessage, Info, Tags, register

from planning.exports.pdf import can_make_pdf

NO_PDF = Info(
    "PDF cannot be made on this machine: Pango is missing.",
    hint="Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. Until then people are offered Word.",
    id="planning.I001",
)


@register(Tags.compatibility, deploy=True)
def pdf_can_be_made(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A line where the libraries that draw PDF are missing."""
    return [] if can_make_pdf() else [NO_PDF]
