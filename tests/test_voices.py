"""Packs, blends, files and the user's own voices."""

from __future__ import annotations

import shutil
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file as load_tensors
from safetensors.numpy import save_file as save_tensors

from kokoro_lab.cli import main
from kokoro_lab.doctor import examine
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices import Shelf, load_file
from kokoro_lab.kokoro.voices.blend import norms
from kokoro_lab.kokoro.voices.library import MANIFEST, PACKS, Library, data_folder
from kokoro_lab.ui.voices import voices

ROWS = Path(__file__).parent / "data" / "voice_rows.npz"  # rows of the published packs


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf.open(tmp_path / "mine")


def values(shelf: Shelf, formula: str) -> np.ndarray:
    return shelf.pack(formula).values


def test_every_voice_agrees_with_the_published_pack(shelf):
    with np.load(ROWS) as rows:
        published = [name for name in rows.files if not name.endswith(".index")]
        assert sorted(published) == sorted(shelf.names())
        assert len(published) == 54
        for name in published:
            ours = values(shelf, name)
            assert (ours.shape, ours.dtype) == ((510, 256), np.float32)
            assert np.abs(ours[rows[f"{name}.index"]] - rows[name]).max() < 1e-4, name
            assert shelf.voice(name).error < 1e-4


def test_a_voice_is_described(shelf):
    heart, dora = shelf.voice("af_heart"), shelf.voice("ef_dora")
    assert (heart.display, heart.language, heart.gender, heart.grade) == ("Heart", "en-us", "female", "A")
    assert (dora.display, dora.language, dora.gender, dora.grade) == ("Dora", "es", "female", None)
    assert {shelf.voice(name).language for name in shelf.names()} == {
        "en-us", "en-gb", "es", "fr", "hi", "it", "ja", "pt-br", "zh",
    }  # fmt: skip


def test_an_unknown_voice_is_answered_with_the_nearest(shelf):
    for ask in (shelf.voice, shelf.pack, shelf.language_of):
        with pytest.raises(LabError, match=r"no voice named 'af_hart'; nearest: af_heart"):
            ask("af_hart")
    with pytest.raises(LabError, match="put a space before the minus"):
        shelf.pack("af_heart-bf_emma")


def test_a_blend_is_the_weighted_mean(shelf):
    heart, emma, adam = (values(shelf, name) for name in ("af_heart", "bf_emma", "am_adam"))
    expected = {
        "0.6*af_heart + 0.4*bf_emma": 0.6 * heart + 0.4 * emma,
        "60*af_heart + 40*bf_emma": 0.6 * heart + 0.4 * emma,
        "af_heart, bf_emma": (heart + emma) / 2,
        "af_heart + 0.5*bf_emma - 0.5*am_adam": heart + 0.5 * emma - 0.5 * adam,
        "70*af_heart + 20*bf_emma + 10*am_adam": 0.7 * heart + 0.2 * emma + 0.1 * adam,
    }
    for formula, blend in expected.items():
        np.testing.assert_allclose(values(shelf, formula), blend, atol=1e-6, err_msg=formula)


def test_the_halves_come_from_two_voices(shelf):
    joined = values(shelf, "timbre:(af_heart + bf_emma) prosody:am_adam")
    np.testing.assert_array_equal(joined[:, :128], values(shelf, "af_heart + bf_emma")[:, :128])
    np.testing.assert_array_equal(joined[:, 128:], values(shelf, "am_adam")[:, 128:])


def test_norm_keeps_the_norm_of_the_parents_and_the_direction_of_the_blend(shelf):
    plain, kept = values(shelf, "3*af_heart + jf_alpha"), values(shelf, "norm(3*af_heart + jf_alpha)")
    wanted = 0.75 * norms(values(shelf, "af_heart")) + 0.25 * norms(values(shelf, "jf_alpha"))
    np.testing.assert_allclose(norms(kept), wanted, rtol=1e-5)
    assert (norms(plain) < wanted).all()
    for half in (slice(0, 128), slice(128, 256)):
        along = (plain[:, half] * kept[:, half]).sum(axis=1)
        lengths = np.linalg.norm(plain[:, half], axis=1) * np.linalg.norm(kept[:, half], axis=1)
        np.testing.assert_allclose(along, lengths, rtol=1e-5)


