"""The addresses of recorded authority."""

from django.urls import URLPattern, path

from portal.authority import views

urlpatterns: list[URLPattern] = [
    path("team/acting/", views.authorities, name="authorities"),
    path("team/acting/record/<uuid:uuid>/", views.record_one, name="record_authority"),
    path("team/acting/<uuid:uuid>/end/", views.end, name="end_authority"),
    path("people/acting/<uuid:uuid>/", views.authority, name="authority"),
]
