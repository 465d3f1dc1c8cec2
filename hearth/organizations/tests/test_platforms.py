"""One channel, however its address is written."""

import pytest

from hearth.organizations.models import Platform
from hearth.organizations.platforms import read_address


@pytest.mark.parametrize(
    ("written", "platform", "key", "handle"),
    [
        ("https://www.facebook.com/159778759845", "facebook", "facebook:159778759845", "159778759845"),
        ("facebook.com/NIDDKgov/", "facebook", "facebook:niddkgov", "NIDDKgov"),
        ("http://m.facebook.com/pages/River-Clinic/12345", "facebook", "facebook:12345", "12345"),
        ("https://facebook.com/profile.php?id=77&ref=x", "facebook", "facebook:77", "77"),
        ("https://twitter.com/@River", "x", "x:river", "River"),
        ("https://x.com/River", "x", "x:river", "River"),
        ("https://bsky.app/profile/river.example", "bluesky", "bluesky:river.example", "river.example"),
        ("https://www.youtube.com/channel/UCabC", "youtube", "youtube:channel/UCabC", "UCabC"),
        ("https://youtube.com/@River", "youtube", "youtube:@river", "River"),
        (
            "https://www.linkedin.com/company/river-clinic/about/",
            "linkedin",
            "linkedin:company/river-clinic",
            "river-clinic",
        ),
        ("https://www.threads.net/@river", "threads", "threads:river", "river"),
        ("https://instagram.com/river.clinic?hl=es", "instagram", "instagram:river.clinic", "river.clinic"),
        ("https://Social.Example/@River", "mastodon", "mastodon:@river@social.example", "@River@social.example"),
        ("https://social.example/users/river", "mastodon", "mastodon:@river@social.example", "@river@social.example"),
    ],
)
def test_an_address_says_whose_channel_it_is(written, platform, key, handle):
    address = read_address(written)
    assert (address.platform, address.key, address.handle) == (platform, key, handle)
    assert read_address(address.url) == address


@pytest.mark.parametrize(
    "written",
    [
        *("", "river", "https://", "javascript:alert(1)", "ftp://x.com/river", "https://x.com", "https://x.com/share"),
        *(
            "https://user:secret@x.com/river",
            "https://x.com:8080/river",
            "https://x.com/ri ver",
            "https://x.com/ri\x00ver",
        ),
        *(
            "https://x.com.evil.example/river",
            "https://www.youtube.com/watch?v=1",
            "https://facebook.com/sharer.php?u=x",
        ),
        *("https://[::1/x", "https://x.com:99999/river", "https://bsky.app/search", "https://\u202ex.com/" + "a" * 300),
    ],
)
def test_what_is_nobodys_channel_is_none(written):
    assert read_address(written) is None


@pytest.mark.parametrize("platform", [Platform.BLOG, Platform.PODCAST, Platform.FEED])
def test_an_own_site_is_what_one_says_it_is(platform):
    address = read_address("https://www.River.example/News/?page=1", platform)
    assert (address.platform, address.handle) == (platform, "")
    assert address.key == f"{platform}:river.example/News?page=1"
    assert read_address("https://river.example/News?page=1", platform).key == address.key


def test_another_platform_than_was_said_is_none():
    assert read_address("https://x.com/river", Platform.FACEBOOK) is None
    assert read_address("https://river.example/about", Platform.MASTODON) is None


@pytest.mark.parametrize(
    ("written", "platform"),
    [
        ("river.example/" + "a" * 286, Platform.BLOG),
        ("http://river.example/" + "a" * 279, Platform.PODCAST),
        ("https://river.example/%00", Platform.BLOG),
        ("https://river.example/a%0d%0ab", Platform.FEED),
        ("https://" + ".".join(["a" * 60] * 4) + "/@river", None),
        ("https://" + "ü" * 40 + "." + "ü" * 40 + ".example/" + "a" * 200, Platform.BLOG),
    ],
)
def test_what_no_database_takes_is_no_address(written, platform):
    assert len(written) <= 300
    assert read_address(written, platform) is None
