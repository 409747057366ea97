"""The edition in force when an act was issued: where citations lead, and what the pages say of it."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regulations.editions import named_day, version_in_force
from regulations.models import Citation, Regulation, Version
from tests.insight.rows import cite, city_act, edition, law

pytestmark = pytest.mark.django_db

ISSUED = date(2024, 2, 4)


@pytest.fixture
def company() -> Regulation:
    """Adopted anew at the end of 2023, in force from July 2024."""
    act = law("中华人民共和国公司法", date(1994, 7, 1))
    edition(act, ["旧的条文。"], date(2018, 10, 26), current=False)
    new = edition(act, ["新的条文。"], date(2023, 12, 29))
    new.effective_on = date(2024, 7, 1)
    new.save()
    return act


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2010, 1, 1), date(2018, 10, 26)),
        (date(2023, 12, 30), date(2018, 10, 26)),
        (date(2024, 6, 30), date(2018, 10, 26)),
        (date(2024, 7, 1), date(2023, 12, 29)),
    ],
)
def test_a_text_is_in_force_from_its_first_day(company: Regulation, day: date, text: date) -> None:
    found = version_in_force(Version.objects.filter(regulation=company), day)
    assert found is not None
    assert found.edition_on == text


def test_without_a_text_none_is_in_force() -> None:
    assert version_in_force([], ISSUED) is None


@pytest.mark.parametrize("text", ["", "2024", "2024-13-01", "昨天", "2024-02-30"])
def test_other_words_name_no_edition(text: str) -> None:
    assert named_day(text) is None


def cited(company: Regulation, on: date | None, path: str = "art_1") -> Regulation:
    act = city_act("明川市公司登记办法", on=on)
    cite(act, company, path=path)
    return act


def test_a_citation_leads_to_the_text_of_then_and_the_list_to_both(
    client: Client, company: Regulation
) -> None:
    page = client.get(cited(company, ISSUED).get_absolute_url()).content.decode()
    address = company.get_absolute_url()
    assert f'href="{address}art_1/?edition=2018-10-26#art_1" title="成文时的文本（2018年10月26日）"' in page
    assert f'href="{address}?edition=2018-10-26">成文时的文本' in page
    assert f'class="t" href="{address}"' in page


@pytest.mark.parametrize("on", [date(2024, 7, 1), date(2017, 1, 1), None])
def test_it_leads_to_todays_text_where_that_is_meant_or_the_one_of_then_is_not_held(
    client: Client, company: Regulation, on: date | None
) -> None:
    assert "edition=" not in client.get(cited(company, on).get_absolute_url()).content.decode()


def test_a_chosen_day_goes_before_the_day_of_issue(client: Client, company: Regulation) -> None:
    act = cited(company, ISSUED)
    page = client.get(f"{act.get_absolute_url()}?on=2025-01-01").content.decode()
    assert "edition=" not in page
    assert f'href="{company.get_absolute_url()}art_1/?on=2025-01-01#art_1"' in page


def test_an_act_with_one_text_is_led_to_plainly(client: Client) -> None:
    single = law("中华人民共和国单行法", date(2000, 1, 1))
    edition(single, ["条文。"], date(1999, 12, 1))
    assert "edition=" not in client.get(cited(single, ISSUED).get_absolute_url()).content.decode()


def test_the_text_of_then_says_so_and_leads_to_todays(client: Client, company: Regulation) -> None:
    address = company.get_absolute_url()
    page = client.get(f"{address}art_1/?edition=2018-10-26").content.decode()
    assert "旧的条文。" in page
    assert "已由新的文本代替" in page
    assert f"/compare/{company.slug}/{company.slug}/?left=2018-10-26&amp;right=2023-12-29" in page
    today = client.get(address).content.decode()
    assert "新的条文。" in today
    assert "已由新的文本代替" not in today


def test_the_text_of_tomorrow_says_from_when(client: Client, company: Regulation) -> None:
    page = client.get(f"{company.get_absolute_url()}?on=2024-02-04&edition=2023-12-29").content.decode()
    assert "2024年7月1日</time>起施行" in page
    assert "已由新的文本代替" not in page


def test_the_preview_shows_the_text_of_then(client: Client, company: Regulation) -> None:
    address = f"{company.get_absolute_url()}art_1/?peek=1"
    assert "新的条文" in client.get(address).content.decode()
    assert "旧的条文" in client.get(f"{address}&edition=2018-10-26").content.decode()
    assert "新的条文" in client.get(f"{address}&edition=nonsense").content.decode()


def test_page_and_interface_choose_the_same_text(
    client: Client, company: Regulation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    act = cited(company, ISSUED)
    for day in ("2010-01-01", "2024-06-30", "2024-07-01", "2025-01-01"):
        text = client.get(f"/api/v1/regulations/{company.slug}/text/?on={day}").json()
        words = next(row["text"] for row in text["provisions"] if row["text"])
        assert words in client.get(f"{company.get_absolute_url()}?on={day}").content.decode()
    with django_assert_max_num_queries(12):
        (made,) = client.get(f"/api/v1/regulations/{act.slug}/text/").json()["citations"]
    assert (made["target"], made["edition_then"]) == (company.slug, "2018-10-26")
    assert Citation.objects.get().target == company
