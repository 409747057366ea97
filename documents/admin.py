"""The admin of the gazette: uploads, and read-only provenance of what came of them."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from documents import roles
from documents.desk_guard import staff
from documents.forms import SourceUploadForm
from documents.models import (
    Chronicle,
    Document,
    DroppedLine,
    Finding,
    GazetteIssue,
    Organ,
    SourceFile,
    TocEntry,
)
from documents.recorded_admin import StaffGroupAdmin, StaffUserAdmin
from documents.services import findings, publication, uploads

admin.site.unregister([User, Group])
admin.site.register(User, StaffUserAdmin)
admin.site.register(Group, StaffGroupAdmin)


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """What the parse wrote is looked at here, not changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class NamedValuesFilter(admin.AllValuesFieldListFilter):
    """All values of a column; the empty one has a name as well."""

    def choices(self, changelist: Any) -> Any:
        """As ever, but for the words of the empty value."""
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "（空）"}


class Gated(admin.options.BaseModelAdmin[Any]):
    """Mixed into an admin page: its actions, marked ``permissions=["act"]``, ask for ``act_permission``."""

    act_permission = ""

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Whether this person may do what the actions do, as at the desk."""
        return staff(request).has_perm(self.act_permission)


class ReadOnlyInline(admin.TabularInline[Any, Any]):
    """Rows shown below their owner."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(SourceFile)
class SourceFileAdmin(Gated, admin.ModelAdmin[SourceFile]):
    """Upload a file, see how far it is and why it failed, have it read again."""

    list_display = ("name", "kind", "state", "stage", "progress", "size", "created_at", "error")
    list_filter = ("state", "kind")
    search_fields = ("name", "sha256")
    actions = ("read_again",)
    act_permission = roles.UPLOAD

    def get_form(
        self, request: HttpRequest, obj: SourceFile | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """A new file is uploaded; a stored one is only shown."""
        return SourceUploadForm if obj is None else super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: SourceFile | None = None) -> tuple[str, ...]:
        """All fields of a stored file."""
        return () if obj is None else tuple(f.name for f in SourceFile._meta.fields)

    def has_change_permission(self, request: HttpRequest, obj: SourceFile | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SourceFile | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SourceFile, form: Any, change: bool) -> None:
        """Register by content; the same bytes lead to the row that stands."""
        source, created = form.register(request.user)
        obj.__dict__.update(source.__dict__)
        if created:
            uploads.record_upload(source, staff(request))
        else:
            messages.info(request, f"该文件此前已收到（{source.name}），没有重复入库。")

    @admin.action(permissions=["act"], description="重新处理所选文件")
    def read_again(self, request: HttpRequest, queryset: QuerySet[SourceFile]) -> None:
        """Have the worker read these files once more."""
        user = staff(request)
        states = [uploads.read_again(source_id=source.pk, user=user).state for source in queryset]
        at_work = states.count(SourceFile.State.RUNNING)
        left = f"另有 {at_work} 个正在处理，没有重排。" if at_work else ""
        self.message_user(request, f"已排队 {len(states) - at_work} 个文件。{left}")


class TocInline(ReadOnlyInline):
    """The table of contents of an issue."""

    model = TocEntry
    fields = ("position", "column", "title", "doc_number", "page", "document")


@admin.register(GazetteIssue)
class GazetteIssueAdmin(ReadOnlyAdmin):
    """Issues as printed."""

    list_display = ("label", "total_number", "published_on", "source")
    list_filter = ("year", "name")
    search_fields = ("name",)
    inlines = (TocInline,)


@admin.register(Document)
class DocumentAdmin(Gated, ReadOnlyAdmin):
    """Documents as printed; publication is changed by action."""

    list_display = ("title", "doc_number", "signed_on", "level", "doc_type", "publication", "issue")
    list_filter = (
        "publication",
        "kept_from_engines",
        "level",
        "doc_type",
        ("column", NamedValuesFilter),
        "number_year",
    )
    search_fields = ("title", "doc_number", "number_key")
    date_hierarchy = "signed_on"
    actions = ("publish", "withdraw", "keep_out", "let_in")
    act_permission = roles.PUBLISH

    @admin.action(permissions=["act"], description="发布所选公文")
    def publish(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Let everyone read these documents."""
        count = publication.decide_publication(
            document_ids=list(queryset.values_list("pk", flat=True)),
            publication="published",
            user=staff(request),
        )
        self.message_user(request, f"已发布 {count} 件。")

    @admin.action(permissions=["act"], description="撤回所选公文")
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Hide these documents from readers, search and API."""
        count = publication.decide_publication(
            document_ids=list(queryset.values_list("pk", flat=True)),
            publication="withdrawn",
            user=staff(request),
        )
        self.message_user(request, f"已撤回 {count} 件。")

    @admin.action(permissions=["act"], description="不让搜索引擎收录所选公文")
    def keep_out(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Keep these documents, lists of persons above all, out of search engines."""
        self._engines(request, queryset, kept_out=True)

    @admin.action(permissions=["act"], description="让搜索引擎收录所选公文")
    def let_in(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Let search engines have these documents again."""
        self._engines(request, queryset, kept_out=False)

    def _engines(self, request: HttpRequest, queryset: QuerySet[Document], *, kept_out: bool) -> None:
        count = publication.decide_engines(
            document_ids=list(queryset.values_list("pk", flat=True)),
            kept_out=kept_out,
            user=staff(request),
        )
        self.message_user(request, f"已改 {count} 件。")


@admin.register(Organ)
class OrganAdmin(ReadOnlyAdmin):
    """Issuing bodies."""

    list_display = ("name", "level")
    list_filter = ("level",)
    search_fields = ("name",)


@admin.register(Chronicle)
class ChronicleAdmin(ReadOnlyAdmin):
    """Chronicles."""

    list_display = ("title", "issue")
    search_fields = ("title", "entries__text")


@admin.register(DroppedLine)
class DroppedLineAdmin(ReadOnlyAdmin):
    """Lines that stand in no text, with the reason."""

    list_display = ("source", "line", "text", "reason")
    list_filter = ("reason",)
    search_fields = ("text",)


@admin.register(Finding)
class FindingAdmin(admin.ModelAdmin[Finding]):
    """Findings, ticked off with a reason."""

    list_display = ("code", "severity", "line", "message", "document", "resolved_at")
    list_filter = ("severity", "code", ("resolved_at", admin.EmptyFieldListFilter))
    search_fields = ("message", "document__title")
    fields = ("source", "document", "code", "severity", "line", "message", "resolution")
    readonly_fields = ("source", "document", "code", "severity", "line", "message")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Finding | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Finding, form: Any, change: bool) -> None:
        """A finding with a reason is done; without one it is open again."""
        user = staff(request)
        findings.reopen_finding(finding_id=obj.pk, user=user)
        if obj.resolution.strip():
            findings.tick_findings(ids=[obj.pk], reason=obj.resolution, user=user)
