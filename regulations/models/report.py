"""What readers report: an error at a place of a text."""

from django.conf import settings
from django.db import models

from regulations.models.regulation import Regulation


class ErrorReport(models.Model):
    """A reader's report; no account is needed. No address of the sender is stored."""

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        MENDED = "mended", "已改正"
        REFUSED = "refused", "无须改动"

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="error_reports")
    path = models.CharField("条款", max_length=200, blank=True)
    quote = models.TextField("原文", blank=True)
    message = models.TextField("说明")
    contact = models.CharField("联系方式", max_length=100, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.CharField("处理说明", max_length=500, blank=True)
    handled_at = models.DateTimeField("处理时间", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="处理人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "读者报错"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "mended", "refused")), name="report_state_known"
            ),
        )
        indexes = (models.Index(fields=("state", "-id"), name="report_queue"),)

    def __str__(self) -> str:
        return self.message[:40]
