"""From bytes to rows: once, again, corrected, refused, taken up after a dead worker."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from documents.gazette.source import UnreadableSource
from documents.models import Document, DroppedLine, GazetteIssue, SourceFile
from documents.services import sources
from regulations.models import Citation, Effect, Provision, Redirect, Regulation, Version
from regulations.services.decisions import decide_effects
from regulations.services.ingest import ingest_source
from tests.library.samples import CORRECTED, EARLIER, LAW, LAW_AMENDED, NOTICE

pytestmark = pytest.mark.django_db


def load(text: str, name: str = "a.txt") -> SourceFile:
    """Register and ingest one text."""
    source, _ = sources.register_source(data=text.encode(), name=name)
    ingest_source(source.pk)
    source.refresh_from_db()
    return source


def inventory() -> dict[str, list[tuple[object, ...]]]:
    """Primary keys and words of what stands."""
    return {
        "regulations": sorted(Regulation.objects.values_list("pk", "slug", "title")),
        "provisions": sorted(Provision.objects.values_list("pk", "path", "text")),
        "citations": sorted(Citation.objects.values_list("pk", "quote", "target")),
        "effects": sorted(Effect.objects.values_list("pk", "kind", "on")),
    }


def test_a_gazette_becomes_a_library() -> None:
    """Notice and enclosure are two texts; provisions, citations and effects stand with evidence."""
    source = load(NOTICE)
    assert source.state == SourceFile.State.DONE, source.error
    assert source.counts["documents"] == 1
    issue = GazetteIssue.objects.get()
    assert (issue.name, issue.year, issue.number) == ("明川市人民政府公报", 2023, 2)
    notice, rules = Regulation.objects.filter(document__isnull=False).order_by("ordinal")
    assert (notice.role, rules.role) == ("notice", "enclosure")
    assert (rules.slug, rules.title) == ("mczb-2023-5-1", "明川市既有住宅加装电梯管理办法")
    paths = set(Provision.objects.filter(version__regulation=rules).values_list("path", flat=True))
    assert {"art_1", "art_3", "art_5"} <= paths
    assert str(rules.effective_on) == "2023-04-01"
    assert str(rules.expires_on) == "2028-03-31"
    assert rules.expiry_effect is not None
    assert "有效期五年" in rules.expiry_effect.quote
    assert rules.expiry_effect.provision_path.startswith("art_5")


def test_every_line_points_to_its_source() -> None:
    """The first article's lines are where the source has it."""
    load(NOTICE)
    article = Provision.objects.get(version__regulation__slug="mczb-2023-5-1", path="art_2")
    lines = NOTICE.split("\n")
    assert "第二条" in lines[article.line_start - 1]


def test_inner_reference_leads_to_its_article() -> None:
    """本办法第三条 leads to art_3 of the same text."""
    load(NOTICE)
    inner = Citation.objects.get(kind="inner")
    assert (inner.target_path, inner.status) == ("art_3", "resolved")
    words = inner.provision.text
    assert words[inner.start : inner.end] == inner.quote


def test_a_cited_act_that_is_not_held_is_a_stub_and_repealed() -> None:
    """The old act has a page and is repealed by the clause, though its text is not held."""
    load(NOTICE)
    stub = Regulation.objects.get(number_key__contains="2019", is_stub=True)
    assert str(stub.repealed_on) == "2023-04-01"
    assert stub.repeal_effect is not None
    assert stub.repeal_effect.by == Regulation.objects.get(slug="mczb-2023-5-1")
    assert stub.spellings.exists()


def test_the_same_bytes_twice_make_nothing_new() -> None:
    """Second time: the row that stands, no new rows, no new keys."""
    first = load(NOTICE)
    before = inventory()
    again, created = sources.register_source(data=NOTICE.encode(), name="other name.txt")
    assert (again.pk, created) == (first.pk, False)
    assert ingest_source(again.pk) is False
    assert inventory() == before


def test_reading_again_writes_only_the_difference() -> None:
    """A re-parse without change keeps every primary key."""
    source = load(NOTICE)
    before = inventory()
    SourceFile.objects.update(state="queued")
    assert ingest_source(source.pk)
    assert inventory() == before


def test_a_corrected_file_reconciles_the_rows_of_its_issue() -> None:
    """The corrected clause changes in its row; all else keeps its key; the issue stays one."""
    load(NOTICE)
    before = dict(Provision.objects.values_list("path", "pk").filter(version__regulation__ordinal=1))
    load(CORRECTED, "b.txt")
    assert GazetteIssue.objects.count() == 1
    assert Document.objects.count() == 1
    after = dict(Provision.objects.values_list("path", "pk").filter(version__regulation__ordinal=1))
    assert after == before
    assert Provision.objects.filter(text__contains="本市城区内").exists()
    assert not Provision.objects.filter(text__contains="本市行政区域内").exists()


