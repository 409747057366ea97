"""Start, end, trial and interpretation as texts state them."""

from datetime import date

import pytest

from regulations.citations.life import PartLife, read_life
from tests.citations.samples import make_part

SIGNED = date(2023, 3, 1)


def life(*texts: str, title: str = "甲市乙管理办法") -> PartLife:
    return read_life(make_part(texts, title=title), SIGNED)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本办法自2023年4月1日起施行。", date(2023, 4, 1)),
        ("本细则自 2023年 3月 1日施行，有效期二年。", date(2023, 3, 1)),
        ("本文件2024年1月18日起施行，有效期五年。", date(2024, 1, 18)),
        ("本意见从二〇二四年三月一日起执行。", date(2024, 3, 1)),
        ("本办法自印发之日起施行。", SIGNED),
        ("本意见自下发之日起施行，以往文件与本意见不一致的，以本意见为准。", SIGNED),
        ("本办法自公布之日起30日后施行。", date(2023, 3, 31)),
        ("本办法自发布之日起三十日后施行。", date(2023, 3, 31)),
        ("本办法自公布之日起满一个月后施行。", date(2023, 4, 1)),
        ("本办法自公布后第30日起施行。", date(2023, 3, 31)),
        ("本办法自发布30日后施行。", date(2023, 3, 31)),
        ("本规定自2023年5月1日零时起实行。", date(2023, 5, 1)),
        ("本办法自2023年5月1日起在全市施行。", date(2023, 5, 1)),
        ("执行期限为2023年5月1日至2025年4月30日。", date(2023, 5, 1)),
        ("本办法自印发次日起施行。", date(2023, 3, 2)),
        ("本办法自公布之日的次日起施行，有效期两年。", date(2023, 3, 2)),
    ],
)
def test_effective_date(text: str, day: date) -> None:
    found = life("第一句。", text)
    assert found.effective_on == day
    assert not found.effective_inferred
    assert found.effective_evidence is not None
    assert found.effective_evidence.path == "art_2"
    assert found.effective_evidence.quote == text


@pytest.mark.parametrize(
    ("text", "signed", "day"),
    [
        ("本办法自4月15日起施行。", date(2024, 3, 15), date(2024, 4, 15)),
        ("本办法自1月1日起施行。", date(2023, 12, 20), date(2024, 1, 1)),
        ("本办法自1月1日起施行。", date(2024, 2, 10), date(2024, 1, 1)),
        ("本办法自明年1月1日起施行。", date(2023, 2, 10), date(2024, 1, 1)),
        ("本办法自2月29日起施行。", date(2024, 2, 10), date(2024, 2, 29)),
    ],
)
def test_year_is_inferred_and_marked(text: str, signed: date, day: date) -> None:
    found = read_life(make_part([text]), signed)
    assert (found.effective_on, found.effective_inferred) == (day, True)


def test_a_day_that_no_near_year_has_is_unknown() -> None:
    for text in ("本办法自2月29日起施行。", "本办法自明年2月29日起施行。"):
        assert read_life(make_part([text]), date(2022, 3, 1)).effective_on is None


@pytest.mark.parametrize(
    "text",
    [
        "事故发生次日起实施救援。",
        "《丙条例》自2023年1月1日起施行后，本市执行。",
        "新修订的政府信息公开条例施行后，要加强培训。",
        "自收到申请之日起20日内执行。",
        "2023年4月1日召开会议。",
        "许可证自2023年4月1日有效。",
    ],
)
def test_no_effective_date(text: str) -> None:
    assert life(text).effective_on is None


@pytest.mark.parametrize(
    ("text", "end", "validity"),
    [
        ("本办法自2023年2月11日起施行，有效期五年。", date(2028, 2, 10), "有效期五年"),
        ("本办法自2023年2月11日起施行，有效期为3年。", date(2026, 2, 10), "有效期为3年"),
        ("本办法自2023年2月11日起施行，试行期两年。", date(2025, 2, 10), "试行期两年"),
        ("本办法自2023年2月11日起施行，暂行两年。", date(2025, 2, 10), "暂行两年"),
        ("本办法自2023年2月11日起试行一年。", date(2024, 2, 10), "试行一年"),
        ("本办法自2023年2月11日起施行，有效期18个月。", date(2024, 8, 10), "有效期18个月"),
        ("本办法自2024年2月29日起施行，有效期一年。", date(2025, 2, 28), "有效期一年"),
        ("本办法有效期至2028年12月31日。", date(2028, 12, 31), "有效期至2028年12月31日"),
        ("未特别注明时限的,有效期至2024年6月30日。", date(2024, 6, 30), "有效期至2024年6月30日"),
        ("本办法自2023年1月1日起施行，有效期至2025年底。", date(2025, 12, 31), "有效期至2025年底"),
        ("本办法由市财政局负责解释，有效期自发布之日起3年。", date(2026, 2, 28), "有效期自发布之日起3年"),
        ("本通知自印发之日起施行，2025年12月31日自行失效。", date(2025, 12, 31), "2025年12月31日自行失效"),
    ],
)
def test_term(text: str, end: date, validity: str) -> None:
    found = life(text)
    assert (found.expires_on, found.validity) == (end, validity)


@pytest.mark.parametrize(
    "text",
    [
        "经营许可证有效期五年。",
        "外部董事资格有效期原则上为三年。",
        "健康证明的格式由海关统一规定，有效期为12个月。",
        "检验报告自出具之日起有效期一年。",
        "合同有效期至2028年12月31日。",
        "有效期届满仍继续经营的，可提前30日申请。",
    ],
)
def test_terms_of_other_things(text: str) -> None:
    assert life(text, "本办法自2023年4月1日起施行。").expires_on is None


