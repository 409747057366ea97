"""One candidate or a status, never the first of several."""

from dataclasses import replace
from datetime import date

import pytest

from regulations.citations.model import ALIAS, NUMBER, Citation
from regulations.citations.resolve import Candidate, Citing, Resolution, edition_on, resolve_citation

CITING = Citing(document=9, regulation=90, issued_on=date(2023, 3, 1))
OLD = Candidate(1, "甲市乙办法", "甲政办|2019|44", issued_on=date(2019, 5, 1), document=1, ordinal=1)
NEW = Candidate(2, "甲市乙办法", "甲政办|2023|9", issued_on=date(2023, 3, 23), document=2, ordinal=1)
WRAPPER = Candidate(
    3, "甲市人民政府办公室关于印发甲市乙办法的通知", "甲政办|2019|44", issued_on=date(2019, 5, 1), document=1
)
LAW = Candidate(4, "安全生产法", issued_on=date(2021, 6, 10), level="national", is_law=True)


def cite(title: str | None = None, number: str | None = None, **more: object) -> Citation:
    kind = NUMBER if title is None else "act"
    return replace(Citation(0, 1, kind, "甲", title, number), **more)  # type: ignore[arg-type]


def resolve(citation: Citation, *candidates: Candidate) -> Resolution:
    return resolve_citation(citation, candidates, CITING)


def test_number_first() -> None:
    assert resolve(cite("甲市乙办法", "甲政办〔2019〕44号"), OLD, WRAPPER, NEW).id == OLD.id
    assert resolve(cite(None, "甲政办[2019]44号"), OLD, WRAPPER).id == WRAPPER.id


def test_title_of_the_notice_leads_to_the_notice() -> None:
    title = "甲市人民政府办公室关于印发甲市乙办法的通知"
    assert resolve(cite(title, "甲政办〔2019〕44号"), OLD, WRAPPER).id == WRAPPER.id


def test_number_with_a_quite_different_title_is_unclear() -> None:
    found = resolve(cite("关于丁工作的意见", "甲政办〔2019〕44号"), OLD, WRAPPER)
    assert (found.status, found.id) == ("unclear", None)


def test_number_of_two_documents_is_ambiguous() -> None:
    twin = replace(WRAPPER, id=7, document=7)
    found = resolve(cite(None, "甲政办〔2019〕44号"), WRAPPER, twin)
    assert (found.status, found.candidates) == ("ambiguous", (3, 7))


def test_another_number_is_another_act() -> None:
    assert resolve(cite("甲市乙办法", "甲政办〔2015〕1号"), OLD, NEW).status == "not_held"


def test_title_means_the_act_that_stood_when_it_was_cited() -> None:
    assert resolve(cite("甲市乙办法"), OLD, NEW).id == OLD.id
    older = replace(OLD, id=5, issued_on=date(2015, 1, 1), repealed_on=date(2019, 5, 1), document=5)
    assert resolve(cite("甲市乙办法"), older, OLD, NEW).id == OLD.id


def test_act_issued_later_cannot_be_meant() -> None:
    assert resolve(cite("甲市乙办法"), NEW).status == "not_held"


def test_two_that_stood_are_ambiguous() -> None:
    twin = replace(OLD, id=6, document=6, number_key="丙政办|2019|44")
    assert resolve(cite("甲市乙办法"), OLD, twin).status == "ambiguous"


def test_day_of_issue_decides() -> None:
    twin = replace(OLD, id=6, document=6, issued_on=date(2018, 1, 1))
    assert resolve(cite("甲市乙办法", issued_on=date(2018, 1, 1)), OLD, twin).id == 6
    assert resolve(cite("甲市乙办法", issued_on=date(2010, 1, 1)), OLD, twin).status == "not_held"


def test_law_with_and_without_the_state() -> None:
    assert resolve(cite("中华人民共和国安全生产法"), LAW).id == LAW.id
    assert resolve(cite("安全生产法"), LAW).id == LAW.id


def test_local_act_is_not_the_national_one() -> None:
    local = Candidate(8, "甲市安全生产条例", document=8)
    assert resolve(cite("安全生产条例"), local).status == "not_held"
    assert resolve(cite("甲市乙办法（试行）"), OLD).status == "not_held"


def test_organ_before_the_title_stands_for_its_first_words() -> None:
    held = Candidate(
        8, "甲市人民政府关于支持丙发展的意见", "甲政发|2022|1", issued_on=date(2022, 1, 1), document=8
    )
    assert resolve(cite("关于支持丙发展的意见", issuer="甲市人民政府"), held).id == 8
    assert resolve(cite("关于支持丙发展的意见"), held).status == "not_held"
    assert resolve(cite("关于支持丙发展的意见", issuer="丁市人民政府"), held).status == "not_held"


