"""The addresses of paper."""

from django.urls import URLPattern, path

from planning.paper import views

_PAPER = "documents/<uuid:uuid>/paper/"

urlpatterns: list[URLPattern] = [
    path("documents/new/paper/<slug:kind>/", views.blank_sheet, name="blank_sheet"),
    path(_PAPER, views.paper, name="document_paper"),
    path(f"{_PAPER}sheet/", views.sheet, name="document_paper_sheet"),
    path(f"{_PAPER}step/<slug:step>/", views.paper_step, name="document_paper_step"),
    path(f"{_PAPER}<int:pk>/", views.settle, name="document_paper_settle"),
    path(f"{_PAPER}<int:pk>/change/", views.change, name="document_paper_change"),
]
