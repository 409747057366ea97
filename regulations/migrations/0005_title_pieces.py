"""Titles can be looked up by any four signs of theirs through an index."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import regulations.querysets

MAKE_FUNCTION = """
CREATE FUNCTION title_pieces(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(words) < 4 THEN ARRAY[words]
ELSE ARRAY(SELECT substr(words, at, 4) FROM generate_series(1, length(words) - 3) AS at) END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_boundaries_and_undo'),
        ('regulations', '0004_merged_names_and_dates_by_hand'),
    ]

    operations = [
        migrations.RunSQL(MAKE_FUNCTION, 'DROP FUNCTION title_pieces(text)'),
        migrations.AddIndex(
            model_name='regulation',
            index=django.contrib.postgres.indexes.GinIndex(
                regulations.querysets.TitlePieces('title_key'),
                condition=models.Q(('document__isnull', False)),
                fastupdate=False,
                name='regulation_title_pieces',
            ),
        ),
    ]
