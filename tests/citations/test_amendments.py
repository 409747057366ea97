"""What a decision changes in other acts, provision by provision."""

import pytest

from regulations.citations.effects import find_effects
from tests.citations.samples import make_document, make_part


def amended(
    *texts: str, title: str = "甲市人民政府关于修改部分政府规章的决定"
) -> list[tuple[str, str | None]]:
    document = make_document(make_part(texts, title=title, role="body"), title=title, doc_type="决定")
    return [
        (e.target.title or "", e.target_path)
        for e in find_effects(document)
        if e.target and e.kind == "amend"
    ]


def test_a_change_belongs_to_the_act_named_with_the_provision() -> None:
    assert amended(
        "一、对《丙办法》作如下修改：删去第三条。",
        "二、将《丁规定》第七条中的“甲”修改为“乙”，第九条修改为：“丙。”",
        "三、删去《戊细则》第二条。",
    ) == [("丙办法", "art_3"), ("丁规定", "art_7"), ("丁规定", "art_9"), ("戊细则", "art_2")]


def test_a_decision_on_several_acts_names_each_with_its_first_article() -> None:
    title = "明川市人民代表大会常务委员会关于修改部分地方性法规的决定"
    assert amended(
        "1.在《明川市河道条例》第七条中增加一项作为第六项：“丙。”",
        "第九条修改为：“依照《明川市水法细则》第三条执行。”",
        "2.将《明川市堤防条例》第十条第四项修改为：“丁。”",
        "第十一条修改为：“戊。”",
        title=title,
    ) == [
        ("明川市河道条例", "art_7/item_6"),
        ("明川市河道条例", "art_9"),
        ("明川市堤防条例", "art_10/item_4"),
        ("明川市堤防条例", "art_11"),
    ]
    assert amended("第九条修改为：“丙。”", title=title) == []


def test_every_provision_of_a_list_is_changed() -> None:
    title = "明川市人民政府关于修改《明川市河道办法》的决定"
    assert amended(
        "一、删去第四条、第五条。",
        "二、将第六条、第七条第二款和第九条中的“水务局”修改为“水利局”。",
        "三、将第八条第一款修改为：“丙。”第二款修改为：“丁。”",
        title=title,
    ) == [
        ("明川市河道办法", place)
        for place in ("art_4", "art_5", "art_6", "art_7/para_2", "art_9", "art_8/para_1", "art_8/para_2")
    ]
    assert amended("删去第四条中的“第五条、第六条”。", title=title) == [("明川市河道办法", "art_4")]
    assert amended(
        "第八十九条“市水利局行使下列职权，并且按照规定向市人民政府和上级主管部门报告河道、堤防、水库、涵闸的建设、管理、维护、调度和防汛抗旱的情况”中第六项“（六）监督河道的建设”修改为“（六）监督河道的管理”。",
        title=title,
    ) == [("明川市河道办法", "art_89/item_6")]


def test_an_act_of_which_no_provision_is_named_is_changed_as_a_whole() -> None:
    assert amended(
        "一、修改《明川市河道批复》",
        "将引言修改为：“根据《明川市水法细则》，批复如下：”",
        "二、修改《明川市堤防条例》",
        "1.将引言修改为：“丙。”",
        "2.将第二条修改为：“丁。”",
        title="明川市人民政府关于修改《明川市河道批复》等二件规章的决定",
    ) == [("明川市堤防条例", "art_2"), ("明川市河道批复", None)]


def test_two_acts_changed_by_one_sentence() -> None:
    assert amended("现对《明川市河道办法》《明川市堤防办法》作如下修改：", "将第三条修改为：“丙。”") == [
        ("明川市堤防办法", "art_3"),
        ("明川市河道办法", None),
    ]


def test_a_title_without_its_maker_is_the_act_that_is_changed() -> None:
    assert amended(
        "对《明川市人民政府关于河道管理的规定》（以下简称《规定》）作如下修改：",
        "将《规定》第三条修改为：“丙。”",
        title="明川市人民政府关于修改《关于河道管理的规定》的决定",
    ) == [("明川市人民政府关于河道管理的规定", "art_3")]


def test_words_on_an_earlier_change_change_nothing() -> None:
    assert amended("市人民政府对《明川市河道办法》作了修改，现重新公布。") == []
    assert (
        amended("《明川市水法细则》修改后，本市依照执行。", title="明川市人民政府关于修改部分规章的决定")
        == []
    )


def test_in_a_decision_on_one_act_another_is_changed_where_it_is_named_only() -> None:
    assert amended(
        "一、将第三条修改为：“丙。”",
        "二、将《明川市堤防条例》第七条修改为：“丁。”",
        "三、第九条修改为：“戊。”",
        title="明川市人民政府关于修改《明川市河道办法》的决定",
    ) == [("明川市河道办法", "art_3"), ("明川市堤防条例", "art_7"), ("明川市河道办法", "art_9")]


def test_an_act_quoted_in_a_change_is_not_changed() -> None:
    assert amended(
        "一、将第三条中的“《丁规定》第七条”修改为“《戊规定》第八条”。",
        title="甲市人民政府关于修改《丙办法》的决定",
    ) == [("丙办法", "art_3")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("第九条增加一款，作为第二款：“丙。”", "art_9/para_2"),
        ("第九条第一款增加一项，作为第（五）项：“丙。”", "art_9/para_1/item_5"),
        ("第二十条改为第二十一条，修改为：“丙。”", "art_20"),
        ("增加一条，作为第六条：“丙。”", "art_6"),
    ],
)
def test_the_place_of_a_change(text: str, path: str) -> None:
    assert amended(text, title="甲市人民政府关于修改《丙办法》的决定") == [("丙办法", path)]


def test_an_article_that_only_gets_another_number_is_not_changed() -> None:
    title = "甲市人民政府关于修改《丙办法》的决定"
    assert amended("第二十条改为第二十一条。", title=title) == [("丙办法", None)]
