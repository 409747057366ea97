"""A clean-up decision's rows against the library."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents.models import Finding
from documents.services.sources import register_source
from regulations.insight.cleanup import clean_up, cleanup_index, disagree
from regulations.models import Effect, Regulation
from regulations.services.ingest import ingest_source
from tests.insight.conftest import DAY
from tests.insight.rows import city_act, edition, effect, issue_of, stub

pytestmark = pytest.mark.django_db

ON = date(2024, 6, 1)


@pytest.fixture
def decision() -> Regulation:
    """It ends a held act, a stub, one that another decision ended before and one that another kept since."""
    act = city_act("明川市人民政府关于废止部分规范性文件的决定", on=ON)
    earlier = city_act("明川市人民政府关于宣布失效部分文件的决定", on=date(2020, 1, 1))
    later = city_act("明川市人民政府关于继续有效文件目录的公告", on=date(2025, 1, 1))
    for title in ("在库的办法", "早已失效的办法", "后来保留的办法"):
        effect(city_act(title, on=date(2010, 1, 1)), "repeal", ON, act)
    effect(stub("未收录的办法"), "repeal", ON, act)
    effect(Regulation.objects.get(title="早已失效的办法"), "repeal", date(2020, 1, 1), earlier)
    effect(Regulation.objects.get(title="后来保留的办法"), "renew", date(2030, 1, 1), later)
    effect(act, "take_effect", ON, act)
    return act


def test_rows_are_matched_not_held_or_in_conflict(decision: Regulation) -> None:
    found = clean_up(decision, DAY)
    assert [(line.target.title, line.state) for line in found.lines] == [
        ("在库的办法", "matched"),
        ("早已失效的办法", "conflict"),
        ("后来保留的办法", "conflict"),
        ("未收录的办法", "not_held"),
    ]
    assert [count for _, _, count in found.counts] == [1, 1, 2]


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (("repeal", ON), ("repeal", ON), False),
        (("repeal", ON), ("repeal", date(2023, 1, 1)), True),
        (("repeal", ON), ("expire", date(2024, 5, 31)), False),
        (("repeal", ON), ("amend", date(2020, 1, 1)), False),
        (("repeal", ON), ("amend", date(2025, 1, 1)), True),
        (("amend", date(2025, 1, 1)), ("repeal", ON), True),
        (("renew", date(2030, 1, 1)), ("amend", ON), False),
        (("repeal", None), ("repeal", ON), False),
    ],
)
def test_which_decisions_disagree(
    one: tuple[str, date | None], other: tuple[str, date | None], conflict: bool
) -> None:
    left, right = (Effect(kind=kind, on=on) for kind, on in (one, other))
    assert disagree(left, right) is conflict


def test_a_renewal_before_the_end_is_no_conflict(decision: Regulation) -> None:
    act = Regulation.objects.get(title="在库的办法")
    effect(act, "renew", date(2030, 1, 1), city_act("关于保留部分文件的公告", on=date(2022, 1, 1)))
    effect(act, "expire", date(2015, 1, 1), act)
    effect(act, "repeal", date(2021, 1, 1), city_act("草稿决定", publication="draft"))
    effect(act, "repeal", date(2022, 1, 1), city_act("被否定的决定"), state="rejected")
    assert clean_up(decision, DAY).lines[0].state == "matched"


def test_pages(
    client: Client, decision: Regulation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ends = city_act("明川市停车办法")
    effect(stub("旧停车办法"), "repeal", ON, ends)
    Finding.objects.create(
        source=issue_of().source, document=decision.document, code="catalogue-count", severity="warning", line=1,
        message="目录写明废止5件，读出4件，请核对。",
    )  # fmt: skip
    assert sorted(getattr(act, "row_count", 0) for act in cleanup_index()) == [1, 1, 4]
    with django_assert_num_queries(1):
        index = client.get("/cleanup/").content.decode()
    assert "停车" not in index
    with django_assert_num_queries(5):
        page = client.get(f"/cleanup/{decision.slug}/").content.decode()
    assert "读出4件" in page
    assert "与另一决定不一致" in page
    conflicts = client.get(f"/cleanup/{decision.slug}/?state=conflict").content.decode()
    assert "在库的办法" not in conflicts
    assert client.get(f"/cleanup/{Regulation.objects.get(title='在库的办法').slug}/").status_code == 404


@pytest.mark.parametrize(
    ("words", "said", "unsaid"),
    [
        ("对4件规范性文件予以废止。", "决定写明废止4件，下列4条，数目相符", "数目不符"),
        ("对5件规范性文件予以废止。", "决定写明废止5件，下列4条", "数目相符"),
        ("对下列规范性文件予以废止。", "决定没有写明件数，下列是读出的全部4条", "数目"),
    ],
)
def test_the_decisions_own_number_is_told(
    client: Client, decision: Regulation, words: str, said: str, unsaid: str
) -> None:
    edition(decision, [words])
    page = client.get(f"/cleanup/{decision.slug}/").content.decode()
    assert said in page
    assert unsaid not in page


def test_what_is_declared_void_is_counted_apart_from_what_is_repealed(client: Client) -> None:
    name = "mingchuan-2019-05.txt"
    data = (Path(settings.BASE_DIR) / "fixtures" / "gazettes" / name).read_bytes()
    source, _ = register_source(data=data, name=name)
    assert ingest_source(source.pk)
    decision = Regulation.objects.get(title__contains="关于废止和宣布失效", ordinal=0)
    found = clean_up(decision, DAY)
    assert [(each.name, each.stated, each.listed) for each in found.counted] == [
        ("废止", 12, 12),
        ("宣布失效", 6, 6),
    ]
    assert Counter(line.outcome for line in found.lines) == {"废止": 12, "宣布失效": 6}
    page = client.get(f"/cleanup/{decision.slug}/").content.decode()
    assert page.count("数目相符") == 2
    assert "数目不符" not in page


def test_what_is_found_in_force_is_not_called_prolonged(client: Client) -> None:
    decision = city_act("明川市人民政府关于公布规范性文件清理结果的通知", on=ON)
    edition(decision, ["继续有效的规范性文件2件。"])
    for title, detail in (("甲办法", "目录继续有效"), ("乙办法", "目录继续有效")):
        effect(city_act(title, on=date(2010, 1, 1)), "renew", None, decision, detail=detail)
    prolonging = city_act("明川市人民政府关于延长部分文件有效期、清理文件的决定", on=ON)
    effect(
        city_act("丙办法", on=date(2010, 1, 1)),
        "renew",
        date(2030, 1, 1),
        prolonging,
        detail="目录延长有效期",
    )
    found = clean_up(decision, DAY)
    assert {line.outcome for line in found.lines} == {"继续有效"}
    assert [(each.name, each.stated, each.listed) for each in found.counted] == [("继续有效", 2, 2)]
    assert {line.outcome for line in clean_up(prolonging, DAY).lines} == {"延长"}
