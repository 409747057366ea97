"""Readers report an error at a place: no account, limited per address, a trap for machines.

In the room: the public form. Not in the room: what staff do with reports (``desk_views``).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents.throttle import address_of, allowed
from regulations.models import Regulation
from regulations.services.reports import ReportRefused, file_report, quote_at

MOST, SECONDS = 10, 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form for one place of a public text, and its answer."""
    asked = request.POST if request.method == "POST" else request.GET
    slug = asked.get("r", "")[:120].replace("\x00", "")
    if not slug and request.method != "POST":
        return render(request, "regulations/report_where.html")
    act = get_object_or_404(Regulation.objects.public(), slug=slug)
    path = asked.get("path", "")[:200].replace("\x00", "").strip("/")
    message = request.POST.get("message", "")[:2000]
    quote = quote_at(act, path) if path else None
    context = {"act": act, "path": path, "quote": quote, "message": message}
    if request.method != "POST":
        return render(request, "regulations/report.html", context)
    if request.POST.get("website"):
        return render(request, "regulations/report.html", {**context, "done": True})
    if not allowed(what="report", who=address_of(request), most=MOST, seconds=SECONDS):
        refusal = "您这里报错的次数较多，请过一小时再报。"
        answer = render(request, "regulations/report.html", {**context, "refusal": refusal}, status=429)
        answer["Retry-After"] = str(SECONDS)
        return answer
    try:
        file_report(regulation=act, path=path, message=message, contact=request.POST.get("contact", ""))
    except ReportRefused as refused:
        return render(request, "regulations/report.html", {**context, "refusal": str(refused)}, status=400)
    return render(request, "regulations/report.html", {**context, "done": True})
