"""The components as template tags and filters. Settings load them into every template.

One template each in `templates/components/`; every one in every state is at /components/ while developing.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.components.changes import mark_changes
from portal.components.dates import clock as clock_in_words
from portal.components.dates import moment_in_words
from portal.components.forms import dress, errors_of
from portal.components.lists import Bar, Choice, Task, in_a_row
from portal.components.money import format_money, format_year

register = template.Library()

OWN_WORDS = "In my words"
HUNDRED = 100


# --- Filters ------------------------------------------------------------------------------


@register.filter
def money(amount: Decimal | int | None, how: str = "") -> str:
    """£96.00, or "" for nothing. `money:"round"` leaves the pence out of a whole sum."""
    return "" if amount is None else format_money(Decimal(amount), pence=how != "round")


@register.filter
def a_year(weekly: Decimal | int | None) -> str:
    """What a weekly sum is in a year: "£4,992.00 a year"."""
    return "" if weekly is None else format_year(Decimal(weekly))


@register.filter
def when(moment: date | datetime | None, how: str = "") -> str:
    """ "today at 10:42am", "yesterday", "3 November". `when:"time"` always says the time."""
    return "" if moment is None else moment_in_words(moment, now=timezone.now(), with_time=how == "time")


@register.filter
def clock(moment: datetime | None) -> str:
    """ "2:05pm"."""
    return "" if moment is None else clock_in_words(moment)


@register.filter
def tel(number: str) -> str:
    """A telephone number as a `tel:` link wants it: digits, and a plus sign in front if there is one."""
    return "".join(sign for place, sign in enumerate(number) if sign.isdigit() or (sign == "+" and not place))


@register.filter
def initials(name: str) -> str:
    """ "Sunita Rao" to "SR"; for faces that have no picture."""
    parts = name.split()
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))


@register.filter
def and_list(names: Iterable[str]) -> str:
    """ "you, Sunita and Leo"."""
    return in_a_row(names)


@register.filter
def dressed(form: forms.BaseForm) -> forms.BaseForm:
    """A form of another package in the house's looks: `{{ form|dressed }}`."""
    return dress(form)


# --- The person's own words ---------------------------------------------------------------


@register.inclusion_tag("components/words.html")
def own_words(
    text: str, label: str = OWN_WORDS, note: str = "", size: str = "", empty: str = "Nothing written yet."
) -> dict[str, Any]:
    """What the person wrote, in the voice that nobody else has.

    `label` is "Maureen's words" for everybody but Maureen; `note` a quiet line below; `size` may
    be "large"; `empty` is said where there is no text.
    """
    return {"text": text, "label": label, "note": note, "size": size, "empty": empty}


@register.simple_block_tag
def words(content: str, label: str = OWN_WORDS, note: str = "", size: str = "") -> SafeString:
    """The same around other content, for instance a list: `{% words %}…{% endwords %}`."""
    context = {"content": content, "label": label, "note": note, "size": size}
    return render_to_string("components/words.html", context)


# --- Surfaces -----------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, heading: str = "", level: int = 2, tone: str = "", url: str = "") -> SafeString:
    """A surface with a hairline. `tone` may be "quiet" or "centred"; `url` makes the heading a link."""
    context = {"content": content, "heading": heading, "level": level, "tone": tone, "url": url}
    return render_to_string("components/card.html", context)


@register.simple_block_tag
def notice(content: str, heading: str = "", level: int = 2, tone: str = "promise", role: str = "") -> SafeString:
    """A panel that says something about the page. `tone` is promise, ok, alarm, quiet or plain.

    Give `role="status"` (or "alert") where it is the answer to what somebody just did.
    """
    context = {"content": content, "heading": heading, "level": level, "tone": tone, "role": role}
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def empty(content: str, heading: str = "", level: int = 2) -> SafeString:
    """What stands where there is nothing yet: says what will be here and how to begin."""
    return render_to_string("components/empty.html", {"content": content, "heading": heading, "level": level})


@register.inclusion_tag("components/figure_card.html")
def figure_card(label: str, number: str, note: str = "") -> dict[str, str]:
    """A card with one number in it."""
    return {"label": label, "number": number, "note": note}


