"""The addresses of this floor."""

from django.urls import URLPattern, URLResolver, include, path

from community.messaging.consumers import messages_socket

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("community.caseload.urls")),
    path("", include("community.figures.urls")),
    path("", include("community.handover.urls")),
    path("", include("community.help_requests.urls")),
    path("", include("community.known_sources.urls")),
    path("", include("community.helping.urls")),
    path("", include("community.messaging.urls")),
    path("", include("community.organisations.urls")),
    path("", include("community.peers.urls")),
    path("", include("community.replies.urls")),
    path("", include("community.reports.urls")),
    path("", include("community.team.urls")),
    path("", include("community.volunteers.urls")),
    path("", include("community.wellbeing.urls")),
    path("", include("community.worries.urls")),
]
websocket_urlpatterns: list[URLPattern] = [path("ws/messages/", messages_socket)]  # type: ignore[arg-type]
