"""Repeals that are planned, of a part only, or of something else, beside those that are done."""

from datetime import date

import pytest

from regulations.citations.effects import EffectFound, find_effects
from tests.citations.samples import SIGNED, make_document, make_part
from tests.citations.test_effects import outward

ACT = "《甲市丙办法》（甲政发〔2018〕3号）"


def ended(text: str) -> list[tuple[str | None, date | None]]:
    """What a sentence ends: number or title, day."""
    return [
        (e.target.doc_number or e.target.title, e.on)
        for e in outward(text)
        if e.kind in ("repeal", "replace") and e.target
    ]


def test_the_verb_ends_its_own_object() -> None:
    assert [name for name, _ in ended("修改《甲市丙办法》，废止《甲市丁规定》。")] == ["甲市丁规定"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月底前，修订《甲市丁规定》，废止《甲市丙办法》。",
        "停止执行《甲市丙办法》规定的收费项目。",
        "停止执行《甲市丙办法》有关规定。",
        "停止执行《甲市丙办法》和《甲市丁规定》规定的收费项目。",
        "《甲市丙办法》（除第三条外）同时废止。",
        "《甲市丙办法》（第三条）同时废止。",
        "相关项目建成后，《甲市丙办法》届时废止。",
        "发生一级响应时，《甲市丙预案》停止执行。",
        "附件：废止《甲市丙办法》情况说明",
        "符合《甲市丙办法》失效条件的，由主管部门办理。",
        "出现《甲市丙办法》废止情形。",
    ],
)
def test_no_whole_act_is_ended(text: str) -> None:
    assert ended(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("停止执行《甲市丙办法》、《甲市丁规定》。", ["甲市丙办法", "甲市丁规定"]),
        (f"{ACT}相应废止。", ["甲政发〔2018〕3号"]),
        (f"{ACT}及相关配套文件同时废止。", ["甲政发〔2018〕3号"]),
        ("《甲市丙办法》（2010年11月3日市人民政府公布）同时废止。", ["甲市丙办法"]),
        (f"{ACT}等3件市政府规范性文件予以废止。", ["甲政发〔2018〕3号"]),
        ("甲市人民政府第12号令公布的《甲市丙办法》同时废止。", ["甲市人民政府令第12号"]),
    ],
)
def test_what_is_ended(text: str, names: list[str]) -> None:
    assert [name for name, _ in ended(text)] == names


def test_the_day_in_brackets_is_not_the_day_of_the_end() -> None:
    (found,) = ended("《甲市丙办法》（2010年11月3日市人民政府公布）同时废止。")
    assert found[1] == SIGNED
    assert ended(f"{ACT}予以废止，自2023年6月1日起停止执行。") == [("甲政发〔2018〕3号", date(2023, 6, 1))]


def test_numbers_of_later_changes_are_not_the_number_of_the_act() -> None:
    text = (
        "1990年7月6日甲省人民政府第7号令发布的《丙规定》，1995年8月30日甲省人民政府第62号令发布"
        "（1998年4月30日修订甲省人民政府第90号令发布，2002年4月12日修订甲省人民政府第139号令发布）的《丁办法》同时废止。"
    )
    assert [name for name, _ in ended(text)] == ["甲省人民政府令第7号", "甲省人民政府令第62号"]


def document(title: str, *texts: str) -> list[EffectFound]:
    """What a document of one text ends."""
    body = make_part(texts, title=title, role="body", addressed=False)
    return [e for e in find_effects(make_document(body, title=title)) if e.kind == "repeal"]


def test_a_decision_on_one_act_whose_words_stand_apart() -> None:
    (found,) = document(
        "甲市人民政府关于废止《甲市丙办法》的决定", f"{ACT}已不适应工作需要。经研究，现予以废止。"
    )
    assert found.target
    assert found.target.doc_number == "甲政发〔2018〕3号"


@pytest.mark.parametrize(
    "title",
    [
        "甲市人民政府关于废止《甲市丙办法》第三条的决定",
        "甲市人民政府关于停止执行《甲市丙办法》有关规定的通知",
        "甲市人民政府关于废止部分规章的请示",
        "甲市人民政府关于宣布《甲市丙办法》继续有效的公告",
    ],
)
def test_a_title_that_ends_no_whole_act(title: str) -> None:
    assert document(title, f"{ACT}已不适应工作需要。经研究，予以调整。") == []


@pytest.mark.parametrize(
    "title", ["甲市人民政府2023年立法工作计划", "甲市人民政府2023年规章制定计划", "2023年重点任务分工"]
)
def test_a_plan_ends_nothing(title: str) -> None:
    assert document(title, "一、废止《甲市丙办法》。责任单位：市司法局。") == []


def test_a_list_of_tasks_may_end_what_came_before_it() -> None:
    (found,) = document("2023年重点任务分工", f"{ACT}同时废止。")
    assert found.target
    assert found.target.doc_number == "甲政发〔2018〕3号"


def test_acts_of_a_list_may_be_parted_by_a_semicolon() -> None:
    text = f"{ACT}；《甲市丁规定》（甲政办〔2019〕7号）同时废止。"
    assert [name for name, _ in ended(text)] == ["甲政发〔2018〕3号", "甲政办〔2019〕7号"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{ACT}；《甲市丁规定》继续执行。", []),
        (f"{ACT}；同时废止《甲市丁规定》。", ["甲市丁规定"]),
        (f"落实{ACT}；《甲市丁规定》同时废止。", ["甲市丁规定"]),
        (f"{ACT}；", []),
    ],
)
def test_an_act_before_a_semicolon_is_not_always_of_the_list(text: str, names: list[str]) -> None:
    assert [name for name, _ in ended(text)] == names


def days_of_rows(stated: str) -> set[date | None]:
    """From when the rows of a decision end."""
    title = "甲市人民政府关于废止部分规范性文件的决定"
    rows = ("1.甲市丙办法（甲政发〔2018〕3号）", "2.甲市丁规定（甲政办〔2019〕7号）")
    found = document(title, stated, *rows)
    assert len(found) == 2
    return {effect.on for effect in found}


@pytest.mark.parametrize(
    "text",
    [
        "自2023年6月1日起废止下列文件：",
        "经研究，决定自2023年6月1日起对下列文件予以废止：",
        "现决定，自2023年6月1日起，以下文件停止执行：",
    ],
)
def test_rows_end_on_the_day_that_the_decision_names(text: str) -> None:
    assert days_of_rows(text) == {date(2023, 6, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "自2018年1月1日起施行的下列文件予以废止：",
        "对2018年1月1日前印发的下列文件予以废止：",
        "决定废止下列文件：",
        "自2023年6月1日起开展清理。决定废止下列文件：",
    ],
)
def test_another_day_is_not_theirs(text: str) -> None:
    assert days_of_rows(text) == {SIGNED}


def test_a_day_that_stands_apart_from_the_act() -> None:
    (found,) = document(
        "甲市人民政府关于废止《甲市丙办法》的决定",
        f"{ACT}已不适应工作需要。经研究，自2023年6月1日起予以废止。",
    )
    assert found.on == date(2023, 6, 1)
