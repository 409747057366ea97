"""Words beside the vector, both outside the row; their head inside it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

_OUTSIDE = """
ALTER TABLE search_searchentry SET (toast_tuple_target = 1024);
ALTER TABLE search_searchentry ALTER COLUMN head SET STORAGE MAIN;
ALTER TABLE search_searchentry ALTER COLUMN tsv SET STORAGE EXTERNAL;
ALTER TABLE search_searchentry ALTER COLUMN body SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_storage_and_thesaurus")]

    operations = [
        migrations.AddField(
            "searchentry", "title", models.TextField(blank=True, default="", verbose_name="题名"),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchentry", "heading", models.TextField(blank=True, default="", verbose_name="条标"),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchentry", "context", models.TextField(blank=True, default="", verbose_name="上级标题"),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchentry", "body", models.TextField(blank=True, default="", verbose_name="正文"),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchentry", "head",
            django.contrib.postgres.search.SearchVectorField(null=True, verbose_name="题名与标题的词"),
        ),
        migrations.RunSQL(_OUTSIDE, migrations.RunSQL.noop),
        migrations.RemoveIndex("searchentry", "search_entry_tsv"),
        migrations.AddIndex(
            "searchentry", django.contrib.postgres.indexes.GinIndex(fields=["tsv"], name="search_entry_tsv")
        ),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("chronicle__isnull", True), ("provision__isnull", True)), fields=["tsv"], name="search_entry_acts"
            ),
        ),
    ]
