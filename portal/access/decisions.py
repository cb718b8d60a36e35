"""A no that explains itself."""


class Denied(Exception):  # noqa: N818 - a refusal, not a fault
    """What somebody may not do, with a sentence that they can read (`reason`); `template` is the page that says so.

    about: the value that it concerns, by its name in the form, so that the sentence can stand beside its box; "" where
    it concerns no single one.
    """

    template = "403.html"

    def __init__(self, reason: str, *, about: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about
