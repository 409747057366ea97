"""Actions of the desk besides decisions: taking back, boundaries, corrected effects.

In the room: requests and answers. Not in the room: writes (``services``), pages (``desk_views``,
``review_views``).
"""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from documents import roles
from documents.desk_guard import chosen_ids, desk_page, staff, tell_done, way_back
from documents.models import ActionRecord, SourceFile
from documents.services.history import collecting
from regulations.desk_selectors import text_at
from regulations.models import Effect
from regulations.review_views import tell_correction
from regulations.services.boundaries import set_boundary
from regulations.services.correcting import CorrectionRefused
from regulations.services.decisions import DateRefused
from regulations.services.effect_corrections import correct_whole_effect
from regulations.services.undo import UndoRefused, permission_for, undo


@desk_page(methods=("POST",))
def take_back(request: HttpRequest) -> HttpResponse:
    """Take actions back, the last one first; each needs the permission of the action itself."""
    records = ActionRecord.objects.filter(pk__in=chosen_ids(request)).order_by("-pk")
    done = 0
    for record in records:
        permission = permission_for(record)
        if permission is None or not request.user.has_perm(permission):
            raise PermissionDenied
    for record in records:
        try:
            undo(record_id=record.pk, user=staff(request))
            done += 1
        except UndoRefused as refusal:
            messages.error(request, f"{record.get_verb_display()}“{record.label[:40]}”：{refusal}")
    if done:
        messages.success(request, f"已撤销 {done} 步操作。")
    return redirect(way_back(request, "/desk/"))


@desk_page(roles.CORRECT, methods=("POST",))
def boundary(request: HttpRequest, source_id: int) -> HttpResponse:
    """Say what begins at a line of a source."""
    source = get_object_or_404(SourceFile.objects.select_related("issue", "text"), pk=source_id)
    back = way_back(request, reverse("regulations:desk-review", args=[source_id]))
    line = request.POST.get("line", "")
    try:
        with collecting() as records:
            row = set_boundary(
                source=source,
                line=int(line) if line.isascii() and line.isdigit() and len(line) < 9 else 0,
                begins=request.POST.get("begins", ""),
                reason=request.POST.get("reason", ""),
                user=staff(request),
            )
    except CorrectionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    tell_correction(request, row, records)
    return redirect(back)


@desk_page(roles.DECIDE, methods=("GET", "HEAD", "POST"))
def correct_effect(request: HttpRequest, effect_id: int) -> HttpResponse:
    """The form for an effect's day, kind and act, and its answer."""
    effects = Effect.objects.select_related("target", "by", "provision")
    effect = get_object_or_404(effects, pk=effect_id)
    if request.method == "POST":
        return _correct_effect(request, effect)
    back = way_back(request, "", "back")
    context = {"desk": "effects", "effect": effect, "kinds": Effect.Kind.choices, "back": back}
    whole = not getattr(request, "htmx", False)
    return render(request, f"desk/effect_{'correct' if whole else 'form'}.html", context)


def _correct_effect(request: HttpRequest, effect: Effect) -> HttpResponse:
    back = way_back(request, reverse("regulations:desk-effects"))
    address = request.POST.get("address", "").strip()
    try:
        found = text_at(address) if address else (effect.target, "")
        if found is None:
            raise DateRefused("没有找到这个地址的文件。请粘贴本站文件页的地址，如 /r/jczbf-2023-5/。")
        with collecting() as records:
            correct_whole_effect(
                effect_id=effect.pk,
                kind=request.POST.get("kind", effect.kind),
                target_id=found[0].pk,
                on=_day(request.POST.get("on", "")),
                user=staff(request),
                reason=request.POST.get("reason", ""),
            )
    except Effect.DoesNotExist as missing:
        raise Http404 from missing
    except DateRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    tell_done(request, "效力变动已更正，按更正后的计算。", records)
    return redirect(back)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise DateRefused("日期应当写成 2028-02-10 这样。") from error
