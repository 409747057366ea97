"""Pages of acts: a text and its places, lists, issuers, an issue with the life of its texts."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from documents import roles
from documents.models import GazetteIssue, Organ
from documents.public_page import public_page
from documents.reading import ReadingFrame, frame_of
from regulations.citations.provisions import cite_of_path, same_place
from regulations.models import Regulation
from regulations.page_selectors import act as acts_selectors
from regulations.page_selectors import gazette, lists, relations, sheets
from regulations.page_selectors.life import read_life

MOST_WORDS = 8
MOST_PICKED = 300


@public_page
def act(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """One text, with one place in it marked where the address names one."""
    frame = frame_of(request)
    path = path.strip("/")
    try:
        found = acts_selectors.public_act(slug, frame)
    except Regulation.DoesNotExist as missing:
        return _moved(slug, path, frame, missing)
    if request.GET.get("peek"):
        return render(
            request,
            "regulations/peek.html",
            {"peek": acts_selectors.peek_at(found, path, request.GET.get("edition", ""))},
        )
    if found.is_stub:
        moved = acts_selectors.moved_address(slug, path) if path else None
        return HttpResponsePermanentRedirect(frame.carry(moved)) if moved else _stub(request, found, frame)
    page = acts_selectors.act_page(found, frame, _wish(request, path))
    if path and page.named is None:
        return _not_there(request, page, path, frame)
    context = {"section": "acts", "page": page, "act": page.act, "life": page.life, "path": path}
    context["picking"] = "pick" in request.GET
    context["absent"] = cite_of_path(request.GET.get("absent", "")[:200])
    template = "regulations/excerpt.html" if page.picked else "regulations/act.html"
    answer = render(request, template, context)
    if found.document and found.document.kept_from_engines:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _wish(request: HttpRequest, path: str) -> acts_selectors.Wish:
    words = tuple(request.GET.get("find", "")[:100].split()[:MOST_WORDS])
    return acts_selectors.Wish(
        path=path,
        words=words,
        source=request.GET.get("source") == "1",
        edition=request.GET.get("edition", "")[:10],
        picking="pick" in request.GET,
        picked=frozenset(request.GET.getlist("pick")[:MOST_PICKED]) - {""},
    )


def _moved(slug: str, path: str, frame: ReadingFrame, cause: Exception | None) -> HttpResponse:
    address = acts_selectors.moved_address(slug, path)
    if address is None:
        raise Http404 from cause
    return HttpResponsePermanentRedirect(frame.carry(address))


def _not_there(
    request: HttpRequest, page: acts_selectors.ActPage, path: str, frame: ReadingFrame
) -> HttpResponse:
    """A place that the text lacks: where it moved, the place around it, or words that say so."""
    moved = acts_selectors.moved_address(page.act.slug, path)
    if moved is not None:
        return HttpResponsePermanentRedirect(frame.carry(moved))
    cite = cite_of_path(path)
    if not cite:
        raise Http404
    if page.nearest:
        asked = "" if page.nearest in same_place(path) else f"?absent={path}"
        return redirect(frame.carry(f"{page.act.get_absolute_url()}{page.nearest}/{asked}"))
    context = {"section": "acts", "act": page.act, "version": page.version, "cite": cite}
    return render(request, "regulations/no_place.html", context, status=404)


def _stub(request: HttpRequest, found: Regulation, frame: ReadingFrame) -> HttpResponse:
    context = {
        "section": "acts",
        "act": found,
        "life": read_life(found, frame.on),
        "relations": relations.read_relations(
            [found.pk], [], frame.on, touched=acts_selectors.is_touched(found)
        ),
        "spellings": acts_selectors.spellings_of(found),
    }
    return render(request, "regulations/stub.html", context)


@public_page
def acts(request: HttpRequest) -> HttpResponse:
    """The list of acts with facets."""
    frame = frame_of(request)
    wish = lists.ActFilter.read(request.GET)
    found = lists.act_list(wish, frame.on, _page_number(request))
    context = {"section": "acts", "found": found, "wish": wish, "sorts": lists.SORTS}
    return render(request, "regulations/acts.html", context)


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1


@public_page
def issuers(request: HttpRequest) -> HttpResponse:
    """All issuing bodies."""
    context = {"section": "issuers", "organs": lists.issuers_listed()}
    return render(request, "regulations/issuers.html", context)


@public_page
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """One issuing body and its acts."""
    organ = get_object_or_404(Organ, slug=slug)
    frame = frame_of(request)
    wish = lists.ActFilter.read({**request.GET.dict(), "issuer": organ.slug})
    found = lists.act_list(wish, frame.on, _page_number(request))
    context = {"section": "issuers", "organ": organ, "found": found, "wish": wish, "sorts": lists.SORTS}
    return render(request, "regulations/issuer.html", context)


def compare(request: HttpRequest) -> HttpResponse:
    """The form's address of a comparison, ``?a=…&b=…``, leads to its permanent one."""
    left, right = slugify(request.GET.get("a", "")[:120]), slugify(request.GET.get("b", "")[:120])
    if not left or not right:
        raise Http404
    return redirect(frame_of(request).carry(f"/compare/{left}/{right}/"))


@public_page
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue of the gazette as printed."""
    try:
        staff = request.user.has_perm(roles.SEE_DESK)
        page = gazette.issue_page(slug, frame_of(request).on, staff=staff)
    except GazetteIssue.DoesNotExist as missing:
        raise Http404 from missing
    return render(request, "regulations/issue.html", {"section": "issues", "page": page, "issue": page.issue})


@public_page
def sheet(request: HttpRequest, slug: str, page: int) -> HttpResponse:
    """One printed page of an issue: its picture, what was read from it, the lines asked for marked."""
    staff = request.user.has_perm(roles.SEE_DESK)
    try:
        found = sheets.sheet_page(slug, page, _line_span(request.GET.get("lines", "")), staff=staff)
    except GazetteIssue.DoesNotExist as missing:
        raise Http404 from missing
    if found is None:
        raise Http404
    return render(request, "regulations/sheet.html", {"section": "issues", "sheet": found})


def _line_span(text: str) -> tuple[int, int]:
    """The lines in ``12-20``; none where it says anything else."""
    first, _, last = text.partition("-")
    numbers = [int(each) for each in (first, last) if each.isascii() and each.isdigit() and len(each) < 8]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, -1)
