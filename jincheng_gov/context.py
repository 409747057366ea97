"""What every template may use.

In the room: the site's name. Not in the room: anything that costs a query.
"""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Return the variables that all pages share."""
    return {"site_name": settings.SITE_NAME}
