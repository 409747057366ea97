"""REST views of regulations, provisions and citations.

In the room: what the API shows of texts and their life. Not in the room: search (``search.api``).
"""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from documents.api import number_key_of
from jincheng_gov.clock import today
from regulations.models import Citation, Effect, Provision, Regulation
from regulations.querysets import is_public, status_case
from regulations.selectors import EVIDENCE, status_of

STATUS_CODES = ("not_yet", "in_force", "expired", "repealed", "spent", "unknown")


def day_asked(request: Request) -> date:
    """The day of ``?on=``, today where it is not given; 400 where it is no day."""
    value = request.query_params.get("on", "")
    if not value:
        return today()
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValidationError({"on": ["日期应为 YYYY-MM-DD，如 2023-05-01。"]}) from error


class DecidedBySerializer(serializers.Serializer[Any]):
    """The act and clause that a status rests on."""

    doc_number = serializers.CharField()
    title = serializers.CharField()
    slug = serializers.CharField()
    path = serializers.CharField()
    cite = serializers.CharField()


class StatusSerializer(serializers.Serializer[Any]):
    """The status on the day asked for."""

    code = serializers.ChoiceField(choices=STATUS_CODES)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    by = DecidedBySerializer(allow_null=True)
    quote = serializers.CharField()
    basis = serializers.CharField()


class VersionSerializer(serializers.Serializer[Any]):
    """A text of a regulation from a day on."""

    id = serializers.IntegerField()
    edition_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)
    is_current = serializers.BooleanField()
    scheme = serializers.CharField()


class RegulationSerializer(serializers.ModelSerializer[Regulation]):
    """A text that people cite, with its status."""

    status = serializers.SerializerMethodField()

    class Meta:
        model = Regulation
        fields: tuple[str, ...] = (
            "id",
            "slug",
            "title",
            "doc_number",
            "role",
            "ordinal",
            "genre",
            "level",
            "issuer",
            "interpreter",
            "trial",
            "validity",
            "issued_on",
            "is_stub",
            "is_recognised",
            "document",
            "status",
        )

    @extend_schema_field(StatusSerializer)
    def get_status(self, regulation: Regulation) -> dict[str, Any]:
        """The status on the day of the request."""
        return dict(StatusSerializer(status_of(regulation, day_asked(self.context["request"]))).data)


class EffectSerializer(serializers.ModelSerializer[Effect]):
    """What a clause does to the life of an act."""

    by: serializers.SlugRelatedField[Regulation] = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )

    class Meta:
        model = Effect
        fields: tuple[str, ...] = (
            "id",
            "kind",
            "on",
            "months",
            "by",
            "provision_path",
            "quote",
            "detail",
            "basis",
            "confidence",
            "state",
        )


class RegulationDetailSerializer(RegulationSerializer):
    """A regulation with its versions and effects."""

    versions = VersionSerializer(many=True, read_only=True)
    effects = EffectSerializer(many=True, read_only=True)

    class Meta(RegulationSerializer.Meta):
        fields: tuple[str, ...] = (*RegulationSerializer.Meta.fields, "versions", "effects")


class ProvisionSerializer(serializers.ModelSerializer[Provision]):
    """A provision with its place; ``text`` is its own text, ``address`` leads to its page."""

    regulation = serializers.CharField(source="version.regulation.slug", read_only=True)
    address = serializers.SerializerMethodField()

    class Meta:
        model = Provision
        fields = (
            "id",
            "regulation",
            "version",
            "kind",
            "label",
            "heading",
            "text",
            "path",
            "cite",
            "number",
            "suffix",
            "parent",
            "article",
            "table",
            "line_start",
            "line_end",
            "address",
        )

    def get_address(self, provision: Provision) -> str:
        """The page of this place."""
        return f"/r/{provision.version.regulation.slug}/{provision.path}/"


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """A mention of an act, with the span it stands in and what it leads to."""

    regulation: serializers.SlugRelatedField[Regulation] = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    target: serializers.SlugRelatedField[Regulation] = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    path = serializers.CharField(source="provision.path", read_only=True)

    class Meta:
        model = Citation
        fields = (
            "id",
            "regulation",
            "provision",
            "path",
            "start",
            "end",
            "in_heading",
            "kind",
            "role",
            "quote",
            "title",
            "doc_number",
            "provision_cite",
            "target",
            "target_path",
            "status",
            "reason",
        )


