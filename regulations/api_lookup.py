"""REST view of the citation lookup: words in, each reference out with where it leads.

In the room: the shape of question and answer. Not in the room: the lookup
(``regulations.citation_lookup``).
"""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import FormParser, JSONParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from jincheng_gov.api_parameters import refuse_unknown_parameters
from jincheng_gov.clock import today
from regulations.api import StatusSerializer
from regulations.citation_lookup import LONGEST, Held, LookedUp, look_up
from regulations.models import Citation


class QuestionSerializer(serializers.Serializer[Any]):
    """What is asked: the words, and the day on which status and text are judged."""

    text = serializers.CharField(
        max_length=LONGEST,
        trim_whitespace=False,
        help_text=f"待核对的文字，至多 {LONGEST} 字。",
    )
    on = serializers.DateField(required=False, help_text="判断效力的日期，默认今天。")


class HeldSerializer(serializers.Serializer[Held]):
    """An act that a mention leads to, its status, and the place named in it."""

    slug = serializers.CharField(source="act.slug")
    title = serializers.CharField(source="act.title")
    doc_number = serializers.CharField(source="act.doc_number")
    held = serializers.SerializerMethodField(help_text="本库是否收录全文")
    status = StatusSerializer()
    place = serializers.CharField(allow_null=True, help_text="条款地址；null 表示该文本没有此条款")
    place_cite = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_held(self, row: Held) -> bool:
        """Whether the library has the text."""
        return not row.act.is_stub

    def get_url(self, row: Held) -> str:
        """The page of the place, or of the act."""
        return row.address


class LookedUpSerializer(serializers.Serializer[LookedUp]):
    """One reference: ``text[start:end]`` is ``quote``; offsets count Unicode characters."""

    start = serializers.IntegerField(source="found.start")
    end = serializers.IntegerField(source="found.end")
    quote = serializers.CharField(source="found.quote")
    kind = serializers.CharField(source="found.kind")
    title = serializers.CharField(source="found.title", allow_null=True)
    doc_number = serializers.CharField(source="found.doc_number", allow_null=True)
    provision_cite = serializers.CharField(source="found.provision_cite", allow_null=True)
    status = serializers.ChoiceField(choices=Citation.Status.choices)
    reason = serializers.CharField()
    acts = HeldSerializer(many=True)


class CitationLookupViewSet(ViewSet):
    """Check the references of a draft or of an answer: does each act exist, is it in force, has it
    that article?

    Several acts stand in ``acts`` where the reference is ambiguous. Nothing is stored.
    """

    permission_classes = [AllowAny]
    parser_classes = [JSONParser, FormParser]

    @extend_schema(
        parameters=[OpenApiParameter("text", str, required=True), QuestionSerializer],
        responses=LookedUpSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """References in a short text, given in the address."""
        refuse_unknown_parameters(request, {"text", "on"})
        return self._answer(request.query_params)

    @extend_schema(request=QuestionSerializer, responses=LookedUpSerializer(many=True))
    def create(self, request: Request) -> Response:
        """References in a text."""
        return self._answer(request.data)

    def _answer(self, question: Any) -> Response:
        asked = QuestionSerializer(data=question)
        asked.is_valid(raise_exception=True)
        found = look_up(asked.validated_data["text"], asked.validated_data.get("on") or today())
        return Response([LookedUpSerializer(row).data for row in found])


routes = [("citation-lookup", CitationLookupViewSet, "citation-lookup")]
