"""Acts as a gazette prints them: under an order or a notice, with masthead and contents.

In the room: reading an act's Markdown, the invented wrapper round it, the same issue as
plain text. Not in the room: layout, parsing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.readers.press import Paragraph

CHAPTER = re.compile(r"第[一二三四五六七八九十百]+[编分章][ 　]")
SECTION = re.compile(r"第[一二三四五六七八九十百]+节[ 　]")
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?(?=[ 　])")
CITY = "安岭市"
TABLE = (
    ("序号", "项目名称", "责任单位", "完成时限"),
    ("1", "城北污水处理厂改扩建", "市住房城乡建设局", "2024年6月"),
    ("2", "老旧小区改造", "市住房城乡建设局", "2024年9月"),
    ("3", "农村公路提质工程", "市交通运输局", "2024年12月"),
    ("4", "城区防洪排涝能力提升及雨污分流", "市水务局", "2025年5月"),
    ("5", "智慧停车", "市公安局", "2024年10月"),
)


@dataclass(frozen=True, slots=True)
class Act:
    """A law's title, its history, its paragraphs."""

    title: str
    history: str
    body: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What is printed, and the same as plain text."""

    name: str
    front: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]

    def plain(self) -> str:
        """A line for each paragraph, blank lines between."""
        lines = [line for paragraph in (*self.front, *self.body) for line in _plain_lines(paragraph)]
        return "\n\n".join(lines) + "\n"


def _plain_lines(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.rows:
        yield "\n".join("\t".join(row) for row in paragraph.rows)
    elif paragraph.kind not in ("page", "picture"):
        yield paragraph.text


def read_act(path: Path) -> Act:
    """Read one file of a collection of laws."""
    text = path.read_text(encoding="utf-8").replace("\r", "")
    head, _, body = text.partition("<!-- INFO END -->")
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    title = lines[0].lstrip("# ").strip()
    history = "（" + "　".join(lines[1:]) + "）" if lines[1:] else ""
    return Act(title, history, tuple(_body(body)))


def _body(text: str) -> Iterator[Paragraph]:
    for raw in text.split("\n"):
        line = raw.strip().lstrip("#").strip().replace("**", "")
        if not line or line.startswith(("|", "<")):
            continue
        if CHAPTER.match(line + " ") and len(line) < 40:
            yield Paragraph("chapter", line.replace(" ", "　", 1))
        elif SECTION.match(line + " ") and len(line) < 40:
            yield Paragraph("section", line.replace(" ", "　", 1))
        elif found := ARTICLE.match(line):
            yield Paragraph("text", line.replace(" ", "　", 1), bold=found.end())
        else:
            yield Paragraph("text", line)


def make_issue(acts: Sequence[Act], seed: int) -> Issue:
    """Put acts under orders or notices of an invented city."""
    dice = Random(seed)
    name = f"{CITY}人民政府公报"
    front: list[Paragraph] = []
    body: list[Paragraph] = []
    entries: list[str] = []
    for index, act in enumerate(acts, 1):
        wrap = _order if dice.random() < 0.4 else _notice
        body.append(Paragraph("page"))
        body += wrap(act, index, dice)
        entries.append(_entry(body, act, index))
    if dice.random() < 0.75:
        front = [
            Paragraph("masthead", name),
            Paragraph("text", f"2023年第{dice.randint(1, 12)}期（总第{dice.randint(20, 300)}期）"),
            Paragraph("text", f"{name}编辑部主办"),
            Paragraph("page"),
            Paragraph("chapter", "目　录"),
            Paragraph("toc", "【市政府文件】"),
            *(Paragraph("toc", entry) for entry in entries),
        ]
    return Issue(name, tuple(front), tuple(body))


def _entry(body: Sequence[Paragraph], act: Act, index: int) -> str:
    last = [paragraph for paragraph in body if paragraph.kind in ("title", "order")][-1]
    title = last.text if last.kind == "title" else act.title
    return f"{title}（{2 * index + 1}）"


def _order(act: Act, index: int, dice: Random) -> Iterator[Paragraph]:
    yield Paragraph("order", f"{CITY}人民政府令")
    yield Paragraph("number", f"第{20 + index}号")
    yield Paragraph(
        "text",
        f"《{act.title}》已经2023年3月{index}日市人民政府第{index}次常务会议审议通过，现予公布，自2023年5月1日起施行。",
    )
    yield Paragraph("signature", "市长　陈远山")
    yield Paragraph("date", f"2023年4月{index}日")
    yield from _enclosure(act, dice)


def _notice(act: Act, index: int, dice: Random) -> Iterator[Paragraph]:
    yield Paragraph("title", f"{CITY}人民政府关于印发{act.title}的通知")
    yield Paragraph("number", f"安政发〔2023〕{index}号")
    yield Paragraph("addressees", "各县（区）人民政府，市人民政府各委、办、局，各有关单位：")
    yield Paragraph("text", f"现将《{act.title}》印发给你们，请认真贯彻执行。")
    yield Paragraph("signature", f"{CITY}人民政府")
    yield Paragraph("date", f"2023年{index % 12 + 1}月16日")
    yield Paragraph("text", "（此件公开发布）")
    yield from _enclosure(act, dice)


def _enclosure(act: Act, dice: Random) -> Iterator[Paragraph]:
    yield Paragraph("part-title", act.title)
    picture = dice.randrange(len(act.body)) if act.body and dice.random() < 0.3 else -1
    for index, paragraph in enumerate(act.body):
        if index == picture:
            yield Paragraph("picture")
        yield paragraph
    if dice.random() < 0.4:
        yield Paragraph("label", "附件")
        yield Paragraph("part-title", "重点项目责任分工表")
        wide = dice.random() < 0.4
        rows = TABLE if wide or dice.random() < 0.5 else tuple(row[:3] for row in TABLE)
        yield Paragraph("wide-table" if wide else "table", rows=rows * 1)
