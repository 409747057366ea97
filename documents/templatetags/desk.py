"""Template words of the desk."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from documents.desk_selectors import SEVERITY_NAMES, SEVERITY_SIGNS, Upload
from documents.models import Correction
from documents.record_words import in_words
from documents.services.uploads import MOST_FILES
from documents.text.changed_words import changed_words

register = template.Library()
EMPTY = "（空）"


@register.filter
def any_working(uploads: Sequence[Upload]) -> bool:
    """Whether one of the files is at work."""
    return any(upload.working for upload in uploads)


@register.simple_tag
def upload_limits() -> dict[str, int]:
    """How large a file may be, and how many may come at once: ``{% upload_limits as limits %}``."""
    return {"megabytes": settings.MAX_UPLOAD_MB, "files": MOST_FILES}


@register.filter
def severity_name(code: str) -> str:
    """A severity in words."""
    return SEVERITY_NAMES.get(code, code)


@register.filter
def severity_sign(code: str) -> str:
    """The class of a severity."""
    return SEVERITY_SIGNS.get(code, "")


@register.filter
def percent(share: Decimal) -> str:
    """0.85 as 85%."""
    return f"{share:.0%}"


@register.filter
def said(values: dict[str, Any] | None) -> str:
    """The values of a record as one line."""
    return in_words(values)


@register.filter
def undo_ids(tags: str) -> list[str]:
    """The keys that a message carries for taking a decision back."""
    found = next((tag for tag in tags.split() if tag.startswith("undo:")), "undo:")
    return [key for key in found.removeprefix("undo:").split(",") if key.isdigit()]


@register.filter
def field_name(field: str) -> str:
    """A correctable field in words."""
    return str(Correction.Field(field).label)


@register.simple_tag
def change_of(correction: Correction) -> SafeString:
    """What a correction changed, in its own words: ``{% change_of correction %}``."""
    change = changed_words(correction.before, correction.after)
    gone = change.gone or ("" if correction.before else EMPTY)
    come = change.come or ("" if correction.after else EMPTY)
    parts = ((mark, words) for mark, words in (("del", gone), ("ins", come)) if words)
    return format_html("{}{}{}", change.lead, format_html_join("", "<{0}>{1}</{0}>", parts), change.rest)


@register.simple_tag(takes_context=True)
def correct_address(context: Context, slug: str, path: str, field: str, row: int | str) -> str:
    """The form that corrects one value and comes back to this page, to the row of the value if it has one."""
    back = f"{context['request'].get_full_path()}#{f'n{row}' if row else 'doc'}"
    return "/desk/correct/?" + urlencode({"r": slug, "path": path, "field": field, "back": back})
