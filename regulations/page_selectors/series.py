"""Acts that belong together by name: the same act year by year, a new act of the same name.

In the room: one read. Not in the room: succession by repeal (``relations``).
"""

import re
from datetime import date

from regulations.models import Regulation
from regulations.querysets import RegulationQuerySet

MOST_OF_A_SERIES = 40
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def series_of(act: Regulation, on: date) -> list[Regulation]:
    """Acts of the same name in other years, or of the very same name; newest first. One query."""
    parts = [re.escape(part) for part in _YEAR.split(act.title)]
    acts: RegulationQuerySet = Regulation.objects.public().held().with_status(on)
    if len(parts) > 1:
        acts = acts.filter(title__regex=f"^{'[0-9]{4}'.join(parts)}$")
    else:
        acts = acts.filter(title_key=act.title_key).exclude(title_key="")
    return list(acts.order_by("-issued_on", "-id")[:MOST_OF_A_SERIES])
