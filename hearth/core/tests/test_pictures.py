"""Pictures are drawn anew: nothing of the file that came is kept, and nothing in it can hurt."""

import io
import time
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from hearth.core import pictures
from hearth.core.pictures import squares
from hearth.core.refusals import Refusal
from tests.people import picture

SECRET = b"canary-in-the-picture"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><script>alert(1)</script></svg>'


def drawn(source, side=256):
    return squares(io.BytesIO(source), (side,))[side]


def opened(content):
    return Image.open(io.BytesIO(content))


def saved(image, format, **given):
    written = io.BytesIO()
    image.save(written, format, **given)
    return written.getvalue()


def of_exif(**tags):
    exif = Image.Exif()
    exif[0x0112] = tags.get("orientation", 1)
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    return exif


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_came_with_the_picture_stays(format):
    given = {"exif": of_exif(), "xmp": b"<x>" + SECRET + b"</x>"}
    if format == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SECRET.decode())
        given |= {"pnginfo": notes}
        given.pop("xmp")
    if format == "JPEG":
        given |= {"comment": SECRET}
    source = picture((300, 200), format=format, **given)
    assert SECRET in source
    content = drawn(source)
    assert SECRET not in content
    assert b"EXIF" not in content
    assert b"XMP" not in content
    assert b"ICCP" not in content
    assert opened(content).format == "WEBP"
    assert opened(content).size == (256, 256)
    assert not opened(content).getexif()


def corners(content):
    image = opened(content).convert("RGB")
    low, high = image.width // 8, image.width * 7 // 8
    return [_named(image.getpixel(at)) for at in ((low, low), (high, low), (low, high), (high, high))]


def _named(pixel):
    names = {(255, 0, 0): "red", (0, 255, 0): "green", (0, 0, 255): "blue", (255, 255, 255): "white"}
    return names[tuple(255 * (value > 127) for value in pixel)]


def four_colors(size=400):
    image = Image.new("RGB", (size, size), "white")
    half = size // 2
    for color, at in (("red", (0, 0)), ("lime", (half, 0)), ("blue", (0, half))):
        image.paste(color, (*at, at[0] + half, at[1] + half))
    return image


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "seen"),
    [
        (1, ["red", "green", "blue", "white"]),
        (2, ["green", "red", "white", "blue"]),
        (3, ["white", "blue", "green", "red"]),
        (4, ["blue", "white", "red", "green"]),
        (5, ["red", "blue", "green", "white"]),
        (6, ["blue", "red", "white", "green"]),
        (7, ["white", "green", "blue", "red"]),
        (8, ["green", "white", "red", "blue"]),
    ],
)
def test_a_picture_is_shown_the_right_way_up(format, orientation, seen):
    source = saved(four_colors(), format, exif=of_exif(orientation=orientation), quality=95)
    assert corners(drawn(source)) == seen


def test_the_middle_is_kept():
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    assert corners(drawn(saved(wide, "PNG"))) == ["blue"] * 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_is_taken(mode):
    format = "JPEG" if mode == "CMYK" else "PNG"
    content = drawn(picture((300, 300), format=format, mode=mode))
    assert opened(content).convert("RGB").size == (256, 256)


def test_what_can_be_seen_through_becomes_white():
    source = saved(Image.new("RGBA", (200, 200), (255, 0, 0, 0)), "PNG")
    assert corners(drawn(source)) == ["white"] * 4


def test_colors_of_another_profile_become_those_of_the_web():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert corners(drawn(saved(four_colors(), "JPEG", icc_profile=lab, quality=95)))[0] == "red"
    broken = saved(four_colors(), "JPEG", icc_profile=b"no profile at all" * 20, quality=95)
    assert corners(drawn(broken))[0] == "red"


PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def png_of_size(width, height):
    """A PNG that says it is huge in a few bytes."""

    def chunk(kind, content):
        return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return PNG_HEAD + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "cannot read"),
        (SVG, "cannot read"),
        (b"<!doctype html><script>alert(1)</script>", "cannot read"),
        (b"GIF89a" + b"\0" * 100, "cannot read"),
        (b"%PDF-1.4", "cannot read"),
        (b"\xff\xd8\xff\xe0" + b"<script>" * 100, "cannot read"),
        (picture((200, 200), format="GIF"), "cannot read"),
        (picture((200, 200), format="BMP"), "cannot read"),
        (picture((200, 200), format="TIFF"), "cannot read"),
        (picture((400, 400))[:-200], "cannot read"),
        (picture((400, 400), format="JPEG") + b"\xff\xda" * 100, "cannot read"),
        (picture((95, 400)), "too small"),
        (png_of_size(5_000, 4_801), "24 million"),
        (png_of_size(9_500, 9_500), "cannot read|24 million"),  # where Pillow only warns
        (png_of_size(60_000, 60_000), "cannot read|24 million"),
        (png_of_size(4_000, 4_000), "cannot read"),
        (b"x" * (8 * 1024 * 1024 + 1), "8 MB"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else repr(value[:8]),
)
def test_what_is_no_photo_is_refused_at_once(source, said):
    began = time.process_time()
    with pytest.raises(Refusal, match=said):
        drawn(source)
    assert time.process_time() - began < 1


def test_the_largest_photo_is_drawn_in_time():
    source = picture((6_000, 4_000), format="JPEG")
    began = time.process_time()
    drawn(source, 512)
    assert time.process_time() - began < 3


def test_of_a_polyglot_only_the_picture_stays():
    source = picture((200, 200), format="JPEG") + SVG + SECRET
    content = drawn(source)
    assert SECRET not in content
    assert b"<svg" not in content


def test_a_warning_of_pillow_is_an_error_to_us(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 10**12)
    with pytest.raises(Refusal, match="cannot read"):
        drawn(png_of_size(9_500, 9_500))
