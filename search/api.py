"""The REST view of the search.

In the room: reading parameters, the shape of the answer. Not in the room: finding (selectors).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user
from django.db import DataError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from documents import roles
from documents.models.organ import Level
from jincheng_gov.api_pagination import BoundedPagination
from jincheng_gov.api_parameters import refuse_unknown_parameters
from regulations.api import STATUS_CODES
from search import services
from search.query import Filters, QueryTooLong, SearchQuery, parse_query
from search.result_page import SORTS, asks_for_unknown_title, is_miss
from search.selectors import DEEPEST, Hit, SearchResults, search
from search.suggestions import suggest

FILTERS = ("level", "status", "on", "issuer", "genre", "topic", "year", "issue", "regulation")
KNOWN = frozenset({"q", "expand", "facets", "explain", "sort", *FILTERS})
LONGEST_VALUE = 200


class HitDocumentSerializer(serializers.Serializer[Any]):
    """The document, law or chronicle that a hit stands in, as printed."""

    doc_number = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices)
    issuer = serializers.CharField(allow_blank=True)
    issue = serializers.CharField(allow_blank=True, help_text="公报期")
    is_recognised = serializers.BooleanField(help_text="文字由扫描件识别得来，可能有错")
    url = serializers.CharField()


class HitProvisionSerializer(serializers.Serializer[Any]):
    """The place: ``path`` is how it is cited (第二十一条, 4.3.2, 三（五）), ``part`` the text's title."""

    label = serializers.CharField()  # type: ignore[assignment]
    path = serializers.CharField()
    part = serializers.CharField()
    heading = serializers.CharField(allow_blank=True)
    address = serializers.CharField(help_text="页面锚点")


class SnippetSerializer(serializers.Serializer[Any]):
    """A substring of the stored text; spans count in its characters."""

    text = serializers.CharField(allow_blank=True)
    spans = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))


class HitSerializer(serializers.Serializer[Any]):
    """One result."""

    document = HitDocumentSerializer()
    provision = HitProvisionSerializer(allow_null=True)
    part = serializers.CharField(help_text="所在文本题名")
    status = serializers.ChoiceField(choices=[*STATUS_CODES, ""])
    url = serializers.CharField()
    snippet = SnippetSerializer()
    exact = serializers.BooleanField()
    explanation = serializers.DictField(required=False)


class ExpansionSerializer(serializers.Serializer[Any]):
    """已按…一并查找."""

    typed = serializers.CharField()
    official = serializers.ListField(child=serializers.CharField())


class NotHeldSerializer(serializers.Serializer[Any]):
    """An act that texts cite and the library does not hold."""

    title = serializers.CharField()
    doc_number = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


class SearchResponseSerializer(serializers.Serializer[Any]):
    """A page of results, flat by rank or day."""

    count = serializers.IntegerField()
    count_full = serializers.IntegerField(help_text="含全部词语的条目数")
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    results = HitSerializer(many=True)
    expansions = ExpansionSerializer(many=True)
    dropped = serializers.ListField(child=serializers.CharField(), help_text="结果中可以没有的词")
    ignored = serializers.ListField(child=serializers.CharField(), help_text="没有查找的词")
    not_held = NotHeldSerializer(many=True)
    did_you_mean = serializers.DictField(child=serializers.CharField(), help_text="您是不是要找")
    facets = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    message = serializers.CharField(allow_blank=True)


def _parameter(name: str, text: str, kind: Any = OpenApiTypes.STR, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=text, **more)


