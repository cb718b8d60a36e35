"""The addresses of known sources."""

from django.urls import path

from community.known_sources import views

urlpatterns = [
    path("caseload/sources/", views.sources, name="known_sources"),
    path("caseload/sources/<uuid:organisation>/", views.source, name="known_source"),
    path("caseload/sources/<uuid:organisation>/drop/", views.drop, name="known_source_drop"),
    path("caseload/sources/<uuid:organisation>/whom/", views.whom, name="point_whom"),
    path("caseload/<uuid:uuid>/point/", views.point, name="point_to_source"),
    path("caseload/<uuid:uuid>/point/<uuid:pointed>/take-back/", views.take_back, name="pointing_take_back"),
    path("help-near-you/pointed-out/", views.pointed_out, name="pointed_sources"),
    path("help-near-you/pointed-out/<uuid:uuid>/put-away/", views.put_away, name="pointed_source_put_away"),
]
