"""Public pages of what follows from texts taken together: comparison, stale bases, chain, registers.

Not in the room: the expiry desk and its feeds (``expiry_views``).
"""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from documents.models.organ import Level
from documents.public_page import public_page
from documents.reading import frame_of
from regulations.editions import with_making
from regulations.insight import cleanup as cleanup_selectors
from regulations.insight import comparing
from regulations.insight import register as register_selectors
from regulations.insight import stale as stale_selectors
from regulations.insight.chain import read_chain, with_texts
from regulations.insight.drawing import NARROW, draw_chain
from regulations.insight.kin import find_kin, split_kin
from regulations.models import Redirect, Regulation
from regulations.querysets import RegulationQuerySet


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 where it cannot be read."""
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1


def found_or_404(acts: RegulationQuerySet, slug: str) -> Regulation:
    """One act by its address. One query; raises ``Http404``."""
    act = acts.filter(slug=slug).first()
    if act is None:
        raise Http404
    return act


@public_page
def compare(request: HttpRequest, left: str, right: str) -> HttpResponse:
    """Two texts side by side; ``?left=`` and ``?right=`` choose editions, ``?only=changes`` hides what is the same."""
    frame = frame_of(request)
    editions = request.GET.get("left", "")[:10], request.GET.get("right", "")[:10]
    only = request.GET.get("only") == "changes"
    try:
        page = comparing.compare_page((left, right), frame.on, editions, only)
    except Regulation.DoesNotExist as missing:
        return _moved(left, right, frame.carry, missing)
    except comparing.NothingToCompare as refusal:
        return render(
            request, "insight/nothing.html", {"section": "acts", "message": str(refusal)}, status=404
        )
    if request.GET.get("format") == "csv":
        return _table(page)
    swapped = f"/compare/{right}/{left}/"
    context = {"section": "acts", "page": page, "only": only, "editions": editions, "swapped": swapped}
    return render(request, "insight/compare.html", context)


def _moved(left: str, right: str, carry: Any, missing: Exception) -> HttpResponse:
    """A merged act's old address still leads to the comparison. One query."""
    public = Regulation.objects.public()
    rows = Redirect.objects.filter(slug__in=(left, right), path="", regulation__in=public).select_related(
        "regulation"
    )
    known = {row.slug: row.regulation.slug for row in rows}
    if not known:
        raise Http404 from missing
    return HttpResponsePermanentRedirect(
        carry(f"/compare/{known.get(left, left)}/{known.get(right, right)}/")
    )


def _table(page: comparing.ComparePage) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"compare-{page.left.act.slug}-{page.right.act.slug}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(answer).writerows([_safe(cell) for cell in row] for row in comparing.comparison_table(page))
    return answer


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


@public_page
def stale(request: HttpRequest) -> HttpResponse:
    """Acts in force whose legal basis changed after they were issued."""
    frame = frame_of(request)
    level = request.GET.get("level", "")
    level = level if level in Level.values else ""
    shown, acts = stale_selectors.stale_acts(frame.on, level, page_number(request))
    levels = [(value, name) for value, name in Level.choices if value != Level.UNKNOWN]
    context = {"section": "acts", "shown": shown, "acts": acts, "level": level, "levels": levels}
    return render(request, "insight/stale.html", context)


@public_page
def stale_one(request: HttpRequest, slug: str) -> HttpResponse:
    """One act and its changed bases, the articles that it names laid beside today's."""
    frame = frame_of(request)
    act = found_or_404(with_making(Regulation.objects.public().held().with_status(frame.on)), slug)
    found = stale_selectors.stale_act(act, frame.on)
    context = {"section": "acts", "act": act, "laid": stale_selectors.lay_beside(found)}
    return render(request, "insight/stale_one.html", context)


@public_page
def chain(request: HttpRequest, slug: str) -> HttpResponse:
    """An act between its bases and what rests on it, drawn and in words; its predecessors, series, other places."""
    frame = frame_of(request)
    act = found_or_404(Regulation.objects.public().with_status(frame.on).select_related("document"), slug)
    found = read_chain(act, frame.on)
    series, places = split_kin(find_kin(act, frame.on))
    found = with_texts(found, series)
    context = {
        "section": "acts",
        "act": act,
        "chain": found,
        "drawings": [("wide", draw_chain(found)), ("narrow", draw_chain(found, NARROW))],
        "series": series,
        "places": places,
    }
    return render(request, "insight/chain.html", context)


@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Document numbers by organ code and year; ``?organ=&year=`` lists one year's serials."""
    organ, year = request.GET.get("organ", "")[:60].replace("\0", ""), request.GET.get("year", "")
    if organ and year.isascii() and year.isdecimal() and len(year) == 4:
        found = register_selectors.year_register(organ, int(year))
        if not found.entries:
            raise Http404
        return render(request, "insight/register_year.html", {"section": "acts", "register": found})
    context = {"section": "acts", "organs": register_selectors.register_index()}
    return render(request, "insight/register.html", context)


@public_page
def cleanups(request: HttpRequest) -> HttpResponse:
    """Decisions that end, keep or amend other acts."""
    context = {"section": "acts", "acts": cleanup_selectors.cleanup_index().with_status(frame_of(request).on)}
    return render(request, "insight/cleanups.html", context)


@public_page
def cleanup(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision's rows against the library."""
    frame = frame_of(request)
    act = found_or_404(
        Regulation.objects.public().held().with_status(frame.on).select_related("document"), slug
    )
    found = cleanup_selectors.clean_up(act, frame.on)
    if not found.lines:
        raise Http404
    state = request.GET.get("state", "")
    lines = [line for line in found.lines if line.state == state] if state else found.lines
    context = {"section": "acts", "act": act, "found": found, "lines": lines, "state": state}
    return render(request, "insight/cleanup.html", context)
