"""The addresses of one's own money, and of the calculator."""

from django.urls import URLPattern, path

from planning.budgets import views

urlpatterns: list[URLPattern] = [
    path("budget/", views.budget, name="budget"),
    path("budget/of/<uuid:uuid>/", views.budget, name="budget_of"),
    path("tools/pa-cost/", views.pa_cost, name="pa_cost"),
    path("tools/pa-cost/carry/", views.carry_pa_cost, name="pa_cost_carry"),
]
