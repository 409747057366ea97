"""Desk pages of the gazette: login, uploads with live progress, findings, the record.

In the room: requests and answers. Not in the room: reads (``desk_selectors``), writes (``services``).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator

from documents import desk_selectors, roles
from documents.desk_guard import chosen_ids, desk_page, staff, tell_done, way_back
from documents.models import ActionRecord, Finding, SourceFile
from documents.record_words import in_words
from documents.services import findings, record_rows, uploads
from documents.services.history import collecting
from documents.spreadsheet import csv_answer
from documents.throttle import address_of, allowed, forget

PER_PAGE = 50
_SHOWN = 20
_TRIES, _TRY_SECONDS = 10, 900
_CSV_HEAD = (
    "序号", "时间", "何人", "做了什么", "对象种类", "对象", "地址", "之前", "之后", "理由", "撤销的操作",
)  # fmt: skip


class Login(auth_views.LoginView):
    """The login of the staff; ten tries in a quarter of an hour for one name from one address."""

    template_name = "desk/login.html"
    redirect_authenticated_user = True
    next_page = "/desk/"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Count the try before the password is looked at."""
        if not allowed(what="login", who=self._who(), most=_TRIES, seconds=_TRY_SECONDS):
            context = {"form": self.get_form_class()(request), "refusal": "尝试次数过多，请过一刻钟再试。"}
            answer = render(request, self.template_name, context, status=429)
            answer["Retry-After"] = str(_TRY_SECONDS)
            return answer
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """A good login starts the count anew."""
        forget(what="login", who=self._who())
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the form shows, under the site's own name rather than its host's."""
        return super().get_context_data(**kwargs) | {"site_name": settings.SITE_NAME}

    def _who(self) -> str:
        return f"{address_of(self.request)}|{self.request.POST.get('username', '')[:150]}"


class Logout(auth_views.LogoutView):
    """Logging out, by a form."""

    next_page = "/"


@method_decorator(desk_page(methods=("GET", "HEAD", "POST")), name="dispatch")
class Password(auth_views.PasswordChangeView):
    """One's own new password; the record says that it was set, not what it is."""

    template_name = "desk/password.html"
    success_url = "/desk/"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and stay logged in."""
        answer = super().form_valid(form)
        record_rows.record_changed(user=form.user, row=form.user, before=None)
        tell_done(self.request, "密码已另设。")
        return answer


@desk_page(roles.UPLOAD, methods=("GET", "HEAD", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """Uploads: the form, what is at work, what came before."""
    if request.method == "POST":
        _take_files(request)
        if request.accepts("text/html"):
            return redirect("documents:desk-uploads")
        return JsonResponse({"next": reverse("documents:desk-uploads")})
    page = Paginator(SourceFile.objects.filter(kind=SourceFile.Kind.GAZETTE), _SHOWN).get_page(
        request.GET.get("page")
    )
    first = (page.number - 1) * _SHOWN
    context = {
        "desk": "uploads",
        "uploads": desk_selectors.uploads(most=_SHOWN, first=first),
        "pages": page,
    }
    return render(request, "desk/uploads.html", context)


def _take_files(request: HttpRequest) -> None:
    files = request.FILES.getlist("file")
    if not files:
        messages.error(request, "没有选择文件。")
    for left in files[uploads.MOST_FILES :]:
        messages.error(request, f"{left.name}：没有收下，一次最多 {uploads.MOST_FILES} 个文件，请再传一次。")
    hold = request.POST.get("hold") == "1"
    for answer in uploads.receive(files=files[: uploads.MOST_FILES], user=staff(request), hold=hold):
        if answer.source is None:
            messages.error(request, f"{answer.name}：{answer.refusal}")
        elif answer.new:
            messages.success(request, f"{answer.name}：已收到，正在处理。")
        else:
            messages.info(
                request, f"{answer.name}：内容与此前收到的《{answer.source.name}》相同，没有重复入库。"
            )


@desk_page(roles.UPLOAD)
def known(request: HttpRequest) -> JsonResponse:
    """Which of some contents, by digest, were received before."""
    rows = desk_selectors.known_sources(request.GET.getlist("sha")[: uploads.MOST_FILES])
    return JsonResponse(
        {
            row.sha256: {"name": row.name, "address": reverse("regulations:desk-review", args=[row.pk])}
            for row in rows
        }
    )


@desk_page()
def progress(request: HttpRequest) -> HttpResponse:
    """The list of uploads alone, for the page to renew itself."""
    wanted = request.GET.get("most", "")
    most = min(int(wanted), _SHOWN) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 8
    context = {"uploads": desk_selectors.uploads(most=max(most, 1))}
    return render(request, "desk/upload_list.html", context)


@desk_page(roles.UPLOAD, methods=("POST",))
def read_again(request: HttpRequest, source_id: int) -> HttpResponse:
    """Have a file read once more."""
    return _queue(request, source_id, uploads.read_again, "已排队重新处理。")


@desk_page(roles.PUBLISH, methods=("POST",))
def replace_public(request: HttpRequest, source_id: int) -> HttpResponse:
    """Let a held file change what is public."""
    return _queue(request, source_id, uploads.replace_public, "已排队，将写入并公开。")


def _queue(
    request: HttpRequest, source_id: int, service: Callable[..., SourceFile], words: str
) -> HttpResponse:
    try:
        source = service(source_id=source_id, user=staff(request))
    except SourceFile.DoesNotExist as missing:
        raise Http404 from missing
    if source.state == SourceFile.State.RUNNING:
        messages.info(request, f"{source.name}：正在处理，请等它处理完再试。")
    else:
        messages.success(request, f"{source.name}：{words}")
    return redirect(way_back(request, reverse("documents:desk-uploads")))


@desk_page()
def finding_list(request: HttpRequest) -> HttpResponse:
    """Open findings by code, and one code's findings to tick off."""
    code, severity = request.GET.get("code", "")[:60], request.GET.get("severity", "")[:10]
    rows = desk_selectors.open_findings(code=code.replace("\x00", ""), severity=severity.replace("\x00", ""))
    context = {
        "desk": "findings",
        "groups": desk_selectors.finding_groups(),
        "code": code,
        "pages": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/findings.html", context)


@desk_page(roles.TICK, methods=("POST",))
def tick(request: HttpRequest) -> HttpResponse:
    """Tick chosen findings off, with a reason."""
    try:
        with collecting() as records:
            count = findings.tick_findings(
                ids=chosen_ids(request), reason=request.POST.get("reason", ""), user=staff(request)
            )
        tell_done(request, f"已处理 {count} 处。", records)
    except findings.ReasonMissing as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, reverse("documents:desk-findings")))


