"""The expiry desk of the staff, and the public feeds of what lapses.

Not in the room: what lapses (``insight.expiry``), what an outcome does (``services.outcomes``).
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from documents import roles
from documents.desk_guard import desk_page, staff, tell_done, way_back
from documents.models import Organ
from documents.reading import frame_of
from documents.services.history import collecting
from jincheng_gov.clock import SHANGHAI, today
from regulations.insight.calendar import DayEvent, write_calendar
from regulations.insight.expiry import Lapse, expiry_desk, lapsing
from regulations.models import Regulation
from regulations.services.outcomes import OUTCOME_NAMES, Outcome, OutcomeRefused, record_outcome


@desk_page()
def expiry(request: HttpRequest) -> HttpResponse:
    """What lapses within 90, 30, 7 days, what lapsed unnoticed, trials without an end."""
    found = expiry_desk(frame_of(request).on, _slug_asked(request))
    context = {"desk": "expiry", "found": found, "outcomes": OUTCOME_NAMES}
    return render(request, "insight/expiry.html", context)


@desk_page(roles.DECIDE, methods=("POST",))
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what was decided about one act, and go back to the desk."""
    act = Regulation.objects.filter(slug=slug, is_stub=False).first()
    if act is None:
        raise Http404
    try:
        _record(request, act)
    except OutcomeRefused as refusal:
        messages.error(request, f"《{act.title}》没有记下：{refusal}")
    return redirect(way_back(request, "/desk/expiry/"))


def _record(request: HttpRequest, act: Regulation) -> None:
    chosen = request.POST.get("outcome", "")
    if chosen not in list(Outcome):
        raise OutcomeRefused("请选择一种处理。")
    decided = Outcome(chosen)
    with collecting() as records:
        record_outcome(
            regulation_id=act.pk,
            outcome=decided,
            user=staff(request),
            reason=request.POST.get("reason", ""),
            on=_day(request.POST.get("on", "")),
        )
    tell_done(request, f"《{act.title}》已记为{OUTCOME_NAMES[decided]}。", records)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise OutcomeRefused("日期应当写成 2028-02-10 这样。") from error


class SteadyAtom(Atom1Feed):
    """Atom whose own date is that of its latest entry; without entries, of the day it is asked for."""

    def latest_post_date(self) -> datetime:
        """The same for the same content, so that a reader who asks again is told that nothing changed."""
        if self.items:
            latest: datetime = super().latest_post_date()
            return latest
        return datetime.combine(today(), time.min, SHANGHAI)


class ExpiryFeed(Feed):
    """Atom: acts that lapse within 90 days or lapsed in the last year, for all issuers or ``?issuer=``."""

    feed_type = SteadyAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Organ | None:
        """The issuer asked for, None for all; raises ``Http404`` for one that is not known."""
        return issuer_asked(request)

    def link(self, issuer: Organ | None) -> str:
        """The list of acts that lapsed."""
        return "/acts/?status=expired" + (f"&issuer={issuer.slug}" if issuer else "")

    def feed_url(self, issuer: Organ | None) -> str:
        """The feed's own address, the issuer kept in it."""
        return reverse("regulations:expiry-atom") + (f"?issuer={issuer.slug}" if issuer else "")

    def title(self, issuer: Organ | None) -> str:
        """What the feed is called."""
        return feed_name(issuer)

    def subtitle(self, issuer: Organ | None) -> str:
        """What is in it."""
        return "90 天内届满和一年内已经届满的文件，附期限所依据的条款。"

    def feed_guid(self, issuer: Organ | None) -> str:
        """The feed's own name, the same wherever it is served."""
        return f"urn:jincheng-gov:expiry:{issuer.slug if issuer else 'all'}"

    def author_name(self, issuer: Organ | None) -> str:
        """Who is responsible for the feed; Atom asks for one."""
        return str(issuer.name if issuer else settings.SITE_NAME)

    def items(self, issuer: Organ | None) -> list[Lapse]:
        """The acts, the one that lapses last first."""
        return lapsing(today(), issuer.slug if issuer else "", within=90)[::-1]

    def item_title(self, item: Any) -> str:
        """The act with its last day."""
        return summary_of(item)

    def item_description(self, item: Any) -> str:
        """The clause."""
        return clause_of(item)

    def item_link(self, item: Any) -> str:
        """The act's page."""
        return str(item.act.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        """The same as long as the last day is the same."""
        return f"urn:jincheng-gov:expiry:{item.act.slug}:{item.act.expires_on}"

    def item_updateddate(self, item: Any) -> datetime:
        """When the act's life was last written."""
        changed: datetime = item.act.updated_at
        return changed

    def item_pubdate(self, item: Any) -> datetime:
        """When the act took effect, the first day that its end was known."""
        return datetime.combine(item.act.effective_on or item.act.expires_on, time.min, SHANGHAI)


@require_safe
def expiry_calendar(request: HttpRequest) -> HttpResponse:
    """iCalendar: the last days of all public acts from a year ago on, for all issuers or ``?issuer=``."""
    issuer = issuer_asked(request)
    events = [_event(request, lapse) for lapse in lapsing(today(), issuer.slug if issuer else "")]
    answer = HttpResponse(
        write_calendar(feed_name(issuer), events), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="expiry.ics"'
    return answer


def issuer_asked(request: HttpRequest) -> Organ | None:
    """The issuer in ``?issuer=``, None for all. At most one query; raises ``Http404``."""
    slug = _slug_asked(request)
    if not slug:
        return None
    organ = Organ.objects.filter(slug=slug).first()
    if organ is None:
        raise Http404
    return organ


def _slug_asked(request: HttpRequest) -> str:
    return request.GET.get("issuer", "")[:120].replace("\x00", "")


def feed_name(issuer: Organ | None) -> str:
    """The name of a feed: 有效期届满提醒（晋城市人民政府办公室）."""
    return f"{settings.SITE_NAME}　有效期届满提醒" + (f"（{issuer.name}）" if issuer else "")


def summary_of(lapse: Lapse) -> str:
    """《…》有效期至2028年2月10日."""
    end = lapse.act.expires_on
    day = f"{end.year}年{end.month}月{end.day}日" if end else "不明"
    number = f"（{lapse.act.doc_number}）" if lapse.act.doc_number else ""
    return f"《{lapse.act.title}》{number}有效期至{day}"


def clause_of(lapse: Lapse) -> str:
    """The clause on which the end stands, with its place."""
    clause = lapse.clause
    if clause is None:
        return f"{lapse.act.issuer}。期限经人工确认。" if lapse.outcome else lapse.act.issuer
    return f"{lapse.act.issuer}。依据{clause.place or clause.title}：{clause.quote}"


def _event(request: HttpRequest, lapse: Lapse) -> DayEvent:
    act = lapse.act
    return DayEvent(
        uid=f"expiry-{act.slug}@jincheng-gov",
        on=act.expires_on or lapse.on,
        summary=summary_of(lapse),
        description=clause_of(lapse),
        url=request.build_absolute_uri(act.get_absolute_url()),
        changed_at=act.updated_at.astimezone(UTC),
    )
