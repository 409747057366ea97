"""Addresses of the desk's pages for texts, and of the readers' report; included by ``regulations.urls``."""

from django.urls import path

from regulations import desk_actions, desk_views, entry_views, report_views, review_views

urlpatterns = [
    path("report/", report_views.report, name="report"),
    path("desk/", desk_views.home, name="desk"),
    path("desk/effects/", desk_views.effects, name="desk-effects"),
    path("desk/effects/decide/", desk_views.decide, name="desk-decide"),
    path("desk/effects/<int:effect_id>/", desk_actions.correct_effect, name="desk-effect"),
    path("desk/undo/", desk_actions.take_back, name="desk-undo"),
    path("desk/entries/", entry_views.entries, name="desk-entries"),
    path("desk/entries/merge/", entry_views.merge, name="desk-merge"),
    path("desk/entries/<slug:slug>/", entry_views.entry, name="desk-entry"),
    path("desk/entries/<slug:slug>/split/", entry_views.split, name="desk-split"),
    path("desk/citations/", desk_views.citations, name="desk-citations"),
    path("desk/citations/<int:citation_id>/", desk_views.lead, name="desk-lead"),
    path("desk/reports/", desk_views.reports, name="desk-reports"),
    path("desk/reports/<int:report_id>/", desk_views.answer, name="desk-answer"),
    path("desk/sources/<int:source_id>/", review_views.review, name="desk-review"),
    path("desk/sources/<int:source_id>/boundary/", desk_actions.boundary, name="desk-boundary"),
    path("desk/sources/<int:source_id>/publication/", review_views.publication, name="desk-publication"),
    path("desk/preview/<slug:slug>/", review_views.preview, name="desk-preview"),
    path("desk/correct/", review_views.correct_place, name="desk-correct"),
    path("desk/corrections/<int:correction_id>/revoke/", review_views.revoke_one, name="desk-revoke"),
]
