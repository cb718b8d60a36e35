"""The address of sending."""

from django.urls import URLPattern, path

from planning.sending import views

urlpatterns: list[URLPattern] = [path("documents/<uuid:uuid>/send/", views.send, name="document_send")]
