"""Addresses of home, search, help and the site's own files."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from search import views
from search.sitemaps import SITEMAPS

app_name = "search"
_index = {"sitemaps": SITEMAPS, "sitemap_url_name": "search:sitemap_section"}
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.results, name="results"),
    path("suggest/", views.suggestions, name="suggest"),
    path("similar/<slug:slug>/<path:path>/", views.similar, name="similar"),
    path("help/", views.help_page, name="help"),
    path("help/search/", views.help_page, {"name": "search"}, name="help_search"),
    path("help/statuses/", views.help_page, {"name": "statuses"}, name="help_statuses"),
    path("help/modes/", views.modes, name="modes"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, _index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
