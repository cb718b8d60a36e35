"""The addresses of a worker's people."""

from django.urls import URLPattern, path

from community.caseload import views

urlpatterns: list[URLPattern] = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/names/", views.names, name="caseload_names"),
    path("caseload/<uuid:uuid>/", views.person, name="caseload_person"),
    path("caseload/<uuid:uuid>/note/", views.note, name="caseload_note"),
]
