"""Template words of the desk."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context

from documents.desk_selectors import SEVERITY_NAMES, SEVERITY_SIGNS, Upload
from documents.models import Correction
from documents.record_words import in_words

register = template.Library()


@register.filter
def any_working(uploads: Sequence[Upload]) -> bool:
    """Whether one of the files is at work."""
    return any(upload.working for upload in uploads)


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


@register.simple_tag(takes_context=True)
def correct_address(context: Context, slug: str, path: str, field: str) -> str:
    """The form that corrects one value and comes back to this page."""
    back = f"{context['request'].get_full_path()}#doc"
    return "/desk/correct/?" + urlencode({"r": slug, "path": path, "field": field, "back": back})
