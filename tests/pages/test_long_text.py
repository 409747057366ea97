"""A text of hundreds of articles: the room that each is given beforehand, and jumps that land where they should."""

from pathlib import Path
from typing import Any

import pytest

from regulations.line_room import Room, room_of
from regulations.printed import Node, Page
from regulations.rendering import LONG_TEXT, render_text

STYLES = Path(__file__).parents[2] / "static" / "site"
WORD = "条文"


def article(number: int, chars: int, *own: Node) -> Node:
    """An article of so many characters."""
    return Node(
        "article", f"art_{number}", label=f"第{number}条", text=(WORD * chars)[:chars], children=list(own)
    )


def part(kind: str, chars: int, *own: Node) -> Node:
    """A paragraph or item of so many characters."""
    return Node(kind, f"{kind}_{chars}", text=(WORD * chars)[:chars], children=list(own))


@pytest.mark.parametrize(
    ("chars", "own", "room"),
    [
        (1, (), Room(1, 1, 0)),
        (38, (), Room(1, 2, 0)),
        (39, (), Room(2, 2, 0)),
        (43, (), Room(2, 3, 0)),
        (10, (part("paragraph", 38), part("paragraph", 39)), Room(4, 5, 2)),
        (10, (part("item", 35), part("item", 36)), Room(4, 5, 1)),
        (0, (part("paragraph", 10, part("item", 10), part("item", 10)),), Room(3, 3, 1)),
        (0, (), Room(1, 1, 0)),
    ],
)
def test_lines_and_gaps_are_counted(chars: int, own: tuple[Node, ...], room: Room) -> None:
    assert room_of(article(1, chars), own) == room


def test_a_short_text_is_given_no_room() -> None:
    assert "--d:" not in render_text([article(n, 50) for n in range(1, LONG_TEXT + 1)], Page("/r/a/"))
    assert "--d:2" in render_text([article(n, 50) for n in range(1, LONG_TEXT + 2)], Page("/r/a/"))


def long_page() -> str:
    """A page of 600 articles of many lengths."""
    nodes = [
        article(n, 20 + n * 37 % 300, *([part("paragraph", n % 90 + 1)] if n % 3 == 0 else ()))
        for n in range(1, 601)
    ]
    css = "".join((STYLES / name).read_text() for name in ("base.css", "act.css"))
    text = render_text(nodes, Page("/r/a/"))
    script = (STYLES / "site.js").read_text()
    return (
        f'<!doctype html><html lang="zh-CN"><style>{css}</style><main class="wrap"><div class="act">'
        f'<section class="text long" id="zhengwen" data-title="甲" data-address="/r/a/">{text}</section>'
        f'<section class="rel"><h2>关系</h2>{"<p>依据</p>" * 40}</section></div></main><script>{script}</script>'
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_jumps_land_at_their_article_and_move_nothing(chromium: Any, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.route("**/*", lambda route: route.fulfill(body=long_page(), content_type="text/html; charset=utf-8"))
    page.goto("http://localhost/")
    page.evaluate(
        "() => { window.moved = 0; new PerformanceObserver((list) => list.getEntries()"
        ".forEach((each) => { moved += each.value; })).observe({type: 'layout-shift', buffered: true}); }"
    )
    for number in (300, 20, 590, 150, 600, 410):
        page.evaluate(f"location.hash = 'art_{number}'")
        page.wait_for_timeout(300)
        top = page.evaluate(f"document.getElementById('art_{number}').getBoundingClientRect().top")
        assert 55 <= top <= 73, number
        assert page.locator(f"#art_{number} .acts").is_visible()
    page.mouse.move(width / 2, 400)
    for _ in range(8):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(60)
    page.wait_for_timeout(300)
    assert page.evaluate("moved") <= 0.02
    page.close()
