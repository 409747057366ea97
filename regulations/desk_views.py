"""Desk pages of the rules: the overview, effects to decide, citations to lead, readers' reports.

In the room: requests and answers. Not in the room: reads (``desk_selectors``), writes (``services``),
the review of one source (``review_views``).
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from documents import desk_selectors as files
from documents import roles
from documents.desk_guard import chosen_ids, desk_page, staff, tell_done, way_back
from documents.services.history import collecting
from jincheng_gov.clock import today
from regulations import desk_selectors
from regulations.insight.expiry import expiry_counts
from regulations.models import Citation, Effect, ErrorReport
from regulations.services.reports import answer_report
from regulations.services.review import review_citation, review_effects

PER_PAGE = 20
_DECISIONS = {
    "confirm": Effect.State.CONFIRMED,
    "reject": Effect.State.REJECTED,
    "return": Effect.State.PROPOSED,
}
_SAID = {"confirm": "已确认", "reject": "已驳回", "return": "已退回待核"}


@desk_page()
def home(request: HttpRequest) -> HttpResponse:
    """All that waits, each pile one click away."""
    context = {
        "desk": "home",
        "counts": desk_selectors.desk_counts(),
        "shelves": expiry_counts(today()),
        "uploads": files.uploads(most=5),
        "groups": files.finding_groups()[:6],
        "effects": list(desk_selectors.effects_to_decide()[:3]),
        "reports": list(desk_selectors.reports()[:3]),
    }
    return render(request, "desk/home.html", context)


@desk_page()
def effects(request: HttpRequest) -> HttpResponse:
    """Effects that wait for a decision."""
    every = request.GET.get("every") == "1"
    rows = desk_selectors.effects_to_decide(every=every)
    pages = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/effects.html", {"desk": "effects", "pages": pages, "every": every})


@desk_page(roles.DECIDE, methods=("POST",))
def decide(request: HttpRequest) -> HttpResponse:
    """Confirm or reject effects, or take a decision back."""
    wish = request.POST.get("decision", "")
    if wish in _DECISIONS:
        ids, reason = chosen_ids(request), request.POST.get("reason", "")
        with collecting() as records:
            count = review_effects(ids=ids, state=_DECISIONS[wish], user=staff(request), reason=reason)
        tell_done(request, f"{_SAID[wish]} {count} 项。", records)
    return redirect(way_back(request, reverse("regulations:desk-effects")))


@desk_page()
def citations(request: HttpRequest) -> HttpResponse:
    """Citations without a sure target."""
    pages = Paginator(desk_selectors.open_citations(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": "citations",
        "pages": pages,
        "citations": desk_selectors.with_candidates(list(pages.object_list)),
    }
    return render(request, "desk/citations.html", context)


@desk_page(roles.RESOLVE, methods=("POST",))
def lead(request: HttpRequest, citation_id: int) -> HttpResponse:
    """Say what a citation leads to: a candidate, a pasted address, or nothing."""
    get_object_or_404(Citation, pk=citation_id)
    back = way_back(request, reverse("regulations:desk-citations"))
    target_id = next(iter(chosen_ids(request, "target")), None)
    path = ""
    address = request.POST.get("address", "").strip()
    if address:
        found = desk_selectors.text_at(address)
        if found is None:
            messages.error(request, "没有找到这个地址的文件。请粘贴本站文件页的地址，如 /r/jczbf-2023-5/。")
            return redirect(back)
        target_id, path = found[0].pk, found[1]
    with collecting() as records:
        row = review_citation(
            citation_id=citation_id, target_id=target_id, target_path=path, user=staff(request)
        )
    tell_done(request, f"“{row.quote[:30]}”{'已指定' if row.target_id else '已记为不明'}。", records)
    return redirect(back)


@desk_page()
def reports(request: HttpRequest) -> HttpResponse:
    """Readers' reports in one state."""
    state = request.GET.get("state", ErrorReport.State.OPEN)
    if state not in ErrorReport.State.values:
        state = ErrorReport.State.OPEN
    pages = Paginator(desk_selectors.reports(state=state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"desk": "reports", "pages": pages, "state": state, "states": ErrorReport.State.choices}
    return render(request, "desk/reports.html", context)


@desk_page(roles.ANSWER, methods=("POST",))
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Close a report, or open it again."""
    get_object_or_404(ErrorReport, pk=report_id)
    state = request.POST.get("state", "")
    if state in ErrorReport.State.values:
        with collecting() as records:
            answer_report(
                report_id=report_id, state=state, answer=request.POST.get("answer", ""), user=staff(request)
            )
        tell_done(request, "已记下。", records)
    return redirect(way_back(request, reverse("regulations:desk-reports")))