def test_term_without_start_runs_from_the_signing_date() -> None:
    assert life("本办法有效期五年。").expires_on == date(2028, 2, 29)


def test_order_states_the_date_for_its_regulation() -> None:
    order = make_part(
        ["《甲市乙管理办法》业经2023年1月18日市人民政府常务会议通过，现予公布，自2023年4月1日起施行。"],
        title="甲市人民政府令",
        role="notice",
        addressed=False,
    )
    found = read_life(make_part(["为了加强管理。"]), SIGNED, order)
    assert found.effective_on == date(2023, 4, 1)
    assert found.effective_evidence is not None
    assert found.effective_evidence.in_notice
    assert read_life(order, SIGNED).effective_on is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("本办法由市工信局负责解释。", "市工信局"),
        ("本预案由市市场监管局制定、管理、解释，并根据情况变化适时修订。", "市市场监管局"),
        ("本预案由市生态环境局城区分局制定并负责解释。", "市生态环境局城区分局"),
        ("本预案由市应急管理局负责制定、解释。", "市应急管理局"),
        ("本办法具体应用中的问题由市住建局会同市财政局负责解释。", "市住建局会同市财政局"),
        ("本办法解释权归市医保局。", "市医保局"),
    ],
)
def test_interpreter(text: str, who: str) -> None:
    assert life(text).interpreter == who


def test_no_interpreter() -> None:
    assert life("做好政策解释工作。", "由市财政局负责落实。").interpreter is None


@pytest.mark.parametrize(
    ("title", "text", "trial"),
    [
        ("甲办法（试行）", "第一句。", True),
        ("甲暂行办法", "第一句。", True),
        ("甲办法", "本办法自印发之日起试行，有效期一年。", True),
        ("甲办法", "开展改革试点。", False),
    ],
)
def test_trial(title: str, text: str, trial: bool) -> None:
    assert life(text, title=title).trial is trial


def test_working_days_are_counted_and_marked() -> None:
    """Weekends are left out; holidays are not known, so the day is inferred."""
    found = life("本办法自公布之日起10个工作日后施行。")
    assert (found.effective_on, found.effective_inferred) == (date(2023, 3, 15), True)
    plain = life("本办法自公布之日起10日后施行。")
    assert (plain.effective_on, plain.effective_inferred) == (date(2023, 3, 11), False)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("本规定2021年4月1日起执行，暂行一年。", date(2021, 4, 1), date(2022, 3, 31)),
        ("本办法有效期5年，自2022年4月1日起计算。", date(2022, 4, 1), date(2027, 3, 31)),
        ("本办法试行期为两年，自2022年4月1日至2024年3月31日。", date(2022, 4, 1), date(2024, 3, 31)),
        ("本办法自2022年4月1日起生效，有效期叁年。", date(2022, 4, 1), date(2025, 3, 31)),
        (
            "上述政策适用于明川市全部小微企业，执行期限为2022年1月1日至2024年12月31日。",
            date(2022, 1, 1),
            date(2024, 12, 31),
        ),
        ("登记证有效期5年，自2022年4月1日起计算。", None, None),
        ("排水许可证有效期为2022年1月1日至2024年12月31日。", None, None),
        ("工程自2022年4月1日起计算工期。", None, None),
        ("《丁办法》2021年4月1日起执行。", None, None),
        ("补贴期限三年，自2022年4月1日至2025年3月31日。", None, None),
    ],
)
def test_terms_that_count_from_a_day(text: str, start: date | None, end: date | None) -> None:
    found = life(text)
    assert (found.effective_on, found.expires_on) == (start, end)


def test_an_order_printed_over_the_articles_that_it_publishes() -> None:
    order = "《明川市河道办法》已经2023年2月1日市政府常务会议通过，现予公布，自2023年5月1日起施行。"
    whole = make_part([order, "本市河道的管理，适用本办法。"], title="明川市河道办法", role="body")
    assert read_life(whole, SIGNED).effective_on == date(2023, 5, 1)
    wrapper = make_part([order], title="明川市河道办法", role="body", addressed=False)
    assert read_life(wrapper, SIGNED).effective_on is None
    other = make_part([order, "本令自印发之日起施行。"], title="明川市人民政府令", role="body")
    assert read_life(other, SIGNED).effective_on == SIGNED


def test_from_a_month_is_its_first_day_and_inferred() -> None:
    found = life("本办法自2023年4月起执行。")
    assert (found.effective_on, found.effective_inferred) == (date(2023, 4, 1), True)


@pytest.mark.parametrize(
    "text", ["2023年4月前执行完毕。", "2023年4月份的执行情况。", "自2023年4月起报送进展。"]
)
def test_a_month_of_something_else_is_no_start(text: str) -> None:
    assert life(text).effective_on is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本办法自2023年4月1日起试行，期限1年。", date(2024, 3, 31)),
        ("本办法自2023年4月1日起试行，为期一年。", date(2024, 3, 31)),
        ("本办法自印发之日起实施，有效时间3年。", date(2026, 2, 28)),
        ("本办法自印发之日起实施，有效期半年。", date(2023, 8, 31)),
        ("本办法自发布之日起至2023年12月31日施行。", date(2023, 12, 31)),
    ],
)
def test_other_words_for_the_term(text: str, day: date) -> None:
    assert life(text).expires_on == day


@pytest.mark.parametrize(
    "text",
    [
        "本办法自2023年4月1日起施行，有效期五年的证书继续使用。",
        "本办法自2023年4月1日起施行，许可证有效时间3年。",
        "开展专项整治，为期一年。",
        "本办法自印发之日起施行，每半年报送一次。",
        "自发布之日起至2023年12月31日禁止野外用火。",
    ],
)
def test_other_terms_than_its_own(text: str) -> None:
    assert life(text).expires_on is None
