"""A home is used by web servers and workers together, or by bin/run or a restore alone."""

import os

import pytest

from hearth.core.locks import LOCK_VARIABLE, HomeInUse, lock_home, share_home
from hearth.core.supervisor import Child


def test_web_servers_and_workers_share_a_home_and_nothing_replaces_it_meanwhile(tmp_path):
    web, worker = share_home(tmp_path / "home", {}), share_home(tmp_path / "home", {})
    assert lock_home(tmp_path / "home") is None
    os.close(web)
    assert lock_home(tmp_path / "home") is None
    os.close(worker)
    os.close(lock_home(tmp_path / "home"))


def test_a_home_that_somebody_has_alone_is_not_shared(tmp_path):
    alone = lock_home(tmp_path)
    with pytest.raises(HomeInUse, match="Stop that first"):
        share_home(tmp_path, {})
    os.close(alone)


def test_a_child_holds_what_it_inherited(tmp_path):
    alone = lock_home(tmp_path)
    assert share_home(tmp_path, {LOCK_VARIABLE: str(alone)}) == alone
    os.close(alone)


@pytest.mark.parametrize("said", ["", "x", "0", "999999", "-1"])
def test_a_word_of_an_inheritance_that_is_not_there_opens_nothing(tmp_path, said):
    alone = lock_home(tmp_path)
    with pytest.raises(HomeInUse):
        share_home(tmp_path, {LOCK_VARIABLE: said})
    os.close(alone)


def test_what_a_dead_parent_leaves_behind_still_holds_the_home(tmp_path):
    alone = lock_home(tmp_path)
    child = Child("worker", ["sleep", "60"])
    child.start(None, [alone])
    os.close(alone)
    try:
        assert lock_home(tmp_path) is None
    finally:
        child.process.kill()
        child.process.wait()
    os.close(lock_home(tmp_path))
