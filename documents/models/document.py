"""Documents: official acts as printed in a gazette."""

from django.db import models

from documents.models.issue import GazetteIssue
from documents.models.organ import Level, Organ


class Document(models.Model):
    """One document as printed. Its texts are ``regulations``: ordinal 0 its own, 1…n what it issues."""

    class Publication(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    issue = models.ForeignKey(GazetteIssue, models.CASCADE, related_name="documents", verbose_name="公报期")
    position = models.PositiveSmallIntegerField("顺序")
    identity = models.CharField("标识", max_length=600, help_text="文号；无文号时为机关、题名、日期")
    title = models.CharField("题名", max_length=500)
    title_key = models.CharField(max_length=500, db_index=True)
    doc_number = models.CharField("文号", max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True, db_index=True)
    number_organ = models.CharField("机关代字", max_length=60, blank=True)
    number_year = models.PositiveSmallIntegerField("文号年份", null=True, blank=True)
    number_serial = models.PositiveIntegerField("文号序号", null=True, blank=True)
    organs = models.ManyToManyField(Organ, related_name="documents", blank=True, verbose_name="发文机关")
    issuers = models.JSONField("发文机关（印）", default=list, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    doc_type = models.CharField("文种", max_length=20, blank=True)
    column = models.CharField("栏目", max_length=50, blank=True)
    addressees = models.TextField("主送机关", blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    publicity = models.CharField("公开属性", max_length=50, blank=True)
    publication = models.CharField(
        "发布状态", max_length=10, choices=Publication.choices, default=Publication.PUBLISHED
    )
    kept_from_engines = models.BooleanField(
        "不让搜索引擎收录", default=False, help_text="人员名单等：读者照常看，外面的搜索引擎不收"
    )
    page = models.PositiveSmallIntegerField("页", null=True, blank=True)
    line_start = models.PositiveIntegerField("起行")
    line_end = models.PositiveIntegerField("止行")
    head = models.JSONField("版头与版记各段", default=list, blank=True)
    attachment_list = models.JSONField("附件说明", default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "公文"
        ordering = ("issue", "position")
        constraints = (
            models.UniqueConstraint(fields=("issue", "identity"), name="document_once_in_issue"),
            models.CheckConstraint(
                condition=models.Q(line_end__gte=models.F("line_start")), name="document_lines_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(publication__in=("draft", "published", "withdrawn")),
                name="document_publication_known",
            ),
        )
        indexes = (
            models.Index(fields=("number_organ", "number_year", "number_serial"), name="document_register"),
            models.Index(fields=("-signed_on", "id"), name="document_newest"),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.doc_number}）" if self.doc_number else self.title
