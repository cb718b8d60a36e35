"""The addresses of figures."""

from django.urls import path

from community.figures import views

urlpatterns = [
    path("organisation/<uuid:uuid>/figures/", views.figures, name="organisation_figures"),
    path("organisation/<uuid:uuid>/figures/spreadsheet/", views.spreadsheet, name="organisation_figures_spreadsheet"),
]
