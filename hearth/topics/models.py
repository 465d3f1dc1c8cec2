from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.core.prefix import Beginning


class NameKind(models.TextChoices):
    """What sort of word a topic's name is."""

    PREFERRED = "preferred", _("preferred")
    EVERYDAY = "everyday", _("everyday word")
    CLINICAL = "clinical", _("clinical word")
    ABBREVIATION = "abbreviation", _("abbreviation")


class Source(models.TextChoices):
    """Who said it: people of this site (the words it began with are theirs), or a collection that was read in.

    What is the site's own, reading a collection in never changes.
    """

    HOUSE = "", _("this site")
    MEDLINEPLUS = "medlineplus", "MedlinePlus"
    DISEASE_ONTOLOGY = "doid", "Disease Ontology"


class Scheme(models.TextChoices):
    """Whose identifiers a topic carries."""

    MEDLINEPLUS = "medlineplus", "MedlinePlus"
    DISEASE_ONTOLOGY = "doid", "Disease Ontology"
    MESH = "mesh", "MeSH"
    ICD10 = "icd10", "ICD-10"


class Shelf(models.TextChoices):
    """Where the list of topics puts a topic that has none above it."""

    BODY = "body", _("The body and its illnesses")
    MIND = "mind", _("Mind and feelings")
    LIFE = "life", _("Life with it")
    CARE = "care", _("Treatment and care")


class Topic(models.Model):
    """One health topic. Its `slug` is its stable id, whatever people call it; those it had before lead to it.

    `description` maps languages to the site's own sentence, `brought` to the one a collection said.
    """

    slug = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(max_length=20, default="leaf")
    shelf = models.CharField(max_length=10, choices=Shelf, blank=True)
    origin = models.CharField(max_length=15, choices=Source, blank=True, default=Source.HOUSE)
    description = models.JSONField(default=dict)
    brought = models.JSONField(default=dict)
    broader = models.ManyToManyField("self", symmetrical=False, related_name="narrower", blank=True)
    related = models.ManyToManyField("self", blank=True)

    def __str__(self) -> str:
        return self.slug


class Key(models.CharField):  # type: ignore[type-arg]
    """A folded name, found by its beginning too."""


Key.register_lookup(Beginning)


class TopicName(models.Model):
    """A word for a topic in one language; `key` is how it is compared (case and accents folded)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=15, choices=NameKind)
    name = models.CharField(max_length=200)
    key = Key(max_length=200, db_index=True, editable=False)
    source = models.CharField(max_length=15, choices=Source, blank=True, default=Source.HOUSE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "language", "key"], name="one_topic_name_per_language"),
            models.UniqueConstraint(
                fields=["topic", "language"],
                condition=models.Q(kind=NameKind.PREFERRED),
                name="one_preferred_name_per_language",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WithheldName(models.Model):
    """A word that people of this site took from a topic: no collection brings it back."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="withheld")
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "language", "key"], name="one_withheld_name")]

    def __str__(self) -> str:
        return self.key


class TopicIdentifier(models.Model):
    """What a topic is called in an outside collection. One topic may be several there, never the other way round."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=15, choices=Scheme)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="one_topic_per_identifier")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class FormerTopic(models.Model):
    """The slug of a topic that was merged into another, to which it leads now."""

    slug = models.SlugField(max_length=60, unique=True)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former")

    def __str__(self) -> str:
        return self.slug
