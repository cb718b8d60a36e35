"""How it stands with what somebody wrote, for themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from community.peers.enums import Outcome
from community.peers.models import ChosenName, PageWish, Post, Wording


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
    def gone(self) -> bool:
        """Whether it answers a question that is not there any more."""
        return self.post.question is not None and not self.post.question.is_shown

    @property
    def wish(self) -> PageWish | None:
        """That an editor would like to make a page of it, if one does."""
        return getattr(self.post, "page_wish", None)


@dataclass(frozen=True)
class NameStanding:
    """How it stands with somebody's name, for themselves. name: what others see; waits: the one that a moderator has
    not looked at yet; refused: the one that others do not see since the author chose last, and why. told_by_now: no
    moderator refused it, it tells who somebody is. gone: others saw it, and the author has chosen none since."""

    name: str
    waits: str = ""
    refused: str = ""
    why: str = ""
    told_by_now: bool = False
    gone: bool = False

    @property
    def to_go_on_from(self) -> str:
        """What stands in the box."""
        return self.waits or ("" if self.gone else self.name)

    @property
    def sentence(self) -> str:
        """Said after choosing."""
        if self.waits:
            return f"A moderator looks at “{self.waits}” first. Until then you are “{self.name}” here."
        return f"Here you are “{self.name}” now."


def name_standing_of(voice: ChosenName | None) -> NameStanding | None:
    """None before they have chosen one."""
    if voice is None:
        return None
    sent = list(voice.namings.all())
    waits = next((naming.name for naming in sent if not naming.outcome), "")
    # A name that goes out of use is settled when the neutral one begins; one refused beside it later.
    open_still = [
        (naming.settled_at, naming.pk, naming)
        for naming in sent
        if naming.outcome == Outcome.SENT_BACK and naming.settled_at and naming.settled_at >= voice.chosen_at
    ]
    if not open_still:
        return NameStanding(voice.name, waits=waits)
    last = max(open_still)[-1]
    return NameStanding(
        voice.name,
        waits=waits,
        refused=last.name,
        why=last.why,
        told_by_now=last.settled_by_id is None,
        gone=any(settled_at == voice.chosen_at for settled_at, _, _ in open_still),
    )


def standing_of(post: Post, wordings: Iterable[Wording]) -> Standing:
    """From all the words that were sent for it, oldest first."""
    sent = list(wordings)
    # Taken away in another window a moment ago, all of them are replaced.
    latest = next((wording for wording in reversed(sent) if wording.outcome != Outcome.REPLACED), sent[-1])
    if post.question and not post.question.is_shown:
        return Standing(post, latest, "The question is gone", "quiet")
    if latest.outcome == "":
        return Standing(post, latest, "Waits for a moderator", "warm", shown_before=post.is_shown)
    if post.taken_down_at and (latest.settled_at is None or latest.settled_at <= post.taken_down_at):
        return Standing(post, latest, "Taken down", "alarm", post.taken_down_why)
    if latest.outcome == Outcome.SENT_BACK:
        return Standing(post, latest, "Please change it", "warm", latest.why, shown_before=post.is_shown)
    return Standing(post, latest, "Others can read it", "ok")
