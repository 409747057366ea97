"""What a request to the API may ask.

In the room: refusal of unknown query parameters and of writing. Not in the room: the filters
themselves, which stand in each app's ``api`` module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView

PAGING = frozenset({"page", "page_size", "format"})


class ReadOnly(BasePermission):
    """Anyone may read, nobody may write."""

    message = "本接口只读。"

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS


class KnownParametersOnly(BaseFilterBackend):
    """Refuse with 400 a request whose query names a parameter that the view does not know.

    Known are paging, the filters of the view's filterset, and the names in the view's
    ``extra_parameters``.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        from django_filters.rest_framework import DjangoFilterBackend

        filterset = DjangoFilterBackend().get_filterset_class(view, queryset)
        known = set(filterset.base_filters) if filterset else set()
        refuse_unknown_parameters(request, known | set(getattr(view, "extra_parameters", ())))
        return queryset


def refuse_unknown_parameters(request: Request, known: set[str]) -> None:
    """Raise ValidationError (400) where the query names anything but paging and ``known``.

    >>> refuse_unknown_parameters(request, {"q"})  # doctest: +SKIP
    """
    unknown = sorted(set(request.query_params) - known - PAGING)
    if unknown:
        raise ValidationError({name: ["未知参数。"] for name in unknown})
