"""Chronicles: 大事记, by month and day."""

from django.db import models

from documents.models.issue import GazetteIssue


class ChronicleQuerySet(models.QuerySet["Chronicle"]):
    """Chronicles."""

    def public(self) -> "ChronicleQuerySet":
        """Those of public issues.

        Example: ``Chronicle.objects.public()``.
        """
        return self.filter(issue__in=GazetteIssue.objects.public())


class Chronicle(models.Model):
    """The chronicle of one month in one issue."""

    issue = models.ForeignKey(GazetteIssue, models.CASCADE, related_name="chronicles")
    slug = models.SlugField("地址", max_length=120, unique=True)
    title = models.CharField("题名", max_length=200)
    position = models.PositiveSmallIntegerField("顺序")
    line_start = models.PositiveIntegerField("起行")
    line_end = models.PositiveIntegerField("止行")

    objects = ChronicleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "大事记"
        ordering = ("issue", "position")
        constraints = (models.UniqueConstraint(fields=("issue", "position"), name="chronicle_position_once"),)

    def __str__(self) -> str:
        return self.title


class ChronicleEntry(models.Model):
    """One entry; ``on`` is its first day where the print says one."""

    chronicle = models.ForeignKey(Chronicle, models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField("顺序")
    on = models.DateField("日期", null=True, blank=True, db_index=True)
    date_text = models.CharField("日期（印）", max_length=100, blank=True)
    text = models.TextField("内容")
    line_start = models.PositiveIntegerField("起行")
    line_end = models.PositiveIntegerField("止行")

    class Meta:
        verbose_name = verbose_name_plural = "大事记条目"
        ordering = ("chronicle", "position")
        constraints = (
            models.UniqueConstraint(fields=("chronicle", "position"), name="chronicle_entry_position_once"),
        )

    @property
    def words(self) -> str:
        """What it tells, without the comma that parts it from its date in print."""
        return self.text.lstrip("，、 ")