def test_a_place_that_a_new_text_lacks_leads_on() -> None:
    """An article that is gone redirects; its row goes."""
    load(NOTICE)
    shorter = NOTICE.replace("（二）业主表决结果。\n", "")
    load(shorter, "c.txt")
    gone = Redirect.objects.filter(slug="mczb-2023-5-1", path__contains="item_2").get()
    assert gone.new_path.startswith("art_3")


def test_the_text_of_a_stub_arrives() -> None:
    """The stub's address is kept; its citations and the repeal lead to the text now."""
    load(NOTICE)
    stub = Regulation.objects.get(number_key__contains="2019", is_stub=True)
    load(EARLIER, "d.txt")
    held = Regulation.objects.get(slug=stub.slug)
    assert not held.is_stub
    assert held.ordinal == 1
    assert str(held.repealed_on) == "2023-04-01"
    assert not Regulation.objects.filter(is_stub=True, number_key=stub.number_key).exists()


def test_order_of_arrival_does_not_matter() -> None:
    """Earlier first or later first: the same acts, the same repeal."""
    load(EARLIER, "d.txt")
    load(NOTICE)
    old = Regulation.objects.get(title="明川市既有住宅增设电梯试行办法")
    assert str(old.repealed_on) == "2023-04-01"
    assert Citation.objects.filter(target=old, status="resolved").exists()


def test_a_law_fills_its_stub_and_its_editions_are_versions() -> None:
    """Two editions of one law are two versions of the regulation that was a stub."""
    load(NOTICE)
    stub = Regulation.objects.get(title_key="特种设备安全法")
    load(LAW, "law.md")
    load(LAW_AMENDED, "law2.md")
    law = Regulation.objects.get(title_key="特种设备安全法")
    assert law.pk == stub.pk
    assert (law.level, law.is_stub) == ("national", False)
    assert [str(v.edition_on) for v in law.versions.order_by("edition_on")] == ["2013-06-29", "2020-05-01"]
    assert str(law.versions.get(is_current=True).edition_on) == "2020-05-01"
    assert Citation.objects.get(title_key="特种设备安全法", regulation__ordinal=1).status == "resolved"


@pytest.mark.parametrize(
    ("adopted", "level", "issuer"),
    [
        ("第十二届全国人民代表大会常务委员会第三次会议通过", "national", "全国人民代表大会常务委员会"),
        ("山西省第八届人民代表大会常务委员会第三次会议通过", "province", "山西省人民代表大会常务委员会"),
        ("明川市第八届人民代表大会常务委员会第三次会议通过", "city", "明川市人民代表大会常务委员会"),
    ],
)
def test_a_law_has_the_level_of_who_made_it(adopted: str, level: str, issuer: str) -> None:
    """A province's and a city's regulation are not filed as national law."""
    load(LAW.replace("第十二届全国人民代表大会常务委员会第三次会议通过", adopted), "law.md")
    law = Regulation.objects.get(is_stub=False)
    assert (law.level, law.issuer) == (level, issuer)


def test_the_same_edition_from_another_file_is_one() -> None:
    """The same act and date in two files makes one version."""
    load(LAW, "law.md")
    second = load(LAW + "\n", "copy.md")
    assert second.state == "done"
    assert Version.objects.count() == 1


def test_a_decision_survives_reading_again() -> None:
    """A rejected effect stays rejected, and the act stays in force."""
    from django.contrib.auth.models import User

    source = load(NOTICE)
    user = User.objects.create(username="clerk")
    repeal = Effect.objects.get(kind__in=("repeal", "replace"))
    decide_effects(ids=[repeal.pk], state="rejected", user=user, reason="误读")
    SourceFile.objects.update(state="queued")
    ingest_source(source.pk)
    repeal.refresh_from_db()
    assert (repeal.state, repeal.reason) == ("rejected", "误读")
    assert repeal.target.repealed_on is None


def test_an_empty_file_is_refused() -> None:
    """Nothing is stored of it."""
    with pytest.raises(UnreadableSource, match="空"):
        sources.register_source(data=b"", name="空.txt")
    assert not SourceFile.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\x03" * 200, "今天天气很好。".encode(), b"%PDF-1.7 broken", b"PK\x03\x04 no zip at all"],
    ids=["binary", "no document", "broken pdf", "broken docx"],
)
def test_bad_input_ends_in_a_message_and_leaves_nothing(data: bytes) -> None:
    """A Chinese reason, no rows, no traceback."""
    source, _ = sources.register_source(data=data, name="坏.txt")
    assert ingest_source(source.pk) is False
    source.refresh_from_db()
    assert source.state == SourceFile.State.FAILED
    assert any("一" <= char <= "鿿" for char in source.error)
    assert not Document.objects.exists()
    assert not DroppedLine.objects.exists()


