"""Home, search results, help, reading modes, and what search engines ask for."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from documents import roles
from documents.public_page import public_page
from documents.reading import MODES, frame_of
from regulations.page_selectors import gazette, lists
from regulations.page_selectors.holdings import holdings
from search import services
from search.result_page import SORTS, is_miss, read_wish, result_page
from search.similar import entry_at, find_similar
from search.suggestions import suggest

YEAR_SECONDS = 365 * 24 * 3600


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The ways in."""
    on = frame_of(request).on
    facets = {facet.name: facet for facet in lists.home_facets(on)}
    context = {
        "newest": gazette.contents_of_newest(on),
        "effective": lists.lately_effective(on),
        "ended": lists.lately_ended(on),
        "facets": facets,
        "ways": [facets[name] for name in ("issuer", "type", "level", "status")],
        "holdings": holdings(on),
    }
    return render(request, "search/home.html", context)


@public_page
def results(request: HttpRequest) -> HttpResponse:
    """Search results."""
    frame = frame_of(request)
    wish = read_wish(request.GET, None if frame.is_today else frame.on)
    page = result_page(wish) if not wish.query.is_empty else None
    if page and is_miss(page.results):
        services.count_miss(wish.text)
    context = {"wish": wish, "query": wish.text, "page": page, "section": "acts", "sorts": SORTS}
    if request.GET.get("explain") == "1":
        context["explained"] = request.user.has_perm(roles.SEE_DESK)
    return render(request, "search/results.html", context, status=400 if wish.error else 200)


@public_page
def similar(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Provisions of other acts that read like one."""
    row = entry_at(slug, path)
    if row is None:
        raise Http404
    on = frame_of(request).on
    context = {"row": row, "status": row.status(on), "found": find_similar(row, on=on), "section": "acts"}
    return render(request, "search/similar.html", context)


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options for the search field while a reader types."""
    return render(request, "search/suggestions.html", {"found": suggest(request.GET.get("q", ""))})


@public_page
def help_page(request: HttpRequest, name: str = "index") -> HttpResponse:
    """One of the help pages."""
    return render(request, f"search/help/{name}.html", {"section": "help"})


@require_safe
def modes(request: HttpRequest) -> HttpResponse:
    """Reading modes: shows them, or sets those named in the query and goes back."""
    wished = {name: request.GET[name] for name in MODES if request.GET.get(name) in MODES[name]}
    after = request.GET.get("next", "")
    if not wished:
        return render(request, "search/modes.html", {"section": "help", "next": after})
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(after if safe else reverse("search:modes"))
    for name, value in wished.items():
        response.set_cookie(name, value, max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
    return response


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read."""
    context = {"sitemap": request.build_absolute_uri("/sitemap.xml")}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
