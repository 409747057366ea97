"""Gazettes and acts built by a grammar, whole or damaged as real files are, for property tests.

In the room: strategies. Not in the room: what a parse of them must keep (``test_properties``).
"""

from collections.abc import Callable

from hypothesis import strategies as st

from documents.text.numerals import write_number

WORDS = st.sampled_from(
    [
        "加强安全生产管理", "落实主体责任", "完善应急预案", "建立健全制度", "做好监督检查", "推进项目建设", "按照《明川市停车场管理办法》执行",
        "根据《中华人民共和国安全生产法》", "依照本办法第三条的规定", "明确职责分工", "报市人民政府备案", "于2023年5月底前完成",
        "投资3.5亿元", "面积691.0平方公里", "（市住建局负责）", "第三季度", "一是统筹", "由市水务局牵头", "按〔2023〕5号文件办理",
    ]
)  # fmt: skip
SENTENCE = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: "，".join(words) + "。")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map("".join)
HEADING = st.sampled_from(
    ["总体要求", "工作目标", "重点任务", "保障措施", "组织领导", "适用范围", "监督检查"]
)
PLACE = st.sampled_from(["明川市", "云岭省", "青原县", "明川市城区"])
SUBJECT = st.sampled_from(["停车场", "湿地保护", "安全生产", "节约用水", "地震应急", "招商引资"])
GENRE = st.sampled_from(["管理办法", "实施细则", "若干规定", "工作方案"])


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """Chapters, articles with items, 之一 now and then."""
    lines, number = [], 0
    for chapter in range(1, draw(st.integers(1, 3)) + 1):
        if draw(st.booleans()):
            lines.append(f"第{write_number(chapter)}章 {draw(HEADING)}")
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            gap = draw(st.sampled_from([" ", "　", "　　"]))
            lines.append(f"第{write_number(number)}条{gap}{draw(PARAGRAPH)}")
            if draw(st.integers(0, 3)) == 0:
                items = draw(st.integers(2, 4))
                lines += [
                    f"（{write_number(i)}）{draw(WORDS)}{'；' if i < items else '。'}"
                    for i in range(1, items + 1)
                ]
            if draw(st.integers(0, 9)) == 0:
                lines.append(f"第{write_number(number)}条之一{gap}{draw(PARAGRAPH)}")
    return lines


@st.composite
def outline(draw: st.DrawFn) -> list[str]:
    """一、 （一） 1. with paragraphs under them."""
    lines = []
    for first in range(1, draw(st.integers(1, 3)) + 1):
        lines.append(f"{write_number(first)}、{draw(HEADING)}")
        for second in range(1, draw(st.integers(0, 3)) + 1):
            lines.append(f"（{write_number(second)}）{draw(HEADING)}。{draw(PARAGRAPH)}")
            lines += [f"{third}.{draw(SENTENCE)}" for third in range(1, draw(st.integers(0, 2)) + 1)]
        lines.append(draw(PARAGRAPH))
    return lines


@st.composite
def decimals(draw: st.DrawFn) -> list[str]:
    """1 总则, 1.1 编制目的."""
    lines = []
    for first in range(1, draw(st.integers(2, 4)) + 1):
        lines.append(f"{first} {draw(HEADING)}")
        for second in range(1, draw(st.integers(1, 3)) + 1):
            lines += [f"{first}.{second} {draw(HEADING)}", draw(PARAGRAPH)]
    return lines


@st.composite
def table(draw: st.DrawFn) -> list[str]:
    """A table of Markdown."""
    rows = draw(st.integers(1, 3))
    return [
        "| 序号 | 项目 |",
        "| --- | --- |",
        *(f"| {row} | {draw(SUBJECT)} |" for row in range(1, rows + 1)),
    ]


@st.composite
def notice(draw: st.DrawFn, year: int, serial: int) -> list[str]:
    """A notice with what it issues, or with an outline of its own; with attachments."""
    place, subject = draw(PLACE), draw(SUBJECT)
    genre = draw(GENRE)
    issues = draw(st.booleans())
    act = f"{place}{subject}{genre}"
    title = f"{place}人民政府关于{f'印发{act}' if issues else f'做好{subject}工作'}的通知"
    lines = [title, f"明政发〔{year}〕{serial}号", "各县（区）人民政府，市人民政府各委、办、局："]
    lines += [f"现将《{act}》印发给你们，请认真贯彻执行。"] if issues else draw(outline())
    attached = draw(st.integers(0, 2)) == 0
    lines += [f"附件：{subject}联络表"] if attached else []
    lines += [f"{place}人民政府", f"{year}年{draw(st.integers(1, 12))}月{draw(st.integers(1, 28))}日"]
    lines += ["（此件公开发布）"] if draw(st.booleans()) else []
    if issues:
        lines += [act, *draw(st.one_of(articles(), outline(), decimals()))]
    return lines + (["附件", f"{subject}联络表", *draw(table())] if attached else [])


