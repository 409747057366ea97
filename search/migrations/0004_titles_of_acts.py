"""The words of an act's title in a vector of their own: what stands in its context misled the look-up."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_of_entries")]

    operations = [
        migrations.AddField(
            "searchentry",
            "named",
            django.contrib.postgres.search.SearchVectorField(null=True, verbose_name="题名的词，只有整篇有"),
        ),
        migrations.RunSQL(
            "UPDATE search_searchentry SET named = ts_filter(tsv, '{a}') WHERE kind = 'act'",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveIndex("searchentry", "search_entry_acts"),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["named"], condition=models.Q(("kind", "act")), name="search_entry_named"
            ),
        ),
    ]
