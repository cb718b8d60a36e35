"""The addresses as the demonstration has them: Django reads its settings only once."""

from django.urls import include, path

from portal.urls import urlpatterns as usual

urlpatterns = [path("demo/", include("community.demonstration.urls")), *usual]