@st.composite
def gazettes(draw: st.DrawFn) -> list[str]:
    """A masthead, perhaps a table of contents, documents, perhaps a chronicle."""
    year = draw(st.integers(2019, 2026))
    documents = [draw(notice(year, serial)) for serial in range(1, draw(st.integers(1, 3)) + 1)]
    lines = ["明川市人民政府公报", f"{year}年第{draw(st.integers(1, 12))}期"]
    if draw(st.booleans()):
        lines += ["目 录", *(f"{d[0]}（{d[1]}）……（{page}）" for page, d in enumerate(documents, 3))]
    for document in documents:
        lines += document
    if draw(st.integers(0, 4)) == 0:
        lines += ["明川市人民政府3月大事记", f"3月2日 {draw(SENTENCE)}", f"3月5日至6日 {draw(SENTENCE)}"]
    return lines


@st.composite
def acts(draw: st.DrawFn) -> list[str]:
    """One act with its history, as collections of laws print it."""
    place, subject = draw(PLACE), draw(SUBJECT)
    organ = f"{place}第十届人民代表大会常务委员会第{write_number(draw(st.integers(1, 40)))}次会议"
    lines = [f"# {place}{subject}条例", f"2003年5月{draw(st.integers(1, 28))}日{organ}通过"]
    lines += ["2008年3月1日云岭省人民代表大会常务委员会批准"] if draw(st.booleans()) else []
    lines += ["<!-- INFO END -->"] if draw(st.booleans()) else []
    return lines + draw(articles())


Damage = Callable[[list[str]], list[str]]


def wrapped(lines: list[str]) -> list[str]:
    """Each paragraph cut at 24 characters."""
    return [line[at : at + 24] for line in lines for at in range(0, len(line), 24)]


def with_running_heads(lines: list[str]) -> list[str]:
    """A page's number and running head every twelve lines."""
    out: list[str] = []
    for index, line in enumerate(lines, 1):
        out.append(line)
        if index % 12 == 0:
            out += [f"—— {index // 12}", f"明川市人民政府公报{index // 12} / 2024•市政府文件 •"]
    return out


def with_marks(lines: list[str]) -> list[str]:
    """Heading marks and bold that mean nothing."""
    return [
        f"## {line}" if at % 5 == 0 else f"**{line}**" if at % 7 == 0 else line
        for at, line in enumerate(lines)
    ]


def doubled(lines: list[str]) -> list[str]:
    """Fake bold: each glyph of every sixth short line printed twice."""
    return [
        "".join(c * 2 for c in line) if at % 6 == 0 and len(line) < 16 else line
        for at, line in enumerate(lines)
    ]


def without_third(lines: list[str]) -> list[str]:
    """Every ninth line lost."""
    return [line for at, line in enumerate(lines, 1) if at % 9]


def as_lump(lines: list[str]) -> list[str]:
    """Every four lines run together."""
    return [" ".join(lines[at : at + 4]) for at in range(0, len(lines), 4)]


def mixed_width(lines: list[str]) -> list[str]:
    """Half-width brackets, commas and stops."""
    table = str.maketrans("（），：；", "(),:;")
    return [line.translate(table) if at % 3 == 0 else line for at, line in enumerate(lines)]


DAMAGES: tuple[Damage, ...] = (
    wrapped, with_running_heads, with_marks, doubled, without_third, as_lump, mixed_width,
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, source: st.SearchStrategy[list[str]]) -> str:
    """The lines of a source after up to three damages, with or without blank lines between."""
    lines = draw(source)
    for damage in draw(st.lists(st.sampled_from(DAMAGES), max_size=3)):
        lines = damage(lines)
    return draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n　　"])).join(lines)


def whole(source: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    """The lines of a source, undamaged, one paragraph each."""
    return source.map("\n\n".join)
