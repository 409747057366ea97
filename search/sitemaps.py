"""The sitemap: public texts that the library holds, issues, chronicles. Nothing unpublished, no stub."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from documents.models import Chronicle, GazetteIssue
from regulations.models import Regulation


class ActsSitemap(Sitemap):
    """Every public text that is not kept out of search engines."""

    limit = 5000

    def items(self) -> QuerySet[Regulation]:
        """Held texts in a stable order."""
        acts = Regulation.objects.public().held().exclude(document__kept_from_engines=True)
        return acts.only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Regulation) -> datetime:
        """When the text or its life last changed."""
        return item.updated_at


class IssuesSitemap(Sitemap):
    """Every public issue."""

    def items(self) -> QuerySet[GazetteIssue]:
        """Issues in a stable order."""
        return GazetteIssue.objects.public().only("slug").order_by("pk")

    def location(self, item: GazetteIssue) -> str:
        """The page of an issue."""
        return reverse("regulations:issue", args=[item.slug])


class ChroniclesSitemap(Sitemap):
    """Every public chronicle."""

    def items(self) -> QuerySet[Chronicle]:
        """Chronicles in a stable order."""
        return Chronicle.objects.public().only("slug").order_by("pk")

    def location(self, item: Chronicle) -> str:
        """The page of a chronicle."""
        return reverse("documents:chronicle", args=[item.slug])


SITEMAPS = {"acts": ActsSitemap, "issues": IssuesSitemap, "chronicles": ChroniclesSitemap}
