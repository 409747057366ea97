"""The REST view of similar provisions.

In the room: reading the place, the shape of the answer. Not in the room: finding (similar).
"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from jincheng_gov.api_parameters import refuse_unknown_parameters
from regulations.api import STATUS_CODES
from search.similar import Similar, entry_at, find_similar


class PlaceQuerySerializer(serializers.Serializer[Any]):
    """Which provision: the short name and the anchor in its address ``/r/<slug>/<place>/``."""

    slug = serializers.SlugField(max_length=200)
    place = serializers.CharField(max_length=200)


class SimilarSerializer(serializers.Serializer[Any]):
    """A provision of another act that reads like the one asked for."""

    title = serializers.CharField()
    doc_number = serializers.CharField(allow_blank=True)
    path = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUS_CODES)
    url = serializers.CharField()
    alike = serializers.FloatField(help_text="共有少见词的份额，0 到 1")
    words = serializers.ListField(child=serializers.CharField(), help_text="共有的少见词")
    snippet = serializers.CharField(allow_blank=True)


class SimilarViewSet(viewsets.ViewSet):
    """相似条款."""

    @extend_schema(parameters=[PlaceQuerySerializer], responses=SimilarSerializer(many=True))
    def list(self, request: Request) -> Response:
        """At most ten, the most alike first, at most two of one act."""
        refuse_unknown_parameters(request, {"slug", "place"})
        asked = PlaceQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        row = entry_at(asked.validated_data["slug"], asked.validated_data["place"])
        if row is None:
            raise NotFound("没有这一条款。")
        return Response(SimilarSerializer([_told(each) for each in find_similar(row)], many=True).data)


routes = [("search/similar", SimilarViewSet, "similar")]


def _told(each: Similar) -> dict[str, Any]:
    return {
        "title": each.row.title,
        "doc_number": each.row.act_number,
        "path": each.row.place,
        "status": each.status,
        "url": each.row.address,
        "alike": round(each.alike, 3),
        "words": each.words,
        "snippet": each.snippet.text,
    }
