"""Template words of the desk that know the rules: what can be taken back, where documents begin."""

from django import template
from django.template.context import Context

from documents.models import ActionRecord
from regulations.services.boundaries import BEGINS
from regulations.services.undo import permission_for

register = template.Library()
_SHORT = {"document": "公文起点", "part": "附件起点", "nothing": "接上文"}


@register.simple_tag(takes_context=True)
def may_undo(context: Context, row: ActionRecord) -> bool:
    """Whether the user may take this action back, and nobody has yet."""
    permission = permission_for(row)
    if permission is None or hasattr(row, "undone_by"):
        return False
    return bool(context["request"].user.has_perm(permission))


@register.filter
def begins(code: str) -> str:
    """What begins at a line, in words."""
    return _SHORT.get(code, code)


@register.simple_tag
def boundary_choices() -> list[tuple[str, str]]:
    """What a person can say of a line."""
    return list(BEGINS.items())
