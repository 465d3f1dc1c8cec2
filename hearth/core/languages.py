"""Languages people read and write, by their own names."""

from typing import Final

NATIVE_NAMES: Final = {
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "pt": "Português",
    "fr": "Français",
    "de": "Deutsch",
    "nl": "Nederlands",
    "hi": "हिन्दी",
    "sw": "Kiswahili",
    "zh": "中文",
}
