"""Each page: its queries counted, its words right, what is not public not there."""

import pytest
from django.test import Client

from documents.page_selectors import days_of
from regulations.models import Effect, Redirect, Regulation, Spelling
from tests.pages.library import OLD_TITLE, STUB_TITLE, TITLE, Library

ACT = "/r/mczbf-2024-12-1/"


def read(client: Client, address: str, status: int = 200) -> str:
    """The page as text."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_an_act_shows_its_text_its_life_and_its_links(client: Client, library: Library) -> None:
    page = read(client, ACT)
    assert "现行有效" in page
    assert "为了规范&lt;加装电梯&gt;工作" in page
    assert f'<a class="cite dead" href="/r/mczbf-2019-31/" title="已废止">《{OLD_TITLE}》</a>' in page
    assert f'<a class="cite stub" href="/r/wuzhangai/" title="未收录全文">《{STUB_TITLE}》</a>' in page
    assert '<a class="cite" href="/r/tezhongshebei/">' in page
    assert "余 862 天" in page
    assert "被引 1 处" in page
    assert '按照<mark>《明川市既有住宅加装电梯管理办法》</mark><span class="nb">第二条</span>的规定' in page


def test_notice_and_enclosure_are_two_addresses_in_one_frame(client: Client, library: Library) -> None:
    assert 'href="/r/mczbf-2024-12/">印发通知</a>' in read(client, ACT)
    notice = read(client, "/r/mczbf-2024-12/")
    assert f'href="{ACT}">{TITLE}</a>' in notice
    assert "各县（区）人民政府：" in notice
    assert '<p class="seal">明川市人民政府办公室</p>' in notice


def test_a_place_is_marked_and_can_be_cited(client: Client, library: Library) -> None:
    page = read(client, ACT + "art_2/item_1/")
    assert '<li id="art_2-item_1" class="named">' in page
    assert f"《{TITLE}》第二条第（一）项" in page


def test_a_place_that_never_was_is_not_found(client: Client, library: Library) -> None:
    read(client, ACT + "art_99/", 404)


def test_moved_addresses_lead_on_and_keep_the_day(client: Client, library: Library) -> None:
    Redirect.objects.create(slug="mczbf-2024-12-1", path="art_9", regulation=library.rules, new_path="art_2")
    Redirect.objects.create(slug="old-slug", path="", regulation=library.rules)
    answer = client.get(ACT + "art_9/?on=2024-05-01")
    assert answer.status_code == 301
    assert answer["Location"] == ACT + "art_2/?on=2024-05-01"
    assert client.get("/r/old-slug/art_1/")["Location"] == ACT + "art_1/"


def test_the_day_is_kept_on_links_and_judges(client: Client, library: Library) -> None:
    page = read(client, ACT + "?on=2024-03-01")
    assert "尚未施行" in page
    assert 'href="/r/mczbf-2019-31/?on=2024-03-01"' in page
    assert "cite dead" not in page
    assert "回到今天" in page
    assert "已失效" in read(client, ACT + "?on=2029-04-01")


@pytest.mark.parametrize("day", ["2024-13-01", "x", "0001-01-01", "9999-12-31", "２０２４-01-01", "%00"])
def test_a_day_that_cannot_be_read_is_told(client: Client, library: Library, day: str) -> None:
    page = read(client, f"{ACT}?on={day}")
    assert 'role="alert"' in page
    assert "（今天）" in page


def test_a_repealed_act_says_by_what(client: Client, library: Library) -> None:
    page = read(client, "/r/mczbf-2019-31/")
    assert "已废止" in page
    assert f'<a href="{ACT}art_4/para_1/#art_4-para_1">{TITLE}</a>' in page
    assert "同时废止。" in page


def test_a_rejected_effect_is_not_shown(client: Client, library: Library) -> None:
    Effect.objects.filter(kind="repeal").update(state="rejected")
    assert "废止（1 件）" not in read(client, ACT)


def test_a_stub_lists_who_cites_it(client: Client, library: Library) -> None:
    page = read(client, "/r/wuzhangai/")
    assert "本库没有它的文本" in page
    assert TITLE in page
    assert 'content="noindex"' in page


def test_a_stub_is_spelt_without_the_provisions_cited_of_it(client: Client, library: Library) -> None:
    """《甲法》第九条 and 第十条 beside it are no names of 甲法, a short form is."""
    stub = Regulation.objects.get(slug="wuzhangai")
    for text in ("《无障碍环境建设法》第九条第二款", "第十条", "《无障碍环境建设法》", "无障碍法"):
        Spelling.objects.create(regulation=stub, text=text, count=2)
    page = read(client, "/r/wuzhangai/")
    assert "<dt>文中写作</dt><dd>《无障碍环境建设法》；无障碍法</dd>" in page


@pytest.mark.parametrize(
    "address", ["/", "/issues/mczb-2024-3/", "/acts/", "/issuers/mcszfbgs/", "/sitemap-acts.xml", ACT]
)
def test_drafts_leak_nowhere(client: Client, library: Library, address: str) -> None:
    page = read(client, address)
    assert "尚未公开的文件" not in page
    assert "mczbf-2024-99" not in page


def test_a_draft_has_no_page(client: Client, library: Library) -> None:
    assert "没有这一页" in read(client, "/r/mczbf-2024-99/", 404)


def test_lists_narrow_and_counts_agree(client: Client, library: Library) -> None:
    assert "4 件</h2>" in read(client, "/acts/")
    page = read(client, "/acts/?status=repealed")
    assert "1 件</h2>" in page
    assert OLD_TITLE in page
    assert f">{TITLE}</a>" not in page
    assert "没有合于这些条件的文件" in read(client, "/acts/?status=repealed&level=national")


@pytest.mark.parametrize(
    "query", ["year=abc", "page=-1", "page=99999999", "status=%00", "sort=;drop", "year=９", "title=%25"]
)
def test_odd_queries_are_answered(client: Client, library: Library, query: str) -> None:
    read(client, f"/acts/?{query}")


def test_an_issue_is_shown_as_printed(client: Client, library: Library) -> None:
    page = read(client, "/issues/mczb-2024-3/")
    assert "【市政府办公室文件】" in page
    assert page.index("加装电梯管理办法》的通知") < page.index(OLD_TITLE)
    assert "2024年2月大事记" in page


def test_an_issuer_offers_its_calendar(client: Client, library: Library) -> None:
    address = "/feeds/expiry.ics?issuer=mcszfbgs"
    assert f'href="{address}"' in read(client, "/issuers/mcszfbgs/")
    assert "有效期至2029年3月31日" in client.get(address).content.decode().replace("\r\n ", "")


def test_a_chronicle_goes_by_day(client: Client, library: Library) -> None:
    page = read(client, "/chronicles/mczb-2024-2-dsj/")
    assert page.count('class="tiao"') == 2
    assert "市政府召开常务会议。" in page


@pytest.mark.parametrize(
    ("printed", "labels"),
    [(("", "1日", ""), ["日期未印", "1日", "同日"]), (("1日", "1日", "", "5日"), ["1日", "同日", "5日"])],
)
def test_an_entry_without_a_day_is_of_the_day_above_it_or_of_none(
    library: Library, printed: tuple[str, ...], labels: list[str]
) -> None:
    library.chronicle.entries.all().delete()
    for position, day in enumerate(printed):
        library.chronicle.entries.create(
            position=position, date_text=day, text="，开会。", line_start=90, line_end=90
        )
    assert [day.label for day in days_of(library.chronicle)] == labels


def test_an_entry_does_not_open_with_the_comma_after_its_day(client: Client, library: Library) -> None:
    library.chronicle.entries.filter(position=3).update(text="，市长督导。")
    page = read(client, "/chronicles/mczb-2024-2-dsj/")
    assert ">市长督导。<" in page
    assert "，市长督导" not in page


def test_source_lines_stand_beside_the_text(client: Client, library: Library) -> None:
    page = read(client, ACT + "?source=1")
    assert "第 21 行移出正文：页眉" in page
    assert 'data-n="21"' not in read(client, ACT)


def test_modes_are_kept_in_cookies(client: Client, library: Library) -> None:
    answer = client.get("/help/modes/?size=dazi&theme=dark&next=/help/")
    assert answer["Location"] == "/help/"
    assert '<html lang="zh-CN" class="dazi dark">' in read(client, "/help/")
    client.get("/help/modes/?size=&next=/")
    assert 'class="dark"' in read(client, "/help/")


@pytest.mark.parametrize(
    "after", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_modes_lead_nowhere_else(client: Client, library: Library, after: str) -> None:
    assert client.get("/help/modes/", {"size": "dazi", "next": after})["Location"] == "/help/modes/"


def test_pages_can_be_asked_conditionally(client: Client, library: Library) -> None:
    first = client.get(ACT)
    assert client.get(ACT, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Regulation.objects.filter(pk=library.rules.pk).update(validity="有效期六年")
    assert client.get(ACT, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_are_only_read(client: Client, library: Library) -> None:
    assert client.post(ACT).status_code == 405


def test_a_preview_is_short_and_alone(client: Client, library: Library) -> None:
    page = read(client, ACT + "art_2/?peek=1")
    assert "<html" not in page
    assert "申请时应当提交下列材料：（一）项目申请表；" in page
