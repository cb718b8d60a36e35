"""The addresses of bank statements."""

from django.urls import URLPattern, path

from planning.statements import views

urlpatterns: list[URLPattern] = [
    path("budget/diary/<uuid:uuid>/statement/", views.statements, name="diary_statements"),
    path("budget/statement/<uuid:uuid>/", views.lines, name="statement"),
    path("budget/statement/<uuid:uuid>/columns/", views.columns, name="statement_columns"),
    path("budget/statement/<uuid:uuid>/delete/", views.delete, name="statement_delete"),
]
