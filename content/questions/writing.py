"""What an editor put together, as the JSON that a version keeps."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify
from wagtail.blocks import StructValue

_PLAIN = ("label", "hint", "help", "why", "example")


def steps_of(stream: Any) -> list[dict[str, Any]]:
    """The steps of a stream value, in the shape of a version's definition. Ids are those of the blocks."""
    by_label = {
        str(question.value["label"]).strip(): str(question.id)
        for step in stream
        for question in step.value["questions"]
    }
    return [_step(step, by_label) for step in stream]


def stream_of(steps: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The other way round: a definition's steps as raw StreamField data, every id kept."""
    labels = {question["id"]: question["label"] for step in steps for question in step["questions"]}
    return [{"type": "step", "id": step["id"], "value": _raw_step(step, labels)} for step in steps]


def _step(block: Any, by_label: Mapping[str, str]) -> dict[str, Any]:
    value = block.value
    coverage = value.get("coverage") or {}
    return {
        "id": str(block.id),
        "slug": value.get("slug") or slugify(value["title"])[:60] or f"step-{str(block.id)[:8]}",
        "title": value["title"],
        "intro": value.get("intro") or "",
        "questions": [_question(question, by_label) for question in value["questions"]],
        "coverage": {
            "seven_questions": [int(number) for number in coverage.get("seven_questions") or ()],
            "section_25": list(coverage.get("section_25") or ()),
        },
    }


def _question(block: Any, by_label: Mapping[str, str]) -> dict[str, Any]:
    value: StructValue = block.value
    written: dict[str, Any] = {"id": str(block.id), "type": block.block_type}
    written |= {name: value.get(name) or "" for name in _PLAIN}
    condition = value.get("condition") or {}
    named = str(condition.get("question") or "").strip()
    written["condition"] = (
        {
            # One that names no question of the set is kept as it was written, for the check to find.
            "question": by_label.get(named, named),
            "operator": condition.get("operator") or "is",
            "value": condition.get("value") or "",
        }
        if named
        else None
    )
    if "choices" in value:
        written["choices"] = [
            {"key": c["key"], "label": c["label"], "hint": c.get("hint") or ""} for c in value["choices"]
        ]
    if "something_else" in value:
        written["something_else"] = bool(value["something_else"])
    if "follow_up" in value:
        more = value["follow_up"]
        written["follow_up"] = {"when": more["when"], "label": more["label"]} if more.get("when") else None
    if "shifts" in value:
        written["shifts"] = [_shift(shift, by_label) for shift in value["shifts"]]
    if "parts" in value:
        written["parts"] = [str(part) for part in value["parts"]]
    written |= {name: value[name] for name in ("per", "accept") if name in value}
    return written


def _shift(shift: Any, by_label: Mapping[str, str]) -> dict[str, Any]:
    pay = str(shift.get("pay") or "").strip()
    return {
        "key": shift["key"],
        "label": shift["label"],
        # One that names no question of the set is kept as it was written, for the check to find.
        "pay": by_label.get(pay, pay),
        "sleeping": bool(shift.get("sleeping")),
    }


def _raw_step(step: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    coverage = step.get("coverage", {})
    return {
        "title": step["title"],
        "slug": step["slug"],
        "intro": step.get("intro", ""),
        "questions": [{"type": q["type"], "id": q["id"], "value": _raw_question(q, labels)} for q in step["questions"]],
        "coverage": {
            "seven_questions": [str(number) for number in coverage.get("seven_questions", ())],
            "section_25": list(coverage.get("section_25", ())),
        },
    }


def _raw_question(question: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    raw = {key: value for key, value in question.items() if key not in {"id", "type", "required", "condition"}}
    condition = question.get("condition")
    raw["condition"] = (
        {**condition, "question": labels.get(condition["question"], condition["question"])}
        if condition
        else {"question": "", "operator": "is", "value": ""}
    )
    if "shifts" in raw:
        raw["shifts"] = [{**shift, "pay": labels.get(shift["pay"], shift["pay"])} for shift in raw["shifts"]]
    if "follow_up" in raw:
        raw["follow_up"] = raw["follow_up"] or {"when": "", "label": ""}
    return raw
