"""What documents do to acts, and what only sounds so."""

from datetime import date

import pytest

from documents.gazette.source import Table
from regulations.citations.catalogue import check_catalogue
from regulations.citations.effects import EffectFound, find_effects
from regulations.citations.spent import campaign_spent_from, spent_from
from tests.citations.samples import SIGNED, make_document, make_part


def outward(text: str, title: str = "甲市乙管理办法") -> list[EffectFound]:
    document = make_document(make_part([text], title=title, role="body"), title=title)
    return [e for e in find_effects(document) if e.target is not None]


def targets(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(e.kind, e.target.title, e.target.doc_number) for e in outward(text) if e.target]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("《丙办法》（甲政办〔2017〕84号）同时废止。", [("repeal", "丙办法", "甲政办〔2017〕84号")]),
        (
            "原《丙意见（试行）》(甲政发〔2020〕15号)文件同时废止。",
            [("repeal", "丙意见（试行）", "甲政发〔2020〕15号")],
        ),
        ("2017年7月18日市国资委印发的《丙办法》同时废止。", [("repeal", "丙办法", None)]),
        (
            "自本办法施行之日起，《丙办法》、《丁办法》即行废止。",
            [("repeal", "丙办法", None), ("repeal", "丁办法", None)],
        ),
        (
            "1987年国务院发布的《丙办法》，1999年国务院、中央军委下发的《丁办法》同时废止。",
            [("repeal", "丙办法", None), ("repeal", "丁办法", None)],
        ),
        (
            "1987年国务院发布的《丙办法》和1990年11月22日《国务院关于修改〈丙办法〉的决定》同时废止。",
            [("repeal", "丙办法", None), ("repeal", "国务院关于修改〈丙办法〉的决定", None)],
        ),
        ("现决定废止《丙办法》（甲政发〔2009〕7号）。", [("repeal", "丙办法", "甲政发〔2009〕7号")]),
        ("甲政发〔2009〕3号文件停止执行。", [("repeal", None, "甲政发〔2009〕3号")]),
        ("《丙办法》(试行)不再执行。", [("repeal", "丙办法（试行）", None)]),
        (
            "原《甲市乙管理办法》（甲政办〔2019〕44号）同时废止。",
            [("replace", "甲市乙管理办法", "甲政办〔2019〕44号")],
        ),
        ("《丙办法》（甲政发〔2018〕3号）继续有效。", [("renew", "丙办法", "甲政发〔2018〕3号")]),
    ],
)
def test_effects_on_other_acts(text: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    assert targets(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "对《丙办法》应当及时修改或者废止。",
        "依法废止《丙办法》。",
        "可以废止《丙办法》。",
        "与《丙法》相抵触的规定同时废止。",
        "根据《丙法》和2009年7月1日市政府的会议纪要，原做法废止。",
        "国家出台新规定的，《丙办法》同时废止。",
        "根据《甲市关于废止〈丙办法〉的决定》，做好清理工作。",
        "《丙办法》已于2010年废止。",
        "《丙办法》废止后，按本办法执行。",
        "《丙办法》应当适时予以废止。",
        "执行《丙办法》，过期文件同时废止。",
        "本意见同时废止。",
        "《丙公约》适用于本市的有关规定继续有效。",
        "《丙办法》可以继续执行。",
        "开展规范性文件清理，失效的及时公布。",
        "按照《丙条例》规定，及时提出修改、废止建议。",
    ],
)
def test_what_only_sounds_like_one(text: str) -> None:
    assert targets(text) == []


def test_part_of_an_act_is_not_the_act() -> None:
    (effect,) = outward("《丙办法》第五条同时废止。")
    assert (effect.kind, effect.target_path) == ("amend", "art_5")


def test_this_act_prevails_is_a_note() -> None:
    document = make_document(make_part(["以往规定与本办法不一致的，以本办法为准。"]))
    assert [e.kind for e in find_effects(document) if e.kind == "note"] == ["note"]


