"""The addresses of notices."""

from django.urls import URLPattern, path

from portal.notifications import views

urlpatterns: list[URLPattern] = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices_read"),
    path("notices/settings/", views.notice_settings, name="notice_settings"),
    path("notices/address/", views.notice_address, name="notice_address"),
    path("notices/<int:pk>/", views.open_notice, name="open_notice"),
]
