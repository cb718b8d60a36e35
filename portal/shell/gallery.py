"""The gallery: every component in every state, for developers. Its address, /components/, is not in production."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, look
from portal.components.lists import Bar, Choice, Task
from portal.components.money import MoneyField

HOW = [("email", "By email"), ("phone", "By phone"), ("letter", "By letter")]
DAYS = [("mon", "Monday"), ("wed", "Wednesday"), ("fri", "Friday")]


class GalleryForm(DesignSystemForm):
    """One field of each kind."""

    answer = look(forms.CharField(widget=forms.Textarea, label="In my words", help_text="Big or small."), words=True)
    name = look(forms.CharField(label="Your name", max_length=40), width=20)
    email = forms.EmailField(label="Email address", help_text="We send nothing private to it.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    note = look(forms.CharField(widget=forms.Textarea, label="A short note"), count_to=200, rows=3)
    sum = look(MoneyField(label="What does it cost?"), suffix="a week")
    hours = look(forms.IntegerField(label="Hours a week"), width=3)
    born = DateBoxesField(label="When were you born?", help_text="For example, 27 3 1954.")
    helper = forms.ChoiceField(label="Who helps you?", choices=[("", "Choose one"), ("leo", "Leo"), ("beth", "Beth")])
    how = look(
        forms.ChoiceField(widget=forms.RadioSelect, label="How shall we reach you?", choices=HOW),
        label_size="m",
        option_hints={"letter": "This takes longer."},
        reveals={"phone": "number"},
    )
    number = look(forms.CharField(label="Which number?", required=False), width=20)
    days = look(
        forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="Which days suit you?", choices=DAYS),
        label_size="m",
    )
    agree = forms.BooleanField(label="You may read this with me")
    photo = forms.FileField(label="Add a photo", widget=forms.FileInput)


TASKS = [
    Task("What is important to you?", "Done", "#", "ok"),
    Task("What do you want to change, or keep?", "Begun", "#", "warm", "Leo has a suggestion for you"),
    Task("How will you be supported?", "Not begun", "#"),
    Task("Send to Sunita to agree", "Not yet", hint="When you are ready"),
]
BARS = [
    ("October 2026", [Bar("Asked", 7), Bar("Help began", 4, tone="warm")]),
    ("November 2026", [Bar("Asked", 3), Bar("Help began", 0, tone="warm")]),
]
CHOICES = [
    Choice("Waiting", "#", 4, current=True),
    Choice("New drafts", "#", 3),
    Choice("To agree", "#", 2),
    Choice("All", "#", 38),
]

WORDS = (
    "I used to sing in the choir at St Mark's on Thursdays. I stopped because by the time I have got "
    "dressed and done the kitchen I am worn out. I want to go back.\n\nI want to keep doing my own cooking."
)
WRONG = {
    "wrong-email": "maureen",
    "wrong-sum": "a lot",
    "wrong-hours": "some",
    "wrong-born_0": "31",
    "wrong-born_1": "2",
    "wrong-born_2": "2020",
    "wrong-how": "phone",
}


@require_safe
@open_to(Audience.EVERYBODY)
def gallery(request: HttpRequest) -> HttpResponse:
    """Shows all of it, with invented words."""
    now = timezone.now()
    context = {
        "page_title": "Components",
        "page_caption": "For developers",
        "page_lead": "Every part of the house, in every state it can be in.",
        "easy_read_url": "#",
        "form": GalleryForm(),
        "wrong": GalleryForm(WRONG, prefix="wrong"),
        "text": WORDS,
        "tasks": TASKS,
        "choices": CHOICES,
        "bars": BARS,
        "chips": ["choir", "seeing friends", "cooking"],
        "tones": ["quiet", "ok", "warm", "alarm", "brand"],
        "page": Paginator(range(90), 10).get_page(4),
        "now": now,
        "earlier": now - timedelta(hours=2),
        "yesterday": now - timedelta(days=1),
        "monday": now - timedelta(days=4),
        "available": Decimal("96.00"),
        "planned": Decimal("90.40"),
        "too_much": Decimal("101.50"),
        "versions": [
            {"heading": "What you wrote here", "label": "In my words", "who": "You", "at": now,
             "text": "I want to go back to the choir on Thursdays."},
            {"heading": "What was saved before", "label": "In my words", "who": "You, on another device",
             "at": now - timedelta(hours=1), "text": "I want to sing again."},
        ],
    }  # fmt: skip
    return render(request, "portal/shell/gallery.html", context)
