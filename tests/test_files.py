"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside


def test_the_file_is_there_when_all_of_it_is(tmp_path):
    target = tmp_path / "deep" / "a.txt"
    with written_aside(target) as aside:
        aside.write_text("whole")
        assert aside.suffix == ".txt"
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(target.parent.iterdir()) == [target]


def test_an_error_leaves_what_was_there(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("before")
    with pytest.raises(ZeroDivisionError), written_aside(target) as aside:
        assert aside.write_text("half") / 0  # it fails when the half is written
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_refused_before_any_work(tmp_path):
    target = tmp_path / "folder.wav"
    target.mkdir()
    with pytest.raises(LabError, match=r"folder\.wav: it is a folder"), written_aside(target):
        raise AssertionError("work has begun")
    assert list(tmp_path.iterdir()) == [target]


def test_every_failure_of_the_disk_names_the_target(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LabError, match=r"cannot write .*a\.txt"), written_aside(tmp_path / "file" / "a.txt"):
        pass
    target = tmp_path / "b.txt"
    with pytest.raises(LabError, match=r"cannot write .*b\.txt: No space left"), written_aside(target):
        raise OSError(28, "No space left on device", "a.tmp")
    with pytest.raises(LabError, match=r"cannot write .*b\.txt"), written_aside(target):
        target.mkdir()  # in the meantime: the last step fails
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.txt", "file"]


def test_a_name_as_long_as_names_may_be_can_be_written(tmp_path):
    target = tmp_path / ("n" * 251 + ".txt")
    with written_aside(target) as aside:
        aside.write_text("whole")
    assert target.read_text() == "whole"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mask of permissions")
def test_the_file_has_the_permissions_of_an_ordinary_one(tmp_path):
    before = os.umask(0o027)
    try:
        with written_aside(tmp_path / "a.txt"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
