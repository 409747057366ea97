"""What people do to the library: corrections laid over the parse, and the record of every action.

In the room: the tables. Not in the room: who may do what (``documents.roles``), how a correction
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
    said, so that a later parse can tell whether the correction still has a purpose. A boundary (what
    begins at a line: document, part or nothing) has no document; ``path`` names its line, and
    ``anchor`` holds the words by which the line is known again.
    """

    class Field(models.TextChoices):
        TITLE = "title", "题名"
        DOC_NUMBER = "doc_number", "文号"
        SIGNED_ON = "signed_on", "成文日期"
        COLUMN = "column", "栏目"
        HEADING = "heading", "标题"
        TEXT = "text", "文字"
        LEVEL = "level", "标题层级"
        BOUNDARY = "boundary", "起点"

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
    anchor = models.JSONField("所在行", default=dict, blank=True)
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
                condition=~models.Q(field="boundary") | models.Q(after__in=("document", "part", "nothing")),
                name="correction_boundary_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="revoked") ^ models.Q(revoked_at__isnull=True),
                name="correction_revoked_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_field_display()}：{self.before[:20]} → {self.after[:20]}"


class FormerText(models.Model):
    """What people decided about a text that a new parse no longer has, should it come back.

    ``key`` names its document and place in it; its address is given to no other text. ``decisions`` holds what was decided about its effects and citations, by place and words.
    """

    slug = models.SlugField("地址", max_length=120, unique=True)
    key = models.CharField("标识", max_length=64, db_index=True)
    publication = models.CharField(
        "公开状态", max_length=10, choices=Document.Publication.choices, blank=True
    )
    decisions = models.JSONField("人的决定", default=dict, blank=True)
    gone_at = models.DateTimeField("消失时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "曾有的文本"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(publication__in=("", "draft", "published", "withdrawn")),
                name="former_text_publication_known",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class ActionRecord(models.Model):
    """Who did what to which object and when; never changed, never deleted by the site.

    ``keep`` holds what is needed to take the action back, ``undoes`` the action taken back by this one.
    """

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
        ENGINES = "engines", "搜索引擎收录"
        ADD = "add", "新增"
        CHANGE = "change", "修改"
        REMOVE = "remove", "删除"
        UNDO = "undo", "撤销操作"

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
    keep = models.JSONField("复原所需", default=dict, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name="撤销的操作"
    )

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ("-id",)
        indexes = (models.Index(fields=("verb", "-id"), name="action_by_verb"),)

    def __str__(self) -> str:
        return f"{self.username} {self.get_verb_display()} {self.label}"
