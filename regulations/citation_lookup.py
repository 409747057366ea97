"""References in words that somebody pastes: does each lead to an act that is held and in force?

In the room: reading the words, looking their acts and places up, the status on a day. Nothing is
written, not even a stub, and no trace of the words is kept. Not in the room: finding mentions
(``regulations.citations.extract``), choosing among candidates (``regulations.citations.resolve``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from regulations.citations.extract import collect_aliases, find_citations
from regulations.citations.model import INNER
from regulations.citations.model import Citation as FoundCitation
from regulations.citations.provisions import same_place
from regulations.citations.resolve import Candidate, Citing, Resolution, edition_on, keys_of, resolve_citation
from regulations.editions import FIRST_DAY
from regulations.known_titles import known_titles
from regulations.models import Provision, Regulation, Version
from regulations.selectors import EVIDENCE, StatusView, status_of
from regulations.services.references import candidate_of

LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Held:
    """An act that a mention may mean; ``place`` is None where the act has no such place.

    ``place`` is empty where the mention names no place or the act's text is not held.
    """

    act: Regulation
    status: StatusView
    place: str | None = ""
    place_cite: str = ""

    @property
    def address(self) -> str:
        """The page of the place, or of the act where the place is not there."""
        return self.act.get_absolute_url() + (f"{self.place}/" if self.place else "")


@dataclass(frozen=True, slots=True)
class LookedUp:
    """One mention with what it leads to: one act if resolved, several if ambiguous, at most a stub
    if not held."""

    found: FoundCitation
    status: str
    reason: str
    acts: tuple[Held, ...] = ()

    @property
    def missing_place(self) -> bool:
        """Whether the act is held and has no such place on that day."""
        return any(held.place is None for held in self.acts)


def look_up(words: str, on: date) -> tuple[LookedUp, ...]:
    """Each mention of an act in ``words``, in order, led to a public act and its status on ``on``.

    Example: ``look_up("依据《安全生产法》第二十一条", day)[0].acts[0].place == "art_21"``.
    Inner references (本办法第三条) are left out: pasted words have no text around them. At most
    four queries, whatever the number of mentions. Raises nothing.
    """
    known = known_titles()
    aliases = collect_aliases([words], known=known)
    mentions = [c for c in find_citations(words, aliases) if c.kind != INNER]
    pool = _candidates(mentions)
    chosen = [(found, _choose(found, pool, on)) for found in mentions]
    stubs = _stubs([found for found, choice in chosen if choice.status == "not_held"], pool)
    acts = {act.pk: act for act in pool}
    places = _places(chosen, on)
    return tuple(_looked_up(found, choice, acts, stubs, places, on) for found, choice in chosen)


def _candidates(mentions: Iterable[FoundCitation]) -> list[Regulation]:
    """Public acts and stubs of the mentions' numbers and titles. One query."""
    keys = [keys_of(found) for found in mentions]
    numbers = {number for number, _ in keys if number}
    titles = {title for _, title in keys if title}
    if not numbers and not titles:
        return []
    wanted = Q(number_key__in=numbers) | Q(title_key__in=titles) | Q(short_key__in=titles)
    return list(Regulation.objects.public().filter(wanted).select_related(*EVIDENCE))


def _choose(found: FoundCitation, pool: Sequence[Regulation], on: date) -> Resolution:
    return resolve_citation(found, _fitting(found, pool), Citing(issued_on=on))


def _fitting(found: FoundCitation, pool: Sequence[Regulation]) -> list[Candidate]:
    number, title = keys_of(found)
    return [
        candidate_of(act)
        for act in pool
        if not act.is_stub
        and ((number and act.number_key == number) or (title and title in (act.title_key, act.short_key)))
    ]


def _ids(choice: Resolution) -> tuple[int, ...]:
    return (choice.id,) if choice.id is not None else choice.candidates


def _stubs(missing: Iterable[FoundCitation], pool: Sequence[Regulation]) -> dict[FoundCitation, Regulation]:
    """The page of an act that others cite as well, where there is one."""
    stubs = [act for act in pool if act.is_stub]
    found: dict[FoundCitation, Regulation] = {}
    for mention in missing:
        number, title = keys_of(mention)
        fits = [s for s in stubs if number and s.number_key == number]
        fits = fits or [s for s in stubs if title and s.title_key == title and not (number and s.number_key)]
        if len(fits) == 1:
            found[mention] = fits[0]
    return found


Places = Mapping[int, Mapping[str, str]]


def _places(chosen: Sequence[tuple[FoundCitation, Resolution]], on: date) -> Places:
    """By act, the named places that its text of that day has, with their names. Two queries.

    An act without any text is left out.
    """
    named: dict[int, set[str]] = defaultdict(set)
    for found, choice in chosen:
        for pk in _ids(choice) if found.provision_path else ():
            named[pk].add(found.provision_path or "")
    if not named:
        return {}
    texts = _texts(named, on)
    places: dict[int, dict[str, str]] = {act: {} for act in texts.values()}
    paths = {path for wanted in named.values() for cited in wanted for path in same_place(cited)}
    rows = Provision.objects.filter(version_id__in=texts, path__in=paths)
    for version, path, cite in rows.values_list("version_id", "path", "cite"):
        places[texts[version]][path] = cite
    return places


def _texts(acts: Iterable[int], on: date) -> dict[int, int]:
    """The version of each act on a day, by its id. One query."""
    editions: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    versions = Version.objects.filter(regulation_id__in=list(acts)).annotate(first=FIRST_DAY)
    for act, version, first_day in versions.values_list("regulation_id", "id", "first"):
        editions[act].append((version, first_day))
    chosen = {act: edition_on(rows, on) for act, rows in editions.items()}
    return {version: act for act, version in chosen.items() if version is not None}


def _looked_up(
    found: FoundCitation,
    choice: Resolution,
    acts: Mapping[int, Regulation],
    stubs: Mapping[FoundCitation, Regulation],
    places: Places,
    on: date,
) -> LookedUp:
    if choice.status == "not_held":
        stub = stubs.get(found)
        held = (Held(stub, status_of(stub, on)),) if stub else ()
        return LookedUp(found, choice.status, choice.reason, held)
    rows = tuple(
        _held(acts[pk], found.provision_path or "", places.get(pk), on) for pk in _ids(choice) if pk in acts
    )
    return LookedUp(found, choice.status, choice.reason, rows)


def _held(act: Regulation, path: str, places: Mapping[str, str] | None, on: date) -> Held:
    status = status_of(act, on)
    if not path or places is None:
        return Held(act, status)
    place = next((same for same in same_place(path) if same in places), None)
    return Held(act, status, place, places[place] if place else "")
