"""A no that explains itself."""


class Denied(Exception):  # noqa: N818 - a refusal, not a fault
    """What somebody may not do, with a sentence that they can read (`reason`); `template` is the page that says so."""

    template = "403.html"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
