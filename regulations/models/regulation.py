"""Regulations and their versions. A regulation without a version is a stub: cited, not held."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from documents.models import Document, SourceFile
from documents.models.organ import Level
from regulations.querysets import RegulationQuerySet, TitlePieces


class Basis(models.TextChoices):
    """How a date of an act's life is known."""

    STATED = "stated", "明文规定"
    INFERRED = "inferred", "推定"
    CONFIRMED = "confirmed", "人工确认"


class Regulation(models.Model):
    """One text that people cite: the N-th text of a document, a national law, or a stub.

    The life columns (dates, basis, deciding effect) are derived from the effects that count,
    written only by ``regulations.services.life``; the status on a day is derived from them by
    ``regulations.status`` and never stored.
    """

    class Role(models.TextChoices):
        NOTICE = "notice", "印发通知"
        BODY = "body", "正文"
        ENCLOSURE = "enclosure", "印发的文件"
        ATTACHMENT = "attachment", "附件"

    slug = models.SlugField("地址", max_length=120, unique=True)
    title = models.CharField("题名", max_length=500)
    title_key = models.CharField(max_length=500, db_index=True)
    short_key = models.CharField(max_length=500, db_index=True, blank=True)
    doc_number = models.CharField("文号", max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True, db_index=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="regulations", verbose_name="公文"
    )
    ordinal = models.PositiveSmallIntegerField("第几文本", null=True, blank=True)
    role = models.CharField("地位", max_length=12, choices=Role.choices, blank=True)
    genre = models.CharField("体裁", max_length=20, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    topic = models.CharField("主题", max_length=30, blank=True)
    interpreter = models.CharField("解释机关", max_length=200, blank=True)
    trial = models.BooleanField("试行", default=False)
    validity = models.CharField("有效期（印）", max_length=100, blank=True)
    issued_on = models.DateField("成文或公布日期", null=True, blank=True)
    is_stub = models.BooleanField("未收录", default=True)
    is_recognised = models.BooleanField("文字由识别得来", default=False, db_default=False)

    effective_on = models.DateField("施行日期", null=True, blank=True)
    effective_basis = models.CharField(max_length=10, choices=Basis.choices, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True, help_text="有效的最后一日")
    expires_basis = models.CharField(max_length=10, choices=Basis.choices, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True, help_text="自该日起失效")
    repealed_basis = models.CharField(max_length=10, choices=Basis.choices, blank=True)
    spent_on = models.DateField("执行完毕", null=True, blank=True, help_text="自该日起视为执行完毕")
    effective_effect = models.ForeignKey(
        "regulations.Effect", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expiry_effect = models.ForeignKey(
        "regulations.Effect", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    repeal_effect = models.ForeignKey(
        "regulations.Effect", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "规范文本"
        ordering = (models.F("issued_on").desc(nulls_last=True), "id")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "ordinal"),
                name="regulation_ordinal_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(document__isnull=True, ordinal__isnull=True)
                | models.Q(document__isnull=False, ordinal__isnull=False),
                name="regulation_ordinal_with_document",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_stub=True, document__isnull=False),
                name="regulation_stub_has_no_document",
            ),
        )
        indexes = (
            models.Index(fields=("level", "issued_on"), name="regulation_level_date"),
            models.Index(fields=("expires_on",), name="regulation_expiry"),
            GinIndex(
                TitlePieces("title_key"),
                name="regulation_title_pieces",
                condition=models.Q(document__isnull=False),
                fastupdate=False,
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this text: /r/<slug>/."""
        return f"/r/{self.slug}/"


class Version(models.Model):
    """A text of a regulation from a day on: as issued, or an edition of a national law."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="versions")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="versions", verbose_name="来源")
    edition_on = models.DateField("文本日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    scheme = models.CharField("体例", max_length=10, blank=True)
    history = models.JSONField("沿革", default=list, blank=True)
    line_start = models.PositiveIntegerField("起行")
    line_end = models.PositiveIntegerField("止行")
    is_current = models.BooleanField("最新文本", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "文本版本"
        ordering = ("regulation", models.F("edition_on").desc(nulls_last=True), "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("regulation", "edition_on"), name="version_edition_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=("regulation",), condition=models.Q(is_current=True), name="version_one_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.regulation_id} · {self.edition_on or '原本'}"

    @property
    def first_day(self) -> date | None:
        """The first day on which this text is in force, None where it is not known."""
        return self.effective_on or self.edition_on


class Spelling(models.Model):
    """A way in which texts write a regulation's title or number, and how often."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="spellings")
    text = models.CharField("写法", max_length=500)
    count = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "写法"
        ordering = ("regulation", "-count", "text")
        constraints = (models.UniqueConstraint(fields=("regulation", "text"), name="spelling_once"),)
