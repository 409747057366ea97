"""Issuing bodies."""

from django.db import models


class Level(models.TextChoices):
    """The four levels of the hierarchy of norms that a city's library holds."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"
    UNKNOWN = "unknown", "不明"


class Organ(models.Model):
    """A body that issues documents, by the name that it signs with."""

    name = models.CharField("名称", max_length=100, unique=True)
    slug = models.SlugField("地址", max_length=120, unique=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices, default=Level.UNKNOWN)

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
