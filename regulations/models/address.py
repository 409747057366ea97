"""Addresses that moved."""

from django.db import models

from regulations.models.regulation import Regulation


class Redirect(models.Model):
    """An old address: a merged act's slug, or a provision's path that a new parse moved."""

    slug = models.SlugField("原地址", max_length=120)
    path = models.CharField("原条款", max_length=200, blank=True)
    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="redirects")
    new_path = models.CharField("现条款", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "地址转移"
        constraints = (models.UniqueConstraint(fields=("slug", "path"), name="redirect_once"),)

    def __str__(self) -> str:
        return f"{self.slug}/{self.path}"
