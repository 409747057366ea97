"""The four roles of the staff, as Django groups with their permissions.

In the room: which role may do what. Not in the room: the checks at the pages' doors.
"""

from typing import Any

READER, EDITOR, REVIEWER, ADMINISTRATOR = "reader", "editor", "reviewer", "administrator"
ROLE_NAMES = {READER: "阅览", EDITOR: "编辑", REVIEWER: "审核", ADMINISTRATOR: "管理"}

SEE_DESK = "documents.view_sourcefile"
UPLOAD = "documents.add_sourcefile"
CORRECT = "documents.add_correction"
REVOKE = "documents.change_correction"
TICK = "documents.change_finding"
PUBLISH = "documents.change_document"
DECIDE = "regulations.change_effect"
RESOLVE = "regulations.change_citation"
ANSWER = "regulations.change_errorreport"
SEE_HISTORY = "documents.view_actionrecord"

_READS = (
    SEE_DESK,
    "documents.view_document",
    "documents.view_gazetteissue",
    "documents.view_finding",
    "documents.view_correction",
    "regulations.view_regulation",
    "regulations.view_effect",
    "regulations.view_citation",
    "regulations.view_errorreport",
)
_EDITS = (*_READS, UPLOAD, CORRECT, REVOKE, TICK, ANSWER)
_REVIEWS = (*_EDITS, PUBLISH, DECIDE, RESOLVE, SEE_HISTORY)
_ADMINISTERS = (
    *_REVIEWS,
    "auth.view_user",
    "auth.add_user",
    "auth.change_user",
    "auth.view_group",
    "search.view_synonym",
    "search.add_synonym",
    "search.change_synonym",
    "search.delete_synonym",
    "search.view_dictionaryterm",
    "search.add_dictionaryterm",
    "search.change_dictionaryterm",
    "search.view_querymiss",
    "search.delete_querymiss",
)

PERMISSIONS: dict[str, tuple[str, ...]] = {
    READER: _READS,
    EDITOR: _EDITS,
    REVIEWER: _REVIEWS,
    ADMINISTRATOR: _ADMINISTERS,
}


def ensure_roles(registry: Any) -> None:
    """Make the four groups and give them their permissions; a group that stands keeps what it has besides.

    An app that has no permissions yet is passed over: a later migration calls again.

    Example: ``ensure_roles(django.apps.apps)``; a migration hands its own registry.
    Returns nothing. Raises ``LookupError`` where a permission is not known yet.
    """
    group_model = registry.get_model("auth", "Group")
    permission_model = registry.get_model("auth", "Permission")
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in permission_model.objects.values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    apps = {permission.partition(".")[0] for permission in known}
    for name, every in PERMISSIONS.items():
        wanted = [permission for permission in every if permission.partition(".")[0] in apps]
        missing = [permission for permission in wanted if permission not in known]
        if missing:
            raise LookupError("，".join(missing))
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(*(known[permission] for permission in wanted))
