"""The addresses of ways to plan, and of the week to have a go."""

from django.urls import URLPattern, path

from planning.routes import views

urlpatterns: list[URLPattern] = [
    path("documents/<uuid:uuid>/route/", views.route, name="document_route"),
    path("have-a-go/", views.have_a_go, name="have_a_go"),
    path("caseload/<uuid:uuid>/have-a-go/", views.offer, name="offer_have_a_go"),
]
