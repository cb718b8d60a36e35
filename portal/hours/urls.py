"""The address of a team's hours."""

from django.urls import URLPattern, path

from portal.hours import views

urlpatterns: list[URLPattern] = [
    path("team/hours/", views.team_hours, name="team_hours"),
]
