"""The addresses of the council's figures."""

from django.urls import URLPattern, path

from community.reports import views

urlpatterns: list[URLPattern] = [
    path("team/figures/", views.council_figures, name="team_figures"),
    path("team/figures/spreadsheet/", views.spreadsheet, name="team_figures_spreadsheet"),
]
