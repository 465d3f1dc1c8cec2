from django.urls import path

from hearth.moderation.views import cases, own, reports

app_name = "moderation"
urlpatterns = [
    path("reports/sent/", reports.sent, name="report-sent"),
    path("reports/sent/worried/", reports.sent, {"is_worried": True}, name="report-sent-worried"),
    path("reports/<slug:about>/<id:subject_id>/", reports.create, name="report"),
    path("moderation/", cases.index, name="cases"),
    path("moderation/<slug:about>/<id:subject_id>/", cases.take_up, name="take-up"),
    path("cases/<id:case_id>/", cases.show, name="case"),
    path("cases/<id:case_id>/pictures/<id:picture_id>/<slug:size>/", cases.picture, name="case-picture"),
    path("decisions/", own.index, name="own-decisions"),
    path("decisions/<id:decision_id>/answer/", own.answer, name="decision-answer"),
]
