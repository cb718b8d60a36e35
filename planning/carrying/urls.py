"""The addresses of carrying answers over."""

from django.urls import URLPattern, path

from planning.carrying import views

_DOCUMENT = "documents/<uuid:uuid>/"

urlpatterns: list[URLPattern] = [
    path(f"{_DOCUMENT}carry/<slug:kind>/", views.carry, name="document_carry"),
    path(f"{_DOCUMENT}carried/<int:pk>/", views.carried, name="document_carried"),
    path(f"{_DOCUMENT}carried/answers/<int:pk>/", views.change, name="document_carried_change"),
]
