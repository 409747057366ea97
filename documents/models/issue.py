"""Gazette issues and their tables of contents."""

from django.apps import apps
from django.db import models

from documents.models.source import SourceFile


class IssueQuerySet(models.QuerySet["GazetteIssue"]):
    """Issues."""

    def public(self) -> "IssueQuerySet":
        """Those that anyone may know of: something in them is published, or they hold no document.

        Example: ``GazetteIssue.objects.public()``.
        """
        documents = apps.get_model("documents", "Document").objects.filter(issue=models.OuterRef("pk"))
        published = documents.filter(publication="published")
        return self.filter(models.Exists(published) | ~models.Exists(documents))


class GazetteIssue(models.Model):
    """One issue. ``key`` is its identity: name, year and number, or the source where the
    print does not say them."""

    key = models.CharField("标识", max_length=200, unique=True)
    slug = models.SlugField("地址", max_length=120, unique=True)
    name = models.CharField("公报名称", max_length=100, blank=True)
    year = models.PositiveSmallIntegerField("年", null=True, blank=True)
    number = models.PositiveSmallIntegerField("期", null=True, blank=True)
    total_number = models.PositiveIntegerField("总期", null=True, blank=True)
    published_on = models.DateField("出版日期", null=True, blank=True)
    frequency = models.CharField("刊期", max_length=20, blank=True)
    host = models.CharField("主办", max_length=100, blank=True)
    source = models.OneToOneField(SourceFile, models.PROTECT, related_name="issue", verbose_name="来源")
    front_matter = models.TextField("刊前刊后文字", blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公报期"
        ordering = (
            models.F("year").desc(nulls_last=True),
            models.F("number").desc(nulls_last=True),
            "name",
            "id",
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """晋城市人民政府公报 2023年第2期, as far as the print says it."""
        year = f"{self.year}年" if self.year else ""
        number = f"第{self.number}期" if self.number else ""
        return " ".join(filter(None, (self.name or "公报（刊名不明）", year + number)))


class TocEntry(models.Model):
    """One line of an issue's table of contents, as printed."""

    issue = models.ForeignKey(GazetteIssue, models.CASCADE, related_name="toc")
    position = models.PositiveSmallIntegerField("顺序")
    column = models.CharField("栏目", max_length=50, blank=True)
    title = models.CharField("题名", max_length=500)
    doc_number = models.CharField("文号", max_length=100, blank=True)
    page = models.PositiveSmallIntegerField("页", null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.SET_NULL, null=True, blank=True, related_name="toc_entries"
    )

    class Meta:
        verbose_name = verbose_name_plural = "目录条目"
        ordering = ("issue", "position")
        constraints = (models.UniqueConstraint(fields=("issue", "position"), name="toc_position_once"),)
