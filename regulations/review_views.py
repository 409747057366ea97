"""The review of one source: looking, correcting in place, previewing, publishing.

In the room: requests and answers. Not in the room: reads (``review_selectors``), writes (``services``).
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from documents import roles
from documents.desk_guard import chosen_ids, desk_page, staff, tell_done, way_back
from documents.desk_selectors import upload_of
from documents.models import Correction, Document, SourceFile
from documents.reading import frame_of
from documents.services.history import collecting
from regulations.models import Regulation
from regulations.page_selectors import act as acts_selectors
from regulations.review_selectors import place_words, review_page
from regulations.services.correcting import CorrectionRefused, Place, correct, current_value, revoke
from regulations.services.review import review_publication

_PUBLICATIONS = {"publish": "published", "withdraw": "withdrawn"}


@desk_page()
def review(request: HttpRequest, source_id: int) -> HttpResponse:
    """The lines of a source beside what was read from them."""
    wanted = request.GET.get("doc", "")
    try:
        page = review_page(
            source_id,
            int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else None,
            request.GET.get("view", ""),
        )
    except SourceFile.DoesNotExist as missing:
        raise Http404 from missing
    context = {"desk": "uploads", "page": page, "upload": upload_of(page.source)}
    return render(request, "desk/review.html", context)


@desk_page(roles.PUBLISH, methods=("POST",))
def publication(request: HttpRequest, source_id: int) -> HttpResponse:
    """Publish or withdraw chosen documents of a source."""
    wish = request.POST.get("wish", "")
    ids = Document.objects.filter(issue__source=source_id, pk__in=chosen_ids(request)).values_list(
        "pk", flat=True
    )
    if wish in _PUBLICATIONS:
        reason = request.POST.get("reason", "")
        with collecting() as records:
            count = review_publication(
                ids=list(ids), publication=_PUBLICATIONS[wish], user=staff(request), reason=reason
            )
        tell_done(request, f"{'已发布' if wish == 'publish' else '已撤回'} {count} 件。", records)
    return redirect(way_back(request, reverse("regulations:desk-review", args=[source_id])))


@desk_page()
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """A text as readers will see it, before it is published."""
    found = get_object_or_404(acts_selectors.readable_acts(frame_of(request).on), slug=slug, is_stub=False)
    page = acts_selectors.act_page(found, frame_of(request), acts_selectors.Wish())
    context = {"section": "acts", "page": page, "act": page.act, "life": page.life, "path": ""}
    return render(request, "desk/preview.html", context)


@desk_page(roles.CORRECT, methods=("GET", "HEAD", "POST"))
def correct_place(request: HttpRequest) -> HttpResponse:
    """The form for one value, and its answer."""
    asked = request.POST if request.method == "POST" else request.GET
    acts = Regulation.objects.select_related("document__issue__source")
    regulation = get_object_or_404(acts, slug=asked.get("r", "")[:120].replace("\x00", ""))
    place = Place(regulation, asked.get("path", "")[:200].replace("\x00", ""))
    field = asked.get("field", "")
    if field not in Correction.Field.values or field == Correction.Field.BOUNDARY:
        raise Http404
    if request.method == "POST":
        return _correct(request, place, field)
    try:
        value = current_value(place, field)
    except CorrectionRefused as refusal:
        raise Http404 from refusal
    return _correction_form(request, place, field, value=value, back=way_back(request, "", "back"))


def _correction_form(request: HttpRequest, place: Place, field: str, **shown: str) -> HttpResponse:
    context = {
        "desk": "uploads",
        "place": place,
        "place_words": place_words(place.regulation, place.path) if place.path else "",
        "field": field,
        "field_name": Correction.Field(field).label,
        "long": field == "text",
        **shown,
    }
    template = "desk/correct_form.html" if getattr(request, "htmx", False) else "desk/correct.html"
    return render(request, template, context, status=400 if shown.get("refusal") else 200)


def _correct(request: HttpRequest, place: Place, field: str) -> HttpResponse:
    back = way_back(request, place.regulation.get_absolute_url())
    after, reason = request.POST.get("after", "").replace("\x00", ""), request.POST.get("reason", "")
    after = after.replace("\r\n", "\n")
    try:
        with collecting() as records:
            row = correct(place=place, field=field, after=after, reason=reason, user=staff(request))
    except CorrectionRefused as refusal:
        typed = {"value": after, "reason": reason, "back": back, "refusal": str(refusal)}
        return _correction_form(request, place, field, **typed)
    tell_correction(request, row, records)
    return redirect(back)


def tell_correction(request: HttpRequest, row: Correction | None, records: Sequence[int]) -> None:
    """Say what became of a correction that was just made."""
    if row is None:
        tell_done(request, "改回了机读的内容，此前的更正已撤销。", records)
        return
    row.refresh_from_db()
    row.source.refresh_from_db()
    if row.source.state == SourceFile.State.FAILED:
        messages.error(request, f"更正已记下，但重新处理没有成功：{row.source.error}")
    elif row.source.state == SourceFile.State.WAITING:
        messages.info(request, f"更正已记下。{row.source.error}")
    elif row.source.state != SourceFile.State.DONE:
        messages.info(request, "更正已记下，文件正在重新处理，完成后生效。")
    elif row.state == Correction.State.ACTIVE:
        tell_done(request, "更正已生效。", records)
    else:
        messages.error(request, f"更正没有套用：{row.note}")


@desk_page(roles.REVOKE, methods=("POST",))
def revoke_one(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Take a correction back."""
    row = get_object_or_404(Correction, pk=correction_id)
    try:
        with collecting() as records:
            revoke(correction_id=row.pk, user=staff(request), reason=request.POST.get("reason", ""))
        tell_done(request, "更正已撤销。", records)
    except CorrectionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, reverse("regulations:desk-review", args=[row.source_id])))
