"""What a page in a browser must keep to for everybody: axe-core, and no scrolling sideways."""

from importlib import resources
from typing import Any

import axe_playwright_python

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def violations(page: Any) -> list[str]:
    """Which rules the page breaks as it stands now, each with the first place where it does.

    Example: ``assert violations(page) == []``.
    """
    page.evaluate(resources.files(axe_playwright_python).joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    told = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
    return told + ["scrolls sideways"] * page.evaluate(IS_TOO_WIDE)


def assert_accessible(page: Any) -> None:
    """Fail with what is wrong on the page."""
    found = violations(page)
    assert not found, f"{page.url}: {found}"
