"""The frame of a government site's page: menus, trails, tools, imprints.

In the room: what elements print nothing, what names and links make a block a frame. Not in
the room: the text itself.
"""

import re
from typing import Any

UNPRINTED_NAMES = (
    "script style noscript template head title meta link iframe object embed applet canvas svg audio video"
    " input select textarea button option datalist map img"
)
UNPRINTED = frozenset(UNPRINTED_NAMES.split())
FRAME_TAGS = {"nav": "网页导航", "footer": "网页页脚", "aside": "网页侧栏"}
FRAME_ROLES = {
    "navigation": "网页导航",
    "contentinfo": "网页页脚",
    "search": "网页工具",
    "banner": "网页页头",
}
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# class="main-nav"  id="footer"  class="share_box"
FRAME_NAMES = (
    (re.compile(r"(?:^|[-_ ])(?:nav|navi|navbar|navigation|menu|menubar|submenu)(?:$|[-_ \d])", re.I), "网页导航"),
    (re.compile(r"(?:^|[-_ ])(?:crumbs?|breadcrumbs?|bread|position|weizhi|dqwz)(?:$|[-_ \d])", re.I), "网页位置栏"),
    (re.compile(r"(?:^|[-_ ])(?:footer|foot|copyright|copy|bottom|youlian)(?:$|[-_ \d])", re.I), "网页页脚"),
    (re.compile(r"(?:^|[-_ ])(?:sidebar|aside|relate[ds]?|related[-_]?list|xgwj)(?:$|[-_ \d])", re.I), "网页侧栏"),
    (re.compile(r"(?:^|[-_ ])(?:share|bdsharebuttonbox|toolbar|tools|search|login|fontsize|qrcode|erweima|pagination)"
                r"(?:$|[-_ \d])", re.I), "网页工具"),
)  # fmt: skip
# 首页 > 政务公开 > 政府公报   打印本页   字体：大 中 小   扫一扫在手机打开当前页
FRAME_WORDS = re.compile(
    r"(?:您?(?:现在|当前)?(?:所在)?的?位置\s*[:：]|首页\s*[>»/]|【?\s*(?:打印本?页?|关闭本?页?|关闭窗口|打印)\s*】?"
    r"|(?:【?\s*字(?:体|号)(?:大小)?\s*[:：])|扫一扫在手机|分享到?\s*[:：]|浏览次数\s*[:：]|责任编辑\s*[:：]"
    r"|发布(?:时间|日期)\s*[:：].{0,60}(?:字体|字号|打印|浏览|点击|访问))"
)
# 发布时间：2020-01-01 09:30 来源：法工委 · 来源：市政府办公室 发布日期：2020-01-01
_STAMP = (
    r"(?:(?:发布|更新|录入)(?:时间|日期)|时间|日期)\s*[:：]\s*[12][0-9]{3}\s?[-年./][0-9\s月日:：./-]{1,20}"
)
_SOURCE = (
    r"(?:(?:信息|文章|稿件)?来源|作者|编辑|发布(?:单位|机构|者)|阅读|点击(?:数|率)?)\s*[:：][^:：。；]{0,24}"
)
PAGE_STAMP = re.compile(rf"(?:{_SOURCE}){{0,3}}{_STAMP}(?:{_SOURCE}){{0,4}}")
MAX_FRAME_CHARS = 400
MAX_WORDS_CHARS = 80
MIN_LINKS = 4
LINK_SHARE = 0.75


def is_unprinted(node: Any) -> bool:
    """Whether an element never prints words.

    Example: a ``script`` element.
    Returns: yes or no. Raises: nothing.
    """
    return node.tag in UNPRINTED


def is_hidden(node: Any) -> bool:
    """Whether an element is set not to show.

    Example: ``<div style="display:none">``.
    Returns: yes or no. Raises: nothing.
    """
    return node.get("hidden") is not None or bool(HIDDEN_STYLE.search(node.get("style") or ""))


def name_frame(node: Any) -> str | None:
    """Say what part of the page's frame a block is, if it is one.

    Example: ``<div class="footer">`` is 网页页脚.
    Returns: the Chinese reason, or None for a block of text. Raises: nothing.
    """
    named = FRAME_TAGS.get(node.tag) or FRAME_ROLES.get((node.get("role") or "").lower())
    if named:
        return named
    if node.tag in ("body", "html", "main", "article"):
        return None
    length, linked, links = _measure(node)
    if length > MAX_FRAME_CHARS * 5:
        return None
    if length <= MAX_FRAME_CHARS or linked >= LINK_SHARE * length:
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        for pattern, reason in FRAME_NAMES:
            if pattern.search(marks):
                return reason
    words = "".join(node.itertext()).strip() if length <= MAX_WORDS_CHARS else ""
    if FRAME_WORDS.match(words):
        return "网页工具"
    if PAGE_STAMP.fullmatch(words):
        return "网页信息"
    return "网页导航" if links >= MIN_LINKS and linked >= LINK_SHARE * max(length, 1) else None


def _measure(node: Any) -> tuple[int, int, int]:
    """Characters under a node (counting stops beyond what a frame can hold), those in links, links."""
    length = linked = links = 0
    for each in node.iter():
        if not isinstance(each.tag, str) or each.tag in UNPRINTED:
            continue
        own = len((each.text or "").strip())
        tail = len((each.tail or "").strip()) if each is not node else 0
        length += own + tail
        if each.tag == "a":
            links += 1
        if each.tag == "a" or any(parent.tag == "a" for parent in _two_parents(each)):
            linked += own
        if length > MAX_FRAME_CHARS * 5:
            break
    return length, linked, links


def _two_parents(node: Any) -> list[Any]:
    first = node.getparent()
    second = first.getparent() if first is not None else None
    return [parent for parent in (first, second) if parent is not None]
