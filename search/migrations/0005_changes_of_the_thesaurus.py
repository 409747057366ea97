"""The database counts the changes of the thesaurus, so that a search need not read it to see one."""

from django.db import migrations, models

_COUNT = """
CREATE FUNCTION search_count_thesaurus() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_dictionaryversion AS held (id, number, thesaurus) VALUES (1, 0, 1)
        ON CONFLICT (id) DO UPDATE SET thesaurus = held.thesaurus + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER search_thesaurus_changed
    AFTER INSERT OR UPDATE OR DELETE ON search_synonym
    FOR EACH STATEMENT EXECUTE FUNCTION search_count_thesaurus();
"""
_COUNT_NO_MORE = """
DROP TRIGGER search_thesaurus_changed ON search_synonym;
DROP FUNCTION search_count_thesaurus();
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0004_titles_of_acts")]

    operations = [
        migrations.AddField(
            "dictionaryversion", "thesaurus", models.PositiveBigIntegerField(default=0, db_default=0)
        ),
        migrations.RunSQL(_COUNT, _COUNT_NO_MORE),
    ]
