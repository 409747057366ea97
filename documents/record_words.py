"""What stands in the record of actions, in the words of the desk.

In the room: names and values that the record stores as codes. Not in the room: the record itself
(``services.history``).
"""

from collections.abc import Mapping
from typing import Any

NAMES = {
    "publication": "状态", "state": "状态", "status": "状态", "target": "对象", "on": "日期", "kind": "作用",
    "hold": "先不公开", "size": "大小", "begins": "这一行是", "line": "行", "code": "代码", "reason": "理由",
    "error": "原因", "expires_on": "有效至", "repealed_on": "废止于", "outcome": "处理", "title": "题名",
    "doc_number": "文号", "signed_on": "成文日期", "column": "栏目", "heading": "标题", "text": "文字",
    "level": "层级", "rows": "条目", "citations": "引用", "everyday": "日常说法", "official": "正式用语",
    "is_active": "启用", "both_ways": "双向", "field": "领域", "term": "词",
}  # fmt: skip
VALUES = {
    "draft": "草稿", "published": "已发布", "withdrawn": "已撤回",
    "queued": "排队", "running": "处理中", "done": "完成", "failed": "失败", "waiting": "等待核对",
    "proposed": "机读待核", "confirmed": "已确认", "rejected": "已否定",
    "resolved": "已链接", "not_held": "未收录", "ambiguous": "多个候选", "unclear": "不明",
    "open": "待处理", "mended": "已改正", "refused": "无须改动",
    "document": "公文起点", "part": "附件起点", "nothing": "接上文",
    "renew": "继续施行", "revise": "修订", "repeal": "废止",
    True: "是", False: "否", None: "（空）", "": "（空）",
}  # fmt: skip
CODED = frozenset({"publication", "state", "status", "begins", "outcome", "hold", "is_active", "both_ways"})
LEFT_OUT = frozenset({"sha256", "slug"})


def in_words(values: Mapping[str, Any] | None) -> str:
    """The values of a record as one line; machine's keys are left out.

    Example: ``in_words({"publication": "draft"}) == "状态：草稿"``; an empty text where nothing was recorded.
    """
    shown = ((name, value) for name, value in (values or {}).items() if name not in LEFT_OUT)
    return "；".join(f"{NAMES.get(name, name)}：{_value(name, value)}" for name, value in shown)


def _value(name: str, value: Any) -> str:
    if value in (None, ""):
        return VALUES[None]
    if name in CODED:
        return VALUES.get(value, str(value))
    if name == "size":
        return size_in_words(int(value))
    if isinstance(value, list):
        return "、".join(
            str(each.get("title") or each.get("doc_number") or each.get("slug")) for each in value
        )
    return str(value)


def size_in_words(size: int) -> str:
    """A number of bytes as people say it: ``25 KB``, ``1.2 MB``."""
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, size // 1024)} KB"