PARAMETERS = [
    _parameter("q", "查询：词语、文号、题名、题名加条款；“短语”；-排除；标题: 文号: 机关: 年份: 类型: 状态:"),
    _parameter("level", "层级，可重复", enum=Level.values, many=True),
    _parameter("status", "效力，可重复", enum=STATUS_CODES, many=True),
    _parameter("on", "按哪一天的效力", OpenApiTypes.DATE),
    _parameter("issuer", "发文机关，可重复", many=True),
    _parameter("genre", "体裁，可重复", many=True),
    _parameter("topic", "主题，可重复", many=True),
    _parameter("year", "年份，可重复", OpenApiTypes.INT, many=True),
    _parameter("issue", "公报期编号，可重复", OpenApiTypes.INT, many=True),
    _parameter("regulation", "只在这一文本内查找", OpenApiTypes.INT),
    _parameter("sort", "按施行日期：new 新近在前，old 最早在前；不写则按相关程度", enum=[*SORTS]),
    _parameter("expand", "0 不作同义扩展", enum=["0", "1"]),
    _parameter("facets", "1 附分面计数", enum=["0", "1"]),
    _parameter("explain", "1 附排序说明（工作人员）", enum=["0", "1"]),
    _parameter("page", "页", OpenApiTypes.INT),
    _parameter("page_size", "每页条数，最多 100", OpenApiTypes.INT),
]


class SearchViewSet(viewsets.ViewSet):
    """检索."""

    @extend_schema(parameters=PARAMETERS, responses=SearchResponseSerializer)
    def list(self, request: Request) -> Response:
        """Results for ``q``, flat by rank or day."""
        refuse_unknown_parameters(request, set(KNOWN))
        page, page_size = (
            _whole(request, "page", 1),
            _whole(request, "page_size", BoundedPagination.page_size),
        )
        page_size = min(page_size, BoundedPagination.max_page_size)
        if page * page_size > DEEPEST:
            raise ValidationError({"page": [f"最多看到第 {DEEPEST} 条，请缩小范围。"]})
        try:
            results = search(
                read_query(request),
                page=page,
                page_size=page_size,
                facets=_flag(request, "facets", False),
                order=_order(request),
            )
        except DataError as error:
            raise ValidationError({"q": ["查询无法识别。"]}) from error
        if is_miss(results):
            services.count_miss(results.query.text)
        explain = _flag(request, "explain", False) and _is_staff(request)
        return Response(SearchResponseSerializer(as_answer(results, explain=explain)).data)


class SuggestionSerializer(serializers.Serializer[Any]):
    """One offer while typing: an act with its page, or an official term."""

    kind = serializers.ChoiceField(choices=["act", "term"])
    text = serializers.CharField()
    address = serializers.CharField(allow_blank=True)


