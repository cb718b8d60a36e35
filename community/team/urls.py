"""The addresses of a team."""

from django.urls import URLPattern, path

from community.team import views

urlpatterns: list[URLPattern] = [
    path("team/", views.team, name="team"),
    path("team/first-worker/", views.first_worker, name="team_first_worker"),
    path("team/workers/<uuid:uuid>/", views.worker, name="team_worker"),
    path("team/workers/<uuid:uuid>/buddy/", views.buddy, name="team_buddy"),
    path("team/people/<uuid:uuid>/", views.person, name="team_person"),
    path("team/people/<uuid:uuid>/end/", views.end_worker, name="team_end_worker"),
]