@register.inclusion_tag("components/tag.html")
def tag(text: str, tone: str = "quiet") -> dict[str, str]:
    """A state, as a word. `tone` is quiet, ok, warm, alarm or brand."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("components/count.html")
def count(number: int, what: str = "new") -> dict[str, Any]:
    """How many wait, with a word for those who hear it."""
    return {"count": number, "what": what}


# --- People and what they say -------------------------------------------------------------


@register.inclusion_tag("components/person.html")
def person(name: str, role: str = "", photo: str = "", size: str = "medium", note: str = "") -> dict[str, str]:
    """A face with a name. `photo` is an address; without one, initials. `size` is small, medium or large."""
    return {"name": name, "role": role, "photo": photo, "size": size, "note": note}


@register.inclusion_tag("components/face.html")
def face(name: str, photo: str = "", size: str = "small") -> dict[str, str]:
    """A face alone, beside a name that is said elsewhere."""
    return {"name": name, "photo": photo, "size": size}


@register.simple_block_tag
def remark(
    content: str,
    author: str,
    role: str = "",
    at: datetime | None = None,
    photo: str = "",
    done: bool = False,
) -> SafeString:
    """What somebody else says about the words beside it."""
    context = {"content": content, "author": author, "role": role, "at": at, "photo": photo, "done": done}
    return render_to_string("components/remark.html", context)


@register.simple_block_tag
def suggestion(content: str, author: str, role: str = "", at: datetime | None = None, photo: str = "") -> SafeString:
    """Other words that somebody offers; only the person can take them."""
    context = {"content": content, "author": author, "role": role, "at": at, "photo": photo, "suggests": True}
    return render_to_string("components/remark.html", context)


@register.simple_tag
def changes(before: str, after: str, show_removed: bool = False) -> SafeString:
    """`after`, with its new words marked."""
    return mark_changes(before, after, show_removed=show_removed)


@register.simple_block_tag
def bubble(
    content: str,
    author: str,
    at: datetime | None = None,
    mine: bool = False,
    own: bool = False,
    counts: bool = False,
    photo: str = "",
    status: str = "",
) -> SafeString:
    """One message, as an <li> of `<ul class="imw-thread">`.

    `mine` puts it on the reader's side; `own` sets it in the voice of the person's own words;
    `counts` is for an answer that counts; `status` is a last word such as "sent".
    """
    context = {
        "content": content,
        "author": author,
        "at": at,
        "mine": mine,
        "own": own,
        "counts": counts,
        "photo": photo,
        "status": status,
    }
    return render_to_string("components/bubble.html", context)


# --- Money --------------------------------------------------------------------------------


@register.inclusion_tag("components/budget.html")
def budget(
    available: Decimal,
    planned: Decimal | None = None,
    label: str = "Indicative budget",
    note: str = "our first figure; it may change",
    state: str = "",
    tone: str = "ok",
    plan: str = "My plan",
) -> dict[str, Any]:
    """The weekly sum, how much of it the plan uses, and who can agree it. All sums are per week.

    `plan` is what adds up: "Maureen's plan" for everybody but Maureen.
    """
    spent = planned or Decimal(0)
    share = min(HUNDRED, round(spent / available * HUNDRED)) if available else HUNDRED * bool(spent)
    return {
        "available": available,
        "planned": planned,
        "left": available - spent,
        "over": spent - available,
        "is_over": spent > available,
        "share": str(share),
        "label": label,
        "note": note,
        "state": state,
        "tone": tone,
        "plan": plan,
    }


# --- Lists --------------------------------------------------------------------------------


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Task], name: str = "task") -> dict[str, Any]:
    """What is to do, each with the word for how far it is. Two on one page need different names."""
    return {"tasks": list(tasks), "name": name}


@register.inclusion_tag("components/choices.html")
def choices(items: Iterable[Choice], name: str = "Show") -> dict[str, Any]:
    """Views of the same list; the current one is filled, underlined and said to be current."""
    return {"items": list(items), "name": name}


@register.inclusion_tag("components/bars.html")
def bars(groups: Iterable[tuple[str, Iterable[Bar]]], most: int | Decimal, name: str) -> dict[str, Any]:
    """A chart of bars, group by group: `groups` are names with their Bars, `most` what a full bar stands for.

    The same figures have to stand in a table beside it; for who hears the page, that is the chart.
    """
    return {"groups": [(label, list(found)) for label, found in groups], "most": max(most, 1), "name": name}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[str], name: str = "") -> dict[str, Any]:
    """Words in a row, for instance what an answer makes possible."""
    return {"items": list(items), "name": name}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], name: str = "Pages") -> dict[str, Any]:
    """The way through a long list. Keeps the rest of the address's query."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {"page": page, "numbers": numbers, "name": name, "request": context.get("request")}


# --- Forms --------------------------------------------------------------------------------


@register.inclusion_tag("components/error_summary.html")
def error_summary(*found: forms.BaseForm | None, heading: str = "There is a problem") -> dict[str, Any]:
    """What to look at again, at the top of the page; each line leads into its control."""
    return {"errors": errors_of(*found), "heading": heading}


@register.inclusion_tag("components/saved_line.html")
def saved_line(at: datetime | None = None) -> dict[str, Any]:
    """ "Saved at 10:42am". autosave.js speaks here too, so it is on the page even when empty."""
    return {"at": at}


@register.inclusion_tag("components/who_sees.html")
def who_sees(names: Iterable[str] | str, url: str = "") -> dict[str, Any]:
    """The same quiet line on every answer: "Who can see this: you and Leo. Change"."""
    return {"names": names if isinstance(names, str) else and_list(names), "url": url}
