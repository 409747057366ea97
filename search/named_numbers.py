"""Acts by their document number, whole or in part.

In the room: the look-up, numbers that begin as typed, which of several numbers is meant.
Not in the room: reading what was typed (number_hints, query).
"""

import re

from django.db.models import Q, QuerySet

from regulations.models import Regulation
from regulations.order_numbers import acts_of_order
from search.models import SearchEntry
from search.normal_form import fold
from search.number_hints import CODE_ENDS, NumberHint, may_be_organ, with_plain_years
from search.query import SearchQuery

MOST = 20
MOST_SEEN = 400
MOST_TEXTS = 5_000
# 晋市政办〔2023 · 晋市政办[2023]5 · 市政发 · 2023年5号
_BEGINNING = re.compile(
    r"(?P<organ>[一-鿿]{0,14}?)[(\[{<]?(?P<year>(?:19|20)[0-9]{2})?[)\]}>年-]?第?(?P<serial>[0-9]{0,4})号?文?$"
)


def acts_by_number(query: SearchQuery, acts: QuerySet[SearchEntry]) -> list[SearchEntry]:
    """The acts that bear the number of a query, or of which it names a part.

    Example: 晋市政办发〔2023〕5号, which nobody issued, names 晋市政办〔2023〕5号; 国务院令第641号 the law
    that this order made public.
    Returns at most twenty, texts before their wrappers, the newest year first; none where the
    very number is known of an act that is not held. Raises nothing.
    """
    hint = query.hint
    if query.number:
        key = query.number.key
        found = list(acts.filter(number_key=key).order_by("is_wrapper", "pk")[:MOST])
        found = found or list(acts.filter(regulation_id__in=acts_of_order(key)).order_by("pk")[:MOST])
        if found or Regulation.objects.filter(number_key=key, is_stub=True).exists():
            return found
        hint = NumberHint(query.number.organ, query.number.year, query.number.serial)
    return _by_hint(hint, acts) if hint else []


def begins(typed: str) -> Q | None:
    """The condition that a document number begins as typed, its organ perhaps in part.

    Example: ``begins("晋市政办[2023]")``, ``begins("市政发")``, ``begins("2023年5")``.
    Returns None where a text is no beginning of a number. Raises nothing.
    """
    match = _BEGINNING.match(with_plain_years(fold("".join(typed.split()))))
    if not match or not (match["year"] or match["organ"].endswith(CODE_ENDS)):
        return None
    condition = Q(number_key__contains=match["organ"]) & ~Q(number_key="")
    if match["year"]:
        condition &= Q(number_key__contains=f"|{match['year']}|")
    if match["serial"]:
        year = match["year"] or "[0-9]*"
        condition &= Q(number_key__regex=rf"\|{year}\|{match['serial']}[0-9]*$")
    return condition


def texts_numbered(beginning: str) -> tuple[int, ...]:
    """The held texts whose document number begins so, by id; none where it is no such beginning."""
    condition = begins(beginning)
    if condition is None:
        return ()
    held = Regulation.objects.filter(condition, is_stub=False)
    return tuple(held.order_by("pk").values_list("pk", flat=True)[:MOST_TEXTS])


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
