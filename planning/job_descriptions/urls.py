"""The addresses of the three papers."""

from django.urls import URLPattern, path

from planning.job_descriptions import views

_PAPERS = "documents/<uuid:uuid>/papers/"

urlpatterns: list[URLPattern] = [
    path(_PAPERS, views.papers, name="job_papers"),
    path(f"{_PAPERS}<slug:which>/", views.paper, name="job_paper"),
    path(f"{_PAPERS}<slug:which>/<slug:form>/", views.paper_as, name="job_paper_as"),
]
