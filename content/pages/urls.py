"""The addresses of search and of pictures; the pages themselves are Wagtail's."""

from django.urls import include, path

from content.pages.views import picture, search

urlpatterns = [
    path("search/", search, name="search"),
    path("media/images/<str:name>", picture, name="picture"),
    # Files that editors put on pages: through Wagtail's own view, which checks restrictions.
    path("files/", include("wagtail.documents.urls")),
]
