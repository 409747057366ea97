"""Addresses of acts, issuers and issues. ``/r/<slug>/<place>/`` is the address of a provision."""

from django.urls import include, path

from regulations import lookup_views, views

app_name = "regulations"
urlpatterns = [
    path("", include("regulations.insight_urls")),
    path("", include("regulations.desk_urls")),
    path("r/<slug:slug>/", views.act, name="act"),
    path("r/<slug:slug>/<path:path>/", views.act, name="place"),
    path("check/", lookup_views.lookup, name="lookup"),
    path("acts/", views.acts, name="acts"),
    path("compare/", views.compare, name="compare"),
    path("issuers/", views.issuers, name="issuers"),
    path("issuers/<slug:slug>/", views.issuer, name="issuer"),
    path("issues/<slug:slug>/", views.issue, name="issue"),
    path("issues/<slug:slug>/pages/<int:page>/", views.sheet, name="sheet"),
]
