"""What holds for every API list: read-only, bounded pages, no unknown parameter."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from rest_framework import serializers, viewsets
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory


class GroupSerializer(serializers.ModelSerializer[Group]):
    class Meta:
        model = Group
        fields = ["name"]


class GroupViewSet(viewsets.ModelViewSet[Group]):
    queryset = Group.objects.order_by("pk")
    serializer_class = GroupSerializer
    filterset_fields = ["name"]
    extra_parameters = ("on",)


def ask(query: str, method: str = "get") -> Response:
    request = getattr(APIRequestFactory(), method)(f"/api/v1/groups/?{query}")
    actions: dict[str, Any] = {"get": "list", "post": "create"}
    return GroupViewSet.as_view(actions)(request)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "name=x", "on=2023-05-01", "page_size=5", "page=1"])
def test_known_parameters_pass(query: str) -> None:
    assert ask(query).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["nmae=x", "name=x&limit=1", "on_=1", "order=name"])
def test_unknown_parameters_are_refused_by_name(query: str) -> None:
    answer = ask(query)
    assert answer.status_code == 400
    assert list(answer.data.values()) == [["未知参数。"]]


@pytest.mark.django_db
def test_a_page_never_holds_more_than_a_hundred() -> None:
    Group.objects.bulk_create(Group(name=str(number)) for number in range(120))
    assert len(ask("page_size=1000").data["results"]) == 100
    assert len(ask("").data["results"]) == 20
    assert len(ask("page_size=0").data["results"]) == 20


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_404() -> None:
    assert ask("page=99").status_code == 404


def test_nobody_writes() -> None:
    assert ask("", "post").status_code == 403
