"""Where the groups of MedlinePlus belong among the broad topics that a site begins with."""

from typing import Final

BROADER: Final = {
    "Blood, Heart and Circulation": "heart-and-circulation",
    "Bones, Joints and Muscles": "joints-and-pain",
    "Brain and Nerves": "brain-and-nerves",
    "Cancers": "cancer",
    "Diabetes Mellitus": "diabetes",
    "Digestive System": "stomach-and-digestion",
    "Ear, Nose and Throat": "ears-nose-and-throat",
    "Endocrine System": "hormones",
    "Eyes and Vision": "eyes-and-sight",
    "Female Reproductive System": "womens-health",
    "Genetics/Birth Defects": "rare-and-inherited-conditions",
    "Immune System": "allergy-and-immune-system",
    "Infections": "infections",
    "Kidneys and Urinary System": "kidney-disease",
    "Lungs and Breathing": "lungs-and-breathing",
    "Male Reproductive System": "mens-health",
    "Mental Health and Behavior": "mind-and-mood",
    "Metabolic Problems": "hormones",
    "Mouth and Teeth": "mouth-and-teeth",
    "Pregnancy and Reproduction": "pregnancy-and-birth",
    "Skin, Hair and Nails": "skin",
    "Symptoms": "symptoms",
}
"""By the name of the group, the slug of the topic."""
