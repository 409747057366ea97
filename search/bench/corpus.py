"""A corpus of any size out of real articles, by altering names and numbers.

In the room: reading articles from the folders of laws, altering them, writing their rows in
bulk. Not in the room: indexing (the product's own services do that).
"""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.db import connection

from documents.models import SourceFile
from documents.text.numerals import write_number
from documents.text.titles import short_key, title_key
from regulations.models import Provision, Regulation, Version

ARTICLES_AN_ACT = 40
PLACES = ("明川市", "湖城县", "云岭省", "东屏区", "青石市", "河湾县", "白杨市", "松岭县", "南浦市", "北台县")
SUBJECTS = (
    "城市排水",
    "厨余垃圾",
    "养犬",
    "公园",
    "停车",
    "供热",
    "燃气",
    "物业",
    "农村公路",
    "医疗废物",
    "户外广告",
    "噪声",
)
GENRES = ("管理办法", "管理规定", "实施细则", "条例", "实施方案")
_ARTICLE = re.compile(r"^\*{0,2}第[一二三四五六七八九十百千]+条\*{0,2}\s*(.+)$")
_NUMBER = re.compile(r"[0-9]+|[一二三四五六七八九十]+(?=[日年月万元个])")
_PLACE = re.compile(r"[一-鿿]{2}(?:省|市|县)(?=人民政府|行政区域)|国务院")


def read_articles(folder: Path) -> list[str]:
    """The words of all articles in a folder of laws."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if (match := _ARTICLE.match(line.strip())) and len(match[1]) > 20:
                found.append(match[1])
    return found


def alter(text: str, chance: random.Random) -> str:
    """The same sentence of another place with other numbers."""
    text = _PLACE.sub(lambda _: f"{chance.choice(PLACES)}人民政府", text)
    return _NUMBER.sub(lambda match: _another(match[0], chance), text)


def write_corpus(articles: Sequence[str], size: int, seed: int = 1) -> Iterator[list[int]]:
    """Write acts until ``size`` articles stand; yields the ids of each batch of acts."""
    chance = random.Random(seed)
    source = SourceFile.objects.create(sha256=f"{seed}-{size}".ljust(64, "0"), name="bench", size=1)
    for start in range(0, size, ARTICLES_AN_ACT * 100):
        count = min(100, (size - start) // ARTICLES_AN_ACT)
        acts = Regulation.objects.bulk_create([_act(chance, start + at) for at in range(count)])
        versions = Version.objects.bulk_create(
            Version(regulation=act, source=source, line_start=1, line_end=1) for act in acts
        )
        rows = [
            _article(version, at, alter(chance.choice(articles), chance))
            for version in versions
            for at in range(1, ARTICLES_AN_ACT + 1)
        ]
        Provision.objects.bulk_create(rows, batch_size=2000)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE regulations_provision SET article_id = id WHERE version_id = ANY(%s)",
                [[version.pk for version in versions]],
            )
        yield [act.pk for act in acts]


def _act(chance: random.Random, number: int) -> Regulation:
    title = f"{chance.choice(PLACES)}{chance.choice(SUBJECTS)}{chance.choice(GENRES)}"
    day = date(chance.randint(2004, 2025), chance.randint(1, 12), 1)
    return Regulation(
        slug=f"bench-{number}", title=title, title_key=title_key(title), short_key=short_key(title), role="body",
        level=chance.choice(("national", "province", "city", "county")), is_stub=False, genre=title[-2:],
        issuer=f"{title[:3]}人民政府", topic=chance.choice(SUBJECTS), issued_on=day, effective_on=day,
        repealed_on=date(2025, 1, 1) if chance.random() < 0.2 else None,
    )  # fmt: skip


def _article(version: Version, at: int, text: str) -> Provision:
    label = f"第{write_number(at)}条"
    return Provision(
        version=version, position=at, kind="article", label=label, cite=label, path=f"art_{at}", number=at,
        text=text, line_start=1, line_end=1,
    )  # fmt: skip


def _another(number: str, chance: random.Random) -> str:
    return str(chance.randint(1, 999)) if number.isdigit() else write_number(chance.randint(1, 99))
