"""References of a text to itself lead to a provision of it, or nowhere."""

import pytest

from documents.gazette.parsed import Provision
from regulations.citations.attachments import list_attachments
from regulations.citations.extract import find_citations
from regulations.citations.inner import find_inner, resolve_inner, resolve_inner_all
from regulations.citations.provisions import PathIndex, beside, read_provision
from tests.citations.samples import node

TREE = (
    node(
        "chp_2",
        node("art_8", node("art_8/para_1"), node("art_8/para_2"), kind="article"),
        node(
            "art_9",
            node("art_9/para_1", node("art_9/para_1/item_1"), node("art_9/para_1/item_3")),
            node("art_9/para_2"),
            node("art_9/para_3"),
            kind="article",
        ),
        kind="chapter",
    ),
)


@pytest.mark.parametrize(
    ("text", "at", "paths"),
    [
        ("违反本办法第九条", "art_8", ("art_9",)),
        ("违反本办法第九条第三项", "art_8", ("art_9/para_1/item_3",)),
        ("依照前款规定", "art_9/para_2", ("art_9/para_1",)),
        ("依照前两款规定", "art_9/para_3", ("art_9/para_1", "art_9/para_2")),
        ("依照前款第一项", "art_9/para_2", ("art_9/para_1/item_1",)),
        ("依照前条第二款", "art_9/para_1", ("art_8/para_2",)),
        ("依照本条第一款", "art_9/para_3", ("art_9/para_1",)),
        ("依照第八条的规定", "art_9/para_3", ("art_8",)),
        ("适用本章规定", "art_9/para_3", ("chp_2",)),
        ("前项所列", "art_9/para_1/item_3", ("art_9/para_1/item_1",)),
    ],
)
def test_leads_to(text: str, at: str, paths: tuple[str, ...]) -> None:
    (citation,) = find_inner(text)
    assert resolve_inner_all(citation, at, TREE) == paths
    assert resolve_inner(citation, at, PathIndex(TREE)) == paths[0]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("依照前款规定", "art_9/para_1"),
        ("依照前三款规定", "art_9/para_3"),
        ("依照前条规定", "art_8/para_1"),
        ("违反本办法第三十条", "art_8"),
        ("依照前款规定", "h_3/h_2"),
        ("依照本条第九款", "art_9/para_3"),
    ],
)
def test_no_antecedent_no_link(text: str, at: str) -> None:
    (citation,) = find_inner(text)
    assert resolve_inner(citation, at, TREE) is None


@pytest.mark.parametrize(
    "text",
    [
        "目前条件",
        "以前款项",
        "本条例",
        "本项目",
        "本章程",
        "第一条生产线",
        "第二条战线",
        "第三项目部",
        "依照治安管理处罚法第十九条的规定",
        "依照甲条例第三条、第五条的规定",
        "增加一款，作为第三款：",
        "第五条 ",
        "涉嫌刑法分则第四章、第五章规定的犯罪",
    ],
)
def test_no_reference(text: str) -> None:
    assert find_inner(text) == ()


def test_provisions_of_another_act_are_not_inner() -> None:
    kinds = [c.kind for c in find_citations("《甲法》第五条、第六条和本办法第七条、第八条")]
    assert kinds == ["act", "act", "inner", "inner"]


def test_second_item_hangs_on_the_same_article() -> None:
    first, second = find_inner("对本办法第九条第一项、第三项规定的人员")
    assert (first.provision_path, second.provision_path) == ("art_9/item_1", "art_9/item_3")
    assert resolve_inner(second, "art_8/para_1", TREE) == "art_9/para_1/item_3"


def test_paths() -> None:
    named = read_provision("第二十一条之一第二款第（三）项第2目")
    assert named is not None
    assert named.path == "art_21_1/para_2/item_3/subitem_2"
    assert beside("art_17/para_1/item_4", "para_2") == "art_17/para_2"
    assert beside("art_17/para_1", "art_18") == "art_18"
    assert read_provision("附则") is None


def test_item_in_two_clauses_is_not_guessed() -> None:
    tree = (
        node(
            "art_1",
            node("art_1/para_1", node("art_1/para_1/item_1")),
            node("art_1/para_2", node("art_1/para_2/item_1")),
        ),
    )
    assert PathIndex(tree).locate("art_1/item_1") is None


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("本办法第二十条第（一）、（二）项所列行为", ["art_20/item_1", "art_20/item_2"]),
        ("第十五条（三）、（四）、（五）项规定", ["art_15/item_3", "art_15/item_4", "art_15/item_5"]),
        ("本细则第七十八条第(二)至第(七)项", ["art_78/item_2", "art_78/item_7"]),
        ("（一）、（二）类企业", []),
        ("职责见附件。", [None]),
        ("职责详见附录10.4。", ["s_10_4"]),
        ("见附件2", ["att_2"]),
        ("买卖合同及附件；", []),
        ("附件：1.甲表", []),
        ("“第二百八十七条之二 明知他人犯罪", []),
        ("依照第二百八十七条之二的规定", ["art_287_2"]),
    ],
)
def test_items_that_share_their_word_and_annexes(text: str, paths: list[str | None]) -> None:
    """The first of （一）、（二）项 bears no 项 of its own; an annex is named with and without number."""
    assert [c.provision_path for c in find_inner(text)] == paths


