"""The addresses of PAs and their hours."""

from django.urls import URLPattern, path

from planning.timesheets.views import assistants, last_pay, wages, weeks

_PA = "budget/pa/<uuid:uuid>/"
_WEEK = f"{_PA}week/<str:begins>/"

urlpatterns: list[URLPattern] = [
    path("budget/diary/<uuid:uuid>/pas/", assistants.pas, name="pas"),
    path("budget/diary/<uuid:uuid>/pas/add/", assistants.add, name="pa_add"),
    path("budget/diary/<uuid:uuid>/pas/tax/", wages.tax, name="pa_tax"),
    path(_PA, assistants.pa, name="pa"),
    path(f"{_PA}change/", assistants.change, name="pa_change"),
    path(f"{_PA}last-pay/", last_pay.last_pay, name="pa_last_pay"),
    path(_WEEK, weeks.week, name="pa_week"),
    path(f"{_WEEK}paid/", wages.paid, name="pa_week_paid"),
    path(f"{_WEEK}not-paid/", wages.not_paid, name="pa_week_not_paid"),
]
