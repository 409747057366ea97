"""Label and address of an entry's place stand in the entry: a hit is shown without the rows of its text.

The index of words is made anew at the end: to follow a million changed rows takes it far longer.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_changes_of_the_thesaurus")]

    operations = [
        migrations.AddField(
            "searchentry", "label", models.CharField(blank=True, default="", max_length=200, verbose_name="序号"),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchentry", "path", models.CharField(blank=True, default="", max_length=200, verbose_name="地址"),
            preserve_default=False,
        ),
        migrations.RemoveIndex("searchentry", "search_entry_tsv"),
        migrations.RunSQL(
            "UPDATE search_searchentry entry SET label = place.label, path = place.path"
            " FROM regulations_provision place WHERE place.id = entry.provision_id",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex("searchentry", GinIndex(fields=["tsv"], name="search_entry_tsv")),
    ]  # fmt: skip
