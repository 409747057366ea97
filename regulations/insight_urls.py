"""Addresses of what follows from texts taken together; included by ``regulations.urls`` before its own."""

from django.urls import path

from regulations import desk_views, insight_views

urlpatterns = [
    path("compare/", insight_views.choose_comparison, name="compare-choose"),
    path("compare/<slug:left>/<slug:right>/", insight_views.compare, name="compare"),
    path("stale/", insight_views.stale, name="stale"),
    path("stale/<slug:slug>/", insight_views.stale_one, name="stale-one"),
    path("desk/expiry/", desk_views.expiry, name="expiry"),
    path("desk/expiry/<slug:slug>/", desk_views.outcome, name="outcome"),
    path("feeds/expiry.atom", insight_views.ExpiryFeed(), name="expiry-atom"),
    path("feeds/expiry.ics", insight_views.expiry_calendar, name="expiry-ics"),
]
