"""Keys by which two spellings of one title meet.

In the room: normal forms of titles for comparison. Not in the room: deciding which act a
title names.
"""

import re
import unicodedata

_STATE = re.compile(r"^中华人民共和国(?=.)")
# 晋城市 · 山西省晋城市城区人民政府办公室
_REGION = re.compile(
    r"(?:[一-鿿]{2,4}省)?(?:(?!城市)[一-鿿]{2,3}市)?(?:[一-鿿]{1,3}[区县])?(?:人民政府办公[室厅]|人民政府)?(?=关于|.{4,})"
)


def title_key(title: str) -> str:
    """The comparison form of a title: NFKC, letters and digits only, without the state's name.

    >>> title_key("《中华人民共和国安全生产法》")
    '安全生产法'
    """
    squeezed = "".join(c for c in unicodedata.normalize("NFKC", title) if c.isalnum()).lower()
    return _STATE.sub("", squeezed)


def short_key(title: str) -> str:
    """The title without the name of its region and issuing government.

    >>> short_key("晋城市城市排水管理办法")
    '城市排水管理办法'
    """
    key = title_key(title)
    match = _REGION.match(key)
    rest = key[match.end() :] if match else key
    return rest if len(rest) >= 4 else key
