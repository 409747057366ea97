"""REST views of what stands in a text and around it: the whole text on a day, one place by its
address, neighbouring acts, effects.

In the room: ``/regulations/{slug}/text|places|relations/`` and ``/effects/``. Not in the room:
lists of regulations and provisions (``regulations.api``), who finds the neighbours
(``regulations.page_selectors.relations``).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from regulations.api import ON, EffectSerializer, RegulationViewSet, VersionSerializer, day_asked
from regulations.editions import version_in_force
from regulations.insight.kin import find_kin
from regulations.models import Citation, Effect, Provision, Redirect, Regulation, Version
from regulations.page_selectors.relations import Neighbour, read_relations
from regulations.page_selectors.tree import citations_of, edition_meant
from regulations.querysets import is_public


class PlacedProvisionSerializer(serializers.ModelSerializer[Provision]):
    """A provision by its address within the text; ``parent_path`` is the address above it."""

    parent_path = serializers.CharField(source="parent.path", default=None, read_only=True)

    class Meta:
        model = Provision
        fields = ("kind", "level", "label", "heading", "text", "table", "path", "cite", "parent_path")


class PlaceCitationSerializer(serializers.ModelSerializer[Citation]):
    """A reference made in a provision, with the span it stands in."""

    path = serializers.SerializerMethodField()
    target = serializers.SlugRelatedField[Regulation](slug_field="slug", read_only=True)
    edition_then = serializers.SerializerMethodField()

    class Meta:
        model = Citation
        fields = (
            "path", "in_heading", "start", "end", "quote", "target", "target_path", "status", "edition_then",
        )  # fmt: skip

    def get_edition_then(self, citation: Citation) -> date | None:
        """The edition of the target in force when these words were written, where it is not that of ``on``."""
        return edition_meant(citation)

    def get_path(self, citation: Citation) -> str:
        """The provision that makes the reference."""
        return str(self.context["paths"][citation.provision_id])


class RegulationTextSerializer(serializers.Serializer[Any]):
    """A text as it stood on a day: its provisions in printed order, its references."""

    slug = serializers.CharField()
    title = serializers.CharField()
    on = serializers.DateField()
    version = VersionSerializer(allow_null=True)
    provisions = PlacedProvisionSerializer(many=True)
    citations = PlaceCitationSerializer(many=True)


class NeighbourSerializer(serializers.Serializer[Neighbour]):
    """Another act in a relation to this one; ``place`` is the clause that makes the relation."""

    slug = serializers.CharField(source="act.slug")
    title = serializers.CharField(source="act.title")
    doc_number = serializers.CharField(source="act.doc_number")
    level = serializers.CharField(source="act.level")
    status = serializers.CharField(source="code", help_text="所问日期的状态；stub 为未收录")
    on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    detail = serializers.CharField()
    proposed = serializers.BooleanField(help_text="机器识别，尚无人确认")


class KinSerializer(serializers.Serializer[Any]):
    """The same act of another year (series) or of another place (place)."""

    slug = serializers.CharField(source="act.slug")
    title = serializers.CharField(source="act.title")
    doc_number = serializers.CharField(source="act.doc_number")
    status = serializers.CharField(source="code")
    relation = serializers.ChoiceField(choices=("series", "place"))
    place = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)


class RelationsSerializer(serializers.Serializer[Any]):
    """The acts around one act, by relation."""

    basis = NeighbourSerializer(many=True)
    cites = NeighbourSerializer(many=True)
    cited_by = NeighbourSerializer(many=True)
    ends = NeighbourSerializer(many=True)
    ended_by = NeighbourSerializer(many=True)
    amends = NeighbourSerializer(many=True)
    amended_by = NeighbourSerializer(many=True)
    kin = KinSerializer(many=True)


class ReadableRegulationViewSet(RegulationViewSet):
    """Texts that people cite: local acts, national laws and stubs, each with its status on a day.

    A former address answers with 301.
    """

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """One regulation with its versions and effects."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            moved = Redirect.objects.filter(slug=kwargs["slug"], path="").select_related("regulation").first()
            if moved is None:
                raise
            return redirect("regulation-detail", slug=moved.regulation.slug, permanent=True)

    @extend_schema(parameters=[ON], responses=RegulationTextSerializer)
    @action(detail=True)
    def text(self, request: Request, slug: str) -> Response:
        """The whole text of the day ``on``; an act that is not held has none."""
        act: Regulation = self.get_object()
        on = day_asked(request)
        version = version_in_force(act.versions.all(), on)
        return _answer(act, on, version, list(_provisions(version)) if version else [])

    @extend_schema(
        parameters=[ON, OpenApiParameter("path", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses=RegulationTextSerializer,
    )
    @action(detail=True, url_path="places/(?P<path>[^?]+)", url_name="place")
    def place(self, request: Request, slug: str, path: str) -> Any:
        """One place with all below it, by its address (``art_21/para_1``), on the day ``on``."""
        act: Regulation = self.get_object()
        on = day_asked(request)
        path = path.strip("/")
        version = version_in_force(act.versions.all(), on)
        own = Q(path=path) | Q(path__startswith=f"{path}/")
        below = list(_provisions(version).filter(own)) if version else []
        if below:
            return _answer(act, on, version, below)
        moved = Redirect.objects.filter(slug=slug, path=path).select_related("regulation").first()
        if moved is None:
            raise Http404
        return redirect(
            "regulation-place", slug=moved.regulation.slug, path=moved.new_path or "-", permanent=True
        )

    @extend_schema(parameters=[ON], responses=RelationsSerializer)
    @action(detail=True)
    def relations(self, request: Request, slug: str) -> Response:
        """The acts above, below and beside one act, each with its status on the day ``on``."""
        act: Regulation = self.get_object()
        on = day_asked(request)
        version = version_in_force(act.versions.all(), on)
        texts = [text.pk for text in act.document.regulations.all()] if act.document else [act.pk]
        around = read_relations(texts, citations_of(version, on, act.issued_on) if version else [], on)
        names = ("basis", "cites", "cited_by", "ends", "ended_by", "amends", "amended_by")
        found: dict[str, Any] = {name: getattr(around, name) for name in names}
        found["kin"] = find_kin(act, on) if act.document_id else []
        return Response(RelationsSerializer(found).data)


def _provisions(version: Version) -> QuerySet[Provision]:
    return version.provisions.select_related("parent").order_by("position")


def _answer(act: Regulation, on: date, version: Version | None, rows: Sequence[Provision]) -> Response:
    paths = {row.pk: row.path for row in rows}
    made = citations_of(version, on, act.issued_on) if version else []
    answer = {
        "slug": act.slug,
        "title": act.title,
        "on": on,
        "version": version,
        "provisions": rows,
        "citations": [citation for citation in made if citation.provision_id in paths],
    }
    return Response(RegulationTextSerializer(answer, context={"paths": paths}).data)


class EffectFilter(filters.FilterSet):
    """Filters of effects: on what, by what, of which kind, in which days."""

    target = django_filters.CharFilter(field_name="target__slug")
    by = django_filters.CharFilter(field_name="by__slug")
    after = django_filters.DateFilter(field_name="on", lookup_expr="gte")
    before = django_filters.DateFilter(field_name="on", lookup_expr="lte")

    class Meta:
        model = Effect
        fields = ("kind", "state", "basis")


class ListedEffectSerializer(EffectSerializer):
    """An effect with the act that it changes."""

    target = serializers.SlugRelatedField[Regulation](slug_field="slug", read_only=True)

    class Meta(EffectSerializer.Meta):
        fields: tuple[str, ...] = (*EffectSerializer.Meta.fields, "target")


class EffectViewSet(viewsets.ReadOnlyModelViewSet[Effect]):
    """What clauses do to the life of acts, newest first; rejected readings are left out."""

    serializer_class = ListedEffectSerializer
    filterset_class = EffectFilter
    queryset = Effect.objects.none()

    def get_queryset(self) -> QuerySet[Effect]:
        """Effects made by public texts on public texts."""
        return (
            Effect.objects.filter(is_public("by__"), is_public("target__"))
            .exclude(state=Effect.State.REJECTED)
            .select_related("by", "target")
            .order_by(F("on").desc(nulls_last=True), "-id")
        )


routes = [
    ("regulations", ReadableRegulationViewSet, "regulation"),
    ("effects", EffectViewSet, "effect"),
]