def test_day_of_a_repeal() -> None:
    stated = make_document(
        make_part(["本细则自2023年3月29日起实施，有效期5年。《丙细则》（甲政办〔2017〕84号）同时废止。"])
    )
    kinds = {e.kind: (e.on, e.inferred) for e in find_effects(stated)}
    assert kinds == {
        "take_effect": (date(2023, 3, 29), False),
        "expire": (date(2028, 3, 28), False),
        "repeal": (date(2023, 3, 29), False),
    }
    notice = make_part(["《丙办法》（甲政办〔2014〕4号）同时废止。"], role="body", addressed=False)
    issued = make_document(notice, make_part(["本预案自2023年4月1日起实施。"]))
    (repeal,) = [e for e in find_effects(issued) if e.kind == "repeal"]
    assert (repeal.on, repeal.inferred) == (date(2023, 4, 1), True)
    (dated,) = outward("《丙办法》自2024年1月1日起废止。")
    assert dated.on == date(2024, 1, 1)


def test_evidence_gives_the_words_back() -> None:
    text = "本办法自印发之日起施行。《丙办法》（甲政办〔2014〕4号）同时废止。"
    (effect,) = outward(text)
    assert text[effect.start : effect.end] == "《丙办法》（甲政办〔2014〕4号）"
    assert effect.path == "art_1"
    assert effect.quote == "《丙办法》（甲政办〔2014〕4号）同时废止。"


def test_amending_decision_by_article() -> None:
    title = "甲市人民政府关于修改《丙办法》的决定"
    document = make_document(
        make_part(
            [
                "将第三条修改为：“第三条　由第五条规定的部门负责。”",
                "删去第五条第二款。",
                "增加一条，作为第十二条：“第十二条　从其规定。”",
                "将第七条中的“市建委”修改为“市住建局”。",
                "本决定自2023年5月1日起施行。",
            ],
            title=title,
            role="body",
        ),
        title=title,
    )
    changes = [(e.target_path, e.how, e.on) for e in find_effects(document) if e.kind == "amend"]
    day = date(2023, 5, 1)
    assert changes == [
        ("art_3", "修改为", day),
        ("art_5/para_2", "删去", day),
        ("art_12", "增加", day),
        ("art_7", "修改为", day),
    ]


def test_renewal_with_its_length() -> None:
    (until,) = outward("《丙办法》（甲政发〔2018〕3号）有效期延长至2026年12月31日。")
    assert until.on == date(2026, 12, 31)
    (longer,) = outward("《丙办法》（甲政发〔2018〕3号）有效期延长三年。")
    assert longer.months == 36


DECISION = "甲市人民政府关于废止和宣布失效部分规范性文件的决定"


def catalogue(stated: str, rows: int) -> list[str]:
    lines = [f"{i}.甲市人民政府关于第{i}项工作的通知（甲政发〔2001〕{i}号）" for i in range(1, rows + 1)]
    document = make_document(
        make_part([stated, "本决定自公布之日起施行。"], title=DECISION, role="body", addressed=False),
        make_part(lines, title="废止的规范性文件目录", role="attachment", addressed=False),
        title=DECISION,
    )
    repeals = [e for e in find_effects(document) if e.kind == "repeal"]
    assert len(repeals) == rows
    assert {e.on for e in repeals} == {SIGNED}
    return [finding.code for finding in check_catalogue(document)]


def test_catalogue_is_counted() -> None:
    assert catalogue("市政府决定对425件规范性文件予以废止。", 425) == []
    assert catalogue("市政府决定对12件规范性文件予以废止。", 11) == ["catalogue-count"]


def test_catalogue_in_a_table() -> None:
    part = make_part([], title="规范性文件清理结果目录", role="attachment", addressed=False)
    table = Table(
        ("序号", "文件名称", "文号", "清理结果"),
        (
            ("1", "甲市丙办法", "甲政发〔2001〕3号", "废止"),
            ("2", "甲市关于丁的通知", "甲政办[2002] 4号", "继续有效"),
            ("3", "甲市戊规定", "", "失效"),
        ),
        1,
        3,
    )
    from tests.citations.samples import node

    holder = node("tab_1")
    holder = type(holder)(**{**{f: getattr(holder, f) for f in holder.__slots__}, "table": table, "text": ""})
    part = type(part)(**{**{f: getattr(part, f) for f in part.__slots__}, "provisions": (holder,)})
    title = "甲市人民政府关于公布规范性文件清理结果的通知"
    document = make_document(make_part(["现予公布。"], title=title, role="body"), part, title=title)
    rows = [(e.kind, e.target.doc_number, e.how) for e in find_effects(document) if e.target]
    assert rows == [
        ("repeal", "甲政发〔2001〕3号", "目录废止"),
        ("renew", "甲政办〔2002〕4号", "目录继续有效"),
        ("repeal", None, "目录宣布失效"),
    ]


