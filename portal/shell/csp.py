"""What pages may load. The CMS alone may run inline code, because Wagtail's admin does."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

CMS_PREFIX = "/cms/"


class PolicyMiddleware(CSPMiddleware):
    """The site's policy; under /cms/ with inline script and style, and with previews in a frame of its own.

    A nonce would switch `unsafe-inline` off again in browsers, so the CMS gets none.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of the policy for this response."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(CMS_PREFIX):
            parts.update = {**(parts.update or {}), "script-src": UNSAFE_INLINE, "style-src": UNSAFE_INLINE}
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
            parts.nonce = None
        elif getattr(request, "is_dummy", False):
            # What Wagtail renders for its preview panel never passes the CMS's own address.
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        return parts