def test_the_list_of_attachments_is_found() -> None:
    """In notes and under a heading, numbered or alone."""
    notes = tuple(
        node(f"note_{at}", kind="note", text=words)
        for at, words in enumerate(("附件：1.甲流程图（见网络）", "2.乙名单"), 1)
    )
    assert list_attachments(notes) == {1: "note_1", 2: "note_2"}
    assert list_attachments((node("note_1", kind="note", text="附件：丙表"),)) == {1: "note_1"}
    empty = (node("note_1", kind="note", text="附件："), node("note_2", kind="note", text="1．丁表"))
    assert list_attachments(empty) == {1: "note_2"}
    assert list_attachments((node("note_1", kind="note", text="注：见上。"), node("art_1"))) == {}


def penalty_text(opening: str, *items: str) -> tuple[Provision, ...]:
    """第五条 with five items, and 第二十条 that punishes their breach item by item."""
    duties = tuple(node(f"art_5/item_{n}", kind="item") for n in range(1, 6))
    rows = tuple(node(f"art_20/item_{n}", kind="item", text=text) for n, text in enumerate(items, 1))
    return (
        node("art_5", *duties, kind="article", text="在明川市河道内不得有下列行为："),
        node("art_6", *(node(f"art_6/para_{n}") for n in range(1, 4)), kind="article"),
        node("art_20", *rows, kind="article", text=opening),
    )


def leads(tree: tuple[Provision, ...], text: str, at: str) -> list[tuple[str, ...]]:
    return [resolve_inner_all(found, at, tree) for found in find_inner(text)]


@pytest.mark.parametrize(
    "words", ["违反第二项、第五项规定的，处五百元罚款", "有第二项、第五项行为的，处五百元罚款"]
)
def test_a_penalty_by_item_is_for_the_items_of_the_article_broken(words: str) -> None:
    tree = penalty_text("违反本条例第五条规定的，按照下列规定处罚：", "甲。", words)
    assert leads(tree, words, "art_20/item_2") == [("art_5/item_2",), ("art_5/item_5",)]


def test_the_article_broken_stands_in_the_sentence_before() -> None:
    text = "违反本条例第五条第一项规定的，处警告；违反第四项规定的，处罚款；违反本条例第六条第一款规定或者未按第三款规定报告的，处罚款。"
    tree = penalty_text("甲。")
    assert leads(tree, text.split("；违反本")[0], "art_20") == [("art_5/item_1",), ("art_5/item_4",)]
    assert leads(tree, "违反本" + text.split("；违反本")[1], "art_20") == [
        ("art_6/para_1",),
        ("art_6/para_3",),
    ]


@pytest.mark.parametrize(
    ("opening", "text", "at", "path"),
    [
        # no breach named in the opening: the article speaks of itself
        ("经营者应当遵守下列规定：", "违反第二项规定的，责令改正", "art_20/item_3", ("art_20/item_2",)),
        # its own list of acts: 有第二项行为 in a paragraph after it
        (
            "违反本条例第五条规定，有下列行为之一的：",
            "有第二项行为的，从重处罚",
            "art_20",
            ("art_20/item_2",),
        ),
        # several articles: nobody knows which one
        ("违反本条例第五条、第六条规定的，按照下列规定处罚：", "违反第二项规定的", "art_20/item_3", ()),
    ],
)
def test_a_penalty_without_one_article_broken(
    opening: str, text: str, at: str, path: tuple[str, ...]
) -> None:
    assert leads(penalty_text(opening, "甲。", "乙。", "丙。"), text, at) == [path]


def test_a_clause_may_hang_on_its_article_by_a_word() -> None:
    tree = penalty_text("甲。")
    assert leads(tree, "违反本条例第六条的第二款、第三款规定的", "art_20") == [
        ("art_6/para_2",),
        ("art_6/para_3",),
    ]
    (first, _) = find_inner("违反本条例第六条的第二款、第三款规定的")
    assert first.provision_cite == "第六条第二款"
    assert leads(tree, "依照本条例第六条的规定", "art_20") == [("art_6",)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("不符合第三条第一款第四项要求的", "art_3/para_1/item_4"),
        ("依照第十三条第二款提出的报告", "art_13/para_2"),
        ("适用第四十五条第二款关于损失赔偿的规定", "art_45/para_2"),
        ("依照第八条条件办理", "art_8"),
        ("具备第八条关于股东的条件", "art_8"),
    ],
)
def test_a_provision_is_named_whole(text: str, path: str) -> None:
    assert [c.provision_path for c in find_inner(text)] == [path]


@pytest.mark.parametrize(
    "text", ["第十一条战线的工作", "建设第三条铁路", "第一项目部负责", "开通第五条公交线路"]
)
def test_what_is_counted_is_no_provision(text: str) -> None:
    assert find_inner(text) == ()
