"""Administrators edit the thesaurus and see what searches did not find."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from documents.roles import ADMINISTRATOR, ensure_roles


def give(apps, schema_editor):
    """Permissions are made after all migrations; the groups need them now."""
    create_permissions(installed.get_app_config("search"), verbosity=0, using=schema_editor.connection.alias)
    ensure_roles(apps)


def take(apps, schema_editor):
    """The group as it was."""
    group = apps.get_model("auth", "Group").objects.filter(name=ADMINISTRATOR).first()
    if group:
        group.permissions.remove(*group.permissions.filter(content_type__app_label="search"))


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_boundaries_and_undo"),
        ("regulations", "0003_roles"),
        ("search", "0001_initial"),
    ]

    operations = [migrations.RunPython(give, take)]