def test_a_pack_cannot_be_written_to(shelf):
    with pytest.raises(ValueError, match="read-only"):
        values(shelf, "af_heart")[0, 0] = 1
    assert shelf.pack("af_heart").formula == "af_heart"


@pytest.mark.parametrize(
    ("formula", "language"),
    [
        ("bf_emma", "en-gb"),
        ("0.4*af_heart + 0.6*jf_alpha", "ja"),
        ("timbre:af_heart prosody:zf_xiaoni", "zh"),
        ("2*pf_dora - hf_beta", "pt-br"),
    ],
)
def test_the_heaviest_voice_gives_the_language(shelf, formula, language):
    assert shelf.language_of(formula) == language


@pytest.mark.parametrize("suffix", [".pt", ".bin", ".npy", ".safetensors"])
def test_packs_of_every_kind_are_read(shelf, tmp_path, suffix):
    pack = np.array(values(shelf, "jf_alpha"))
    file = tmp_path / f"jf_mine{suffix}"
    if suffix == ".pt":
        torch.save(torch.tensor(pack)[:, None, :], file)  # the hub's shape
    elif suffix == ".bin":
        file.write_bytes(pack.astype("<f4").tobytes())
    elif suffix == ".npy":
        np.save(file, pack)
    else:
        save_tensors({"anything": pack}, file)
    np.testing.assert_array_equal(load_file(file), pack)
    np.testing.assert_array_equal(values(shelf, f'"{file}"'), pack)
    assert shelf.language_of(f'"{file}"') == "ja"


