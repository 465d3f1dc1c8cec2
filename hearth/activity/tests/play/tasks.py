from datetime import timedelta

from hearth.activity.tests.play.marks import leave_mark
from hearth.core.periodic import periodic


@periodic(every=timedelta(hours=1), help="Strikes the hour.")
def chime():
    leave_mark("chime", 1)
