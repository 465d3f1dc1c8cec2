"""Tables that people open in a spreadsheet program, which takes a cell that begins like a formula for one."""

from typing import Final

BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> str:
    """Return `cell` as text that no spreadsheet program computes: what looks like a formula has an apostrophe in front.

    After OWASP's advice on CSV injection. It is no part of the value: a telephone number comes as `'+34 …`.
    """
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_FORMULA) else text
