import time

from django.conf import settings

from hearth.activity import on
from tests.play.marks import leave_mark


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
