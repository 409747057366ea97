"""Citations of a document as rows: former acts of the same title, roles by place, re-reading, cost."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from documents.models import SourceFile
from regulations.models import Citation, Effect, Regulation, Spelling
from regulations.services.ingest import ingest_source
from regulations.services.stubs import StubName, merge, stub_for, stubs_for
from tests.insight.catalogue_samples import decision, numbered_line
from tests.insight.rows import city_act, law, stub
from tests.library.samples import LAW, NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db
OWN = "明川市既有住宅加装电梯管理办法"
RENEWED = NOTICE.replace(
    "《明川市既有住宅增设电梯试行办法》（明川政办〔2019〕31号）同时废止",
    f"2019年印发的《{OWN}》同时废止",
)


def asked_of_rules(queries: CaptureQueriesContext) -> int:
    """How many statements were not about the search index, which reads its dictionary by the clock."""
    return sum("search_" not in query["sql"] for query in queries)


def rules() -> Regulation:
    """The act that the notice issues."""
    return Regulation.objects.get(slug="mczb-2023-5-1")


def test_an_act_that_ends_its_namesake_does_not_cite_itself() -> None:
    """Citation and repeal lead to one and the same former act; the mention in the notice to the new one."""
    load(RENEWED)
    inside = Citation.objects.get(regulation=rules(), title=OWN)
    assert inside.target is not None
    assert (inside.status, inside.role, inside.target.is_stub) == ("not_held", "repeal", True)
    effect = Effect.objects.get(kind__in=("repeal", "replace"))
    assert (effect.target, effect.target.title) == (inside.target, OWN)
    assert Citation.objects.get(regulation__ordinal=0, title=OWN).target == rules()
    assert rules().repealed_on is None


def test_a_role_is_that_of_the_place() -> None:
    """Basis in the first article, a mention in the fourth."""
    load(
        NOTICE.replace("违反本办法第三条规定的", "违反《中华人民共和国特种设备安全法》或者本办法第三条规定的")
    )
    rows = Citation.objects.filter(regulation=rules(), title_key="特种设备安全法").order_by("provision__path")
    assert [(row.provision.path[:5], row.role) for row in rows] == [("art_1", "basis"), ("art_4", "mention")]


BARE = NOTICE.replace("根据《中华人民共和国特种设备安全法》，", "按照特种设备安全法第二条，")


@pytest.mark.parametrize("law_first", [False, True])
def test_a_law_without_brackets_is_found_whichever_is_loaded_first(settings: Any, law_first: bool) -> None:
    """No folder of laws tells its name beforehand, no law is held where the gazette comes first."""
    settings.LAWS = ""
    if law_first:
        load(LAW, "特种设备安全法.md")
    load(BARE)
    waiting = Citation.objects.get(kind="short_name")
    assert waiting.status == ("resolved" if law_first else "not_held")
    if not law_first:
        load(LAW, "特种设备安全法.md")
    row = Citation.objects.select_related("target").get(kind="short_name")
    assert row.target is not None
    assert (row.status, row.target.is_stub, row.target_path) == ("resolved", False, "art_2")
    assert not Regulation.objects.filter(is_stub=True, title_key="特种设备安全法").exists()


@pytest.mark.parametrize(
    "words", ["按照特种设备安全法律法规，", "按照明川市特种设备安全法，", "按照某某安全法，"]
)
def test_words_that_only_hold_the_name_of_a_law_are_none(settings: Any, words: str) -> None:
    settings.LAWS = ""
    load(NOTICE.replace("根据《中华人民共和国特种设备安全法》，", words))
    assert not Citation.objects.filter(kind="short_name").exists()


def test_an_attachment_that_is_only_listed_is_found() -> None:
    """附件2 leads to the line that names it; 附件3 is named nowhere."""
    text = NOTICE.replace("（一）申请表；", "（一）申请表（见附件2、附件3）；")
    load(text + "\n附件：1.加装流程图（见网络）\n\n2.申请表（见网络）\n")
    found = {row.quote: row for row in Citation.objects.filter(kind="inner", quote__startswith="附件")}
    assert found["附件2"].status == "resolved"
    target = found["附件2"].target
    assert target is not None
    line = target.versions.get().provisions.get(path=found["附件2"].target_path)
    assert "申请表" in line.text
    assert (found["附件3"].target, found["附件3"].status) == (None, "unclear")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("加装流程图见附件。", "加装流程图"),
        ("材料清单（具体见附件）齐全。", "材料清单"),
        ("有关图表见附件。", None),
        ("清单见附件。", None),
    ],
)
def test_one_of_several_attachments_is_known_by_its_name(words: str, line: str | None) -> None:
    text = NOTICE.replace("本办法适用于本市行政区域内的既有住宅。", words)
    load(text + "\n附件：1.加装流程图（见网络）\n\n2.材料清单（见网络）\n")
    found = Citation.objects.get(kind="inner", quote="附件")
    if line is None:
        assert (found.target, found.status, found.reason) == (None, "unclear", "附件不止一个")
        return
    assert found.target is not None
    assert line in found.target.versions.get().provisions.get(path=found.target_path).text


def test_reading_again_mends_the_lead_and_counts_no_spelling_twice() -> None:
    """Rows that stand are led anew by the rules of the day."""
    source = load(NOTICE)
    before = dict(Spelling.objects.values_list("text", "count"))
    citation = Citation.objects.get(title_key="特种设备安全法", regulation__ordinal=1)
    right = citation.target
    Citation.objects.filter(pk=citation.pk).update(target=rules(), status="resolved", reason="误")
    for _ in range(2):
        SourceFile.objects.filter(pk=source.pk).update(state="queued")
        ingest_source(source.pk)
    citation.refresh_from_db()
    assert (citation.target, citation.status) == (right, "not_held")
    after = dict(Spelling.objects.values_list("text", "count"))
    assert {text: after[text] for text in before if text != citation.quote} == {
        text: count for text, count in before.items() if text != citation.quote
    }


def test_a_stub_that_finds_its_text_is_held_at_once() -> None:
    """Merged into a held act, its citations are resolved."""
    load(NOTICE)
    old = Regulation.objects.get(title_key="特种设备安全法")
    merge(old=old, into=rules())
    rows = Citation.objects.filter(title_key="特种设备安全法")
    assert set(rows.values_list("status", flat=True)) == {"resolved"}


def test_a_title_with_a_glyph_too_many_is_the_same_stub() -> None:
    """Whichever comes first; the stub bears the clean title."""
    doubled = stub_for(title="明川市垃圾分类管管理条例")
    assert stub_for(title="明川市垃圾分类管理条例") == doubled
    doubled.refresh_from_db()
    assert doubled.title == "明川市垃圾分类管理条例"
    assert stub_for(title="明川市垃圾分类管管理条例") == doubled
    assert stub_for(title="明川市垃圾分类条例") != doubled


def test_cost_grows_with_the_text_not_with_the_library() -> None:
    """The same text costs as many queries beside five acts as beside eighty."""

    def grow(first: int, last: int) -> None:
        for at in range(first, last):
            city_act(f"明川市第{at}号办法", number=f"明川政办〔2018〕{at}号")
            stub(f"明川市第{at}号旧办法")
            law(f"中华人民共和国第{at}法", on=city_act(f"甲{at}办法").issued_on)  # type: ignore[arg-type]

    counts = []
    for bounds in ((1, 5), (5, 80)):
        grow(*bounds)
        before = transaction.savepoint()
        with CaptureQueriesContext(connection) as queries:
            load(NOTICE)
        counts.append(asked_of_rules(queries))
        transaction.savepoint_rollback(before)
    assert counts[0] == counts[1]


def test_a_catalogue_of_many_unknown_acts_costs_no_more_statements() -> None:
    """Each row is an act that nobody cited before: a stub, its address, its spelling."""
    counts = []
    for rows in (6, 60):
        text = decision(rows, rows, numbered_line).replace("2024年5月20日", f"2024年5月{rows % 28 + 1}日")
        text = (
            text.replace("9号", f"{rows}号")
            .replace("第3期", f"第{rows}期")
            .replace("号城市", f"号{rows}城市")
        )
        before = transaction.savepoint()
        with CaptureQueriesContext(connection) as queries:
            load(text)
        assert Regulation.objects.filter(is_stub=True, effects__isnull=False).count() == 2 * rows
        assert not Regulation.objects.filter(is_stub=True, effects__isnull=True).exists()
        counts.append(asked_of_rules(queries))
        transaction.savepoint_rollback(before)
    assert counts[1] <= counts[0] + 2


def test_a_number_and_the_same_with_a_title_are_one_stub() -> None:
    by_number = stub_for(title="", doc_number="明川政发〔2001〕3号")
    named = stub_for(title="明川市停车办法", doc_number="明川政发〔2001〕3号")
    assert (named.pk, named.title, named.slug) == (by_number.pk, "明川市停车办法", by_number.slug)
    assert stub_for(title="", doc_number="明川政发〔2001〕3号") == named


def test_a_number_of_two_titles_is_neither() -> None:
    acts = {
        stub_for(title=title, doc_number="明川政发〔2001〕3号") for title in ("停车办法", "关于停车的通知")
    }
    assert len(acts) == 2
    assert stub_for(title="", doc_number="明川政发〔2001〕3号") not in acts
    assert stub_for(title="停车办法") not in acts


def test_names_made_together_are_as_if_made_one_by_one() -> None:
    names = [
        StubName("明川市垃圾分类管管理条例"),
        StubName("明川市垃圾分类管理条例"),
        StubName("", "明川政发〔2001〕3号"),
        StubName("明川市停车办法", "明川政发〔2001〕3号"),
        StubName("明川市停车办法"),
    ]
    made = stubs_for(names)
    assert [act.pk for act in made] == [stub_for(title=n.title, doc_number=n.doc_number).pk for n in names]
    assert made[0] == made[1]
    assert made[2] == made[3] != made[4]
    assert len({act.slug for act in made}) == 3
