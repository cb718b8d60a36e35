"""The addresses of threads."""

from django.urls import URLPattern, path

from community.messaging import views

urlpatterns: list[URLPattern] = [
    path("messages/<uuid:uuid>/", views.thread, name="thread"),
]