class SuggestionViewSet(viewsets.ViewSet):
    """检索建议."""

    @extend_schema(parameters=PARAMETERS[:1], responses=SuggestionSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Titles, numbers and official terms for what is typed so far."""
        refuse_unknown_parameters(request, {"q"})
        typed = request.query_params.get("q", "").replace("\0", "")
        return Response(SuggestionSerializer(suggest(typed), many=True).data)


routes = [("search/suggestions", SuggestionViewSet, "suggestion"), ("search", SearchViewSet, "search")]


def read_query(request: Request) -> SearchQuery:
    """The query of a request; 400 where a parameter is no such thing."""
    try:
        return parse_query(
            request.query_params.get("q", ""), _filters(request), expand=_flag(request, "expand", True)
        )
    except QueryTooLong as error:
        raise ValidationError({"q": [str(error)]}) from error


def as_answer(results: SearchResults, *, explain: bool = False) -> dict[str, Any]:
    """The results as the API tells them."""
    return {
        "count": results.total,
        "count_full": results.full,
        "page": results.page,
        "page_size": results.page_size,
        "results": [_hit(hit, explain) for hit in results.hits],
        "expansions": [{"typed": e.typed, "official": e.official} for e in results.expansions],
        "dropped": results.dropped,
        "ignored": results.ignored,
        "not_held": [
            {"title": r.title, "doc_number": r.doc_number, "url": r.get_absolute_url()}
            for r in results.not_held
        ],
        "did_you_mean": results.did_you_mean,
        "facets": results.facets,
        "message": message_of(results),
    }


def message_of(results: SearchResults) -> str:
    """What is said where nothing is found: what was looked for, and whether it is known but not held."""
    if results.total:
        return _unknown_title(results) if asks_for_unknown_title(results) else ""
    if results.not_held:
        return f"本库未收录《{results.not_held[0].title}》，但有文件引用它。"
    if results.query.is_empty:
        return "请输入词语、文号或题名。"
    return f"没有找到与“{results.query.text}”相符的内容。"


def _unknown_title(results: SearchResults) -> str:
    asked = results.query.text
    return f"本库没有题名是“{asked}”的文件，也没有文件引用它。以下是含有这些词的条款。"


def _hit(hit: Hit, explain: bool) -> dict[str, Any]:
    row, snippet = hit.row, hit.snippet
    answer = {
        "document": _document(hit),
        "provision": _provision(hit),
        "part": row.title,
        "status": hit.status,
        "url": row.address,
        "snippet": {"text": snippet.text, "spans": [[s.start, s.end] for s in snippet.spans]},
        "exact": hit.exact,
    }
    if explain:
        reason = hit.explanation
        answer["explanation"] = {"score": reason.score, "words": reason.words, "factors": reason.factors}
    return answer


def _document(hit: Hit) -> dict[str, Any]:
    row = hit.row
    number, title = row.act_number, row.title
    if row.regulation_id is None:
        number, title = "", row.title
    elif row.document_number is not None:
        number, title = row.document_number, row.document_title
    return {
        "doc_number": number,
        "title": title,
        "level": row.level,
        "issuer": row.issuer,
        "issue": row.issue_label,
        "is_recognised": bool(row.act_is_recognised),
        "url": row.act_address,
    }


def _provision(hit: Hit) -> dict[str, Any] | None:
    row = hit.row
    if row.provision_id is None:
        return None
    return {
        "label": row.label,
        "path": row.place,
        "part": row.title,
        "heading": row.heading,
        "address": row.path,
    }


def _filters(request: Request) -> Filters:
    return Filters(
        level=_chosen(request, "level", Level.values),
        status=_chosen(request, "status", STATUS_CODES),
        issuer=_texts(request, "issuer"),
        genre=_texts(request, "genre"),
        topic=_texts(request, "topic"),
        year=_numbers(request, "year"),
        issue=_numbers(request, "issue"),
        regulation=_whole(request, "regulation", 0) or None,
        on=_day(request),
    )


def _order(request: Request) -> str:
    order = request.query_params.get("sort", "")
    if order and order not in SORTS:
        raise ValidationError({"sort": [f"应为 {' 或 '.join(SORTS)}。"]})
    return order


def _chosen(request: Request, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
    values = _texts(request, name)
    if unknown := set(values) - set(allowed):
        raise ValidationError({name: [f"未知的值：{'、'.join(sorted(unknown))[:100]}"]})
    return values


def _texts(request: Request, name: str) -> tuple[str, ...]:
    found = tuple(value for value in request.query_params.getlist(name) if value)
    if any(len(value) > LONGEST_VALUE or "\0" in value for value in found) or len(found) > 50:
        raise ValidationError({name: ["值过长或含非法字符。"]})
    return found


def _numbers(request: Request, name: str) -> tuple[int, ...]:
    found = _texts(request, name)
    if not all(value.isascii() and value.isdigit() and len(value) < 6 for value in found):
        raise ValidationError({name: ["应为数字。"]})
    return tuple(int(value) for value in found)


def _whole(request: Request, name: str, default: int) -> int:
    value = request.query_params.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and 0 < len(value) < 10 and int(value) > 0):
        raise ValidationError({name: ["应为正整数。"]})
    return int(value)


def _flag(request: Request, name: str, default: bool) -> bool:
    value = request.query_params.get(name, "")
    if value not in ("", "0", "1"):
        raise ValidationError({name: ["应为 0 或 1。"]})
    return value == "1" if value else default


def _day(request: Request) -> date | None:
    value = request.query_params.get("on", "")
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValidationError({"on": ["日期应为 YYYY-MM-DD，如 2023-05-01。"]}) from error


def _is_staff(request: Request) -> bool:
    return get_user(request._request).has_perm(roles.SEE_DESK)
