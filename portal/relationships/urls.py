"""The addresses of the circle and of joining codes."""

from django.urls import URLPattern, path

from portal.relationships import views

urlpatterns: list[URLPattern] = [
    path("people/", views.people, name="people"),
    path("people/who-looked/", views.who_looked, name="who_looked"),
    path("people/<uuid:uuid>/end/", views.end, name="end_membership"),
    path("people/<uuid:uuid>/stepped-back/", views.stepped_back, name="stepped_back"),
    path("people/<uuid:uuid>/stay/", views.stay, name="stay_in_circle"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("join/", views.join, name="join"),
    path("joining-codes/", views.joining_codes, name="joining_codes"),
    path("portraits/<uuid:uuid>/", views.portrait, name="portrait"),
]
