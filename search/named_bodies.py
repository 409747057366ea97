"""Issuing bodies as filters: a name that texts bear is that body alone, any other a part of names.

In the room: which of both a filter names. Not in the room: short names of bodies (planner).
"""

from dataclasses import replace

from regulations.models import Regulation
from search.lexicon import Lexicon
from search.planner import with_official_issuers
from search.query import Filters


def with_bodies(filters: Filters, lexicon: Lexicon) -> Filters:
    """The filters with whole names of bodies apart from parts of names.

    Example: 明川市人民政府 is that body alone and not its office; 财政局 is any body so named.
    Returns the filters as they are where none names a body. Raises nothing.
    """
    if not filters.issuer:
        return filters
    held = Regulation.objects.filter(issuer__in=filters.issuer, is_stub=False)
    whole = set(held.values_list("issuer", flat=True).distinct())
    parts = replace(filters, issuer=tuple(name for name in filters.issuer if name not in whole))
    named = tuple(name for name in filters.issuer if name in whole)
    return replace(with_official_issuers(parts, lexicon), bodies=named)
