"""Provisions: one tree per version, one path per node."""

from django.db import models

from regulations.models.regulation import Version


class Provision(models.Model):
    """A node of a text: division, article or heading, clause, item, table.

    ``path`` is the ASCII address within the text (art_21/para_1/item_3); ``cite`` is how the
    place is cited in Chinese; ``text`` is the node's own text, told once, never marked.
    ``article`` is the article or heading that a node belongs to (itself for those).
    """

    class Kind(models.TextChoices):
        PART = "part", "编"
        CHAPTER = "chapter", "章"
        SECTION = "section", "节"
        ARTICLE = "article", "条"
        HEADING = "heading", "标题"
        CLAUSE = "clause", "款"
        ITEM = "item", "项"
        SUBITEM = "subitem", "目"
        PREAMBLE = "preamble", "引言"
        TABLE = "table", "表"
        NOTE = "note", "注"

    version = models.ForeignKey(Version, models.CASCADE, related_name="provisions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    article = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="members")
    position = models.PositiveIntegerField("顺序")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    level = models.PositiveSmallIntegerField("层", default=0)
    label = models.CharField("序号", max_length=200, blank=True)
    heading = models.TextField("标题", blank=True)
    text = models.TextField("文字", blank=True)
    path = models.CharField("地址", max_length=200)
    cite = models.CharField("引用写法", max_length=200, blank=True)
    number = models.PositiveIntegerField("号", null=True, blank=True)
    suffix = models.PositiveSmallIntegerField("之", null=True, blank=True)
    table = models.JSONField("表格", null=True, blank=True)
    line_start = models.PositiveIntegerField("起行")
    line_end = models.PositiveIntegerField("止行")

    class Meta:
        verbose_name = verbose_name_plural = "条款"
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "path"), name="provision_path_once"),
            models.UniqueConstraint(
                fields=("version", "position"),
                name="provision_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(line_end__gte=models.F("line_start")), name="provision_lines_in_order"
            ),
        )
        indexes = (models.Index(fields=("version", "kind", "position"), name="provision_kind"),)

    def __str__(self) -> str:
        return self.cite or self.path
