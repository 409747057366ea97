"""What people do to the library: corrections laid over the parse, and the record of every action.

In the room: the two tables. Not in the room: who may do what (``documents.roles``), how a correction
is laid over a parse (``regulations.corrections``).
"""

from django.conf import settings
from django.db import models

from documents.models.document import Document
from documents.models.source import SourceFile


class Correction(models.Model):
    """One value that a person set in place of what the machine read.

    ``identity`` is the document's identity in the parse itself, before any correction; ``ordinal`` the
    text of it, ``path`` the provision (empty for the document or the text). ``before`` is what the parse
    said, so that a later parse can tell whether the correction still has a purpose.
    """

    class Field(models.TextChoices):
        TITLE = "title", "题名"
        DOC_NUMBER = "doc_number", "文号"
        SIGNED_ON = "signed_on", "成文日期"
        COLUMN = "column", "栏目"
        HEADING = "heading", "标题"
        TEXT = "text", "文字"
        LEVEL = "level", "标题层级"

    class State(models.TextChoices):
        ACTIVE = "active", "生效"
        MOOT = "moot", "已无必要"
        CONTRADICTED = "contradicted", "与新解析不合"
        REVOKED = "revoked", "已撤销"

    source = models.ForeignKey(SourceFile, models.CASCADE, related_name="corrections")
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="corrections", verbose_name="公文"
    )
    issue_key = models.CharField("公报期标识", max_length=200, blank=True, db_index=True)
    identity = models.CharField("公文标识（解析）", max_length=600)
    ordinal = models.PositiveSmallIntegerField("第几文本", default=0)
    path = models.CharField("条款", max_length=200, blank=True)
    field = models.CharField("更正项", max_length=12, choices=Field.choices)
    before = models.TextField("原值", blank=True)
    after = models.TextField("改为", blank=True)
    reason = models.CharField("理由", max_length=500)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.ACTIVE)
    note = models.CharField("说明", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="更正人"
    )
    created_at = models.DateTimeField("时间", auto_now_add=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ("source", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "identity", "ordinal", "path", "field"),
                condition=~models.Q(state="revoked"),
                name="correction_once_per_place",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("active", "moot", "contradicted", "revoked")),
                name="correction_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="revoked") ^ models.Q(revoked_at__isnull=True),
                name="correction_revoked_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_field_display()}：{self.before[:20]} → {self.after[:20]}"


class ActionRecord(models.Model):
    """Who did what to which object and when; never changed, never deleted by the site."""

    class Verb(models.TextChoices):
        UPLOAD = "upload", "上传"
        REREAD = "reread", "重新处理"
        PUBLISH = "publish", "发布"
        WITHDRAW = "withdraw", "撤回"
        CORRECT = "correct", "更正"
        REVOKE = "revoke", "撤销更正"
        TICK = "tick", "处理发现"
        REOPEN = "reopen", "重开发现"
        CONFIRM = "confirm", "确认效力"
        REJECT = "reject", "否定效力"
        RETURN = "return", "退回待核"
        RESOLVE = "resolve", "指定引用"
        ANSWER = "answer", "处理报错"
        OUTCOME = "outcome", "期满处置"
        MERGE = "merge", "合并条目"
        SPLIT = "split", "拆分条目"

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="何人",
    )
    username = models.CharField("用户名", max_length=150, blank=True)
    verb = models.CharField("做了什么", max_length=10, choices=Verb.choices)
    object_type = models.CharField("对象种类", max_length=40)
    object_id = models.BigIntegerField("对象", null=True, blank=True)
    label = models.CharField("对象名称", max_length=500, blank=True)
    address = models.CharField("地址", max_length=300, blank=True)
    before = models.JSONField("之前", default=dict, blank=True)
    after = models.JSONField("之后", default=dict, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ("-id",)
        indexes = (models.Index(fields=("verb", "-id"), name="action_by_verb"),)

    def __str__(self) -> str:
        return f"{self.username} {self.get_verb_display()} {self.label}"
