"""The addresses of assessments and first figures, below the person they are about."""

from django.urls import URLPattern, path

from planning.assessments import views

urlpatterns: list[URLPattern] = [
    path("caseload/<uuid:uuid>/assessment/", views.assessment, name="assessment"),
    path("caseload/<uuid:uuid>/budget/", views.indicative_budget, name="indicative_budget"),
]
