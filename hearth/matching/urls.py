from django.urls import path

from hearth.matching.views import board, desk, questions

app_name = "matching"
urlpatterns = [
    path("desk/", desk.show, name="desk"),
    path("desk/pause/", desk.rest, {"ends": False}, name="pause"),
    path("desk/pause/end/", desk.rest, {"ends": True}, name="pause-end"),
    path("desk/<id:discussion_id>/claim/", questions.claim, name="claim"),
    path("desk/<id:discussion_id>/refusal/", questions.refuse, name="refusal"),
    path("desk/<id:discussion_id>/return/", questions.hand_back, name="return"),
    path("boards/", board.index, name="boards"),
    path("communities/<id:community_id>/board/", board.show, name="board"),
    path("communities/<id:community_id>/board/<id:discussion_id>/taking/", board.taking, name="taking"),
]
