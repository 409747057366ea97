"""Basis, acts cited and acts repealed of a document."""

from dataclasses import replace

from documents.gazette.parsed import ActReference, Provision
from regulations.citations.acts import find_document_acts
from tests.citations.samples import make_document, make_part

NOTICE = make_part(
    ["《甲市乙管理办法》已经市人民政府同意，现印发给你们，请认真贯彻执行。"],
    role="notice",
    title="通知",
    addressed=False,
)


def titles(references: tuple[ActReference, ...]) -> list[str | None]:
    return [reference.title for reference in references]


def test_first_article_states_the_basis() -> None:
    acts = find_document_acts(
        make_document(
            NOTICE,
            make_part(
                [
                    "为了加强管理，根据《中华人民共和国丙法》、《丁条例》（国务院令第493号）等规定，结合本市实际，制定本办法。",
                    "从事收集的单位应当符合《戊办法》第十九条规定的条件。",
                    "根据《己预案》，灾害分为四级。",
                ]
            ),
        )
    )
    assert titles(acts.legal_basis) == ["中华人民共和国丙法", "丁条例"]
    assert titles(acts.cites) == ["中华人民共和国丙法", "丁条例", "戊办法", "己预案"]
    assert acts.cites[1].doc_number == "国务院令第493号"


def test_heading_on_the_basis() -> None:
    clause = Provision("clause", "", "", "《丙法》《丁预案》等。", "s_1_2/para_1", "1.2", 3, 1, None, 1, 1)
    basis = Provision("heading", "1.2", "编制依据", "", "s_1_2", "1.2", 2, 2, None, 1, 1, (clause,))
    other = Provision("heading", "1.3", "工作依据和流程", "《戊法》规定。", "s_1_3", "1.3", 2, 3, None, 1, 1)
    part = make_part([], title="甲市乙应急预案")
    part = type(part)(**{**{f: getattr(part, f) for f in part.__slots__}, "provisions": (basis, other)})
    acts = find_document_acts(make_document(NOTICE, part))
    assert titles(acts.legal_basis) == ["丙法", "丁预案"]


def test_carrying_out_an_act_is_a_basis_only_in_the_opening() -> None:
    acts = find_document_acts(
        make_document(
            make_part(
                ["为深入贯彻落实《丙意见》（国发〔2023〕1号）精神，制定本方案。"],
                addressed=False,
                role="body",
            ),
            make_part(["一要严格。", "二要落实。", "三要执行。", "四要公开，严格落实《丁条例》。"]),
        )
    )
    assert titles(acts.legal_basis) == ["丙意见"]
    assert titles(acts.cites) == ["丙意见", "丁条例"]


def test_own_texts_aliases_and_forms_are_not_cited() -> None:
    acts = find_document_acts(
        make_document(
            NOTICE,
            make_part(
                [
                    "根据《丙暂行办法》（以下简称《暂行办法》），制定《甲市乙管理办法》。",
                    "符合《暂行办法》的，填写《申请表》，领取《许可证》。",
                    "《甲市人民政府办公室关于印发甲市乙管理办法的通知》（甲政办〔2023〕5号）的解释。",
                ]
            ),
        )
    )
    assert titles(acts.cites) == ["丙暂行办法"]


def test_each_act_once_and_the_number_tells_two_apart() -> None:
    acts = find_document_acts(
        make_document(
            NOTICE,
            make_part(
                [
                    "执行《中华人民共和国丙法》。",
                    "执行《丙法》。",
                    "《丁方案》（甲政办〔2019〕1号）和《丁方案》（甲政办〔2021〕1号）",
                    "按甲政办函〔2014〕46号执行。",
                ]
            ),
        )
    )
    assert [(r.title, r.doc_number) for r in acts.cites] == [
        ("中华人民共和国丙法", None),
        ("丁方案", "甲政办〔2019〕1号"),
        ("丁方案", "甲政办〔2021〕1号"),
        (None, "甲政办函〔2014〕46号"),
    ]


def test_former_act_of_the_same_title_is_repealed_and_cited() -> None:
    acts = find_document_acts(
        make_document(
            NOTICE,
            make_part(["本办法自印发之日起施行。原《甲市乙管理办法》（甲政办〔2019〕44 号）同时废止。"]),
        )
    )
    assert acts.abolishes == (ActReference("甲市乙管理办法", "甲政办〔2019〕44号"),)
    assert acts.cites == acts.abolishes


def test_to_carry_out_a_law_is_a_basis_of_the_act_made_for_it() -> None:
    made = make_part(["为了实施《丙法》，结合明川市实际，制定本办法。", "实施《丁条例》的经费列入预算。"])
    acts = find_document_acts(make_document(NOTICE, made))
    assert titles(acts.legal_basis) == ["丙法"]
    assert titles(acts.cites) == ["丙法", "丁条例"]


def test_a_numbered_first_paragraph_states_the_basis_and_a_heading_does_not() -> None:
    def rules(*headings: str) -> list[str | None]:
        nodes = tuple(
            Provision("heading", f"{n}、", text, "", f"h_{n}", f"{n}", 1, n, None, n, n)
            for n, text in enumerate(headings, 1)
        )
        part = replace(make_part([], title="明川市人民政府工作规则"), provisions=nodes)
        return titles(find_document_acts(make_document(NOTICE, part)).legal_basis)

    assert rules("根据《丙法》，参照《丁省人民政府工作规则》，制定本规则。", "市长主持全面工作。") == [
        "丙法",
        "丁省人民政府工作规则",
    ]
    assert rules("根据《丙法》开展检查", "市长主持全面工作。") == []


def test_the_story_of_an_act_in_brackets_is_no_basis() -> None:
    story = "（1994年1月28日明川市人民政府令第14号发布　根据2005年12月19日《明川市人民政府关于修改〈明川市税费办法〉的决定》修订）"
    pre = Provision("clause", "", "", story, "pre/para_1", "序言", 1, 1, None, 1, 1)
    first = make_part(["根据《丙法》，制定本办法。"], title="明川市税费办法")
    part = replace(first, provisions=(pre, *first.provisions))
    acts = find_document_acts(make_document(NOTICE, part))
    assert titles(acts.legal_basis) == ["丙法"]
