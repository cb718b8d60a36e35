"""The addresses of bad times."""

from django.urls import URLPattern, path

from portal.crisis import views

urlpatterns: list[URLPattern] = [
    path("crisis/", views.crisis, name="crisis"),
    path("crisis/mark/<uuid:uuid>/", views.mark, name="crisis_mark"),
    path("crisis/<uuid:uuid>/", views.one, name="crisis_of"),
    path("crisis/<uuid:uuid>/end/", views.end, name="crisis_end"),
]
