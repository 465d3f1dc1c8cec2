"""A home for the site: made once, private, and never mistaken for another."""

import pytest

from hearth.config import read_env_file
from hearth.core.launch import Muddle, make_home


def test_the_first_start_writes_a_secret_only_its_owner_may_read(tmp_path):
    home = tmp_path / "deep" / "home"
    assert make_home(home, {}, empty=False)
    kept = read_env_file(home / ".env")
    assert kept["HEARTH_DEMO"] == "1"
    assert len(kept["SECRET_KEY"]) >= 50
    assert (home / ".env").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_becomes_private(tmp_path):
    tmp_path.chmod(0o755)
    make_home(tmp_path, {}, empty=True)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_later_starts_change_nothing(tmp_path):
    make_home(tmp_path, {}, empty=True)
    before = (tmp_path / ".env").read_text()
    assert not make_home(tmp_path, {}, empty=True)
    assert not make_home(tmp_path, {}, empty=False)
    assert (tmp_path / ".env").read_text() == before
    assert "HEARTH_DEMO=0" in before


def test_two_homes_have_two_secrets(tmp_path):
    for name in ("one", "two"):
        make_home(tmp_path / name, {}, empty=False)
    assert (tmp_path / "one" / ".env").read_text() != (tmp_path / "two" / ".env").read_text()


def test_what_the_host_wrote_is_kept(tmp_path):
    (tmp_path / ".env").write_text("SECRET_KEY=mine\nHEARTH_SITE_NAME=Ours")
    make_home(tmp_path, {}, empty=True)
    assert read_env_file(tmp_path / ".env") == {
        "SECRET_KEY": "mine",
        "HEARTH_SITE_NAME": "Ours",
        "HEARTH_DEMO": "0",
    }


def test_a_secret_of_the_environment_is_not_written_down(tmp_path):
    make_home(tmp_path, {"SECRET_KEY": "s" * 50}, empty=True)
    assert read_env_file(tmp_path / ".env") == {"HEARTH_DEMO": "0"}


@pytest.mark.parametrize(
    ("first", "second", "environment"),
    [(False, True, {}), (True, False, {"HEARTH_DEMO": "1"}), (False, False, {"HEARTH_DEMO": "0"})],
)
def test_a_demo_and_a_site_are_not_mixed(tmp_path, first, second, environment):
    make_home(tmp_path, {}, empty=first)
    with pytest.raises(Muddle, match="Set HEARTH_HOME to another folder"):
        make_home(tmp_path, environment, empty=second)


def test_an_empty_demo_is_a_contradiction(tmp_path):
    with pytest.raises(Muddle, match="contradict"):
        make_home(tmp_path, {"HEARTH_DEMO": "1"}, empty=True)
