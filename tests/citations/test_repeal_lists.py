"""Lists of acts that end together, each with the story of how it was made."""

import pytest

from regulations.citations.effects import find_effects
from tests.citations.samples import make_document, make_part

ASSEMBLY = "明川市第三届人民代表大会常务委员会第八次会议"


def ended(text: str, title: str = "明川市河道条例") -> list[tuple[str | None, str | None]]:
    document = make_document(make_part([text], title=title, role="body"), title=title)
    return [
        (effect.target.title, effect.target.doc_number)
        for effect in find_effects(document)
        if effect.target and effect.kind in ("repeal", "replace")
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            f"1998年3月1日{ASSEMBLY}通过的《明川市护岸条例》和2002年6月7日{ASSEMBLY}通过的《明川市堤防条例》同时废止。",
            ["明川市护岸条例", "明川市堤防条例"],
        ),
        (
            f"1996年8月11日{ASSEMBLY}通过，2010年9月29日{ASSEMBLY}修改的《明川市取水办法》、"
            f"2005年11月25日{ASSEMBLY}通过，2012年1月13日{ASSEMBLY}修正的《明川市排水办法》同时废止。",
            ["明川市取水办法", "明川市排水办法"],
        ),
        (
            f"1994年9月8日{ASSEMBLY}通过、根据1997年9月4日{ASSEMBLY}《关于修改〈明川市护岸条例〉的决定》第一次修正、"
            f"根据2001年10月16日{ASSEMBLY}《关于修改部分地方性法规的决定》第二次修正的《明川市护岸条例》，"
            f"1999年5月1日市人民政府发布、根据2004年6月1日市人民政府第9号令修改的《明川市堤防办法》同时废止。",
            ["明川市护岸条例", "明川市堤防办法"],
        ),
        (
            "1991年市人民政府发布、2000年市人民政府修订的《明川市取水办法》和《明川市违反〈护岸条例〉处罚办法》同时废止。",
            ["明川市取水办法", "明川市违反〈护岸条例〉处罚办法"],
        ),
        (
            "1990年明川市人民政府第7号令发布的《明川市护岸规定》，1995年明川市人民政府第62号令发布"
            "（1998年明川市人民政府第90号令修订）的《明川市堤防规定》同时废止。",
            ["明川市护岸规定", "明川市堤防规定"],
        ),
        (
            "市水利局《关于护岸的通知》（明水〔1999〕18号），市水利局、市财政局《关于护岸的通知（二）》（明水〔2001〕19号），"
            "以及原市建设委员会《关于护岸的解答》（明建〔2002〕7号）同时废止。",
            ["关于护岸的通知", "关于护岸的通知（二）", "关于护岸的解答"],
        ),
    ],
)
def test_every_act_of_the_list_ends(text: str, titles: list[str]) -> None:
    assert [title for title, _ in ended(f"本条例自2023年5月1日起施行。{text}")] == titles


def test_a_number_under_which_an_act_was_issued_is_its_number() -> None:
    text = (
        "明政发〔1985〕167号文件发布、根据1994年市人民政府第20号令修改的《明川市护岸规定》，"
        "明政发〔1986〕19号印发的《明川市堤防规定》同时废止。"
    )
    assert ended(text) == [
        ("明川市护岸规定", "明政发〔1985〕167号"),
        ("明川市堤防规定", "明政发〔1986〕19号"),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("决定废止《明川市护岸办法》，修订《明川市堤防办法》。", ["明川市护岸办法"]),
        ("废止《明川市护岸办法》，发布《明川市堤防办法》。", ["明川市护岸办法"]),
        ("废止《明川市护岸办法》，市水利局《明川市堤防办法》第三条继续执行。", ["明川市护岸办法"]),
        ("为实施《明川市护岸条例》，市人民政府发布的《明川市护岸细则》同时废止。", ["明川市护岸细则"]),
        ("依照《明川市护岸条例》制定的《明川市护岸细则》同时废止。", ["明川市护岸细则"]),
        ("《明川市护岸条例》施行后，市人民政府应当废止《明川市护岸细则》。", []),
        ("根据2001年《关于修改〈明川市护岸条例〉的决定》修正的《明川市护岸条例》继续适用。", []),
    ],
)
def test_an_act_that_only_stands_beside_the_list_does_not_end(text: str, titles: list[str]) -> None:
    assert [title for title, _ in ended(text)] == titles
