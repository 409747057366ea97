"""Source files: the bytes as they came, the lines read from them, the state of the work on them.

Not in the room: what the lines mean.
"""

from django.conf import settings
from django.db import models


class SourceFile(models.Model):
    """One file by content hash. The row is also the job: state, stage and heartbeat stand here,
    so a lost broker or worker loses nothing."""

    class State(models.TextChoices):
        QUEUED = "queued", "排队"
        RUNNING = "running", "处理中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"
        WAITING = "waiting", "等待核对"

    class Kind(models.TextChoices):
        GAZETTE = "gazette", "公报"
        LAW = "law", "法律法规"

    sha256 = models.CharField("内容摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveBigIntegerField("字节数")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices, default=Kind.GAZETTE)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    stage = models.CharField("阶段", max_length=20, blank=True)
    progress = models.PositiveSmallIntegerField("进度", default=0)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    error = models.TextField("未写入的原因", blank=True)
    counts = models.JSONField("结果", default=dict, blank=True)
    pipeline_version = models.CharField(
        "解析程序", max_length=20, blank=True, help_text="写入时解析程序的摘要；程序一改，摘要就不同"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="上传人"
    )
    hold = models.BooleanField("先不公开", default=False, help_text="新收的公文一律为草稿，由人发布")
    created_at = models.DateTimeField("收到时间", auto_now_add=True)
    heartbeat_at = models.DateTimeField("心跳", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "来源文件"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="source_progress_percent"),
            models.CheckConstraint(
                condition=models.Q(state__in=("queued", "running", "done", "failed", "waiting")),
                name="source_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waiting") | (models.Q(hold=True) & ~models.Q(error="")),
                name="source_waits_held_and_says_why",
            ),
        )
        indexes = (models.Index(fields=("state", "heartbeat_at"), name="source_work"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_unwritten(self) -> bool:
        """Whether nothing of it was written: it failed, or waits for a person who may publish."""
        return self.state in (self.State.FAILED, self.State.WAITING)


class SourceContent(models.Model):
    """The bytes of a source file, apart so that lists never load them."""

    source = models.OneToOneField(SourceFile, models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()


class SourceText(models.Model):
    """The lines read from a source file, joined by newline; line N is the N-th of them.

    ``geometry`` maps a line number to [page, x0, top, x1, bottom] for paged formats.
    """

    source = models.OneToOneField(SourceFile, models.CASCADE, primary_key=True, related_name="text")
    format = models.CharField("格式", max_length=10)
    ocr = models.BooleanField("文字识别", default=False)
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    text = models.TextField("原文")
    geometry = models.JSONField("版面位置", default=dict, blank=True)
