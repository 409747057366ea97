"""The feed of changes and the table of a list, for readers who take them away.

Not in the room: what changes (``page_selectors.changes``), the feeds of what lapses (``expiry_views``).
"""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.models import Organ
from documents.reading import frame_of
from documents.spreadsheet import csv_answer
from jincheng_gov.clock import SHANGHAI, today
from regulations.expiry_views import SteadyAtom, issuer_asked
from regulations.page_selectors import lists
from regulations.page_selectors.changes import TABLE_HEAD, Change, changes, table_rows


class ChangesFeed(Feed):
    """Atom: acts that were issued, and acts that lapsed or were repealed, of all issuers or ``?issuer=``."""

    feed_type = SteadyAtom
    link = "/acts/"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Organ | None:
        """The issuer asked for, None for all; raises ``Http404`` for one that is not known."""
        return issuer_asked(request)

    def title(self, issuer: Organ | None) -> str:
        """What the feed is called."""
        return f"{settings.SITE_NAME}　新文件和失效、废止" + (f"（{issuer.name}）" if issuer else "")

    def feed_guid(self, issuer: Organ | None) -> str:
        """The feed's own name, the same wherever it is served."""
        return f"urn:jincheng-gov:changes:{issuer.slug if issuer else 'all'}"

    def author_name(self, issuer: Organ | None) -> str:
        """Who is responsible for the feed; Atom asks for one."""
        return str(issuer.name if issuer else settings.SITE_NAME)

    def items(self, issuer: Organ | None) -> list[Change]:
        """The changes, the latest first."""
        return changes(today(), issuer.slug if issuer else "")

    def item_title(self, item: Any) -> str:
        """What happened to which act."""
        what = ("已废止" if item.act.status_code == "repealed" else "已失效") if item.ended else "新文件"
        return f"{what}：《{item.act.title}》" + (f"（{item.act.doc_number}）" if item.act.doc_number else "")

    def item_description(self, item: Any) -> str:
        """Who, and when."""
        day = f"{item.on.year}年{item.on.month}月{item.on.day}日"
        return f"{item.act.issuer}，{day}起不再施行。" if item.ended else f"{item.act.issuer}，{day}。"

    def item_link(self, item: Any) -> str:
        """The act's page."""
        return str(item.act.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        """One name for each change of an act."""
        return f"urn:jincheng-gov:change:{item.act.slug}:{'ended' if item.ended else 'new'}:{item.on}"

    def item_pubdate(self, item: Any) -> datetime:
        """The day of the change."""
        return datetime.combine(item.on, time.min, SHANGHAI)

    def item_updateddate(self, item: Any) -> datetime:
        """When the act was last written."""
        changed: datetime = item.act.updated_at
        return changed


@never_cache
@require_safe
def acts_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list of acts, as narrowed and sorted, as a table for a spreadsheet."""
    wish = lists.ActFilter.read(request.GET)
    return csv_answer("acts.csv", TABLE_HEAD, table_rows(wish, frame_of(request).on))
