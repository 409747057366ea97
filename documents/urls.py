"""Addresses of the gazette's own pages."""

from django.urls import include, path

from documents import views

app_name = "documents"
urlpatterns = [
    path("desk/", include("documents.desk_urls")),
    path("issues/", views.issues, name="issues"),
    path("chronicles/", views.chronicles, name="chronicles"),
    path("chronicles/<slug:slug>/", views.chronicle, name="chronicle"),
    path("sources/<int:source>/pages/<int:page>.webp", views.page_image, name="page-image"),
]
