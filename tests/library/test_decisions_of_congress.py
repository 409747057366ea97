"""Acts of a people's congress printed without a signature: their day, its word, their history."""

import pytest
from django.test import Client

from regulations.models import Regulation
from tests.library.samples import NOTICE
from tests.library.test_ingest import load

pytestmark = pytest.mark.django_db

HEAD = """明川市人民政府公报
2023年第4期(总第45期)
明川市人民政府办公室主办
2023年8月30日出版(双月刊)
目 录
【地方性法规】
明川市人民代表大会常务委员会关于废止《明川市暂住人口管理条例》的决定 (3)

"""
DECISION = """明川市人民代表大会常务委员会关于废止《明川市暂住人口管理条例》的决定

（2023年6月30日明川市第九届人民代表大会常务委员会第十二次会议通过 2023年7月29日云岭省第十四届人民代表大会常务委员会第四次会议批准）

明川市第九届人民代表大会常务委员会第十二次会议决定，废止《明川市暂住人口管理条例》。

本决定自公布之日起施行。
"""


def test_the_decision_has_the_day_of_its_approval_and_what_it_ends_too(client: Client) -> None:
    load(HEAD + DECISION)
    decision = Regulation.objects.get(is_stub=False)
    ended = Regulation.objects.get(is_stub=True)
    assert decision.document is not None
    assert decision.document.signed_on is None
    assert str(decision.issued_on) == str(decision.effective_on) == str(ended.repealed_on) == "2023-07-29"
    assert decision.effective_basis == ended.repealed_basis == "inferred"
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "<dt>批准</dt>" in page
    assert "<dt>成文</dt>" not in page
    assert "按批准日期推定" in page
    assert "2023年6月30日</time>通过（明川市第九届人民代表大会常务委员会第十二次会议）" in page


def test_without_a_day_nothing_is_made_up(client: Client) -> None:
    title = DECISION.split("\n")[0]
    load(f"# {title}\n\n第一条 废止《明川市暂住人口管理条例》。\n\n第二条 本决定自公布之日起施行。\n")
    ended = Regulation.objects.get(title="明川市暂住人口管理条例", is_stub=True)
    assert (ended.repealed_on, ended.repealed_basis) == (None, "")
    assert "起废止" not in client.get(ended.get_absolute_url()).content.decode()


def test_a_signed_notice_keeps_its_word(client: Client) -> None:
    load(NOTICE)
    rules = Regulation.objects.get(role="enclosure")
    page = client.get(rules.get_absolute_url()).content.decode()
    assert "<dt>成文</dt>" in page
    assert "<dt>批准</dt>" not in page
    assert rules.versions.get().history == []
