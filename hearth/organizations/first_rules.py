"""The rules of the network until its host writes others: version 1, a rule in each line."""

from typing import Final

VERSION: Final = 1
TEXTS: Final = {
    "en": (
        "Nobody sells anything here: no product, no treatment, no place in a list.\n"
        "Nobody follows people around: no trackers, and nothing known of a member is passed on.\n"
        "Clinicians speak under their real names, with the badge that shows who checked them.\n"
        "Members own their words: we quote them with their consent, and take them away when they ask."
    ),
    "es": (
        "Aquí no se vende nada: ni productos, ni tratamientos, ni un lugar en una lista.\n"
        "No se sigue a nadie: sin rastreadores, y nada de lo que se sabe de un miembro pasa a otras manos.\n"
        "Los profesionales clínicos hablan con su nombre verdadero y con la insignia que dice quién lo comprobó.\n"
        "Las palabras son de quien las escribe: las citamos con su consentimiento y las retiramos cuando lo pide."
    ),
}
