"""Reports of errors by readers, and the staff's answer to them."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from documents.models import ActionRecord
from documents.services.history import record_action
from regulations.models import ErrorReport, Provision, Regulation
from regulations.services.keeping import REPORT, values_of

LONGEST = 2000


class ReportRefused(ValueError):
    """The report says nothing; the message is Chinese and fit to show."""


def quote_at(regulation: Regulation, path: str) -> str | None:
    """The words at a place of the current text, None where there is no such place."""
    node = Provision.objects.filter(
        version__regulation=regulation, version__is_current=True, path=path
    ).first()
    if node is None:
        return None
    below = "" if node.text else "".join(node.children.values_list("text", flat=True)[:3])
    return f"{node.label}{node.heading}{node.text or below}"[:500]


def file_report(*, regulation: Regulation, path: str, message: str, contact: str = "") -> ErrorReport:
    """Take a reader's report into the staff's queue. Raises ``ReportRefused``."""
    message = message.replace("\x00", "").strip()
    if len(message) < 4:
        raise ReportRefused("请说明哪里有错。")
    quote = quote_at(regulation, path) if path else None
    return ErrorReport.objects.create(
        regulation=regulation,
        path=path[:200] if quote is not None else "",
        quote=quote or "",
        message=message[:LONGEST],
        contact=contact.replace("\x00", "").strip()[:100],
    )


@transaction.atomic
def answer_report(*, report_id: int, state: str, answer: str, user: User) -> ErrorReport:
    """Close a report as mended or refused, or open it again. Raises ``ErrorReport.DoesNotExist``."""
    row = ErrorReport.objects.select_for_update().select_related("regulation").get(pk=report_id)
    before, keep = row.state, values_of(row, REPORT)
    row.state, row.answer = state, answer.strip()[:500]
    row.handled_by = user if state != ErrorReport.State.OPEN else None
    row.handled_at = timezone.now() if state != ErrorReport.State.OPEN else None
    row.save()
    record_action(
        user=user,
        verb=ActionRecord.Verb.ANSWER,
        subject=row,
        label=f"{row.regulation.title}：{row.message}",
        address=f"/desk/reports/#report-{row.pk}",
        before={"state": before},
        after={"state": state},
        reason=row.answer,
        keep=keep,
    )
    return row
