"""The rules: structure, references, life."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """Regulations, their provisions, citations and effects."""

    name = "regulations"
    verbose_name = "规范文本与效力"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every process know the tasks by name; hear of documents published or withdrawn."""
        import regulations.tasks  # noqa: F401
        from documents.services.publication import on_publication_changed
        from regulations.services.publishing import hear_of_publication

        on_publication_changed.append(hear_of_publication)