def broken(kind: str, folder: Path) -> Path:
    pack = np.zeros((510, 256), np.float32)
    file = folder / {
        "shape": "a.npy", "integers": "a.npy", "nan": "a.npy", "pickle": "a.npy", "short": "a.bin",
        "two": "a.safetensors", "text": "a.safetensors", "list": "a.pt", "zip": "a.pt", "suffix": "a.wav",
        "nothing": "none.pt", "index": "a.pt", "token": "a.npy",
    }[kind]  # fmt: skip
    if kind == "shape":
        np.save(file, pack[:509])
    elif kind == "integers":
        np.save(file, pack.astype(np.int64))
    elif kind == "nan":
        np.save(file, np.full_like(pack, np.nan))
    elif kind == "pickle":
        np.save(file, np.array([{}], dtype=object), allow_pickle=True)
    elif kind == "two":
        save_tensors({"a": pack, "b": pack}, file)
    elif kind == "list":
        torch.save([1, 2], file)
    elif kind == "zip":
        torch.save(torch.zeros(510, 1, 256), file)
        file.write_bytes(file.read_bytes()[:-1000])
    elif kind == "index":
        torch.save(torch.zeros(510, 1, 256), file, _use_new_zipfile_serialization=False)
        file.write_bytes(file.read_bytes().replace(b"q\x00", b"q0", 1).replace(b"(", b")", 2))
    elif kind == "token":
        np.save(file, pack)
        file.write_bytes(file.read_bytes().replace(b"}", b" ", 1))
    elif kind != "nothing":
        file.write_bytes(b"no pack" * 10)
    return file


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("shape", r"shape \[509, 256\].*\[510, 256\]"),
        ("integers", "int64"),
        ("nan", "not finite"),
        ("pickle", "not a voice pack, or a damaged one"),
        ("short", "70 bytes instead of 522,240"),
        ("two", "2 tensors instead of one"),
        ("text", "not a voice pack, or a damaged one"),
        ("list", "it holds a list"),
        ("zip", "not a voice pack, or a damaged one"),
        ("index", "not a voice pack, or a damaged one"),
        ("token", "not a voice pack, or a damaged one"),
        ("suffix", "a voice is a .safetensors, .pt, .bin, .npy file"),
        ("nothing", "there is no voice file"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(shelf, tmp_path, kind, message):
    file = broken(kind, tmp_path)
    with pytest.raises(LabError, match=message) as caught:
        load_file(file)
    assert file.name in str(caught.value)
    with pytest.raises(LabError):
        shelf.pack(f'"{file}"')


def test_a_blend_is_saved_under_a_name_and_used_like_any_voice(shelf):
    formula = "norm(0.6*jf_alpha + 0.4*bf_emma)"
    file = shelf.save(formula, "my-blend_2")
    assert file == shelf.folder / "my-blend_2.safetensors"
    assert list(shelf.folder.iterdir()) == [file]
    assert shelf.names()[-1] == "my-blend_2"
    np.testing.assert_array_equal(values(shelf, "my-blend_2"), values(shelf, formula))
    stored = load_tensors(file)["voice"][:, 0]  # any program can read it
    np.testing.assert_array_equal(stored, values(shelf, formula))
    assert shelf.voice("my-blend_2").language == shelf.language_of("my-blend_2") == "ja"
    mixed = values(shelf, "my-blend_2 + af_heart")
    np.testing.assert_allclose(mixed, (stored + values(shelf, "af_heart")) / 2, atol=1e-6)
    with pytest.raises(LabError, match="nearest: my-blend_2"):
        shelf.pack("my-blend_3")


def test_mlx_audio_reads_a_saved_blend_as_it_is(shelf):
    # mlx-audio 0.6.2, tts/models/kokoro: `mx.load(path)["voice"]`, then `pack[n - 1]` as the style of a batch
    pack = load_tensors(shelf.save("af_heart + bf_emma", "mine"))["voice"]
    style = pack[42 - 1]
    assert (style.shape, style.dtype) == ((1, 256), np.float32)
    np.testing.assert_array_equal(style[0], values(shelf, "af_heart + bf_emma")[41])


@pytest.mark.parametrize("shape", [(510, 256), (510, 1, 256)])
def test_files_of_earlier_versions_and_of_mlx_audio_are_read(shelf, shape):
    shelf.folder.mkdir()
    pack = np.array(values(shelf, "bf_emma"))
    name = "pack" if len(shape) == 2 else "voice"
    save_tensors({name: pack.reshape(shape)}, shelf.folder / "old.safetensors")
    np.testing.assert_array_equal(values(shelf, "old"), pack)


def test_all_packs_stand_together_until_a_file_changes(shelf):
    first = shelf.packs()
    assert first.names == shelf.names()
    np.testing.assert_array_equal(first.values[first.names.index("bf_emma")], values(shelf, "bf_emma"))
    assert shelf.packs() is first
    shelf.save("af_heart + bf_emma", "mine")
    second = shelf.packs()
    assert second.names == (*first.names, "mine")
    np.testing.assert_array_equal(second.values[-1], values(shelf, "mine"))
    shelf.save("bf_emma", "mine", replace=True)
    np.testing.assert_array_equal(shelf.packs().values[-1], values(shelf, "bf_emma"))


def test_saving_loses_nothing(shelf, tmp_path):
    file = shelf.save("af_heart", tmp_path / "deep" / "voice.safetensors")
    before = file.read_bytes()
    for target in (file, "af_bella", "voice.txt", "no name", tmp_path / "voice.npy"):
        with pytest.raises(LabError):
            shelf.save("bf_emma", target)
    assert file.read_bytes() == before
    shelf.save("bf_emma", file, replace=True)
    np.testing.assert_array_equal(load_file(file), values(shelf, "bf_emma"))
    (tmp_path / "a file").write_text("")
    with pytest.raises(LabError, match="cannot"):
        shelf.save("af_heart", tmp_path / "a file" / "voice.safetensors")


def test_a_file_that_changes_is_read_again(shelf, tmp_path):
    file = tmp_path / "voice.bin"
    for name in ("af_heart", "bf_emma"):
        file.unlink(missing_ok=True)
        file.write_bytes(values(shelf, name).tobytes())
        np.testing.assert_array_equal(values(shelf, f'"{file}"'), values(shelf, name))


@pytest.mark.parametrize("kind", ["text", "two", "zip", "short", "nan"])
def test_a_damaged_file_among_the_users_voices_is_left_out_of_lists(shelf, kind, capsys, monkeypatch):
    shelf.save("af_heart", "mine")
    bad = broken(kind, shelf.folder)
    assert shelf.names() == (*shelf.library.voices, "mine")
    assert [choice for _, choice in voices(shelf) if choice in ("a", "mine")] == ["mine"]
    assert list(shelf.damaged()) == ["a"]
    assert str(bad) in shelf.damaged()["a"]
    with pytest.raises(LabError, match=bad.name):
        shelf.pack("a")
    with pytest.raises(LabError, match="nearest: af_heart"):
        shelf.pack("af_hart")
    monkeypatch.setenv("KOKORO_LAB_VOICES", str(shelf.folder))
    assert main(["voices"]) == 0
    out, err = capsys.readouterr()
    assert " mine " in f" {out.replace(chr(10), ' ')}"
    assert f"damaged and left out: a: {bad}" in err
    check = next(check for check in examine("none.pth") if check.name == "voices")
    assert check.state == "broken"
    assert str(bad) in check.summary


def test_a_language_that_there_is_not_is_as_if_none_were_written(shelf):
    shelf.folder.mkdir()
    for name, language in (("mine", "en-us"), ("jf_mine", "ja")):
        pack = values(shelf, "af_heart")
        save_tensors({"pack": pack}, shelf.folder / f"{name}.safetensors", {"language": "klingon"})
        assert shelf.voice(name).language == shelf.language_of(name) == language


def test_a_long_formula_takes_no_more_memory_than_a_short_one(shelf):
    np.testing.assert_array_equal(values(shelf, " + ".join(["af_heart"] * 500)), values(shelf, "af_heart"))
    every = " + ".join(shelf.names())
    tracemalloc.start()
    values(shelf, every)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10e6  # a pack in float64 is a megabyte


def test_paths_can_be_forbidden_but_saved_voices_stay(shelf, tmp_path):
    file = shelf.save("af_heart", "mine")
    strict = Shelf.open(shelf.folder, paths=False)
    with pytest.raises(LabError, match="cannot be read from files here"):
        strict.pack(f'"{file}"')
    with pytest.raises(LabError, match="cannot be read from files here"):
        strict.language_of(f'"{file}"')
    np.testing.assert_array_equal(values(strict, "mine"), values(shelf, "af_heart"))


def test_a_damaged_or_missing_data_file_is_named(tmp_path):
    with pytest.raises(LabError, match="cannot be read"):
        Library.open(tmp_path)
    for name in (PACKS, MANIFEST):
        shutil.copy(data_folder() / name, tmp_path / name)
    assert len(Library.open(tmp_path).voices) == 54
    data = bytearray((tmp_path / PACKS).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / PACKS).write_bytes(data)
    with pytest.raises(LabError, match=f"{PACKS} is damaged"):
        Library.open(tmp_path)


def test_the_users_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("KOKORO_LAB_VOICES", str(tmp_path / "chosen"))
    assert Shelf.open().save("af_heart", "mine").parent == tmp_path / "chosen"


def test_strangers_are_not_told_where_saved_voices_are(shelf):
    shelf.save("af_heart", "mine")
    broken("text", shelf.folder)
    strict = Shelf.open(shelf.folder, paths=False)
    for formula in ("a", "mine + a", "timbre:mine prosody:a"):
        with pytest.raises(LabError, match="voice a was saved here, but its file is damaged") as error:
            strict.pack(formula)
        assert str(shelf.folder) not in str(error.value)


def test_whether_a_saved_voice_is_damaged_is_looked_at_again_when_its_file_changes(shelf):
    file = shelf.save("af_heart", "mine")
    assert "mine" in shelf.names()
    good = file.read_bytes()
    file.write_bytes(good[:1000])
    assert "mine" in shelf.damaged()
    file.write_bytes(good)
    assert "mine" in shelf.names()
