"""Square pictures that stand for somebody, in Django's default storage under a random key; no rows of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from hearth.core.ids import new_public_id

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures in one `folder`, each in `sizes`: sides of the squares in pixels, by the name an address says."""

    folder: str
    sizes: Mapping[str, int]

    def keep(self, pictures: Mapping[int, bytes]) -> str:
        """Store one picture in its sizes; return the key it is found by."""
        key = new_public_id() + new_public_id()  # about 98 bits
        for size, content in pictures.items():
            default_storage.delete(self._place(key, size))  # a demo world put in again draws the same keys again
            default_storage.save(self._place(key, size), ContentFile(content))
        return key

    def read(self, key: str, size: str) -> bytes | None:
        """Return the picture with `key` in `size`, a name of `sizes`; None when there is none."""
        if size not in self.sizes or not key.isalnum():
            return None
        try:
            with default_storage.open(self._place(key, self.sizes[size])) as kept:
                content: bytes = kept.read()
                return content
        except FileNotFoundError:
            return None

    def erase(self, key: str) -> None:
        """Erase every size of the picture with `key`; one that is gone already is no trouble."""
        for size in self.sizes.values() if key else ():
            default_storage.delete(self._place(key, size))

    def keys_older_than(self, moment: datetime) -> Iterator[str]:
        """Yield, once each, the key of every picture of which some size was stored before `moment`."""
        if not default_storage.exists(self.folder):
            return
        yielded = set[str]()
        for name in default_storage.listdir(self.folder)[1]:
            key = name.partition("-")[0]
            if key not in yielded and default_storage.get_modified_time(f"{self.folder}/{name}") < moment:
                yielded.add(key)
                yield key

    def _place(self, key: str, size: int) -> str:
        return f"{self.folder}/{key}-{size}.webp"


def answer_with(request: HttpRequest, content: bytes, *, name: str, kept: str) -> HttpResponse:
    """Answer with a picture that nothing runs in; `name` tells it from any other, `kept` is how long it is kept."""
    etag = quote_etag(name)
    response = HttpResponse(content, content_type="image/webp", headers=HEADERS | {"Cache-Control": kept, "ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response