@desk_page(roles.TICK, methods=("POST",))
def reopen(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Open a finding again."""
    get_object_or_404(Finding, pk=finding_id)
    with collecting() as records:
        findings.reopen_finding(finding_id=finding_id, user=staff(request))
    tell_done(request, "已重新列出。", records)
    return redirect(way_back(request, reverse("documents:desk-findings")))


@desk_page(roles.SEE_HISTORY)
def history(request: HttpRequest) -> HttpResponse:
    """The record of what people did, filtered."""
    wish = desk_selectors.HistoryFilter.read(request.GET.dict())
    context = {
        "desk": "history",
        "wish": wish,
        "verbs": ActionRecord.Verb.choices,
        "actors": desk_selectors.actors(),
        "pages": Paginator(desk_selectors.history(wish), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/history.html", context)


@desk_page(roles.SEE_HISTORY)
def history_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered record as a table for a spreadsheet (UTF-8 with BOM)."""
    rows = desk_selectors.history(desk_selectors.HistoryFilter.read(request.GET.dict()))
    return csv_answer("history.csv", _CSV_HEAD, _cells(rows.iterator(chunk_size=500)))


def _cells(rows: Iterable[ActionRecord]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        at = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")
        yield (
            str(row.pk), at, row.username, row.get_verb_display(), row.object_type, row.label, row.address,
            in_words(row.before), in_words(row.after), row.reason, str(row.undoes_id or ""),
        )  # fmt: skip
