"""REST views of gazette issues and documents.

In the room: what the API shows of the gazette. Not in the room: texts, citations and status
(``regulations.api``).
"""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers, viewsets

from documents.models import Chronicle, ChronicleEntry, Document, GazetteIssue, TocEntry
from documents.selectors import public_documents
from documents.text.document_numbers import parse_document_number


class TocEntrySerializer(serializers.ModelSerializer[TocEntry]):
    """A line of the table of contents."""

    class Meta:
        model = TocEntry
        fields = ("position", "column", "title", "doc_number", "page", "document")


class GazetteIssueSerializer(serializers.ModelSerializer[GazetteIssue]):
    """An issue as printed on its cover."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = GazetteIssue
        fields: tuple[str, ...] = (
            "id",
            "slug",
            "label",
            "name",
            "year",
            "number",
            "total_number",
            "published_on",
            "frequency",
            "host",
        )


class ChronicleEntrySerializer(serializers.ModelSerializer[ChronicleEntry]):
    """One entry of a chronicle."""

    class Meta:
        model = ChronicleEntry
        fields = ("position", "on", "date_text", "text", "line_start", "line_end")


class ChronicleSerializer(serializers.Serializer[Any]):
    """A chronicle with its entries."""

    title = serializers.CharField()
    slug = serializers.CharField()
    entries = ChronicleEntrySerializer(many=True)


class GazetteIssueDetailSerializer(GazetteIssueSerializer):
    """An issue with its contents and chronicles."""

    toc = TocEntrySerializer(many=True, read_only=True)
    chronicles = ChronicleSerializer(many=True, read_only=True)

    class Meta(GazetteIssueSerializer.Meta):
        fields: tuple[str, ...] = (*GazetteIssueSerializer.Meta.fields, "toc", "chronicles")


class TextLinkSerializer(serializers.Serializer[Any]):
    """A text of a document: where it stands in the library."""

    slug = serializers.CharField()
    title = serializers.CharField()
    role = serializers.CharField()
    ordinal = serializers.IntegerField()


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A document as printed, with links to its texts."""

    issue: serializers.SlugRelatedField[GazetteIssue] = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    texts = TextLinkSerializer(source="regulations", many=True, read_only=True)

    class Meta:
        model = Document
        fields = (
            "id",
            "issue",
            "position",
            "title",
            "doc_number",
            "issuers",
            "level",
            "doc_type",
            "column",
            "addressees",
            "signed_on",
            "publicity",
            "page",
            "line_start",
            "line_end",
            "attachment_list",
            "texts",
        )


class GazetteIssueFilter(filters.FilterSet):
    """Filters of the issue list."""

    class Meta:
        model = GazetteIssue
        fields = ("name", "year", "number", "total_number")


class DocumentFilter(filters.FilterSet):
    """Filters of the document list."""

    issue = django_filters.CharFilter(field_name="issue__slug")
    doc_number = django_filters.CharFilter(method="by_number", label="文号，任何写法")
    issuer = django_filters.CharFilter(field_name="organs__name", label="发文机关全称")
    year = django_filters.NumberFilter(field_name="number_year")
    title = django_filters.CharFilter(lookup_expr="contains")
    signed_after = django_filters.DateFilter(field_name="signed_on", lookup_expr="gte")
    signed_before = django_filters.DateFilter(field_name="signed_on", lookup_expr="lte")

    class Meta:
        model = Document
        fields = ("level", "doc_type", "column")

    def by_number(self, queryset: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        """Documents whose number is ``value`` in whatever spelling."""
        return queryset.filter(number_key=number_key_of(value))


def number_key_of(value: str) -> str:
    """The key of a number in any spelling; the words themselves where it is none."""
    number = parse_document_number(value[:200])
    return number.key if number else value[:200]


class GazetteIssueViewSet(viewsets.ReadOnlyModelViewSet[GazetteIssue]):
    """Gazette issues, newest first; one issue with its table of contents and chronicles."""

    lookup_field = "slug"
    filterset_class = GazetteIssueFilter
    queryset = GazetteIssue.objects.none()

    def get_queryset(self) -> QuerySet[GazetteIssue]:
        """Public issues in stable order."""
        issues = GazetteIssue.objects.public()
        if self.action == "retrieve":
            public_toc = TocEntry.objects.exclude(document__publication__in=("draft", "withdrawn"))
            chronicles = Chronicle.objects.public().prefetch_related("entries")
            issues = issues.prefetch_related(Prefetch("toc", public_toc), Prefetch("chronicles", chronicles))
        return issues

    def get_serializer_class(self) -> type[GazetteIssueSerializer]:
        """The list is short, one issue is whole."""
        return GazetteIssueDetailSerializer if self.action == "retrieve" else GazetteIssueSerializer


class DocumentViewSet(viewsets.ReadOnlyModelViewSet[Document]):
    """Documents as printed, newest first."""

    serializer_class = DocumentSerializer
    filterset_class = DocumentFilter
    queryset = Document.objects.none()

    def get_queryset(self) -> QuerySet[Document]:
        """Public documents with their issue and texts."""
        return (
            public_documents()
            .select_related("issue")
            .defer("issue__front_matter", "head")
            .prefetch_related("regulations")
            .order_by("-signed_on", "-id")
        )


routes = [
    ("issues", GazetteIssueViewSet, "issue"),
    ("documents", DocumentViewSet, "document"),
]
