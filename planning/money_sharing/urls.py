"""The addresses of who sees one's money."""

from django.urls import URLPattern, path

from planning.money_sharing import views

urlpatterns: list[URLPattern] = [
    path("budget/sharing/", views.sharing, name="money_sharing"),
    path("budget/of/<uuid:uuid>/sharing/", views.sharing, name="money_sharing_of"),
]