def test_order_and_regulation_of_one_title() -> None:
    order = Candidate(21, "甲市丙办法", "甲市人民政府令||5", document=21)
    text = replace(order, id=22, ordinal=1)
    assert resolve(cite("甲市丙办法"), order, text).id == 22
    assert resolve(cite("甲市丙办法", "甲市人民政府令第5号"), order, text).id == 22


def test_stubs_and_empty_aliases_lead_nowhere() -> None:
    assert resolve(cite("甲市乙办法"), replace(OLD, is_stub=True)).status == "not_held"
    assert resolve(Citation(0, 1, ALIAS, "《办法》")).status == "unclear"


def test_own_text() -> None:
    mine = Candidate(91, "甲市丙办法", "甲政办|2023|5", document=9, ordinal=1)
    assert resolve(cite("甲市丙办法", own=True), mine, OLD).id == 91


@pytest.mark.parametrize(
    ("day", "edition"),
    [(date(2019, 1, 1), 1), (date(2021, 9, 1), 2), (date(2000, 1, 1), 1), (None, 2)],
)
def test_edition(day: date | None, edition: int) -> None:
    assert edition_on([(2, date(2021, 9, 1)), (1, date(2009, 8, 27))], day) == edition
    assert edition_on([], day) is None


def test_a_former_law_of_the_same_title_is_not_the_law() -> None:
    """1993年通过的《甲法》 is not the law of 2021, nor can a document of 2019 mean that."""
    former = resolve(cite("中华人民共和国安全生产法", issued_on=date(1993, 2, 22)), LAW)
    assert (former.status, former.id, former.successor) == ("not_held", None, LAW.id)
    early = resolve_citation(cite("安全生产法"), [LAW], replace(CITING, issued_on=date(2019, 1, 1)))
    assert (early.status, early.successor) == ("not_held", LAW.id)


def test_a_text_amended_since_may_mean_a_later_law() -> None:
    """Of a national text whose head may be incomplete it is not known: unclear, with the candidate."""
    citing = Citing(regulation=90, issued_on=date(2019, 1, 1), amended=True)
    found = resolve_citation(cite("安全生产法"), [LAW], citing)
    assert (found.status, found.candidates) == ("unclear", (LAW.id,))
    unknown = replace(LAW, issued_on=None)
    assert resolve_citation(cite("安全生产法"), [unknown], citing).id == LAW.id


def test_a_glyph_printed_on_both_sides_of_a_page_end() -> None:
    """甲市垃圾分类管管理条例 is 甲市垃圾分类管理条例; an act with the doubled glyph comes first."""
    act = Candidate(8, "甲市垃圾分类管理条例", issued_on=date(2020, 1, 1), document=8)
    found = resolve(cite("甲市垃圾分类管管理条例"), act)
    assert (found.id, "重复" in found.reason) == (act.id, True)
    exact = replace(act, id=9, title_key="甲市垃圾分类管管理条例", document=19)
    assert resolve(cite("甲市垃圾分类管管理条例"), act, exact).id == exact.id
    assert resolve(cite("甲市垃圾分类条例"), act).status == "not_held"


ORDER = Candidate(21, "甲市丙办法", "晋城市人民政府令||5", issued_on=date(2019, 5, 1), document=21)


@pytest.mark.parametrize("number", ["市政府令第5号", "市人民政府令第5号", "晋城市政府令第5号", "政府令第5号"])
def test_an_order_in_short(number: str) -> None:
    assert resolve(cite("甲市丙办法", number), ORDER).id == ORDER.id


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("甲市丙办法", "市政府令第6号"),
        ("甲市丙办法", "省政府令第5号"),
        ("甲市丙办法", "太原市政府令第5号"),
        ("甲市丁办法", "市政府令第5号"),
        (None, "市政府令第5号"),
    ],
)
def test_another_order_in_short(title: str | None, number: str) -> None:
    assert resolve(cite(title, number), ORDER).id is None


def test_an_act_that_ended_on_that_day_gives_way_to_the_one_in_force() -> None:
    day = CITING.issued_on
    ended, held = replace(OLD, repealed_on=day), replace(NEW, issued_on=date(2023, 2, 1))
    assert resolve(cite("甲市乙办法"), ended, held).id == held.id
    assert (
        resolve(cite("甲市乙办法"), ended, replace(OLD, id=8, document=8, repealed_on=date(2020, 1, 1))).id
        == OLD.id
    )


def test_an_act_issued_and_not_yet_in_force_leaves_it_open() -> None:
    coming = replace(NEW, issued_on=date(2023, 2, 1), effective_on=date(2023, 4, 1))
    assert resolve(cite("甲市乙办法"), OLD, coming).status == "ambiguous"
