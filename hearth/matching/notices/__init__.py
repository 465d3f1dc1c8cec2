"""What matching tells people of: who is told, and in which words. See `hearth.activity.ports`."""

from hearth.activity.ports import announce
from hearth.matching.notices import mentoring, questions

announce(*questions.NOTICES, *mentoring.NOTICES)
