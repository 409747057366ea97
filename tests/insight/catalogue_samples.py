"""A clean-up decision of an invented city as plain text: two catalogues of many rows, printed in the ways that
break: lines wrapped inside titles and numbers, a table flattened cell by cell."""

from collections.abc import Callable

_SUBJECTS = (
    "城市供水管理办法", "市区停车管理暂行规定", "建设工程招标投标监督管理实施办法", "农村五保供养工作实施细则",
    "户外广告设置管理办法", "人民防空工程建设管理规定", "科学技术奖励办法", "集贸市场管理若干规定",
    "出租房屋治安管理办法（试行）", "粮食安全行政首长责任制实施意见", "小型水库安全管理办法", "公有住房出售实施方案",
)  # fmt: skip
_HEAD = """明川市人民政府公报
2024年第3期(总第40期)
明川市人民政府办公室主办
2024年6月28日出版(双月刊)
目 录
【市政府文件】
明川市人民政府关于废止和宣布失效部分规范性文件的决定
(明川政发〔2024〕9号) (2)

明川市人民政府
关于废止和宣布失效部分规范性文件的决定

明川政发〔2024〕9号

各县（区）人民政府，市直各有关单位：

为维护法制统一，市人民政府对现行规范性文件进行了全面清理。经清理，决定：

一、对{repealed}件规范性文件予以废止（附件1）。

二、宣布{expired}件规范性文件失效（附件2）。

凡废止和宣布失效的文件，自本决定公布之日起不再作为行政管理的依据。

附件：1.废止的规范性文件目录

2.宣布失效的规范性文件目录

明川市人民政府

2024年5月20日

（此件公开发布）

"""


def title_of(serial: int) -> str:
    """The title of a row's act; no two rows of a sample share one."""
    return f"明川市人民政府关于印发明川市第{serial}号{_SUBJECTS[serial % len(_SUBJECTS)]}的通知"


def number_of(serial: int) -> str:
    """The number of a row's act."""
    return f"明川政发〔{1988 + serial % 30}〕{serial}号"


def numbered_line(at: int, serial: int) -> str:
    """3.甲市人民政府关于乙的通知（甲政发〔2001〕3号）"""
    return f"{at}.{title_of(serial)}（{number_of(serial)}）\n\n"


def wrapped_line(at: int, serial: int) -> str:
    """The same cut after every 21 characters, titles and numbers alike."""
    row = f"{at}.{title_of(serial)}（{number_of(serial)}）"
    return "".join(f"{row[cut : cut + 21]}\n\n" for cut in range(0, len(row), 21))


def flattened_row(at: int, serial: int) -> str:
    """Serial, title in two lines, number: each cell a line."""
    title = title_of(serial)
    return f"{at}\n\n{title[:18]}\n\n{title[18:]}\n\n{number_of(serial)}\n\n"


def decision(
    repealed: int, expired: int, row: Callable[[int, int], str], *, stated: tuple[int, int] | None = None
) -> str:
    """The decision with its two catalogues; ``stated`` are the numbers that it claims."""
    first, second = stated or (repealed, expired)
    columns = "序号\n\n文件名称\n\n文号\n\n" if row is flattened_row else ""
    parts = [_HEAD.format(repealed=first, expired=second), "附件1\n\n废止的规范性文件目录\n\n", columns]
    parts += [row(at, at) for at in range(1, repealed + 1)]
    parts += ["附件2\n\n宣布失效的规范性文件目录\n\n", columns]
    parts += [row(at, repealed + at) for at in range(1, expired + 1)]
    return "".join(parts)
