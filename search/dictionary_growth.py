"""How the dictionary grows: places and terms that the texts themselves name, published in versions.

In the room: what is worth a term, publishing a version and writing anew the entries that hold a
new term, so that index and queries always use the same dictionary. Not in the room: segmentation.
"""

import re
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from documents.models import Organ
from documents.text.titles import short_key
from regulations.models import Citation, Regulation
from search import services, vocabulary
from search.backends.postgres import Matches
from search.lexicon import read_solid
from search.models import DictionaryTerm, DictionaryVersion, SearchEntry
from search.normal_form import fold
from search.planner import Term
from search.tsvector import term_query

LONGEST_TERM = 16
MOST_AT_ONCE = 400
PLACE = DictionaryTerm.Kind.PLACE

# 明川市人民政府 · 云岭省明川市 · 湖城县
_PLACE = re.compile(r"([一-鿿]{2,3}(?:省|市|县)|[一-鿿]{2}区)(?=[一-鿿])")
# 厨余垃圾 of 厨余垃圾管理办法
_SUBJECT = re.compile(
    r"^(?P<subject>[一-鿿]{3,12}?)(?:经营服务|服务|监督|安全|应急)?(?:管理|保护|防治|保障)?"
    r"(?:暂行|试行)?(?:办法|条例|规定|细则|实施细则|规则|应急预案|预案)$"
)


def propose_terms(ids: Sequence[int]) -> int:
    """Note new places and terms of some texts: from issuers, titles and defined short names.

    Returns how many are new; they wait, unpublished. Raises what the database raises.
    """
    found: dict[str, tuple[str, str]] = {}
    for regulation in Regulation.objects.filter(pk__in=ids).only("title", "title_key", "issuer"):
        for place in places_of(regulation.issuer):
            found[place] = (PLACE, "发文机关")
        if subject := subject_of(regulation.title_key):
            found.setdefault(subject, (DictionaryTerm.Kind.TERM, "题名"))
    names = Citation.objects.filter(regulation_id__in=ids, kind=Citation.Kind.ALIAS).values_list(
        "quote", flat=True
    )
    for name in names.distinct()[:1000]:
        term = fold(name.strip("《》“”"))
        if vocabulary.is_term(term) and len(term) <= LONGEST_TERM:
            found.setdefault(term, (DictionaryTerm.Kind.TERM, "简称"))
    return _add(found)


def propose_organs() -> int:
    """Note the names of issuing bodies and their places."""
    found: dict[str, tuple[str, str]] = {}
    for name in Organ.objects.values_list("name", flat=True):
        for place in places_of(name):
            found[place] = (PLACE, "发文机关")
        bare = fold(name)
        for place in places_of(name):
            bare = bare.replace(place, "", 1)
        if vocabulary.is_term(bare) and len(bare) <= LONGEST_TERM:
            found.setdefault(bare, (DictionaryTerm.Kind.TERM, "机关"))
    return _add(found)


def take_shipped_terms() -> int:
    """Publish the words of the thesaurus files that the dictionary lacks: files that came with newer
    code lead by themselves to a new version, and with it to a new index. Terms are taken and published
    together; those that an interrupted run left waiting are published now.

    Returns the number of the published version. Raises what the database raises.
    """
    wanted = dict.fromkeys(vocabulary.base_terms(), DictionaryTerm.Kind.TERM)
    wanted |= dict.fromkeys(read_solid(), PLACE)
    standing = set(DictionaryTerm.objects.values_list("term", flat=True))
    rows = [
        DictionaryTerm(term=term, kind=kind, source=vocabulary.SHIPPED)
        for term, kind in sorted(wanted.items())
        if term not in standing
    ]
    waiting = DictionaryTerm.objects.filter(version=0, source=vocabulary.SHIPPED)
    if not rows and not waiting.exists():
        return vocabulary.published_version()
    with transaction.atomic():
        DictionaryTerm.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        number = publish()
    vocabulary.forget()
    return number


def has_grown() -> bool:
    """Whether any word of the texts themselves was ever published."""
    return DictionaryTerm.objects.filter(version__gt=0).exclude(source=vocabulary.SHIPPED).exists()


def publish() -> int:
    """Publish all waiting terms as one version and write anew the entries that hold any of them.

    Waits for those who write entries, and they for it (``vocabulary.hold_dictionary``).
    Returns the number of the published version. Raises what the database raises.
    """
    try:
        with transaction.atomic():
            return _publish()
    finally:
        vocabulary.forget()


def _publish() -> int:
    row, _ = DictionaryVersion.objects.select_for_update().get_or_create(pk=1)
    waiting = list(DictionaryTerm.objects.filter(version=0).values_list("term", flat=True))
    if not waiting:
        return row.number
    row.number += 1
    row.save(update_fields=["number"])
    DictionaryTerm.objects.filter(term__in=waiting).update(version=row.number)
    vocabulary.forget()
    regulations, chronicles = _holders(waiting)
    services.index_regulations(regulations)
    services.index_chronicles(chronicles)
    return row.number


def places_of(name: str) -> Iterable[str]:
    """The places that begin the name of a body.

    Example: 云岭省明川市人民政府 names 云岭省 and 明川市.
    Returns them in order. Raises nothing.
    """
    rest = fold(name)
    while match := _PLACE.match(rest):
        yield match[1]
        rest = rest[match.end() :]


def subject_of(title_key: str) -> str:
    """What an act is about, by its title, or an empty string.

    Example: 明川市城市厨余垃圾管理办法 is about 城市厨余垃圾.
    Returns what is left of the short title without its genre. Raises nothing.
    """
    match = _SUBJECT.match(short_key(title_key))
    subject = match["subject"] if match else ""
    return subject if vocabulary.is_term(subject) else ""


def _add(found: dict[str, tuple[str, str]]) -> int:
    known = vocabulary.base_terms() | set(
        DictionaryTerm.objects.filter(term__in=found).values_list("term", flat=True)
    )
    rows = [
        DictionaryTerm(term=term, kind=kind, source=source)
        for term, (kind, source) in found.items()
        if term not in known and len(term) <= 40
    ]
    return len(DictionaryTerm.objects.bulk_create(rows, ignore_conflicts=True))


def _holders(terms: Sequence[str]) -> tuple[list[int], list[int]]:
    """The texts and chronicles in which a term stands, by its characters in a row."""
    regulations: set[int] = set()
    chronicles: set[int] = set()
    for start in range(0, len(terms), MOST_AT_ONCE):
        queries = (term_query(Term(term, grams=True)) for term in terms[start : start + MOST_AT_ONCE])
        holding = Matches("|".join(query for query in queries if query))
        for regulation, chronicle in (
            SearchEntry.objects.filter(Q(holding)).values_list("regulation_id", "chronicle_id").distinct()
        ):
            if regulation:
                regulations.add(regulation)
            if chronicle:
                chronicles.add(chronicle)
    return sorted(regulations), sorted(chronicles)
