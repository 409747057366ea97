"""How a reader has set the pages: the day on which status is judged, size, colours, contrast.

In the room: reading those wishes from a request. Not in the room: what a status is.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from jincheng_gov.clock import today

MODES = {"size": ("", "dazi"), "theme": ("", "light", "dark"), "contrast": ("", "sharp")}
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """The reader's wishes. ``error`` is Chinese and says why a wished day was not taken."""

    on: date
    is_today: bool
    error: str
    size: str
    theme: str
    contrast: str

    @property
    def css(self) -> str:
        """The classes of ``<html>``."""
        return " ".join(filter(None, (self.size, self.theme, self.contrast)))

    @property
    def keep(self) -> dict[str, str]:
        """The parameters that every link on the page carries on."""
        return {} if self.is_today else {"on": self.on.isoformat()}

    def carry(self, url: str) -> str:
        """``url`` with the chosen day, its fragment kept at the end."""
        if self.is_today or not url.startswith("/"):
            return url
        address, mark, fragment = url.partition("#")
        joint = "&" if "?" in address else "?"
        return f"{address}{joint}{urlencode(self.keep)}{mark}{fragment}"


def frame_of(request: HttpRequest) -> ReadingFrame:
    """The reading frame of a request, made once: ``frame_of(request).on`` is the day.

    A day that cannot be read is told in ``error``; then today counts.
    """
    known = getattr(request, "_reading_frame", None)
    if isinstance(known, ReadingFrame):
        return known
    on, error = _wished_day(request.GET.get("on", ""))
    day = today()
    frame = ReadingFrame(
        on=on or day,
        is_today=on is None or on == day,
        error=error,
        **{name: _mode(request, name) for name in MODES},
    )
    setattr(request, "_reading_frame", frame)  # noqa: B010
    return frame


def _wished_day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text[:32])
    except ValueError:
        return None, "日期应当写成 2023-05-01 这样，现按今天判断。"
    if not EARLIEST <= day <= date(today().year + 50, 12, 31):
        return None, "日期超出可以判断的范围，现按今天判断。"
    return day, ""


def _mode(request: HttpRequest, name: str) -> Any:
    value = request.GET.get(name, request.COOKIES.get(name, ""))
    return value if value in MODES[name] else ""
