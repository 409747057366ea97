"""Who made a law, by the words of its history."""

from datetime import date

import pytest

from documents.gazette.parsed import HistoryEvent
from regulations.structure.lawmakers import lawmaker, lawmaker_of


@pytest.mark.parametrize(
    ("words", "organ"),
    [
        ("第十届全国人民代表大会常务委员会第十次会议", "全国人民代表大会常务委员会"),
        ("第六届全国人民代表大会", "全国人民代表大会"),
        ("中华人民共和国国务院令第394号", "国务院"),
        ("经国务院批准", "国务院"),
        ("明川市第七届人民代表大会常务委员会第三十次会议", "明川市人民代表大会常务委员会"),
        ("山西省第八届人大常委会第二十八次会议", "山西省人民代表大会常务委员会"),
        ("内蒙古自治区第十三届人民代表大会", "内蒙古自治区人民代表大会"),
        ("湘西土家族苗族自治州第十四届人民代表大会第二次会议", "湘西土家族苗族自治州人民代表大会"),
        ("明川市人民政府令第100号", "明川市人民政府"),
        ("中华人民共和国交通部令第8号", ""),
        ("第二十八次会议", ""),
        ("", ""),
    ],
)
def test_organ_of_an_event(words: str, organ: str) -> None:
    """Term and session are no part of a name; a ministry is no lawmaker."""
    assert lawmaker_of(words) == organ


def test_a_city_makes_what_its_province_approves() -> None:
    """The first event that names a lawmaker tells."""
    events = (
        HistoryEvent("公布", date(2019, 10, 1), ""),
        HistoryEvent("通过", date(2019, 10, 30), "明川市第七届人民代表大会常务委员会第三十次会议"),
        HistoryEvent("批准", date(2019, 11, 29), "山西省第十三届人民代表大会常务委员会第十四次会议"),
    )
    assert lawmaker(events) == "明川市人民代表大会常务委员会"
    assert lawmaker(events[:1]) == ""
