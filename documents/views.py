"""Pages of the gazette: the list of issues, the chronicles."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from documents import page_selectors
from documents.models import Chronicle
from documents.public_page import public_page


@public_page
def issues(request: HttpRequest) -> HttpResponse:
    """All issues by year."""
    context = {"section": "issues", "years": page_selectors.issues_by_year()}
    return render(request, "documents/issues.html", context)


@public_page
def chronicles(request: HttpRequest) -> HttpResponse:
    """All chronicles."""
    context = {"section": "chronicles", "chronicles": page_selectors.chronicles_listed()}
    return render(request, "documents/chronicles.html", context)


@public_page
def chronicle(request: HttpRequest, slug: str) -> HttpResponse:
    """One chronicle by day."""
    try:
        found = page_selectors.chronicle_by_slug(slug)
    except Chronicle.DoesNotExist as missing:
        raise Http404 from missing
    context = {"section": "chronicles", "chronicle": found, "days": page_selectors.days_of(found)}
    return render(request, "documents/chronicle.html", context)
