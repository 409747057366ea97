"""Mentions of acts: each with its span, its number and the provision it names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.citations.aliases import Aliases, known_titles
from regulations.citations.extract import collect_aliases, find_citations
from regulations.citations.model import Citation

KNOWN = Aliases(known_titles=known_titles(["中华人民共和国安全生产法", "公司法", "刑法", "信访条例"]))


def found(text: str, context: Aliases | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.title, c.doc_number) for c in find_citations(text, context)]


def only(text: str, context: Aliases | None = None) -> Citation:
    (citation,) = find_citations(text, context)
    return citation


def test_titles_side_by_side() -> None:
    text = "根据《中华人民共和国水污染防治法》《城镇排水与污水处理条例》等有关法律、法规"
    assert [c.quote for c in find_citations(text)] == [
        "《中华人民共和国水污染防治法》",
        "《城镇排水与污水处理条例》",
    ]


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("《甲条例》（国务院令 第493号）", "甲条例", "国务院令第493号"),
        ("《甲规定》(晋市政办[2018] 67号)", "甲规定", "晋市政办〔2018〕67号"),
        ("《甲规则》（HJ1235-2021）", "甲规则", "HJ1235-2021"),
        ("《甲办法》（试行）（甲政发〔2020〕1号）", "甲办法（试行）", "甲政发〔2020〕1号"),
        ("环办便函〔2021〕433号文印发了《甲方案》", "甲方案", "环办便函〔2021〕433号"),
        (
            "《关于印发〈甲办法〉的通知》（甲政发〔2020〕1号）",
            "关于印发〈甲办法〉的通知",
            "甲政发〔2020〕1号",
        ),
        (
            "《关于印发《甲办法》的通知》（甲政发〔2020〕1号）",
            "关于印发〈甲办法〉的通知",
            "甲政发〔2020〕1号",
        ),
        ("《关于印发《甲办法》的通知（甲政发〔2020〕1号）", "关于印发〈甲办法〉的通知", "甲政发〔2020〕1号"),
        ("《甲管理 办法(试行)》", "甲管理办法（试行）", None),
        ("《甲办法（甲政发〔2020〕1号）", "甲办法", "甲政发〔2020〕1号"),
    ],
)
def test_title_and_number(text: str, title: str, number: str | None) -> None:
    citation = only(text)
    assert (citation.title, citation.doc_number) == (title, number)
    assert citation.quote == text


def test_bracket_that_was_never_closed_ends_at_the_next_title() -> None:
    assert [c.title for c in find_citations("《甲法、《乙法》和《丙法")] == ["甲法", "乙法", "丙法"]


def test_number_alone() -> None:
    assert found("住宅用地按甲政办函〔2014〕46号执行") == [("number", None, "甲政办函〔2014〕46号")]


@pytest.mark.parametrize(
    "text",
    [
        "填写《申请表》",
        "持《营业执照》",
        "见《甲日报》",
        "编排《千年铁魂》",
        "凤台街289号",
        "（2023年版）",
        "（HJ1-2020）",
    ],
)
def test_no_act(text: str) -> None:
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("《甲办法》第二十一条第二款第（三）项", "art_21/para_2/item_3"),
        ("《甲办法》（甲政发〔2020〕1号）第五条", "art_5"),
        ("《甲办法》中第五条之一", "art_5_1"),
        ("《甲办法》第四章", "chp_4"),
        ("《甲办法》附件2", "att_2"),
        ("《甲应急预案》4.3.2", "s_4_3_2"),
        ("《甲办法》第 21 条", "art_21"),
    ],
)
def test_provision_named(text: str, path: str) -> None:
    assert only(text).provision_path == path


def test_further_provisions_belong_to_the_same_act() -> None:
    citations = find_citations("违反《甲办法》第五条第一项、第二项和第八条的")
    assert [(c.title, c.provision_path) for c in citations] == [
        ("甲办法", "art_5/item_1"),
        ("甲办法", "art_5/item_2"),
        ("甲办法", "art_8"),
    ]


def test_short_name_is_defined_and_used() -> None:
    aliases = collect_aliases(["根据《甲网约车暂行办法》（以下简称《暂行办法》），制定本细则。"])
    citation = only("应当符合《暂行办法》第五条规定", aliases)
    assert (citation.kind, citation.alias_of, citation.provision_path) == (
        "alias",
        "甲网约车暂行办法",
        "art_5",
    )


def test_short_name_without_brackets() -> None:
    aliases = collect_aliases(["落实《甲意见》（国办发〔2016〕58号，以下简称“58号文件”）。"])
    citation = only("按照58号文件要求", aliases)
    assert (citation.kind, citation.doc_number) == ("alias", "国办发〔2016〕58号")


def test_short_name_that_means_two_acts_means_none() -> None:
    aliases = collect_aliases(["《甲办法》（以下简称《办法》）", "《乙办法》（以下简称《办法》）"])
    assert only("按《办法》执行", aliases).alias_of is None


def test_kind_alone_means_the_document_itself() -> None:
    aliases = collect_aliases([], own_titles=["甲市无废城市建设实施方案"])
    citation = only("该《实施方案》适用于本市", aliases)
    assert citation.own
    assert citation.title == "甲市无废城市建设实施方案"
    assert only("该《办法》适用于本市", aliases).title is None


def test_kind_alone_means_the_one_cited_act_that_ends_so() -> None:
    aliases = collect_aliases(["落实《丙安全实施细则》《丁管理办法》《戊奖励办法（试行）》。"])
    assert only("结合《实施细则》", aliases).title == "丙安全实施细则"
    assert only("结合《办法》", aliases).title is None


def test_word_for_the_text_itself_is_no_alias() -> None:
    aliases = collect_aliases(["根据《甲办法》（以下简称本办法），制定。"])
    assert find_citations("本办法适用于全市。", aliases) == ()


def test_national_titles_without_brackets() -> None:
    assert found("违反安全生产法第五条的", KNOWN) == [("short_name", "安全生产法", None)]
    assert only("中华人民共和国安全生产法规定", KNOWN).quote == "中华人民共和国安全生产法"


@pytest.mark.parametrize("text", ["公司法人治理结构", "刑法学", "甲省信访条例第五条", "反安全生产法规"])
def test_longer_words_are_no_national_title(text: str) -> None:
    assert [c for c in find_citations(text, KNOWN) if c.kind == "short_name"] == []


def test_words_before_the_title() -> None:
    citation = only("2018年9月17日市国资委印发的《甲办法》")
    assert (citation.issuer, citation.issued_on) == ("市国资委", date(2018, 9, 17))


@given(st.text("《》〈〉（）()甲办法的通知第五条款前本、和号〔2023〕晋政发 \n。以下简称“”", max_size=120))
def test_spans_give_the_words_back_and_never_overlap(text: str) -> None:
    last = 0
    for citation in find_citations(text, KNOWN):
        assert text[citation.start : citation.end] == citation.quote
        assert citation.start >= last
        last = citation.end


@pytest.mark.parametrize(
    "text",
    ["违反保密法律法规的", "公司法定代表人签署", "监督检查渔业法规的施行", "本市保密法制教育"],
)
def test_short_names_inside_other_words_are_none(text: str) -> None:
    """保密法 defined as a short name is not in 保密法律."""
    words = ("《中华人民共和国保守国家秘密法》（以下简称保密法）", "《中华人民共和国公司法》（以下简称公司法）",
             "《中华人民共和国渔业法》（以下简称渔业法）")  # fmt: skip
    assert found(text, collect_aliases(words)) == []


@pytest.mark.parametrize(
    "text", ["违反保密法第五条", "依照保密法的规定", "保密法、密码法", "按保密法定期检查"]
)
def test_short_names_as_words_stay(text: str) -> None:
    table = collect_aliases(["《中华人民共和国保守国家秘密法》（以下简称保密法）"])
    assert [c.kind for c in find_citations(text, table)] == ["alias"]


def test_a_licence_with_a_short_name_is_no_act() -> None:
    """《…许可证》（以下简称《许可证》） defines a word, names no act."""
    text = "申领《接收卫星电视节目许可证》（以下简称《许可证》），凭《许可证》安装。"
    assert found(text, collect_aliases([text])) == []


def test_article_under_a_chapter_is_one_place() -> None:
    """第三章第十一条 of another act is neither its chapter nor an article of this one."""
    cite = only("依照《甲条例》第三章第十一条的规定执行")
    assert (cite.quote, cite.provision_path) == ("《甲条例》第三章第十一条", "art_11")


def test_an_edition_in_brackets_does_not_part_a_title_from_its_provision() -> None:
    citation = only("《甲条例》（2019年修正）第四十七条第二款")
    assert (citation.title, citation.provision_path) == ("甲条例", "art_47/para_2")
    assert only("《甲条例》（第三次修正版）第三条").provision_path == "art_3"


@pytest.mark.parametrize("words", ["2019年印发", "原市水利局负责", "修正案"])
def test_other_words_in_brackets_part_them(words: str) -> None:
    assert only_act(f"《甲条例》（{words}）第三条").provision_path is None


def only_act(text: str) -> Citation:
    """The one quoted act of a text."""
    (citation,) = [c for c in find_citations(text) if c.kind == "act"]
    return citation


@pytest.mark.parametrize("names", ["《条例》《办法》", "“条例”“办法”", "《条例》和《办法》"])
def test_short_names_given_severally(names: str) -> None:
    texts = [f"根据《丁法》和《甲市乙条例》《甲市丙办法》（以下分别简称{names}）", "《办法》第三条"]
    context = collect_aliases(texts)
    assert only("《办法》第三条", context).title == "甲市丙办法"
    assert only("《条例》第三条", context).title == "甲市乙条例"


@pytest.mark.parametrize(
    "text",
    [
        "《甲市乙条例》《甲市丙办法》（以下分别简称《细则》《规定》）",
        "《甲市丙办法》（以下分别简称《条例》《办法》）",
    ],
)
def test_names_that_fit_no_act_are_given_to_none(text: str) -> None:
    assert collect_aliases([text]).entries == ()


def test_a_name_of_two_characters_counts_where_it_is_quoted() -> None:
    context = collect_aliases(["《甲市乙条例》（以下简称“条例”）"])
    citation = only("违反“条例”第五条的单位", context)
    assert (citation.kind, citation.title, citation.provision_path) == ("alias", "甲市乙条例", "art_5")
    assert citation.quote == "“条例”第五条"
    assert find_citations("违反条例的单位", context) == ()
