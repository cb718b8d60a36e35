"""The address of one's own money."""

from django.urls import URLPattern, path

from planning.budgets import views

urlpatterns: list[URLPattern] = [path("budget/", views.budget, name="budget")]
