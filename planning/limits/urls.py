"""The addresses of sign-off limits."""

from django.urls import URLPattern, path

from planning.limits import views

urlpatterns: list[URLPattern] = [
    path("team/limits/", views.limits, name="limits"),
    path("team/limits/<uuid:uuid>/confirm/", views.confirm, name="limit_confirm"),
    path("team/limits/<uuid:uuid>/take-back/", views.take_back, name="limit_take_back"),
    path("caseload/limit/", views.my_limit, name="my_limit"),
]
