"""Desk pages of entries: finding those that mean one act, merging them, taking citations out of one.

In the room: requests and answers. Not in the room: reads (``entry_selectors``), writes (``services``).
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from documents import roles
from documents.desk_guard import chosen_ids, desk_page, staff, tell_done, way_back
from documents.services.history import collecting
from regulations import entry_selectors
from regulations.models import Regulation
from regulations.services.decisions import NotMergeable
from regulations.services.review import review_merge, review_split

PER_PAGE = 40


@desk_page()
def entries(request: HttpRequest) -> HttpResponse:
    """Entries found by words; with chosen ones, what merging them would do."""
    words = request.GET.get("words", "")[:100].replace("\x00", "").strip()
    stubs_only = request.GET.get("stubs") == "1" or not words
    rows = entry_selectors.find_entries(words, stubs_only=stubs_only)
    asked = chosen_ids(request)[:20]
    context = {
        "desk": "entries",
        "words": words,
        "stubs_only": stubs_only,
        "chosen": asked,
        "plan": entry_selectors.merge_plan(asked) if request.GET.get("plan") else None,
        "pages": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/entries.html", context)


@desk_page(roles.RESOLVE, methods=("POST",))
def merge(request: HttpRequest) -> HttpResponse:
    """Merge chosen entries."""
    try:
        with collecting() as records:
            kept = review_merge(ids=chosen_ids(request), user=staff(request))
    except NotMergeable as refusal:
        messages.error(request, str(refusal))
        return redirect(way_back(request, reverse("regulations:desk-entries")))
    tell_done(request, f"已并入《{kept.title or kept.doc_number}》。", records)
    return redirect(reverse("regulations:desk-entry", args=[kept.slug]))


@desk_page()
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """One act with all that cites it, to take citations out; one that was merged leads to what it is in."""
    act = Regulation.objects.filter(slug=slug).first()
    if act is None:
        return _gone(request, slug)
    context = {
        "desk": "entries",
        "act": act,
        "names": act.merged_names.select_related("decided_by"),
        "pages": Paginator(entry_selectors.citations_to(act), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/entry.html", context)


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    kept = Regulation.objects.filter(redirects__slug=slug, redirects__path="").first()
    if kept is not None:
        return redirect("regulations:desk-entry", kept.slug)
    messages.info(request, "这个条目已经不在。")
    return redirect("regulations:desk-entries")


@desk_page(roles.RESOLVE, methods=("POST",))
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Take chosen citations out and give them an entry of their own."""
    act = get_object_or_404(Regulation, slug=slug)
    back = reverse("regulations:desk-entry", args=[act.slug])
    try:
        with collecting() as records:
            made = review_split(
                citation_ids=list(
                    act.citations.filter(pk__in=chosen_ids(request)).values_list("pk", flat=True)
                ),
                user=staff(request),
                title=request.POST.get("title", "").replace("\x00", "")[:500],
                doc_number=request.POST.get("doc_number", "").replace("\x00", "")[:100],
            )
    except NotMergeable as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    tell_done(request, f"已另立条目《{made.title}》。", records)
    return redirect(reverse("regulations:desk-entry", args=[made.slug]))
