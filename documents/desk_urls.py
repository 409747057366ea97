"""Addresses of the desk's pages for files, findings and the record; under ``/desk/``."""

from django.urls import path

from documents import desk_views

urlpatterns = [
    path("login/", desk_views.Login.as_view(), name="login"),
    path("logout/", desk_views.Logout.as_view(), name="logout"),
    path("password/", desk_views.Password.as_view(), name="desk-password"),
    path("uploads/", desk_views.upload, name="desk-uploads"),
    path("uploads/progress/", desk_views.progress, name="desk-progress"),
    path("uploads/known/", desk_views.known, name="desk-known"),
    path("sources/<int:source_id>/again/", desk_views.read_again, name="desk-again"),
    path("sources/<int:source_id>/replace/", desk_views.replace_public, name="desk-replace"),
    path("findings/", desk_views.finding_list, name="desk-findings"),
    path("findings/tick/", desk_views.tick, name="desk-tick"),
    path("findings/<int:finding_id>/reopen/", desk_views.reopen, name="desk-reopen"),
    path("history/", desk_views.history, name="desk-history"),
    path("history.csv", desk_views.history_csv, name="desk-history-csv"),
]
