"""Who made a law, by the words of its history.

In the room: the organ's name out of 晋城市第七届人民代表大会常务委员会第三十次会议. Not in the room:
finding the events of a history (``history``), levels (``documents.organs``).
"""

import re
from collections.abc import Iterable

from documents.gazette.parsed import HistoryEvent
from documents.text.numerals import ANY_NUMERAL

_TERM = re.compile(rf"第{ANY_NUMERAL}{{1,4}}届|中华人民共和国|^[经由]")
_LONGEST = 200
_PLACE = r"[一-龥]{1,12}?(?:省|自治区|市|自治州|州|盟|县|区|旗)"
_LAWMAKER = re.compile(
    rf"国务院|(?:全国|(?:{_PLACE}){{1,3}})人(?:(?:民代表大会|大)(?:常(?:务委员会|委会))?|民政府)"
)


def lawmaker_of(words: str) -> str:
    """The organ that an event of a history names, without term and session.

    >>> lawmaker_of("第十届全国人民代表大会常务委员会第十次会议")
    '全国人民代表大会常务委员会'

    Returns an empty string where no lawmaker is named. Raises nothing.
    """
    match = _LAWMAKER.search(_TERM.sub("", "".join(words.split()))[:_LONGEST])
    if not match:
        return ""
    return match.group().replace("人大", "人民代表大会").replace("常委会", "常务委员会")


def lawmaker(history: Iterable[HistoryEvent]) -> str:
    """The organ that made a law: that of the first event that names one.

    A city's regulation is adopted by the city and then approved by the province: the city made it.
    Returns an empty string where no event names a lawmaker. Raises nothing.
    """
    return next((name for event in history if (name := lawmaker_of(event.by))), "")
