"""Entries stay in their page (a toasted vector is read anew for each look at it); the thesaurus."""

from django.db import migrations


def load_thesaurus(apps, schema_editor):
    """Bring the thesaurus files into the table that staff edit."""
    from search.lexicon import read_folder

    synonym = apps.get_model("search", "Synonym")
    synonym.objects.bulk_create(
        (
            synonym(everyday=entry.everyday, official=official, field=entry.topic, both_ways=entry.both_ways)
            for entry in read_folder()
            for official in entry.official
        ),
        ignore_conflicts=True,
    )
    apps.get_model("search", "DictionaryVersion").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE search_searchentry SET (toast_tuple_target = 8160);"
            "ALTER TABLE search_searchentry ALTER COLUMN tsv SET STORAGE MAIN;",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(load_thesaurus, migrations.RunPython.noop),
    ]
