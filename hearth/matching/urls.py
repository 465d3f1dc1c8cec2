from django.urls import path

from hearth.matching.views import board

app_name = "matching"
urlpatterns = [
    path("boards/", board.index, name="boards"),
    path("communities/<id:community_id>/board/", board.show, name="board"),
    path("communities/<id:community_id>/board/<id:discussion_id>/taking/", board.taking, name="taking"),
]
