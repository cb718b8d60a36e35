"""The address of a diary to take along."""

from django.urls import URLPattern, path

from planning.diary_copies import views

urlpatterns: list[URLPattern] = [
    path("budget/diary/<uuid:uuid>/take-along/", views.take_along, name="diary_take_along"),
]
