"""The search app; on start it asks the rules to tell it of changes."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "search"
    verbose_name = "检索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the indexing services with the hooks of the rules."""
        from regulations.services import hooks
        from search import services

        hooks.on_texts_changed.append(services.hear_of_texts)
        hooks.on_lives_changed.append(services.hear_of_lives)
        hooks.on_texts_removed.append(services.remove_regulations)
        hooks.on_chronicles_changed.append(services.hear_of_chronicles)
