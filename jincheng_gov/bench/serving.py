"""``python -m jincheng_gov.bench.serving``: what the server does for its two heaviest pages.

In the room: for the longest act and the most wanted act that is not held, the time of the whole request
(middleware, queries, page) and of its rendering alone with its rows already in memory, both as processor
time of this process and by the clock, which counts the database's work too; their ratio and the number
of queries. Not in the room: the network, other pages (``jincheng_gov.bench.pages``).
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count, Q  # noqa: E402
from django.template import loader  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.signals import template_rendered  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)

from jincheng_gov.wsgi import application  # noqa: E402
from regulations.models import Regulation  # noqa: E402
from regulations.page_selectors import act  # noqa: E402
from regulations.rendering import render_text  # noqa: E402

ROUNDS = 25
HOST = "127.0.0.1"
MOST_RATIO, MOST_QUERIES = 3.0, 12


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one piece of work: of this process's processor, and by the clock."""

    processor: float
    clock: float


@dataclass(frozen=True, slots=True)
class Served:
    """One page: the cost of the whole, the cost of its template alone, and queries."""

    address: str
    page: Cost
    template: Cost
    queries: int

    @property
    def ratio(self) -> float:
        """How many times the template alone the page takes, in processor time."""
        return self.page.processor / max(self.template.processor, 1e-9)

    @property
    def clock_ratio(self) -> float:
        """How many times the template alone the page takes, by the clock."""
        return self.page.clock / max(self.template.clock, 1e-9)


def longest_act() -> str:
    """Return the address of the act with the most provisions in its present text."""
    current = Count("versions__provisions", filter=Q(versions__is_current=True))
    return _address(Regulation.objects.annotate(size=current).order_by("-size", "pk").first())


def most_wanted() -> str:
    """Return the address of the act not held that is cited most often."""
    stubs = Regulation.objects.filter(is_stub=True).annotate(size=Count("citations"))
    return _address(stubs.order_by("-size", "pk").first())


def _address(found: Regulation | None) -> str:
    return f"/r/{found.slug}/" if found else ""


def measure(address: str) -> Served:
    """Return the figures of one page: medians of rounds that ask for the page and render it in turns."""
    setup_test_environment(debug=False)
    try:
        client = Client(SERVER_NAME=HOST)
        rendering = _Rendering(client, address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked = len(queries)
    finally:
        teardown_test_environment()
    page, template = _medians(lambda: _ask(address), rendering.again)
    return Served(address, page, template, asked)


def _begin(status: str, headers: object, error: object = None) -> Callable[[bytes], object]:
    return io.BytesIO().write


def _ask(address: str) -> None:
    """Ask the site as its server does, through all middleware."""
    answer = application(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        },
        _begin,
    )
    if b"".join(answer)[:9] != b"<!doctype":
        raise SystemExit(f"{address} gave no page")
    answer.close()


class _Rendering:
    """What turns the rows of a page into its text, with the rows held: the text of an act, the template."""

    def __init__(self, client: Client, address: str) -> None:
        self.texts: list[tuple[Any, ...]] = []
        seen: list[tuple[str, dict[str, Any]]] = []

        def note(template: Any, context: Any, **rest: Any) -> None:
            seen.append((template.name, context.flatten()))

        setattr(act, "render_text", self._keep)  # noqa: B010
        template_rendered.connect(note)
        try:
            client.get(address)
        finally:
            template_rendered.disconnect(note)
            act.render_text = render_text
        name, context = seen[0]
        self.template = loader.get_template(name)
        self.context = {key: value for key, value in context.items() if key not in _BUILT_IN}

    def _keep(self, *given: Any) -> str:
        self.texts.append(given)
        return render_text(*given)

    def again(self) -> None:
        """Render once more."""
        for given in self.texts:
            render_text(*given)
        self.template.render(self.context)


_BUILT_IN = frozenset({"True", "False", "None"})


def _medians(*works: Callable[[], object]) -> list[Cost]:
    spent: list[list[Cost]] = [[] for _ in works]
    for turn in range(ROUNDS + 2):
        for work, costs in zip(works, spent, strict=True):
            processor, clock = time.process_time(), time.perf_counter()
            work()
            if turn > 1:
                costs.append(Cost(time.process_time() - processor, time.perf_counter() - clock))
    return [
        Cost(
            statistics.median(each.processor for each in costs),
            statistics.median(each.clock for each in costs),
        )
        for costs in spent
    ]


def main() -> None:
    """Print one row for each of the two pages."""
    print(f"{'':27}{'processor ms':^23}{'clock ms':^23}")
    print(f"{'page':<18}{'queries':>9}" + f"{'page':>8}{'template':>9}{'ratio':>6}" * 2)
    for address in (longest_act(), most_wanted()):
        if not address:
            continue
        found = measure(address)
        met = found.ratio <= MOST_RATIO and found.queries <= MOST_QUERIES
        figures = "".join(
            f"{page * 1000:>8.1f}{template * 1000:>9.1f}{ratio:>6.2f}"
            for page, template, ratio in (
                (found.page.processor, found.template.processor, found.ratio),
                (found.page.clock, found.template.clock, found.clock_ratio),
            )
        )
        print(f"{found.address[3:20]:<18}{found.queries:>9}{figures}  {'met' if met else 'MISSED'}")


if __name__ == "__main__":
    main()
