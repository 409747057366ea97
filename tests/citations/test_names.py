"""The name of an act as a mention writes it, without the provision."""

import pytest

from regulations.citations.provisions import without_provision


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("《甲办法》第九条第二款", "《甲办法》"),
        ("《甲办法》中的第三章", "《甲办法》"),
        ("安全生产法第二十一条第二款第（三）项", "安全生产法"),
        ("《甲办法》附件2", "《甲办法》"),
        ("第十条", ""),
        ("第二款第（三）项", ""),
        ("《甲办法》", "《甲办法》"),
        ("国务院令第641号", "国务院令第641号"),
        ("《关于第十条的解释》", "《关于第十条的解释》"),
        ("《甲办法》（甲政发〔2018〕3号）", "《甲办法》（甲政发〔2018〕3号）"),
        ("《第三次全国国土调查总体方案》", "《第三次全国国土调查总体方案》"),
    ],
)
def test_a_mention_without_its_provision(quote: str, name: str) -> None:
    assert without_provision(quote) == name
