"""The four groups of the staff."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from documents.roles import PERMISSIONS, ensure_roles


def make_roles(apps, schema_editor):
    """Permissions are made after all migrations; the groups need them now."""
    for label in ("auth", "documents", "regulations"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
    ensure_roles(apps)


def remove_roles(apps, schema_editor):
    """Take the groups away again."""
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("regulations", "0002_staff"),
        ("documents", "0002_staff"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
