"""Template words for acts: the sign of a status, the life line, an act's short facts."""

from datetime import date
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from documents.templatetags.reading import keep
from regulations import wording
from regulations.models import Regulation
from regulations.page_selectors.act import ActPage

register = template.Library()


@register.simple_tag
def status(code: str, name: str = "") -> SafeString:
    """The sign and name of a status: ``{% status act.status_code %}``."""
    return format_html(
        '<span class="st {}">{}</span>', wording.status_sign(code), name or wording.status_name(code)
    )


@register.filter
def status_name(code: str) -> str:
    """A status in words: ``{{ code|status_name }}``."""
    return wording.status_name(code)


@register.filter
def status_sign(code: str) -> str:
    """The class of a status: ``{{ code|status_sign }}``."""
    return wording.status_sign(code)


@register.filter
def basis_name(basis: str) -> str:
    """How a date is known, in words: ``{{ life.since_basis|basis_name }}``."""
    return wording.BASIS_NAMES.get(basis, "")


@register.simple_tag
def issued_word(page: ActPage) -> str:
    """What the act's own day is the day of: ``{% issued_word page as own_day %}``."""
    signed_on = page.document.signed_on if page.document else None
    return wording.issued_word(page.act.issued_on, signed_on, page.version.history if page.version else ())


@register.filter
def made_word(act: Regulation) -> str:
    """The same of an act read by ``with_making``: ``{{ act.issued_on|day }}{{ act|made_word }}``."""
    return wording.issued_word(
        act.issued_on, getattr(act, "signed_on", None), getattr(act, "told", None) or ()
    )


@register.simple_tag
def life_bar(line: wording.LifeLine | None, code: str) -> SafeString | str:
    """The life line as one small picture."""
    if line is None:
        return ""
    return format_html(
        '<svg class="life {}" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x="0" y="6.5" width="1000" height="1.5"/><rect x="0" y="5" width="{}" height="4"/>'
        '<rect class="now" x="{}" y="0" width="3" height="14"/></svg>',
        wording.status_sign(code),
        line.run,
        min(max(line.run - 1, 0), 997),
    )


@register.simple_tag(takes_context=True)
def facet_link(context: Context, name: str, value: str) -> str:
    """The list of acts narrowed by one facet: ``{% facet_link 'status' 'in_force' %}``."""
    return keep(context, f"{reverse('regulations:acts')}?{urlencode({name: value})}")


@register.filter
def days_until(day: date | None, on: date) -> int | None:
    """Days from ``on`` to ``day``: ``{{ act.effective_on|days_until:frame.on }}``."""
    return (day - on).days if day else None
