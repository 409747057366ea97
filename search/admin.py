"""What staff edit and see of the search: thesaurus, dictionary, queries that found nothing."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import CheckboxInput
from django.http import HttpRequest

from documents.recorded_admin import Recorded
from search import services
from search.models import DictionaryTerm, QueryMiss, Synonym


@admin.register(Synonym)
class SynonymAdmin(Recorded, admin.ModelAdmin[Synonym]):
    """The thesaurus; what a person has changed, a reload of the files leaves alone."""

    list_display = ("everyday", "official", "field", "both_ways", "is_active", "edited")
    list_filter = ("field", "is_active", "both_ways", "edited")
    list_editable = ("is_active",)
    search_fields = ("everyday", "official")
    list_per_page = 100

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes in the list that say what they switch."""
        box = CheckboxInput(attrs={"aria-label": "启用"})
        return super().get_changelist_form(request, **{**kwargs, "widgets": {"is_active": box}})

    def save_model(self, request: HttpRequest, obj: Synonym, form: Any, change: bool) -> None:
        """Remember that a person has decided."""
        obj.edited = True
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Synonym) -> None:
        """As below."""
        services.remove_synonyms(Synonym.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Synonym]) -> None:
        """What the files hold is switched off, so that a reload does not bring it back."""
        services.remove_synonyms(queryset)


@admin.register(DictionaryTerm)
class DictionaryTermAdmin(Recorded, admin.ModelAdmin[DictionaryTerm]):
    """Terms and places; those of version 0 wait for the next publication."""

    list_display = ("term", "kind", "source", "version")
    list_filter = ("kind", "source", "version")
    search_fields = ("term",)
    readonly_fields = ("version",)
    list_per_page = 100


@admin.register(QueryMiss)
class QueryMissAdmin(Recorded, admin.ModelAdmin[QueryMiss]):
    """Queries that found nothing, the most frequent first."""

    list_display = ("text", "count", "last_on")
    search_fields = ("text",)
    readonly_fields = ("text", "count", "last_on")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes misses by hand."""
        return False
