"""Acts by their document number, whole or in part.

In the room: the look-up and which of several numbers is meant. Not in the room: reading what was
typed (number_hints, query).
"""

from django.db.models import QuerySet

from regulations.models import Regulation
from search.models import SearchEntry
from search.number_hints import NumberHint, may_be_organ
from search.query import SearchQuery

MOST = 20
MOST_SEEN = 400


def acts_by_number(query: SearchQuery, acts: QuerySet[SearchEntry]) -> list[SearchEntry]:
    """The acts that bear the number of a query, or of which it names a part.

    Example: 晋市政办发〔2023〕5号, which nobody issued, names 晋市政办〔2023〕5号.
    Returns at most twenty, texts before their wrappers, the newest year first; none where the
    very number is known of an act that is not held. Raises nothing.
    """
    hint = query.hint
    if query.number:
        found = list(acts.filter(number_key=query.number.key).order_by("is_wrapper", "pk")[:MOST])
        if found or Regulation.objects.filter(number_key=query.number.key, is_stub=True).exists():
            return found
        hint = NumberHint(query.number.organ, query.number.year, query.number.serial)
    return _by_hint(hint, acts) if hint else []


def _by_hint(hint: NumberHint, acts: QuerySet[SearchEntry]) -> list[SearchEntry]:
    is_order = hint.organ.endswith("令")
    year = "" if is_order or hint.year is None else f"|{hint.year}"
    alike = Regulation.objects.filter(is_stub=False, number_key__endswith=f"{year}|{hint.serial}")
    rows = list(alike.values_list("pk", "number_key", "issuer")[:MOST_SEEN])
    meant = [row for row in rows if _is_code(hint.organ, row[1])]
    if not meant and not is_order:
        meant = [row for row in rows if may_be_organ(hint.organ, row[2])]
    years = {pk: int(key.split("|")[1] or 0) for pk, key, _ in meant}
    held = acts.filter(regulation_id__in=years)
    return sorted(held, key=lambda act: (act.is_wrapper, -years[act.regulation_id or 0], act.pk))[:MOST]


def _is_code(organ: str, key: str) -> bool:
    """Whether an organ as typed may be the code of a number; an order's is never another's."""
    code = key.split("|")[0]
    return not organ or (organ.endswith("令") == code.endswith("令") and may_be_organ(organ, code))
