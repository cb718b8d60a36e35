"""The address of the page to take along."""

from django.urls import URLPattern, path

from planning.rehearsal import views

urlpatterns: list[URLPattern] = [path("documents/<uuid:uuid>/one-page/", views.one_page, name="document_one_page")]
