"""Addresses of what follows from texts taken together; included by ``regulations.urls`` before its own."""

from django.urls import path

from documents.public_page import public_page
from regulations import expiry_views, feed_views, insight_views

urlpatterns = [
    path("compare/<slug:left>/<slug:right>/", insight_views.compare, name="compare-texts"),
    path("stale/", insight_views.stale, name="stale"),
    path("stale/<slug:slug>/", insight_views.stale_one, name="stale-one"),
    path("register/", insight_views.register, name="register"),
    path("cleanup/", insight_views.cleanups, name="cleanups"),
    path("cleanup/<slug:slug>/", insight_views.cleanup, name="cleanup"),
    path("r/<slug:slug>/chain/", insight_views.chain, name="chain"),
    path("desk/expiry/", expiry_views.expiry, name="expiry"),
    path("desk/expiry/<slug:slug>/", expiry_views.outcome, name="outcome"),
    path("feeds/changes.atom", public_page(feed_views.ChangesFeed()), name="changes-atom"),
    path("acts.csv", feed_views.acts_csv, name="acts-csv"),
    path("feeds/expiry.atom", public_page(expiry_views.ExpiryFeed()), name="expiry-atom"),
    path("feeds/expiry.ics", public_page(expiry_views.expiry_calendar), name="expiry-ics"),
]
