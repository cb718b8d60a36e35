"""The portal's addresses, and the bare wizard's."""

from django.urls import path

from benchmarks.bare_wizard import bare_wizard
from portal.urls import urlpatterns as portal_urlpatterns

urlpatterns = [path("bare/<slug:step>/", bare_wizard, name="bare_wizard"), *portal_urlpatterns]
