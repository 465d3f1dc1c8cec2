from django.db import models

from hearth.moderation.models.report import Report


class ReportedPicture(models.Model):
    """A picture that stood with what was reported, at that moment: its alternative text, and the key of its files.

    The files stay as long as this row does, though the post has lost the picture.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="pictures")
    key = models.CharField(max_length=10, db_index=True)
    alternative = models.CharField(max_length=500)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"picture {self.key} of {self.report}"
