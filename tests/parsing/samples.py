"""Small texts in the style of official documents, and short ways to parse them.

In the room: samples that several tests share. Not in the room: assertions.
"""

from documents.gazette.parsed import ParsedDocument, ParsedIssue
from documents.gazette.source import SourceLine, SourceText
from regulations.reading import read_gazette

NOTICE = """明川市人民政府
关于印发明川市停车场管理办法的
通 知
明政发〔2022〕3 号

各县（区）人民政府，市人民政府各委、办、局：

现将《明川市停车场管理办法》印发给你们，请认真贯彻执行。

明川市人民政府
2022年3月1日
（此件公开发布）

明川市停车场管理办法

第一章 总 则

第一条 为规范停车场管理，根据《中华人民共和国道路交通安全法》，制定本办法。

第二条 本办法适用于本市行政区域。

法律、法规另有规定的，从其规定。

第二章 附 则

第三条 禁止下列行为：

（一）擅自占用；

（二）其他行为。

第四条 本办法自2022年4月1日起施行，有效期五年。
"""
ORDER_BY = """清江市人民政府令

第87号

《清江市停车管理办法》已经2017年8月7日市人民政府第18次常务会议讨论通过，现予公布，自2017年10月1日起施行。

{signer}

2017年8月21日

清江市停车管理办法

第一条　为加强停车管理，制定本办法。

第二条　本办法自2017年10月1日起施行。

"""


def source(text: str, format: str = "plain") -> SourceText:
    """A source of text as a reader would return it."""
    lines = tuple(SourceLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return SourceText(format, lines)


def parse(text: str) -> ParsedIssue:
    """The parse of a text."""
    return read_gazette(source(text))


def one(text: str) -> ParsedDocument:
    """The one document of a text."""
    (document,) = parse(text).documents
    return document


def outline(body: str) -> ParsedDocument:
    """A notice without articles, its body given."""
    head = "明川市人民政府\n关于做好安全生产工作的通知\n明政发〔2022〕4号\n\n各县（区）人民政府：\n\n"
    return one(f"{head}{body}\n\n明川市人民政府\n2022年3月2日\n")


def headings(document: ParsedDocument) -> list[tuple[str, str]]:
    """Label and words of all headings of a document's first part."""
    return [(found.label, found.heading) for found in document.parts[0].walk() if found.kind == "heading"]
