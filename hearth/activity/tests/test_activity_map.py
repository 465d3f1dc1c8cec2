import pytest
from django.core.management import CommandError, call_command

from hearth.activity.verbs import Verb


def test_the_map_in_the_documentation_is_up_to_date():
    call_command("activity_map", "--check")


def test_a_new_verb_or_handler_makes_the_map_stale(village, tmp_path):
    map = tmp_path / "map.md"
    call_command("activity_map", "--to", map)
    call_command("activity_map", "--check", "--to", map)
    Verb("bell.rung", "{actor} rang the bell.")
    with pytest.raises(CommandError, match="stale"):
        call_command("activity_map", "--check", "--to", map)
    call_command("activity_map", "--to", map)
    assert "| `bell.rung` | {actor} rang the bell. | none yet |" in map.read_text()

    @village.on("bell.rung")
    def wake(activity):
        """Wake the house."""

    with pytest.raises(CommandError, match="stale"):
        call_command("activity_map", "--check", "--to", map)
    call_command("activity_map", "--to", map)
    assert "| `activity.wake`: Wake the house. |" in map.read_text()
