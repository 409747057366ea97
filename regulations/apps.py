"""The rules: structure, references, life."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """Regulations, their provisions, citations and effects."""

    name = "regulations"
    verbose_name = "规范文本与效力"
    default_auto_field = "django.db.models.BigAutoField"
