"""The page that checks the references of pasted words: where each leads, is it in force, has it the place.

In the room: the form and the words of each verdict. Not in the room: the lookup
(``regulations.citation_lookup``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents.reading import frame_of
from regulations.citation_lookup import LONGEST, LookedUp, look_up
from regulations.printed import Link
from regulations.rendering import render_inline
from regulations.wording import PAST, status_name

GOOD = "in_force"
NOT_OF_STATUS = {
    "absent": "没有此条款",
    "not_held": "未收录",
    "ambiguous": "有多个同名文件",
    "unclear": "所指不明",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reference as the page tells it; ``code`` is a status code or a key of ``NOT_OF_STATUS``."""

    row: LookedUp
    code: str

    @property
    def name(self) -> str:
        """The verdict in words."""
        return NOT_OF_STATUS.get(self.code) or status_name(self.code)

    @property
    def is_status(self) -> bool:
        """Whether the verdict is the status of the act."""
        return self.code not in NOT_OF_STATUS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """The form, and with words in it the words with each reference marked and judged.

    The words come by POST and are kept nowhere.
    """
    frame = frame_of(request)
    words = request.POST.get("text", "").replace("\x00", "").replace("\r\n", "\n")
    context = {"section": "lookup", "words": words, "longest": LONGEST}
    if not words.strip():
        empty = "请先贴入要核对的文字。" if request.method == "POST" else ""
        return render(request, "regulations/lookup.html", {**context, "refusal": empty})
    if len(words) > LONGEST:
        refusal = f"一次最多核对 {LONGEST} 字，现有 {len(words)} 字，请分段核对。"
        return render(request, "regulations/lookup.html", {**context, "refusal": refusal}, status=400)
    verdicts = [Verdict(row, _code(row)) for row in look_up(words, frame.on)]
    context["verdicts"] = verdicts
    context["counts"] = _counts(verdicts)
    context["marked"] = render_inline(words, [_link(n, verdict) for n, verdict in enumerate(verdicts, 1)])
    return render(request, "regulations/lookup.html", context)


def _code(row: LookedUp) -> str:
    if row.status != "resolved" or not row.acts:
        return row.status
    return "absent" if row.missing_place else row.acts[0].status.code


def _link(number: int, verdict: Verdict) -> Link:
    """The reference within the words, leading to its row of the table."""
    kind = "cite" if verdict.code == GOOD else "dead" if verdict.code in PAST else "stub"
    found = verdict.row.found
    return Link(found.start, found.end, f"#c{number}", kind if verdict.is_status else "doubt", verdict.name)


def _counts(verdicts: Sequence[Verdict]) -> list[tuple[str, int]]:
    """Names of verdicts with how often, what needs attention first."""
    counts = Counter(verdict.name for verdict in verdicts)
    good = status_name(GOOD)
    return sorted(counts.items(), key=lambda pair: (pair[0] == good, -pair[1]))
