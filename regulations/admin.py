"""The admin of the rules: texts read-only, effects confirmed or rejected, citations decided, stubs merged."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from documents import roles
from documents.admin import Gated, NamedValuesFilter, ReadOnlyAdmin, ReadOnlyInline
from regulations.models import Citation, Effect, Provision, Redirect, Regulation, Spelling, Version
from regulations.services import decisions, review


class VersionInline(ReadOnlyInline):
    """The texts of a regulation."""

    model = Version
    fields = ("edition_on", "effective_on", "scheme", "is_current", "source", "line_start", "line_end")


class SpellingInline(ReadOnlyInline):
    """How texts write it."""

    model = Spelling
    fields = ("text", "count")


class EffectInline(ReadOnlyInline):
    """What clauses do to it."""

    model = Effect
    fk_name = "target"
    fields = ("kind", "on", "by", "quote", "basis", "confidence", "state")


@admin.register(Regulation)
class RegulationAdmin(Gated, ReadOnlyAdmin):
    """Texts and stubs; stubs that mean one act are merged by action."""

    list_display = (
        "title",
        "doc_number",
        "level",
        "role",
        "is_stub",
        "effective_on",
        "expires_on",
        "repealed_on",
    )
    list_filter = ("is_stub", "level", "role", ("genre", NamedValuesFilter), "trial")
    search_fields = ("title", "doc_number", "title_key", "number_key", "spellings__text")
    inlines = (VersionInline, SpellingInline, EffectInline)
    actions = ("merge_stubs",)
    act_permission = roles.RESOLVE

    @admin.action(permissions=["act"], description="合并所选条目（并入已收录者，或最早者）")
    def merge_stubs(self, request: HttpRequest, queryset: QuerySet[Regulation]) -> None:
        """Merge the chosen stubs into the held act among them, or into the oldest stub."""
        try:
            kept = review.review_merge(
                ids=list(queryset.values_list("pk", flat=True)),
                user=request.user,  # type: ignore[arg-type]
            )
        except decisions.NotMergeable as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        self.message_user(request, f"已并入《{kept.title}》。")


@admin.register(Provision)
class ProvisionAdmin(ReadOnlyAdmin):
    """Provisions with their source lines."""

    list_display = ("cite", "kind", "heading", "version", "line_start", "line_end")
    list_filter = ("kind",)
    search_fields = ("text", "heading", "path")
    list_select_related = ("version__regulation",)


@admin.register(Citation)
class CitationAdmin(Gated, admin.ModelAdmin[Citation]):
    """Citations; a person may set the target."""

    list_display = ("quote", "kind", "role", "status", "regulation", "target", "reason")
    list_filter = ("status", "kind", "role")
    search_fields = ("quote", "title", "doc_number")
    list_select_related = ("regulation", "target")
    autocomplete_fields = ("target",)
    actions = ("split",)
    act_permission = roles.RESOLVE
    fields = ("regulation", "provision", "quote", "kind", "role", "status", "reason", "target", "target_path")
    readonly_fields = ("regulation", "provision", "quote", "kind", "role", "status", "reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Citation | None = None) -> bool:
        return False

    @admin.action(permissions=["act"], description="将所选引用拆出，另立条目")
    def split(self, request: HttpRequest, queryset: QuerySet[Citation]) -> None:
        """Give the chosen citations a stub of their own."""
        try:
            stub = review.review_split(
                citation_ids=list(queryset.values_list("pk", flat=True)),
                user=request.user,  # type: ignore[arg-type]
            )
        except decisions.NotMergeable as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        self.message_user(request, f"已另立条目《{stub.title}》。")

    def save_model(self, request: HttpRequest, obj: Citation, form: Any, change: bool) -> None:
        """Record the person's decision."""
        review.review_citation(
            citation_id=obj.pk,
            target_id=obj.target_id,
            target_path=obj.target_path,
            user=request.user,  # type: ignore[arg-type]
        )


@admin.register(Effect)
class EffectAdmin(Gated, ReadOnlyAdmin):
    """Effects read by the machine, to be confirmed or rejected."""

    list_display = ("target", "kind", "on", "by", "quote", "basis", "confidence", "state")
    list_filter = ("state", "kind", "basis")
    search_fields = ("target__title", "by__title", "quote")
    list_select_related = ("target", "by")
    actions = ("confirm", "reject")
    act_permission = roles.DECIDE

    @admin.action(permissions=["act"], description="确认所选效力变动")
    def confirm(self, request: HttpRequest, queryset: QuerySet[Effect]) -> None:
        """Confirm."""
        self._decide(request, queryset, Effect.State.CONFIRMED)

    @admin.action(permissions=["act"], description="否定所选效力变动")
    def reject(self, request: HttpRequest, queryset: QuerySet[Effect]) -> None:
        """Reject."""
        self._decide(request, queryset, Effect.State.REJECTED)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Effect], state: str) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        review.review_effects(ids=ids, state=state, user=request.user)  # type: ignore[arg-type]
        self.message_user(request, f"已处理 {len(ids)} 条。")


@admin.register(Redirect)
class RedirectAdmin(ReadOnlyAdmin):
    """Addresses that moved."""

    list_display = ("slug", "path", "regulation", "new_path", "created_at")
    search_fields = ("slug",)
