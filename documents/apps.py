"""The gazette: from a file to documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Source files, gazette issues and the documents printed in them."""

    name = "documents"
    verbose_name = "公报与公文"
    default_auto_field = "django.db.models.BigAutoField"
