from hearth.matching.models.mentorship import Mentorship, Stage, TrainingStep
from hearth.matching.models.offer import Offer, State
from hearth.matching.models.question import Circle, Need, Question

__all__ = ["Circle", "Mentorship", "Need", "Offer", "Question", "Stage", "State", "TrainingStep"]