def test_notice_on_cleaning_up_is_no_catalogue() -> None:
    title = "甲市人民政府办公室关于开展规范性文件清理工作的通知"
    document = make_document(
        make_part(["1.甲市人民政府关于乙的通知（甲政发〔2001〕3号）"], title=title, role="body"), title=title
    )
    assert [e for e in find_effects(document) if e.target] == []


@pytest.mark.parametrize(
    ("title", "doc_type", "day"),
    [
        ("甲市2023年重点工作计划", None, date(2024, 1, 1)),
        ("甲市推进交通强国建设行动计划（2021—2022年）", None, date(2024, 1, 1)),
        ("甲市“十四五”时期无废城市建设实施方案", None, date(2026, 1, 1)),
        ("甲市人民政府关于做好2023年安全生产工作的通知", "通知", date(2024, 1, 1)),
        ("甲市人民政府关于乙方案的批复", "批复", date(2024, 1, 1)),
        ("甲市2023年重点工程项目名单", None, date(2024, 1, 1)),
        ("明川市人民政府关于表彰2022年度先进集体的决定", "决定", date(2024, 1, 1)),
        ("明川市人民政府关于2022年度科学技术奖励的决定", "决定", date(2024, 1, 1)),
        ("明川市人民政府办公室关于对河口区予以通报表扬的通报", "通报", date(2024, 1, 1)),
        ("明川市人民政府关于修改科学技术奖励办法的决定", "决定", None),
        ("明川市人民政府关于规范评比表彰工作的决定", "决定", None),
        ("明川市见义勇为人员奖励规定", None, None),
        ("甲市乙管理办法（2023年修订）", None, None),
        ("市场准入负面清单（2023年版）", None, None),
        ("甲市2023年防汛应急预案", None, None),
        ("甲市乙实施方案", None, None),
        ("甲市人民政府关于乙的意见", "意见", None),
    ],
)
def test_spent(title: str, doc_type: str | None, day: date | None) -> None:
    assert spent_from(title, doc_type, SIGNED) == day


def test_a_stated_term_leaves_nothing_to_infer() -> None:
    document = make_document(make_part(["本方案有效期至2024年6月30日。"], title="甲市2023年乙工作方案"))
    assert [e.kind for e in find_effects(document)] == ["take_effect", "expire"]


def test_attachment_lives_as_its_enclosure() -> None:
    document = make_document(
        make_part(["现印发给你们。"], role="notice", addressed=False),
        make_part(["本办法自2023年4月1日起施行，有效期两年。"]),
        make_part(["一、流程。"], title="流程说明", role="attachment"),
    )
    life = [(e.kind, e.on, e.inferred) for e in find_effects(document) if e.part == 2]
    assert life == [("take_effect", date(2023, 4, 1), True), ("expire", date(2025, 3, 31), True)]


