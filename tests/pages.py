"""What a browser reads out of a page: its forms, their fields and what they hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTS = {"text", "email", "password", "search", "url", "tel", "number", "hidden", "date", "textarea"}
CHOICES = {"radio", "checkbox", "select"}


@dataclass
class Field:
    """One named control; `values` are those it holds now, `options` those it could be given."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether a person could type anything here."""
        return self.kind in TEXTS


@dataclass
class Form:
    """One form as the browser would send it."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def filled(self, **changes: object) -> dict[str, object]:
        """Return what the browser would post after the person has made these changes."""
        held = {name: list(each.values) for name, each in self.fields.items() if each.values}
        return {**held, **changes}

    @property
    def texts(self) -> list[str]:
        """The names of the fields that take text."""
        return [name for name, each in self.fields.items() if each.is_text and name != "csrfmiddlewaretoken"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.here: Form | None = None
        self.area: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.here)
        elif self.here is None or (not given.get("name") and tag != "option"):
            return
        elif tag == "input":
            self._input(given)
        elif tag == "button":
            self._field(given["name"], "button").options.append(given.get("value", ""))
        elif tag == "textarea":
            self.area = self._field(given["name"], "textarea")
            self.area.values = [""]
        elif tag == "select":
            self.select = self._field(given["name"], "select")
        elif tag == "option" and self.select is not None:
            self.select.options.append(given.get("value", ""))
            if "selected" in given:
                self.select.values.append(given.get("value", ""))

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        control = self._field(given["name"], kind)
        value = given.get("value", "on" if kind in CHOICES else "")
        if kind in CHOICES:
            control.options.append(value)
            if "checked" in given:
                control.values.append(value)
        else:
            control.values = [value]

    def _field(self, name: str, kind: str) -> Field:
        return self.here.fields.setdefault(name, Field(name, kind))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.values = [self.area.values[0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page that are sent by POST, in their order."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.method == "post"]


ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "content"}


class _Code(HTMLParser):
    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            address = "".join((value or "").split()).lower() if name in ADDRESSES else ""
            if name.startswith("on") or name == "srcdoc" or address.startswith(("javascript:", "data:text")):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and data.strip():
            self.found.append(data)


def code_of(html: str) -> list[str]:
    """Return everything in a page that a browser without our policy would run."""
    reader = _Code()
    reader.feed(html)
    return reader.found