class RegulationFilter(filters.FilterSet):
    """Filters of the regulation list; ``status`` is judged on ``on`` (today by default)."""

    doc_number = django_filters.CharFilter(method="by_number", label="文号，任何写法")
    title = django_filters.CharFilter(lookup_expr="contains")
    issuer = django_filters.CharFilter(lookup_expr="contains")
    year = django_filters.NumberFilter(field_name="issued_on", lookup_expr="year")
    status = django_filters.ChoiceFilter(method="by_status", choices=[(c, c) for c in STATUS_CODES])

    class Meta:
        model = Regulation
        fields = ("level", "genre", "role", "is_stub", "document", "topic", "trial")

    def by_number(self, queryset: QuerySet[Regulation], name: str, value: str) -> QuerySet[Regulation]:
        """Texts of the document whose number is ``value``."""
        return queryset.filter(number_key=number_key_of(value))

    def by_status(self, queryset: QuerySet[Regulation], name: str, value: str) -> QuerySet[Regulation]:
        """Texts whose status on the day asked for is ``value``."""
        return queryset.alias(code=status_case(day_asked(self.request))).filter(code=value)


class ProvisionFilter(filters.FilterSet):
    """Filters of provisions; only current texts."""

    regulation = django_filters.CharFilter(field_name="version__regulation__slug")
    number = django_filters.NumberFilter()

    class Meta:
        model = Provision
        fields = ("path", "cite", "label")


class CitationFilter(filters.FilterSet):
    """Filters of citations."""

    regulation = django_filters.CharFilter(field_name="regulation__slug")
    target = django_filters.CharFilter(field_name="target__slug")
    doc_number = django_filters.CharFilter(method="by_number", label="文号，任何写法")

    class Meta:
        model = Citation
        fields = ("kind", "role", "status")

    def by_number(self, queryset: QuerySet[Citation], name: str, value: str) -> QuerySet[Citation]:
        """Citations that print this number."""
        return queryset.filter(number_key=number_key_of(value))


ON = OpenApiParameter("on", date, description="判断效力的日期，默认今天")


@extend_schema_view(list=extend_schema(parameters=[ON]), retrieve=extend_schema(parameters=[ON]))
class RegulationViewSet(viewsets.ReadOnlyModelViewSet[Regulation]):
    """Texts that people cite: local acts, national laws and stubs, each with its status on a day."""

    lookup_field = "slug"
    filterset_class = RegulationFilter
    extra_parameters = ("on",)
    queryset = Regulation.objects.none()

    def get_queryset(self) -> QuerySet[Regulation]:
        """Public regulations with the evidence of their status."""
        day_asked(self.request)
        rows = Regulation.objects.public().select_related(*EVIDENCE)
        if self.action == "retrieve":
            told = Effect.objects.filter(is_public("by__")).select_related("by")
            rows = rows.prefetch_related("versions", Prefetch("effects", told))
        return rows

    def get_serializer_class(self) -> type[RegulationSerializer]:
        """The list is short, one regulation is whole."""
        return RegulationDetailSerializer if self.action == "retrieve" else RegulationSerializer


class _ProvisionViewSet(viewsets.ReadOnlyModelViewSet[Provision]):
    """Provisions of current texts of some kinds, in printed order."""

    serializer_class = ProvisionSerializer
    filterset_class = ProvisionFilter
    queryset = Provision.objects.none()
    kinds: tuple[str, ...] = ()

    def get_queryset(self) -> QuerySet[Provision]:
        """Provisions of the current versions of public texts."""
        return (
            Provision.objects.filter(
                version__is_current=True,
                version__regulation__in=Regulation.objects.public(),
                kind__in=self.kinds,
            )
            .select_related("version__regulation")
            .order_by("version", "position")
        )


class ArticleViewSet(_ProvisionViewSet):
    """Articles, and numbered headings of texts without articles."""

    kinds = ("article", "heading")


class ClauseViewSet(_ProvisionViewSet):
    """Clauses, items and sub-items (款项目)."""

    kinds = ("clause", "item", "subitem")


class CitationViewSet(viewsets.ReadOnlyModelViewSet[Citation]):
    """Citations with their span and target."""

    serializer_class = CitationSerializer
    filterset_class = CitationFilter
    queryset = Citation.objects.none()

    def get_queryset(self) -> QuerySet[Citation]:
        """Citations made by public texts."""
        return (
            Citation.objects.filter(is_public("regulation__"), is_public("target__"))
            .select_related("regulation", "target", "provision")
            .order_by("id")
        )


routes = [
    ("articles", ArticleViewSet, "article"),
    ("clauses", ClauseViewSet, "clause"),
    ("citations", CitationViewSet, "citation"),
]
