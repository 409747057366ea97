"""A text that was read from pictures says so wherever it shows."""

from django.db import migrations, models

MARK = """
UPDATE regulations_regulation regulation SET is_recognised = true
  FROM regulations_version version JOIN documents_sourcetext text ON text.source_id = version.source_id
 WHERE version.regulation_id = regulation.id AND version.is_current AND text.ocr
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_boundaries_and_undo'),
        ('regulations', '0005_title_pieces'),
    ]

    operations = [
        migrations.AddField(
            model_name='regulation',
            name='is_recognised',
            field=models.BooleanField(db_default=False, default=False, verbose_name='文字由识别得来'),
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
