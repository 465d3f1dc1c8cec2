"""Where the groups of MedlinePlus belong among the broad topics that a site begins with."""

from typing import Final

BROADER: Final = {
    "Blood, Heart and Circulation": "Heart and circulation",
    "Bones, Joints and Muscles": "Joints and pain",
    "Brain and Nerves": "Brain and nerves",
    "Cancers": "Cancer",
    "Diabetes Mellitus": "Diabetes",
    "Digestive System": "Stomach and digestion",
    "Ear, Nose and Throat": "Ears, nose and throat",
    "Endocrine System": "Hormones",
    "Eyes and Vision": "Eyes and sight",
    "Female Reproductive System": "Women’s health",
    "Genetics/Birth Defects": "Rare and inherited conditions",
    "Immune System": "Allergy and immune system",
    "Infections": "Infections",
    "Kidneys and Urinary System": "Kidney disease",
    "Lungs and Breathing": "Lungs and breathing",
    "Male Reproductive System": "Men’s health",
    "Mental Health and Behavior": "Mind and mood",
    "Metabolic Problems": "Hormones",
    "Mouth and Teeth": "Mouth and teeth",
    "Pregnancy and Reproduction": "Pregnancy and birth",
    "Skin, Hair and Nails": "Skin",
    "Symptoms": "Symptoms",
}
"""By the name of the group, the preferred English name of the topic."""
