import time

from django.conf import settings

from hearth.activity.tests.play.marks import leave_mark
from hearth.activity.verbs import on


@on("bell.rung", "lamp.lit")
def listen(activity):
    leave_mark("listen", activity.pk)


@on("lamp.lit")
def linger(activity):
    """Leave a mark, and the first time stay with the work half done until killed."""
    leave_mark("linger", activity.pk)
    sign = settings.CONFIG.home / "lingering"
    if not sign.exists():
        sign.touch()
        time.sleep(600)
