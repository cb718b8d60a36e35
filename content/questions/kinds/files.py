"""Photos, files and recordings. Which file it is comes from the store, never from a form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Earlier, Kind, Problem, Shown, as_list, as_mapping, tidy, too_long

# More than this in one list are not taken: an album, and no page that a phone cannot open any more.
MOST_FILES = 100
LONGEST_NAME = 60
PHOTO, ANY, SOUND = "photo", "any", "sound"


def files_in(value: Any) -> list[Mapping[str, Any]]:
    """Every file that an answer holds, whatever its kind: {"file": uuid, "name", "content_type", …}."""
    held = as_list(value) if isinstance(value, list | tuple) else [value]
    return [as_mapping(each) for each in held if as_mapping(each).get("file")]


class FileKind(Kind):
    """What the kinds with files share. Photos and files stand on a step of their own, and need an account."""

    group = True
    holds_files = True
    accepts = ANY
    several = False

    def accepted(self, question: QuestionDefinition) -> str:
        """What is taken here: "photo", "sound", or "any"."""
        return str(question.options.get("accept") or self.accepts)


class File(FileKind):
    """One photo or file. Stored as {"file": uuid, "name", "caption", "content_type", "size"}."""

    name, label, template = "file", "A photo or a file", "file"
    # What is written about it.
    about = "caption"

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, Any] | None:
        """Only the words about it."""
        words = tidy(data.get(f"{name}-{self.about}"))
        return {self.about: words} if words else None

    def with_files(
        self, typed: Any, standing: Any, taken: Sequence[Mapping[str, Any]], earlier: Earlier
    ) -> dict[str, Any] | None:
        words = {self.about: as_mapping(typed).get(self.about, "")}
        if taken:
            return {**taken[-1], **words}
        if as_mapping(standing).get("file"):
            return {**standing, **words}
        return dict(as_mapping(typed)) or None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        return too_long(str(as_mapping(value).get(self.about, "")))

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        """The file with its caption; a caption without a file is words."""
        held = files_in(as_mapping(value))
        return Shown("files", text="" if held else str(as_mapping(value).get("caption", "")), files=held)

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        found = as_mapping(value)
        return {
            "file": found if found.get("file") else None,
            "words": found.get(self.about, ""),
            "photos_only": self.accepted(question) == PHOTO,
        }


class Recording(File):
    """Something spoken. Stored as {"file", "name", "content_type", "size", "words"}: words is the same in writing."""

    name, label, template = "recording", "A recording", "recording"
    accepts = SOUND
    about = "words"

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        """What is said, to listen to, and the same in writing where there is that."""
        return Shown("files", text=str(as_mapping(value).get("words", "")), files=files_in(as_mapping(value)))

    def both(self, mine: Any, theirs: Any) -> Any:
        """The same recording with what both wrote; two recordings do not become one."""
        ours, other = as_mapping(mine), as_mapping(theirs)
        if ours.get("file") and ours.get("file") != other.get("file"):
            return None
        words = dict.fromkeys(filter(None, [other.get("words"), ours.get("words")]))
        return {**other, "words": "\n\n".join(words)}


class Files(FileKind):
    """Several photos or files: [{"id", "file", "name", "caption", "content_type", "size"}], in their own order."""

    name, label, template = "files", "Several photos or files", "files"
    several = True
    one = "file"

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> list[dict[str, Any]] | None:
        """The captions, by the id of their entry, in the order of the page."""
        count = tidy(data.get(f"{name}-rows"))
        rows = min(int(count), MOST_FILES) if count.isdecimal() and len(count) < 5 else 0
        entries = {
            entry_id: {"id": entry_id, "caption": tidy(data.get(f"{name}-{row}-caption"))}
            for row in range(rows)
            if (entry_id := tidy(data.get(f"{name}-{row}-id")))
        }
        return list(entries.values()) or None

    def with_files(
        self, typed: Any, standing: Any, taken: Sequence[Mapping[str, Any]], earlier: Earlier
    ) -> list[dict[str, Any]] | None:
        """Every entry with its file. One that stands no more comes from an earlier wording; a made-up one is none."""
        entries = [as_mapping(entry) for entry in as_list(typed)]
        known = {str(entry.get("id")): entry for entry in map(as_mapping, as_list(standing))}
        if any(entry.get("id") not in known for entry in entries):
            known = {**earlier(), **known}
        here = [{**known[e["id"]], "caption": str(e.get("caption", ""))} for e in entries if e.get("id") in known]
        held = {entry["file"]: entry for entry in here}
        for file in taken:
            # A file is known by its own id, so that what is sent twice is there once.
            held.setdefault(file["file"], {"id": file["file"], "caption": "", **file})
        return list(held.values())[:MOST_FILES] or None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        return too_long(*(str(as_mapping(entry).get("caption", "")) for entry in as_list(value)))[:1]

    def entries(self, value: Any) -> dict[str, str]:
        return {
            str(as_mapping(entry).get("id")): self._called(entry, number)
            for number, entry in enumerate(as_list(value), start=1)
        }

    def _called(self, entry: Any, number: int) -> str:
        words = str(as_mapping(entry).get("caption") or "")
        if not words:
            return f"{self.one.capitalize()} {number}"
        short = words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].rstrip()}…"
        return f"{self.one.capitalize()} {number}: “{short}”"

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("files", files=files_in(value))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        entries = [as_mapping(entry) for entry in as_list(value)]
        return {
            "one": self.one,
            "count": len(entries),
            "rows": [
                {
                    "id": entry.get("id", ""),
                    "name": f"{name}-{n}",
                    "caption": entry.get("caption", ""),
                    "file": entry,
                    "first": n == 0,
                    "last": n == len(entries) - 1,
                }
                for n, entry in enumerate(entries)
            ],
            "may_add": len(entries) < MOST_FILES,
            "photos_only": self.accepted(question) == PHOTO,
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        """Every file of both, theirs first; where both wrote about one, both captions."""
        kept = {as_mapping(entry).get("id"): dict(as_mapping(entry)) for entry in as_list(theirs)}
        for entry in map(as_mapping, as_list(mine)):
            twin = kept.setdefault(entry.get("id"), dict(entry))
            captions = dict.fromkeys(filter(None, [twin.get("caption"), entry.get("caption")]))
            twin["caption"] = "; ".join(captions)
        return list(kept.values())


class Photos(Files):
    """Photos with captions, a plan in pictures. The caption is what the picture says to who cannot see it."""

    name, label, template = "photos", "Photos with captions", "photos"
    accepts = PHOTO
    one = "photo"


def moved(value: Any, entry_id: str, *, up: bool) -> list[Any]:
    """A list answer with one entry a place further up or down; at an end, or for a stranger, as it is."""
    order = as_list(value)
    here = next((n for n, entry in enumerate(order) if as_mapping(entry).get("id") == entry_id), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is not None and there is not None and 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return order
