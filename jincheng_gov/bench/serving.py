"""``python -m jincheng_gov.bench.serving``: what the server does for its two heaviest pages.

In the room: for the longest act and the most wanted act that is not held, the processor time of the
whole page, of its rendering alone with its rows already in memory, their ratio, and the number of
queries. Not in the room: the network, other pages (``jincheng_gov.bench.pages``).
"""

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
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from regulations.models import Regulation  # noqa: E402
from regulations.page_selectors import act  # noqa: E402
from regulations.rendering import render_text  # noqa: E402

ROUNDS = 9
MOST_RATIO, MOST_QUERIES = 3.0, 12


@dataclass(frozen=True, slots=True)
class Served:
    """One page: seconds of the whole, seconds of its template alone, and queries."""

    address: str
    page_s: float
    template_s: float
    queries: int

    @property
    def ratio(self) -> float:
        """How many times the template alone the page takes."""
        return self.page_s / max(self.template_s, 1e-9)


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
    """Return the figures of one page, each the least of several rounds in this process."""
    client = Client()
    rendering = _Rendering(client, address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)
    page = _least(lambda: client.get(address))
    return Served(address, page, _least(rendering.again), asked)


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


def _least(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print one row for each of the two pages."""
    setup_test_environment(debug=False)
    print(f"{'page ms':>10}{'template ms':>13}{'ratio':>8}{'queries':>9}  address")
    for address in (longest_act(), most_wanted()):
        if not address:
            continue
        found = measure(address)
        met = found.ratio <= MOST_RATIO and found.queries <= MOST_QUERIES
        print(
            f"{found.page_s * 1000:>10.1f}{found.template_s * 1000:>13.1f}{found.ratio:>8.2f}{found.queries:>9}"
            f"  {address}  {'met' if met else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
