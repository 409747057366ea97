"""Names that a person declared to mean an act: what a merge of entries by hand leaves behind."""

from django.conf import settings
from django.db import models

from regulations.models.regulation import Regulation


class MergedName(models.Model):
    """A title and number under which an act was cited before a person merged it into another.

    Later mentions under this name lead to ``regulation`` too, so a re-parse does not make the
    merged entry anew.
    """

    title_key = models.CharField(max_length=500, blank=True)
    number_key = models.CharField(max_length=100, blank=True)
    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="merged_names")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="决定人"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "并入的名称"
        constraints = (
            models.UniqueConstraint(fields=("title_key", "number_key"), name="merged_name_once"),
            models.CheckConstraint(
                condition=~models.Q(title_key="", number_key=""), name="merged_name_says_something"
            ),
        )

    def __str__(self) -> str:
        return self.title_key or self.number_key
