from django.urls import path

from hearth.matching.views import board, checklist, mentoring, mentors

app_name = "matching"
urlpatterns = [
    path("boards/", board.index, name="boards"),
    path("communities/<id:community_id>/board/", board.show, name="board"),
    path("communities/<id:community_id>/board/<id:discussion_id>/taking/", board.taking, name="taking"),
    path("communities/<id:community_id>/mentors/", mentors.index, name="mentors"),
    path("communities/<id:community_id>/mentors/me/", mentors.volunteer, name="volunteer"),
    path("communities/<id:community_id>/people/<id:membership_id>/nomination/", mentors.nominate, name="nomination"),
    path("communities/<id:community_id>/mentors/checklist/", checklist.index, name="checklist"),
    path("communities/<id:community_id>/mentors/checklist/beginning/", checklist.begin, name="checklist-beginning"),
    path("communities/<id:community_id>/mentors/checklist/<id:step_id>/move/", checklist.move, name="step-move"),
    path(
        "communities/<id:community_id>/mentors/checklist/<id:step_id>/removal/", checklist.removal, name="step-removal"
    ),
    path("mentoring/", mentoring.index, name="mentoring"),
    path("mentoring/<id:mentorship_id>/", mentoring.show, name="mentorship"),
    path("mentoring/<id:mentorship_id>/agreement/", mentoring.agreement, name="mentorship-agreement"),
    path("mentoring/<id:mentorship_id>/refusal/", mentoring.refusal, name="mentorship-refusal"),
    path("mentoring/<id:mentorship_id>/training/", mentoring.training, name="mentorship-training"),
    path("mentoring/<id:mentorship_id>/pause/", mentoring.pause, name="mentorship-pause"),
    path("mentoring/<id:mentorship_id>/pause/end/", mentoring.go_on, name="mentorship-pause-end"),
    path("mentoring/<id:mentorship_id>/rest/", mentoring.rest, name="mentorship-rest"),
    path("mentoring/<id:mentorship_id>/renewal/", mentoring.renewal, name="mentorship-renewal"),
    path("mentoring/<id:mentorship_id>/end/", mentoring.end, name="mentorship-end"),
    path("mentoring/<id:mentorship_id>/thanks/", mentoring.thanks, name="mentorship-thanks"),
]
