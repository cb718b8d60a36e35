"""The addresses of the map of a plan."""

from django.urls import URLPattern, path

from planning.coverage import views

urlpatterns: list[URLPattern] = [
    path("documents/<uuid:uuid>/coverage/", views.coverage, name="document_coverage"),
    path("documents/<uuid:uuid>/coverage/<slug:item>/", views.coverage_item, name="document_coverage_item"),
]
