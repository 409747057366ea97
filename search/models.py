"""The tables of the search: entries, outbox, thesaurus, dictionary, misses.

An entry holds what is matched, filtered, counted and ranked. Its words are a copy of the text's,
written in the same transaction, as are label and address of its place, so that ranking a hundred of
them takes one look; vector and words lie outside the row, which stays narrow. Whether an entry may be shown is asked of the text itself.
Not in the room: how entries are made (services), how they are found (backends).
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from documents.models import Chronicle, ChronicleEntry, GazetteIssue
from documents.models.organ import Level
from regulations.models import Provision, Regulation


class SearchEntry(models.Model):
    """One thing that can be found: a text as a whole, an article or heading of it, an entry
    of a chronicle. The dates are stored, the status never."""

    class Kind(models.TextChoices):
        ACT = "act", "文件"
        PROVISION = "provision", "条款"
        CHRONICLE = "chronicle", "大事记"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    regulation = models.ForeignKey(
        Regulation, models.CASCADE, null=True, blank=True, related_name="search_entries"
    )
    provision = models.OneToOneField(
        Provision, models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    chronicle = models.ForeignKey(
        Chronicle, models.CASCADE, null=True, blank=True, related_name="search_entries"
    )
    chronicle_entry = models.OneToOneField(
        ChronicleEntry, models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    issue = models.ForeignKey(GazetteIssue, models.CASCADE, null=True, blank=True, related_name="+")
    title_key = models.CharField(max_length=500, blank=True)
    number_key = models.CharField(max_length=100, blank=True)
    place = models.CharField("条款", max_length=200, blank=True)
    label = models.CharField("序号", max_length=200, blank=True)
    path = models.CharField("地址", max_length=200, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    issuer = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    genre = models.CharField(max_length=20, blank=True)
    topic = models.CharField(max_length=30, blank=True)
    is_wrapper = models.BooleanField("只是印发通知", default=False)
    is_public = models.BooleanField(default=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    repealed_on = models.DateField(null=True, blank=True)
    spent_on = models.DateField(null=True, blank=True)
    length = models.PositiveIntegerField("字数", default=0)
    analyzer_version = models.PositiveIntegerField(default=0)
    title = models.TextField("题名", blank=True)
    heading = models.TextField("条标", blank=True)
    context = models.TextField("上级标题", blank=True)
    body = models.TextField("正文", blank=True)
    head = SearchVectorField("题名与标题的词", null=True)
    tsv = SearchVectorField()
    named = SearchVectorField("题名的词，只有整篇有", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        constraints = (
            models.UniqueConstraint(
                fields=("regulation",), condition=models.Q(kind="act"), name="search_entry_act_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="act", regulation__isnull=False, provision__isnull=True)
                | models.Q(kind="provision", regulation__isnull=False, provision__isnull=False)
                | models.Q(kind="chronicle", regulation__isnull=True, chronicle__isnull=False),
                name="search_entry_one_object",
            ),
        )
        indexes = (
            GinIndex(fields=("tsv",), name="search_entry_tsv"),
            GinIndex(fields=("named",), condition=models.Q(kind="act"), name="search_entry_named"),
            models.Index(fields=("number_key",), name="search_entry_number"),
            models.Index(fields=("title_key",), name="search_entry_title"),
            models.Index(fields=("level", "kind"), name="search_entry_level"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title_key} {self.place}"


class SearchOutbox(models.Model):
    """What changed, written in the transaction of the change.

    ``transaction`` is PostgreSQL's number of that transaction: a follower reads only numbers
    below the oldest one still open, so a late commit is never overlooked.
    """

    seq = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(
        db_default=models.Func(
            template="((pg_current_xact_id())::text)::bigint", output_field=models.BigIntegerField()
        ),
        db_index=True,
    )
    regulation_id = models.BigIntegerField(null=True, blank=True)
    chronicle_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索待更新"
        ordering = ("seq",)

    def __str__(self) -> str:
        return str(self.seq)


class Synonym(models.Model):
    """An everyday word and one official word for it; staff edit these."""

    everyday = models.CharField("日常说法", max_length=60)
    official = models.CharField("规范用语", max_length=60)
    field = models.CharField("领域", max_length=30, blank=True)
    both_ways = models.BooleanField("双向", default=False)
    is_active = models.BooleanField("启用", default=True)
    edited = models.BooleanField("人工改过", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "同义词"
        ordering = ("field", "everyday", "id")
        constraints = (models.UniqueConstraint(fields=("everyday", "official"), name="synonym_once"),)

    def __str__(self) -> str:
        return f"{self.everyday} → {self.official}"


class DictionaryTerm(models.Model):
    """A term that segmentation keeps whole, or a place that no word may lie across.

    ``version`` is the dictionary version that first holds it; the index uses all terms up to
    the published version, so both sides of a search always agree.
    """

    class Kind(models.TextChoices):
        TERM = "term", "词"
        PLACE = "place", "地名"

    term = models.CharField("词", max_length=40, unique=True)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices, default=Kind.TERM)
    source = models.CharField("来源", max_length=30, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "词典"
        ordering = ("term",)

    def __str__(self) -> str:
        return self.term


class DictionaryVersion(models.Model):
    """The published version of the dictionary, and how often the thesaurus changed, which the
    database counts by itself: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    thesaurus = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = verbose_name_plural = "词典版本"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="dictionary_version_one_row"),)

    def __str__(self) -> str:
        return str(self.number)


class QueryMiss(models.Model):
    """A query that found nothing, and how often; no trace of who asked."""

    text = models.CharField("查询", max_length=300, unique=True)
    count = models.PositiveIntegerField("次数", default=1)
    last_on = models.DateField("最近", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "未找到的查询"
        ordering = ("-count", "-last_on")

    def __str__(self) -> str:
        return self.text
