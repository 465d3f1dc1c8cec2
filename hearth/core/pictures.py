"""Pictures people upload: never kept as they came, always drawn anew, and without what came with them."""

import contextlib
import io
import threading
import warnings
from dataclasses import dataclass
from typing import IO, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from hearth.core.refusals import Refusal

MAX_BYTES: Final = 8 * 1024 * 1024
MAX_PIXELS: Final = 24_000_000
LEAST_SIDE: Final = 96
MAX_PAGE_PIXELS: Final = 50_000_000  # a telephone's photo of a page
PAGE_SIDE: Final = 3600
FORMATS: Final = ("JPEG", "PNG", "WEBP")
TYPES: Final = "image/jpeg,image/png,image/webp"  # for the `accept` of an input
_MAX_SCANS: Final = 64  # a progressive JPEG has about ten; thousands keep a processor busy for minutes
_MAX_PROFILE: Final = 1024 * 1024
_SCAN: Final = b"\xff\xda"
_ORIENTATION: Final = 0x0112  # of Exif; what each of its values asks for
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Decoding 24 million pixels takes about 100 MB: one picture at a time in each process.
_one_at_a_time = threading.Lock()

warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture drawn anew: WebP files by their width in pixels; `width` and `height` are those of the widest."""

    width: int
    height: int
    versions: dict[int, bytes]


def squares(upload: IO[bytes], sizes: tuple[int, ...]) -> dict[int, bytes]:
    """Return the middle of a picture, the right way up, as WebP squares by side.

    Arguments:
        upload: JPEG, PNG or WebP of at most MAX_BYTES and MAX_PIXELS.
        sizes: sides in pixels, the largest first.

    Colours are turned into sRGB; of all that the file says beside them (place, time, camera, a second picture, text)
    nothing is left. Raises Refusal with a sentence for whoever uploaded it.
    """
    picture = _read(upload, sizes[0])
    return {size: _encoded(ImageOps.fit(picture, (size, size), Image.Resampling.LANCZOS)) for size in sizes}


def whole(upload: IO[bytes], widths: tuple[int, ...]) -> Drawing:
    """Return a whole picture, the right way up, in as many widths as it is wide enough for.

    Arguments:
        upload: as for `squares`.
        widths: in pixels, the largest first; a narrower picture is drawn as wide as it is. It is at most twice as high
            as the largest width.

    Colours and what is left of the file are as for `squares`. Raises Refusal with a sentence for whoever uploaded it.
    """
    picture = _read(upload, widths[0])
    picture.thumbnail((widths[0], 2 * widths[0]), Image.Resampling.LANCZOS)
    width, height = picture.size
    versions = {width: _encoded(picture)}
    for narrower in widths[1:]:
        if narrower < width:
            size = (narrower, max(1, round(height * narrower / width)))
            versions[narrower] = _encoded(picture.resize(size, Image.Resampling.LANCZOS))
    return Drawing(width, height, versions)


def _read(upload: IO[bytes], side: int) -> Image.Image:
    source = upload.read(MAX_BYTES + 1)
    if len(source) > MAX_BYTES:
        raise Refusal(_("This picture is larger than 8 MB. Choose a smaller one."))
    if source.count(_SCAN) > _MAX_SCANS:
        raise _unreadable()
    with _one_at_a_time:
        return _decoded(source, side)


def without_marks(source: bytes, *, kind: str) -> bytes:
    """Return a picture drawn anew in its own format, the right way up: what the camera wrote beside it is gone.

    Arguments:
        source: JPEG or PNG, as `kind` says; of at most MAX_PAGE_PIXELS.

    Its longer side is at most PAGE_SIDE afterwards, enough to read a page. Raises Refusal for whoever uploaded it.
    """
    if source.count(_SCAN) > _MAX_SCANS:
        raise _unreadable()
    with _one_at_a_time:
        try:
            with Image.open(io.BytesIO(source), formats=[kind]) as picture:
                if picture.width * picture.height > MAX_PAGE_PIXELS:
                    raise Refusal(_("This picture has more than 50 million pixels. Choose a smaller one."))
                picture.draft("RGB", (PAGE_SIDE, PAGE_SIDE))
                turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
                page = _on_paper(picture).convert("RGB")
                page.thumbnail((PAGE_SIDE, PAGE_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
                return _written(page.transpose(turn) if turn is not None else page, kind)
        except Refusal:
            raise
        except Exception as error:  # as in `_decoded`
            raise _unreadable() from error


def _written(picture: Image.Image, kind: str) -> bytes:
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return written.getvalue()


def _decoded(source: bytes, side: int) -> Image.Image:
    """Return the picture in sRGB and the right way up, its shorter side `side` where it was longer."""
    try:
        with Image.open(io.BytesIO(source), formats=FORMATS) as picture:
            _check_size(picture)
            picture.draft("RGB", (side, side))  # a JPEG is decoded at an eighth, a quarter or half its size
            turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
            profile = picture.info.get("icc_profile") or b""
            small = _in_srgb(_reduced(_on_paper(picture), side), profile)
            return small.transpose(turn) if turn is not None else small
    except Refusal:
        raise
    # A broken file can make a decoder raise nearly anything; all of it means the same to whoever uploaded it.
    except Exception as error:
        raise _unreadable() from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Refusal(_("This picture has more than 24 million pixels. Choose a smaller one."))
    if min(width, height) < LEAST_SIDE:
        raise Refusal(
            _("This picture is too small. It needs at least %(side)d pixels each way.") % {"side": LEAST_SIDE}
        )


def _on_paper(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, in a mode that a colour profile is made for."""
    if picture.mode in {"PA", "LA", "La", "RGBA", "RGBa"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    picture.load()
    return picture if picture.mode in {"RGB", "L", "CMYK"} else picture.convert("RGB")


def _reduced(picture: Image.Image, side: int) -> Image.Image:
    shorter = min(picture.size)
    if shorter <= side:
        return picture
    width, height = (max(side, round(length * side / shorter)) for length in picture.size)
    return picture.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    if 0 < len(profile) <= _MAX_PROFILE:
        # A profile that fits no picture says nothing: the colours stay as they are.
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
            picture = turned or picture
    return picture.convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=82, method=4)
    return written.getvalue()


def _unreadable() -> Refusal:
    return Refusal(_("We cannot read this file as a picture. Choose a photo saved as JPEG, PNG or WebP."))