def test_decision_that_amends_some_acts_and_repeals_others() -> None:
    title = "甲市人民政府关于废止和修改部分规章的决定"
    lines = [
        "一、对2部规章的部分条款予以修改",
        "（一）《甲市丙办法》（甲市人民政府令第3号）",
        "1.将第五条中的“市建委”修改为“市住建局”。",
        "（二）《甲市丁规定》（甲市人民政府令第4号）",
        "将第九条第二款修改为：“从其规定。”",
        "二、废止《甲市戊办法》（甲市人民政府令第5号）",
    ]
    document = make_document(make_part(lines, title=title, role="body", addressed=False), title=title)
    found = [(e.kind, e.target.title, e.target_path) for e in find_effects(document) if e.target is not None]
    assert sorted(found, key=str) == [
        ("amend", "甲市丁规定", "art_9/para_2"),
        ("amend", "甲市丙办法", "art_5"),
        ("repeal", "甲市戊办法", None),
    ]


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("甲区消防安全集中除患攻坚大整治行动方案", "区政府决定从即日起至4月底,在全区组织开展。", date(2024, 1, 1)),
        ("甲市第四次文物普查工作的通知", "此次普查从2023年11月开始，到2026年6月结束，分三个阶段。", date(2027, 1, 1)),
        ("甲市危险化学品专项整治方案", "从即日起至1月底，开展整治。", date(2025, 1, 1)),
        ("甲市停车秩序整治方案", "每月从1日至5日上报。", None),
        ("甲市整治违法建设管理办法", "从即日起至4月底，在全市组织开展。", None),
        ("甲市文化建设实施方案", "从即日起至4月底，在全市组织开展。", None),
    ],
)  # fmt: skip
def test_a_campaign_is_over_when_its_period_is(title: str, text: str, day: date | None) -> None:
    """By the period that its own words state; other acts are not touched by such words."""
    assert campaign_spent_from(title, [text], SIGNED) == day


def test_a_list_of_repealed_acts_is_not_broken_by_an_unknown_kind() -> None:
    """通则 and the circle numeral ○ stand in real lists."""
    assert [title for _, title, _ in targets("《甲法》、《乙通则》、《丙绘本》、《丁法》同时废止。")] == [
        "甲法", "乙通则", "丁法",
    ]  # fmt: skip
    text = "一九七九年颁布的《中学卫生规定(草案)》和一九八○年颁布的《高等学校卫生规定(草案)》同时废止。"
    assert len(targets(text)) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("《丙办法》（甲政办〔2017〕84号）自2023年7月1日起一并废止", ["甲政办〔2017〕84号"]),
        ("原《丙办法》（甲政办〔2017〕84号）停止执行", ["甲政办〔2017〕84号"]),
        ("已经废止的《丙办法》（甲政办〔2017〕84号）不再作为执法依据。", []),
        ("市有关部门应当对《丙办法》（甲政办〔2017〕84号）予以废止。", []),
        ("适时将《丙办法》（甲政办〔2017〕84号）予以废止。", []),
        ("《丙办法》（甲政办〔2017〕84号）废止后，按新规定执行", []),
    ],
)
def test_a_heading_without_a_stop_ends_an_act_and_a_duty_does_not(text: str, wanted: list[str]) -> None:
    assert [e.target.doc_number for e in outward(text) if e.target and e.kind == "repeal"] == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("现决定自2021年7月1日起废止《丙办法》（甲政办〔2017〕84号）。", date(2021, 7, 1)),
        ("自2021年7月1日起，停止执行《丙办法》（甲政办〔2017〕84号）。", date(2021, 7, 1)),
        ("会议于2021年7月1日召开，决定废止《丙办法》（甲政办〔2017〕84号）。", SIGNED),
        ("决定废止2017年3月1日印发的《丙办法》（甲政办〔2017〕84号）。", SIGNED),
    ],
)
def test_the_day_before_the_verb(text: str, day: date) -> None:
    assert [(e.kind, e.on) for e in outward(text) if e.target] == [("repeal", day)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "《丙办法》（甲政办〔2017〕84号）及其补充通知（甲政办〔2019〕30号）同时废止。",
            ["甲政办〔2017〕84号", "甲政办〔2019〕30号"],
        ),
        ("《丙办法》（甲政办〔2017〕84号）及其说明按甲政办〔2019〕30号执行，不再重复。", []),
    ],
)
def test_an_act_ends_with_what_completes_it(text: str, numbers: list[str]) -> None:
    assert [e.target.doc_number for e in outward(text) if e.target and e.kind == "repeal"] == numbers


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("过去有关规定与本办法有抵触的，以本办法为准。", 1),
        ("以往规定与本办法不相符的，按照本办法执行。", 1),
        ("凡与本办法抵触的，按本办法执行。", 1),
        ("与上级规定有抵触的，以上级规定为准。", 0),
        ("数据不相符的，以现场核查为准。", 0),
    ],
)
def test_which_act_prevails(text: str, notes: int) -> None:
    document = make_document(make_part([text]))
    assert len([e for e in find_effects(document) if e.kind == "note"]) == notes
