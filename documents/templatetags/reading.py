"""Template words for dates, addresses that keep the chosen day, and the reading frame."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from documents.reading import ReadingFrame, frame_of
from documents.text.line_breaks import hold_numbers
from jincheng_gov.clock import today
from jincheng_gov.content_security import allow_style

register = template.Library()

MOST_KEPT = 50

_AFTER_PART = re.compile(r"(?:人民政府|委员会|办公室|办公厅)(?=.)|(?<=.)[省市](?=.{3})")


def _frame(context: Context) -> ReadingFrame | None:
    request = context.get("request")
    return frame_of(request) if request is not None else None


@register.simple_tag(takes_context=True)
def reading_frame(context: Context) -> ReadingFrame | None:
    """The frame of this page: ``{% reading_frame as frame %}``."""
    return _frame(context)


@register.simple_tag(takes_context=True)
def at(context: Context, name: str, *args: Any, **query: Any) -> str:
    """A page's address that keeps the chosen day: ``{% at 'regulations:acts' level='city' %}``."""
    address = reverse(name, args=args)
    wanted = urlencode({key: value for key, value in query.items() if value not in (None, "")})
    return keep(context, f"{address}?{wanted}" if wanted else address)


@register.simple_tag(takes_context=True)
def keep(context: Context, url: str) -> str:
    """An address with the chosen day added: ``{% keep act.get_absolute_url %}``."""
    frame = _frame(context)
    return frame.carry(url) if frame else url


@register.simple_tag(takes_context=True)
def keep_path(context: Context, *parts: str) -> str:
    """An address made of its parts, with the chosen day: ``{% keep_path 'compare' a.slug b.slug %}``."""
    return keep(context, f"/{'/'.join(parts)}/")


@register.simple_tag(takes_context=True)
def with_params(context: Context, **changes: Any) -> str:
    """This page's query with some parameters changed, empty ones left out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode() if query else context["request"].path


@register.simple_tag(takes_context=True)
def kept_fields(context: Context, *changed: str) -> SafeString:
    """Hidden fields that carry this page's query through a form, but for what the form itself says:
    ``{% kept_fields 'on' 'page' %}``. None for a query longer than any page makes."""
    query = context["request"].GET
    pairs = [(name, value) for name, values in query.lists() if name not in changed for value in values]
    if len(pairs) > MOST_KEPT:
        return SafeString("")
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag(takes_context=True)
def toggle(context: Context, name: str, value: str, chosen: bool) -> str:
    """This page's query with one narrowing set, or taken away where it is the one chosen."""
    return with_params(context, **{name: "" if chosen else value, "page": ""})


@register.filter
def day(value: date | None) -> SafeString | str:
    """A date in Chinese, never torn: 2024年4月1日."""
    if not value:
        return ""
    return format_html(
        '<time datetime="{}">{}年{}月{}日</time>', value.isoformat(), value.year, value.month, value.day
    )


@register.filter
def iso_day(value: str | None) -> SafeString | str:
    """A date kept as text, in Chinese: 2020-05-28 as 2020年5月28日; other words as they are."""
    try:
        return day(date.fromisoformat(value or ""))
    except ValueError:
        return value or ""


@register.filter
def short_day(value: date | None) -> SafeString | str:
    """Month and day, the year only where it is another: 4月1日."""
    if not value:
        return ""
    year = "" if value.year == today().year else f"{value.year}年"
    return format_html(
        '<time datetime="{}">{}{}月{}日</time>', value.isoformat(), year, value.month, value.day
    )


@register.filter
def held(value: str) -> SafeString:
    """Words whose numerals keep their units at line ends: ``{{ act.title|held }}``."""
    return mark_safe(hold_numbers(conditional_escape(value)))


@register.filter
def stands_by(name: str) -> SafeString:
    """An organ's name that may break only after its parts: 晋城市人民政府 | 办公室 | 文件."""
    return mark_safe(_AFTER_PART.sub(r"\g<0><wbr>", conditional_escape(name)))


@register.filter
def css_text(value: str) -> SafeString:
    """Words inside a CSS string, every sign that could end it written as a number: ``{{ title|css_text }}``."""
    return mark_safe("".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in str(value)))


class PrintStyle(template.Node):
    """A style element for print whose words the page's security header allows."""

    def __init__(self, words: NodeList) -> None:
        self.words = words

    def render(self, context: Context) -> SafeString:
        """The element, its digest told to the header."""
        words = self.words.render(context)
        request = context.get("request")
        if request is not None:
            allow_style(request, words)
        return mark_safe(f'<style media="print">{words}</style>')


@register.tag
def printstyle(parser: Parser, token: Token) -> PrintStyle:
    """Styles of one page alone: ``{% printstyle %}@page { … }{% endprintstyle %}``; words in it by ``css_text``."""
    words = parser.parse(("endprintstyle",))
    parser.delete_first_token()
    return PrintStyle(words)
