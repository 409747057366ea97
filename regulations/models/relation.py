"""What ties texts together: citations and effects, each with the words it stands on."""

from django.conf import settings
from django.db import models

from regulations.models.provision import Provision
from regulations.models.regulation import Basis, Regulation


class Citation(models.Model):
    """A span of a provision's text that names an act or a place in one.

    ``in_heading`` says that the span counts in the heading instead of the text.
    """

    class Kind(models.TextChoices):
        ACT = "act", "书名号"
        NUMBER = "number", "文号"
        ALIAS = "alias", "简称"
        SHORT_NAME = "short_name", "通称"
        INNER = "inner", "本文"

    class Status(models.TextChoices):
        RESOLVED = "resolved", "已链接"
        NOT_HELD = "not_held", "未收录"
        AMBIGUOUS = "ambiguous", "多个候选"
        UNCLEAR = "unclear", "不明"

    class Role(models.TextChoices):
        BASIS = "basis", "依据"
        MENTION = "mention", "提及"
        REPEAL = "repeal", "废止"

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="citations_made")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    in_heading = models.BooleanField(default=False)
    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    role = models.CharField("用途", max_length=10, choices=Role.choices, default=Role.MENTION)
    quote = models.TextField("原词")
    title = models.CharField("题名", max_length=500, blank=True)
    title_key = models.CharField(max_length=500, blank=True)
    doc_number = models.CharField("文号", max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True)
    provision_cite = models.CharField("所指条款", max_length=100, blank=True)
    target = models.ForeignKey(
        Regulation, models.SET_NULL, null=True, blank=True, related_name="citations", verbose_name="目标"
    )
    target_path = models.CharField("目标条款", max_length=200, blank=True)
    status = models.CharField("结果", max_length=10, choices=Status.choices)
    reason = models.CharField("理由", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="决定人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "引用"
        ordering = ("provision", "in_heading", "start")
        constraints = (
            models.UniqueConstraint(fields=("provision", "in_heading", "start"), name="citation_span_once"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="citation_span_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="resolved", target__isnull=True),
                name="citation_resolved_has_target",
            ),
        )
        indexes = (
            models.Index(fields=("target", "role"), name="citation_target"),
            models.Index(fields=("status", "number_key"), name="citation_wanted_number"),
            models.Index(fields=("status", "title_key"), name="citation_wanted_title"),
        )

    def __str__(self) -> str:
        return self.quote


class Effect(models.Model):
    """What one clause does to the life of an act on a day.

    ``target`` is the act concerned; ``by`` the act, ``provision`` the clause that says so.
    ``key`` identifies the effect within its source over re-parses.
    """

    class Kind(models.TextChoices):
        TAKE_EFFECT = "take_effect", "施行"
        EXPIRE = "expire", "期满"
        REPEAL = "repeal", "废止"
        REPLACE = "replace", "替代"
        AMEND = "amend", "修改"
        RENEW = "renew", "延长"
        SPEND = "spend", "执行完毕"
        NOTE = "note", "提示"

    class State(models.TextChoices):
        PROPOSED = "proposed", "机读待核"
        CONFIRMED = "confirmed", "已确认"
        REJECTED = "rejected", "已否定"

    target = models.ForeignKey(Regulation, models.CASCADE, related_name="effects", verbose_name="对象")
    by = models.ForeignKey(
        Regulation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="effects_made",
        verbose_name="依据文件",
    )
    provision = models.ForeignKey(
        Provision, models.SET_NULL, null=True, blank=True, related_name="effects", verbose_name="依据条款"
    )
    provision_path = models.CharField("条款地址", max_length=200, blank=True)
    kind = models.CharField("作用", max_length=12, choices=Kind.choices)
    on = models.DateField("日期", null=True, blank=True, help_text="期满为有效的最后一日，其余为起效之日")
    read_on = models.DateField(
        "机读日期", null=True, blank=True, help_text="人工更正日期以前机器读出的日期；未更正者为空"
    )
    redated = models.BooleanField("日期经人工更正", default=False)
    months = models.PositiveSmallIntegerField(
        "延长月数", null=True, blank=True, help_text="只写延长多久而不写到哪一天的，新的期限由原期限算起"
    )
    detail = models.CharField("细目", max_length=200, blank=True)
    quote = models.TextField("原文", blank=True)
    basis = models.CharField("依据性质", max_length=10, choices=Basis.choices)
    confidence = models.DecimalField("把握", max_digits=3, decimal_places=2, default=1)
    state = models.CharField("核对", max_length=10, choices=State.choices, default=State.PROPOSED)
    key = models.CharField(max_length=64)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="核对人"
    )
    decided_at = models.DateTimeField("核对时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "效力变动"
        ordering = ("target", "on", "id")
        constraints = (
            models.UniqueConstraint(fields=("target", "key"), name="effect_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="effect_confidence_share"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("proposed", "confirmed", "rejected")), name="effect_state_known"
            ),
        )
        indexes = (models.Index(fields=("state", "kind"), name="effect_review"),)
