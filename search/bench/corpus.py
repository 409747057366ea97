"""A corpus of any size out of real provisions, by altering names and numbers.

In the room: reading provisions from laws and gazettes, altering them, writing their rows in bulk.
Not in the room: indexing (the product's own services do that).
"""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path

from django.db import connection

from documents.models import SourceFile
from documents.text.numerals import write_number
from documents.text.titles import short_key, title_key
from regulations.models import Provision, Regulation, Version

PROVISIONS_AN_ACT = 40
ACTS_AT_ONCE = 200
SHORTEST, LONGEST = 20, 400
PLACES = [
    first + second + kind
    for first, second, kind in product("明湖云东青河白松南北临永长新", "川城岭屏石湾杨浦台阳源泉", "市县")
]
SUBJECTS = (
    "城市排水", "厨余垃圾", "养犬", "城市公园", "机动车停车", "集中供热", "管道燃气", "物业服务", "农村公路",
    "医疗废物", "户外广告", "环境噪声", "网络预约出租汽车", "共享单车", "二次供水", "建筑垃圾", "地下水",
    "历史文化名城", "社会救助", "养老服务", "婴幼儿照护", "食品摊贩", "校外培训", "烟花爆竹", "既有住宅加装电梯",
    "消防安全", "电动自行车", "政务数据", "公共信用信息", "城市绿化", "殡葬", "野生动物", "农民工工资", "招标投标",
    "国有资产", "行政执法", "气象灾害防御", "地震应急", "森林防火", "河道采砂",
)  # fmt: skip
GENRES = ("管理办法", "管理规定", "实施细则", "条例", "实施方案", "应急预案", "工作规则")
_ARTICLE = re.compile(r"^\*{0,2}第[一二三四五六七八九十百千]+条(?:之[一二三四五六])?\*{0,2}\s*(?P<text>.+)$")
_HEADING = re.compile(r"^(?:#|<!--|第[一二三四五六七八九十百]+[章节编])")
_NUMBER = re.compile(r"[0-9]+|(?<![一二三四五六七八九十])[一二三四五六七八九十]++(?=[日年月万元个])")
_PLACE = re.compile(r"[一-鿿]{2}(?:省|市|县)(?=人民政府|行政区域)|国务院")


def read_provisions(laws: Path, gazettes: Path) -> list[str]:
    """The words of all articles of some laws and of the longer paragraphs of some gazettes."""
    found: list[str] = []
    for path in sorted(laws.rglob("*.md")):
        found += _articles(path.read_text(encoding="utf-8").splitlines())
    for path in sorted(gazettes.glob("*.txt")):
        found += [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [text[:LONGEST] for text in found if len(text) >= SHORTEST and not text.startswith("#")]


def alter(text: str, chance: random.Random) -> str:
    """The same words of another place with other numbers."""
    text = _PLACE.sub(lambda _: f"{chance.choice(PLACES)}人民政府", text)
    return _NUMBER.sub(lambda match: _another(match[0], chance), text)


def write_corpus(provisions: Sequence[str], size: int, seed: int = 1) -> Iterator[list[int]]:
    """Write acts until ``size`` provisions stand; yields the ids of each batch of acts."""
    chance = random.Random(seed)
    source = SourceFile.objects.create(sha256=f"{seed}-{size}".ljust(64, "0"), name="bench", size=1)
    for start in range(0, size, PROVISIONS_AN_ACT * ACTS_AT_ONCE):
        count = min(ACTS_AT_ONCE, (size - start) // PROVISIONS_AN_ACT)
        acts = Regulation.objects.bulk_create([_act(chance, start + at) for at in range(count)])
        versions = Version.objects.bulk_create(
            Version(regulation=act, source=source, line_start=1, line_end=1) for act in acts
        )
        rows = [
            _provision(version, at, alter(chance.choice(provisions), chance))
            for version in versions
            for at in range(1, PROVISIONS_AN_ACT + 1)
        ]
        Provision.objects.bulk_create(rows, batch_size=2000)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE regulations_provision SET article_id = id WHERE version_id = ANY(%s)",
                [[version.pk for version in versions]],
            )
        yield [act.pk for act in acts]


def _articles(lines: Sequence[str]) -> Iterator[str]:
    parts: list[str] = []
    for line in (line.strip() for line in lines):
        match = _ARTICLE.match(line)
        if match or _HEADING.match(line):
            yield "\n".join(parts)
            parts = [match["text"]] if match else []
        elif line and parts:
            parts.append(line)
    yield "\n".join(parts)


def _act(chance: random.Random, number: int) -> Regulation:
    place, subject, genre = chance.choice(PLACES), chance.choice(SUBJECTS), chance.choice(GENRES)
    title = f"{place}{subject}{genre}"
    day = date(chance.randint(2004, 2025), chance.randint(1, 12), 1)
    return Regulation(
        slug=f"bench-{number}", title=title, title_key=title_key(title), short_key=short_key(title), role="body",
        level=chance.choice(("national", "province", "city", "county")), is_stub=False, genre=genre[-2:],
        issuer=f"{place}人民政府", topic=subject, issued_on=day, effective_on=day,
        repealed_on=date(2025, 1, 1) if chance.random() < 0.2 else None,
        expires_on=date(day.year + 5, 1, 1) if chance.random() < 0.3 else None,
    )  # fmt: skip


def _provision(version: Version, at: int, text: str) -> Provision:
    label = f"第{write_number(at)}条"
    return Provision(
        version=version, position=at, kind="article", label=label, cite=label, path=f"art_{at}", number=at,
        text=text, line_start=1, line_end=1,
    )  # fmt: skip


def _another(number: str, chance: random.Random) -> str:
    return str(chance.randint(1, 999)) if number.isdigit() else write_number(chance.randint(1, 99))
