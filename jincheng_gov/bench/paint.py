"""``python -m jincheng_gov.bench.paint BASE_URL``: what a reader's browser feels, page by page.

In the room: first contentful paint, bytes on the wire, layout shift of each kind of page in an empty
Chromium, at a desk's and a phone's width, against their limits. Not in the room: the server's own
time (``jincheng_gov.bench.pages``).
"""

import json
import os
import shutil
import statistics
import sys
import urllib.parse
from typing import Any

from jincheng_gov.bench.pages import fetch

TIMES = 3
WIDTHS = (1280, 390)
MOST_PAINT_MS, MOST_LONG_PAINT_MS = 1000.0, 1500.0
MOST_KB = 150.0
MOST_SHIFT = 0.02
ABOUT = 40
ACTS_TRIED = 24
LONG_CODE = "/r/minfadian/"
WORDS = "厨余垃圾怎么处理"

MEASURE = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const sent = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
      .reduce((sum, entry) => sum + entry.transferSize, 0);
    done({paint: paint ? paint.startTime : -1, sent, shift});
  }, 400);
})"""


def page_kinds(base: str) -> dict[str, str]:
    """One address of each kind of page of a running site, by the kind's name."""
    issues = json.loads(fetch(f"{base}/api/v1/issues/?page_size=1"))["results"]
    kinds = {"home": "/", "list": "/acts/", "search": f"/search/?q={urllib.parse.quote(WORDS)}"}
    if issues:
        kinds["issue"] = f"/issues/{issues[0]['slug']}/"
    acts = json.loads(fetch(f"{base}/api/v1/regulations/?level=city&page_size={ACTS_TRIED}"))["results"]
    if acts:
        units = {f"/r/{act['slug']}/": count_units(base, act["slug"]) for act in acts}
        chosen = min(units, key=lambda address: abs(units[address] - ABOUT))
        kinds[f"act of {units[chosen]} articles"] = chosen
        kinds["act beside its source"] = f"{chosen}?source=1"
    try:
        fetch(base + LONG_CODE)
    except OSError:
        return kinds
    return kinds | {"code of 1,260 articles": LONG_CODE}


def count_units(base: str, slug: str) -> int:
    """How many articles or numbered headings the page of an act prints."""
    return fetch(f"{base}/r/{slug}/").count(b'class="tiao-no"')


def measure(browser: Any, url: str, width: int) -> dict[str, float]:
    """Medians of some visits, each with an empty cache: milliseconds, kilobytes, layout shift."""
    rows: list[dict[str, float]] = []
    for _ in range(TIMES):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto(url, wait_until="load")
        rows.append(page.evaluate(MEASURE))
        context.close()
    return {name: statistics.median(row[name] for row in rows) for name in ("paint", "sent", "shift")}


def over_limit(kind: str, found: dict[str, float]) -> list[str]:
    """What is above its limit; the limits of weight hold for acts and search.

    >>> over_limit("home", {"paint": 1200.0, "sent": 9e5, "shift": 0.0})
    ['paint']
    """
    long_code = kind.startswith("code")
    limits = {"paint": MOST_LONG_PAINT_MS if long_code else MOST_PAINT_MS, "shift": MOST_SHIFT}
    if kind.startswith("act of") or kind == "search":
        limits["sent"] = MOST_KB * 1024
    return [name for name, most in limits.items() if found[name] > most]


def main(base: str) -> int:
    """Print a row for each kind of page and width; 1 where one is above its limit."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("no Chromium here: paint and transfer not measured")
        return 0
    from playwright.sync_api import sync_playwright

    worst = 0
    print(f"{'paint ms':>9}{'kB':>8}{'shift':>8}{'width':>7}  page")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        measure(browser, f"{base}/healthz", WIDTHS[0])
        for kind, address in page_kinds(base).items():
            for width in WIDTHS:
                found = measure(browser, base + address, width)
                over = over_limit(kind, found)
                worst = max(worst, bool(over))
                row = f"{found['paint']:>9.0f}{found['sent'] / 1024:>8.1f}{found['shift']:>8.4f}{width:>7}"
                print(f"{row}  {kind}{'  ABOVE: ' + ', '.join(over) if over else ''}")
        browser.close()
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