def test_an_error_while_writing_leaves_no_half_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure in the last step undoes all of it and says so."""

    def explode(ids: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr("regulations.services.ingest.refresh_life", explode)
    source, _ = sources.register_source(data=NOTICE.encode(), name="a.txt")
    with pytest.raises(RuntimeError):
        ingest_source(source.pk)
    source.refresh_from_db()
    assert source.state == SourceFile.State.FAILED
    assert "内部错误" in source.error
    assert not GazetteIssue.objects.exists()
    assert not Regulation.objects.exists()


def test_a_running_job_is_left_alone_and_a_dead_one_taken_up() -> None:
    """A fresh heartbeat keeps others away; a stale one does not."""
    source, _ = sources.register_source(data=NOTICE.encode(), name="a.txt")
    assert sources.claim(source.pk) is not None
    assert sources.claim(source.pk) is None
    SourceFile.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=10))
    assert sources.requeue_stale() >= 0
    source.refresh_from_db()
    assert source.state in ("queued", "done")


def test_a_file_that_kills_its_worker_again_and_again_is_failed() -> None:
    """After five deaths the file fails with a reason."""
    source, _ = sources.register_source(data=NOTICE.encode(), name="a.txt")
    SourceFile.objects.update(
        state="running", attempts=5, heartbeat_at=timezone.now() - timedelta(minutes=10)
    )
    sources.requeue_stale()
    source.refresh_from_db()
    assert (source.state, "中断" in source.error) == ("failed", True)


def test_the_database_refuses_two_current_versions() -> None:
    """Constraints stand in the database, not in the services."""
    load(NOTICE)
    version = Version.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            regulation=version.regulation,
            source=version.source,
            edition_on="2020-01-01",
            line_start=1,
            line_end=2,
        )


def test_an_upload_without_a_mark_stays_hidden() -> None:
    """What a person uploads without 此件公开发布 is a draft until published."""
    from django.contrib.auth.models import User

    user = User.objects.create(username="clerk")
    text = NOTICE.replace("（此件公开发布）\n", "")
    source, _ = sources.register_source(data=text.encode(), name="a.txt", user=user)
    ingest_source(source.pk)
    assert Document.objects.get().publication == "draft"
    assert not Regulation.objects.public().filter(document__isnull=False).exists()


SUCCESSOR = LAW.replace(
    "第三条 本法自2014年1月1日起施行。",
    "第三条 本法自2014年1月1日起施行。1999年3月1日发布的《特种设备安全法》同时废止。",
)


def test_an_act_that_replaces_one_of_its_own_title_does_not_end_itself() -> None:
    """The former act is a stub of its own; the new one is in force, also when it is read again."""
    source = load(SUCCESSOR, "law.md")
    load(NOTICE)
    SourceFile.objects.filter(pk=source.pk).update(state="queued")
    ingest_source(source.pk)
    law = Regulation.objects.get(title_key="特种设备安全法")
    assert law.repealed_on is None
    former = Effect.objects.get(kind__in=("repeal", "replace"), by=law).target
    assert former.is_stub
    assert str(former.repealed_on) == "2014-01-01"
    assert Citation.objects.get(title_key="特种设备安全法", regulation__ordinal=1).target == law


def test_a_law_without_history_takes_the_day_of_its_file_name() -> None:
    """Two editions told apart by their names; without either the edition is unknown."""
    bare = LAW.replace("2013年6月29日 第十二届全国人民代表大会常务委员会第三次会议通过\n\n", "")
    load(bare, "特种设备安全法(2013-06-29).md")
    load(bare.replace("第二条 特种设备", "第二条 各种特种设备"), "特种设备安全法(2021-02-30).md")
    law = Regulation.objects.get(title_key="特种设备安全法")
    days = {str(day) for day in law.versions.values_list("edition_on", flat=True)}
    assert days == {"2013-06-29", "None"}


def test_what_a_law_without_history_ends_ends_with_its_first_day() -> None:
    """自公布之日起 in a text whose day only the file's name tells: inferred, like its own start."""
    bare = LAW.replace("2013年6月29日 第十二届全国人民代表大会常务委员会第三次会议通过\n\n", "")
    bare = bare.replace("自2014年1月1日起施行。", "自公布之日起施行，《特种设备暂行条例》同时废止。")
    load(bare, "特种设备安全法(2013-06-29).md")
    ended = Effect.objects.get(kind="repeal")
    assert (str(ended.on), ended.basis) == ("2013-06-29", "inferred")
    assert str(Regulation.objects.get(title="特种设备暂行条例").repealed_on) == "2013-06-29"
