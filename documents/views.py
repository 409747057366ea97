"""Pages of the gazette: the list of issues, the chronicles, pictures of printed pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from documents import page_images, page_selectors, roles
from documents.gazette.source import UnreadableSource
from documents.models import Chronicle, SourceText
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


@require_safe
def page_image(request: HttpRequest, source: int, page: int) -> HttpResponse:
    """A printed page as a picture, ``?w=`` pixels wide; what is not public only staff may see."""
    text = page_images.paged_source(source)
    if text is None or not 1 <= page <= (text.pages or 0):
        raise Http404
    public = page_images.is_page_public(text, page)
    if not public and not request.user.has_perm(roles.SEE_DESK):
        raise Http404
    wished = request.GET.get("w", "")
    width = int(wished) if wished in map(str, page_images.WIDTHS) else page_images.WIDTHS[0]
    tag = page_images.picture_tag(text, page, width)
    try:
        response = _picture(text, page, width, request, tag)
    except UnreadableSource as refusal:
        raise Http404(str(refusal)) from refusal
    except page_images.TooBusy:
        return _come_again()
    response["ETag"] = tag
    if public:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _picture(text: SourceText, page: int, width: int, request: HttpRequest, tag: str) -> HttpResponse:
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified()
    return HttpResponse(page_images.picture(text, page, width), content_type="image/webp")


def _come_again() -> HttpResponse:
    """No picture yet; what is said instead must not be kept under the picture's address."""
    return HttpResponse(
        "正在生成其他页的图像，请稍后再看。", status=503, content_type="text/plain; charset=utf-8",
        headers={"Retry-After": "5", "Cache-Control": "no-store"},
    )  # fmt: skip
