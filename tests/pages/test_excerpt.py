"""A choice of articles to print, and what a text says of its attachments."""

import pytest
from django.template import Context, Template
from django.test import Client

from documents.models import Document
from regulations.models import Citation, Provision
from regulations.printed import Node, chosen_nodes
from tests.pages.library import TITLE, Library

ACT = "/r/mczbf-2024-12-1/"


def read(client: Client, address: str) -> str:
    """The page as text."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_articles_can_be_ticked_without_a_script(client: Client, library: Library) -> None:
    page = read(client, ACT + "?pick=1&on=2024-05-01")
    assert '<input type="checkbox" name="pick" value="art_2" aria-label="选 第二条">' in page
    assert '<input type="hidden" name="on" value="2024-05-01">' in page
    assert "只看所选" in page
    assert "checkbox" not in read(client, ACT)


def test_a_selection_is_printed_with_its_citation(client: Client, library: Library) -> None:
    page = read(client, ACT + "?pick=art_2&pick=art_4")
    assert f"《{TITLE}》第二条、第四条</span>（明川政办发〔2024〕12号）" in page
    assert "申请时应当提交下列材料" in page
    assert "本市行政区域内适用" not in page
    assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize("pick", ["art_99", "<script>", "\0", "art_2/", ""])
def test_what_is_no_place_is_not_picked(client: Client, library: Library, pick: str) -> None:
    answer = client.get(ACT, {"pick": pick})
    assert answer.status_code == 200
    assert 'class="picking"' in answer.content.decode()


def test_what_stands_inside_a_chosen_chapter_is_told_once() -> None:
    article = Node("article", "art_1")
    chapter = Node("chapter", "chp_1", children=[article])
    assert chosen_nodes([chapter], {"chp_1", "art_1"}) == [chapter]
    assert chosen_nodes([chapter], {"art_1"}) == [article]
    assert chosen_nodes([chapter], set()) == []


def test_print_pages_carry_the_title_and_no_title_leaves_its_string(client: Client, library: Library) -> None:
    assert f'@top-right {{ content: "{TITLE}' in read(client, ACT)
    evil = Template("{% load reading %}{{ text|css_text }}").render(Context({"text": '甲"}</style>\\a'}))
    assert evil.startswith("甲")
    assert not set('"<>}') & set(evil)


def test_an_attachment_that_was_not_printed_is_not_called_unclear(client: Client, library: Library) -> None:
    clause = Provision.objects.get(version__regulation=library.rules, path="art_1/para_2")
    clause.text = "格式见附件 2，另见第九条。"
    clause.save()
    for start, quote in ((3, "附件 2"), (10, "第九条")):
        Citation.objects.create(
            provision=clause, regulation=library.rules, start=start, end=start + len(quote), quote=quote,
            kind="inner", status="unclear",
        )  # fmt: skip
    page = read(client, ACT)
    assert '<span class="absent" title="公报没有刊印这个附件">附件 2</span>' in page
    assert '<span class="doubt" title="没有找到这里所指的条款"><span class="nb">第九条</span></span>' in page
    assert "文中提到的附件2公报没有刊印" in page
    assert "1 处引用指向不明" in page


def test_attachments_are_linked_where_they_were_printed(client: Client, library: Library) -> None:
    names = [f"{TITLE}（见网络）", "电梯联络表（见网络）"]
    Document.objects.filter(pk=library.rules.document_id).update(attachment_list=names)
    page = read(client, "/r/mczbf-2024-12/")
    assert f'1．<a href="{ACT}">{TITLE}（见网络）</a>' in page
    assert '2．电梯联络表（见网络）　<span class="absent">公报没有刊印</span>' in page
