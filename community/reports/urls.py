"""The addresses of the council's figures."""

from django.urls import path

from community.reports import views

urlpatterns = [
    path("team/figures/", views.council_figures, name="team_figures"),
    path("team/figures/spreadsheet/", views.spreadsheet, name="team_figures_spreadsheet"),
]
