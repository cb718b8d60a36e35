"""The addresses of handovers and their summaries."""

from django.urls import URLPattern, path

from community.handover import views

urlpatterns: list[URLPattern] = [
    path("handover/<uuid:uuid>/", views.handover, name="handover"),
    path("handover/<uuid:uuid>/summary/", views.summary, name="handover_summary"),
    path("handover/<uuid:uuid>/summary/<slug:step>/", views.summary_words, name="handover_summary_words"),
    path("my-social-worker-goes/<uuid:uuid>/", views.worker_ends, name="worker_ends"),
    path("taking-over/<uuid:uuid>/", views.taking_over, name="taking_over"),
]
