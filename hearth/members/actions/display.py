"""How a person likes pages to look and to speak, kept with the account so that it follows them."""

from hearth.core.display import Display
from hearth.members.models import Account


def keep_display(account: Account, display: Display) -> None:
    """Keep the display choice of `account`."""
    Account.objects.filter(pk=account.pk).update(theme=display.theme, contrast=display.contrast, text_size=display.text)


def keep_language(account: Account, language: str) -> None:
    """Keep the language `account` reads pages and mail in."""
    Account.objects.filter(pk=account.pk).update(language=language)
