"""The addresses of being away."""

from django.urls import URLPattern, path

from portal.away import views

urlpatterns: list[URLPattern] = [
    path("away/", views.away, name="away"),
    path("away/<int:pk>/back/", views.back, name="away_back"),
    path("away/<int:pk>/cover/", views.cover, name="away_cover"),
    path("away/today/<uuid:uuid>/", views.today, name="away_today"),
    path("team/away/", views.team, name="team_away"),
    path("team/away/<uuid:uuid>/", views.team_worker, name="team_away_worker"),
]
