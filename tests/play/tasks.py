from datetime import timedelta

from hearth.core.periodic import periodic
from tests.play.marks import leave_mark


@periodic(every=timedelta(hours=1), help="Strikes the hour.")
def chime():
    leave_mark("chime", 1)
