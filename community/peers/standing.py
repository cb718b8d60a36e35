"""How it stands with what somebody wrote, for themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from community.peers.enums import Outcome
from community.peers.models import PageWish, Post, Wording


@dataclass(frozen=True)
class Standing:
    """One question or answer of one's own. latest: the words to go on from; why: what a moderator wrote."""

    post: Post
    latest: Wording
    state: str
    tone: str
    why: str = ""
    shown_before: bool = False

    @property
    def wish(self) -> PageWish | None:
        """That an editor would like to make a page of it, if one does."""
        return getattr(self.post, "page_wish", None)


def standing_of(post: Post, wordings: Iterable[Wording]) -> Standing:
    """From all the words that were sent for it, oldest first."""
    latest = [wording for wording in wordings if wording.outcome != Outcome.REPLACED][-1]
    if latest.outcome == "":
        return Standing(post, latest, "Waits for a moderator", "warm", shown_before=post.is_shown)
    if post.taken_down_at and (latest.settled_at is None or latest.settled_at <= post.taken_down_at):
        return Standing(post, latest, "Taken down", "alarm", post.taken_down_why)
    if latest.outcome == Outcome.SENT_BACK:
        return Standing(post, latest, "Please change it", "warm", latest.why, shown_before=post.is_shown)
    return Standing(post, latest, "Others can read it", "ok")
