"""What the pipeline noticed and what it left out, line by line."""

from django.conf import settings
from django.db import models

from documents.models.document import Document
from documents.models.source import SourceFile


class Finding(models.Model):
    """Something noticed or assumed at a line; a person ticks it off with a reason."""

    class Severity(models.TextChoices):
        INFO = "info", "提示"
        WARNING = "warning", "存疑"
        ERROR = "error", "错误"

    source = models.ForeignKey(SourceFile, models.CASCADE, related_name="findings")
    document = models.ForeignKey(Document, models.CASCADE, null=True, blank=True, related_name="findings")
    code = models.CharField("代码", max_length=60)
    severity = models.CharField("程度", max_length=10, choices=Severity.choices)
    line = models.PositiveIntegerField("行")
    message = models.TextField("说明")
    resolved_at = models.DateTimeField("处理时间", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="处理人"
    )
    resolution = models.CharField("处理理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发现"
        ordering = ("source", "line", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(severity__in=("info", "warning", "error")), name="finding_severity_known"
            ),
            models.UniqueConstraint(fields=("source", "code", "line", "message"), name="finding_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} · 第{self.line}行"


class DroppedLine(models.Model):
    """A source line that stands in no text, with the reason."""

    source = models.ForeignKey(SourceFile, models.CASCADE, related_name="dropped_lines")
    line = models.PositiveIntegerField("行")
    text = models.TextField("文字")
    reason = models.CharField("原因", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "略去的行"
        ordering = ("source", "line")
        constraints = (models.UniqueConstraint(fields=("source", "line"), name="dropped_line_once"),)
