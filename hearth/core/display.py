"""How a person likes pages to look: theme, contrast and text size, kept in one small cookie."""

from dataclasses import dataclass
from typing import ClassVar

THEMES = ("light", "dark")
CONTRASTS = ("more",)
TEXT_SIZES = ("large", "largest")


@dataclass(frozen=True, slots=True)
class Display:
    """One choice; an empty part means: as my device."""

    theme: str = ""
    contrast: str = ""
    text: str = ""

    COOKIE: ClassVar[str] = "hearth_display"
    MAX_AGE: ClassVar[int] = 365 * 24 * 3600

    @classmethod
    def from_parts(cls, theme: str, contrast: str, text: str) -> "Display":
        """Build from untrusted text; anything unknown becomes the default."""
        return cls(
            theme if theme in THEMES else "",
            contrast if contrast in CONTRASTS else "",
            text if text in TEXT_SIZES else "",
        )

    @classmethod
    def from_cookie(cls, value: str) -> "Display":
        """Read what `to_cookie` wrote; anything else is the default."""
        parts = value.split(".")
        return cls.from_parts(*parts) if len(parts) == 3 else cls()

    def to_cookie(self) -> str:
        """Write the normal form, which is also the key of cached pages."""
        return f"{self.theme}.{self.contrast}.{self.text}"
