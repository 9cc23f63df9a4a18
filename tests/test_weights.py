"""Three sources of weights that end in one strict state dict, and the cache between."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.weights import find, hub, load, store
from kokoro_lab.kokoro.weights import wheels as wheels_module
from kokoro_lab.kokoro.weights.graph import PARTS, dequantise, module_of
from kokoro_lab.kokoro.weights.loader import check
from kokoro_lab.kokoro.weights.names import rename
from kokoro_lab.kokoro.weights.original import Original
from kokoro_lab.kokoro.weights.wheels import PACKAGES, wheels

# The modules of the published checkpoint whose weights are stored as weight-norm pairs: every convolution but
# the two projections to curves and the two that take in the source.
PLAIN = re.compile(r"predictor\.(F0|N)_proj|noise_convs|bert|embedding|\.fc\.|lstm|linear")


@pytest.fixture(scope="module")
def upstream() -> dict[str, Tensor]:
    """The weights of the wheels under their upstream names."""
    return wheels().read()


@pytest.fixture(scope="module")
def expected(upstream) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in rename(upstream).items()}


@pytest.fixture(scope="module")
def few(upstream) -> dict[str, Tensor]:
    """Some of the weights, of all parts, for plumbing and what must be refused: quick to write and read."""
    beginnings = ("bert.embeddings", "bert_encoder", "predictor.lstm", "predictor.F0.1")
    chosen = (*beginnings, "text_encoder.cnn.0.1", "decoder.F0_conv", "decoder.asr_res")
    return {name: value for name, value in upstream.items() if name.startswith(chosen)}


@pytest.fixture(scope="module")
def few_expected(few) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in rename(few).items()}


@pytest.fixture
def small(few, tmp_path) -> Path:
    """A file of the hub's format with some of the weights."""
    torch.save(checkpoint(few), tmp_path / "small.pth")
    return tmp_path / "small.pth"


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path) -> Path:
    """A cache folder and a Hugging Face cache of the test's own, both empty."""
    monkeypatch.setenv("KOKORO_LAB_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("KOKORO_LAB_WEIGHTS", raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "cache"


def is_pair(name: str, value: Tensor) -> bool:
    return name.endswith(".weight") and value.ndim == 3 and not PLAIN.search(name)


def checkpoint(state: Mapping[str, Tensor], new_torch: bool = False) -> dict[str, dict[str, Tensor]]:
    """The same weights as the hub publishes them: five parts, `module.`, weight-norm pairs, the pooler."""
    endings = ("weight_g", "weight_v")
    if new_torch:
        endings = ("parametrizations.weight.original0", "parametrizations.weight.original1")
    generator = torch.Generator().manual_seed(0)
    parts: dict[str, dict[str, Tensor]] = {part: {} for part in PARTS}
    for name, value in state.items():
        part, _, rest = name.partition(".")
        if is_pair(name, value):
            module = rest.removesuffix("weight")
            length = value.flatten(1).norm(dim=1).view(-1, 1, 1)
            stretch = 0.1 + 5 * torch.rand(length.shape, generator=generator)  # v's own length says nothing
            parts[part][f"module.{module}{endings[0]}"] = length
            direction = torch.where(length > 0, value * stretch, 1)  # one channel is all zero, so its g is
            parts[part][f"module.{module}{endings[1]}"] = direction
        else:
            parts[part][f"module.{rest}"] = value
    parts["bert"]["module.pooler.weight"] = torch.zeros(768, 768)
    parts["bert"]["module.pooler.bias"] = torch.zeros(768)
    return parts


def assert_same(ours: Mapping[str, Tensor], theirs: Mapping[str, Tensor], tolerance: float = 0.0) -> None:
    assert ours.keys() == theirs.keys()
    for name, value in theirs.items():
        assert ours[name].dtype == torch.float32
        torch.testing.assert_close(ours[name], value, rtol=0, atol=tolerance, msg=name)


# the wheels


def test_the_wheels_hold_every_weight(upstream):
    assert len(upstream) == 457
    assert sum(value.numel() for value in upstream.values()) == 81_140_664
    assert {name.split(".")[0] for name in upstream} == set(PARTS)
    assert sum(is_pair(name, value) for name, value in upstream.items()) == 89
    for name, value in upstream.items():
        assert value.dtype == torch.float32, name
        assert value.isfinite().all(), name
        assert value.is_contiguous(), name
        assert value.abs().max() < 30, name


def test_dequantised_weights_lie_on_the_grid_of_their_integers(upstream):
    for name in ("decoder.generator.resblocks.4.convs1.2.weight", "predictor.F0.1.conv1x1.weight"):
        assert len(upstream[name].unique()) <= 256, name  # one scale for the tensor
    for name in ("predictor.duration_proj.linear_layer.weight", "decoder.encode.norm1.fc.weight"):
        assert max(len(row.unique()) for row in upstream[name]) <= 256, name  # one scale for an output
    recurrent = upstream["text_encoder.lstm.weight_hh_l0"]
    assert len(recurrent.unique()) <= 256  # one scale for a direction


def test_the_published_text_encoder_comes_out_of_the_weights(upstream):
    """Convolutions, norms and the LSTM's gate order, against what the published network computed."""
    with np.load(Path(__file__).parent / "golden" / "utterances.npz") as golden:
        ids, published = torch.tensor(golden["0/ids"]).long(), torch.tensor(golden["0/text_encoding"])
    part = {name.removeprefix("text_encoder."): value for name, value in upstream.items()}
    x = part["embedding.weight"][ids.flatten()].T
    for i in range(3):
        x = F.conv1d(x, part[f"cnn.{i}.0.weight"], part[f"cnn.{i}.0.bias"], padding=2)
        x = F.layer_norm(x.T, (512,), part[f"cnn.{i}.1.gamma"], part[f"cnn.{i}.1.beta"]).T
        x = F.leaky_relu(x, 0.2)
    lstm = torch.nn.LSTM(512, 256, bidirectional=True)
    lstm.load_state_dict(
        {name.removeprefix("lstm."): part[name] for name in part if name.startswith("lstm.")}
    )
    with torch.no_grad():
        ours = lstm(x.T)[0].T
    assert (ours - published).abs().max() < 1e-5 * published.abs().max()


@pytest.mark.parametrize(
    ("node", "module"),
    [
        (
            "/decoder/decoder/generator/resblocks.4/convs1.2/Conv_quant",
            "decoder.generator.resblocks.4.convs1.2",
        ),
        ("/encoder/text_encoder/cnn.1/cnn.1.0/Conv_quant", "text_encoder.cnn.1.0"),
        ("/encoder/F0.1/conv1x1/Conv_quant", "predictor.F0.1.conv1x1"),
        ("/encoder/bert/encoder/albert_layer_groups.0/albert_layers.0/ffn_output_11/MatMul_quant",
         "bert.encoder.albert_layer_groups.0.albert_layers.0.ffn_output"),
        ("/decoder/decoder/generator/istft/stft/ConvTranspose", None),
        ("/encoder/MatMul", None),
    ],
)  # fmt: skip
def test_a_node_tells_its_module(node, module):
    assert module_of(node) == module


def damaged_wheels(folder: Path, change: str) -> wheels_module.Original:
    """The wheels, with a damaged copy of the third."""
    original = wheels()
    first, second, third, fourth = original.files
    damaged = folder / "2.bin"
    data = bytearray(third.read_bytes())
    if change == "byte":
        data[len(data) // 2] ^= 1
    if change != "gone":
        damaged.write_bytes(data[:-1] if change == "short" else data)
    return dataclasses.replace(original, files=(first, second, damaged, fourth))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("byte", "have SHA-256 .* instead of 6e742170"),
        ("short", "92,361,270 bytes instead of 92,361,271"),
        ("gone", r"2\.bin is missing or empty"),
    ],
)
def test_damaged_wheels_are_refused_and_nothing_is_cached(change, message, tmp_path, cache, monkeypatch):
    broken = damaged_wheels(tmp_path, change)
    monkeypatch.setattr("kokoro_lab.kokoro.weights.loader.wheels", lambda: broken)
    with pytest.raises(LabError, match=message) as caught:
        load("wheels")
    assert "pip install --force-reinstall" in str(caught.value)
    assert not cache.exists()


def test_a_package_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(wheels_module, "PACKAGES", (*PACKAGES[:3], "kokoro-no-such-package"))
    with pytest.raises(LabError, match="package kokoro-no-such-package is not installed"):
        find("wheels")


@pytest.mark.parametrize("data", [b"", b"nothing of the kind", bytes(1000)])
def test_bytes_that_are_no_export_are_refused(data):
    with pytest.raises(LabError, match="ONNX"):
        dequantise(data)


# the hub's checkpoint


def test_a_checkpoint_of_the_hubs_format_comes_back_equal(upstream, expected, tmp_path):
    file = tmp_path / "kokoro.pth"
    parts = checkpoint(upstream)
    assert sum(len(part) for part in parts.values()) == 548  # as many as published
    torch.save(parts, file)
    for _ in ("read", "from the cache"):
        weights = load(str(file), expected)
        assert (weights.source, weights.where, weights.precision) == ("file", str(file), "float32")
        assert_same(weights.state, rename(upstream), 1e-6)


def test_the_pairs_of_a_newer_torch_are_folded_too(few, few_expected, tmp_path):
    torch.save(checkpoint(few, new_torch=True), tmp_path / "kokoro.pth")
    assert_same(load(str(tmp_path / "kokoro.pth"), few_expected).state, rename(few), 1e-6)


def put_into_hub_cache(file: Path, folder: Path) -> Path:
    """A checkpoint where the hub's client would have left it."""
    repository = folder / "models--hexgrad--Kokoro-82M"
    snapshot = repository / "snapshots" / hub.REVISION
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(hub.REVISION)
    (snapshot / hub.FILE).write_bytes(file.read_bytes())
    return snapshot / hub.FILE


def test_the_hubs_weights_are_taken_when_they_are_there_already(
    small, few, few_expected, tmp_path, monkeypatch
):
    assert find().source == "wheels"
    file = put_into_hub_cache(small, tmp_path / "hub")
    monkeypatch.setattr(hub, "SIZE", file.stat().st_size)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    monkeypatch.setattr(hub, "SHA256", sha256)
    for choice in (None, "auto", "hub"):
        weights = load(choice, few_expected)
        assert (weights.source, weights.where, weights.sha256) == ("hub", str(file), sha256)
    assert_same(weights.state, rename(few), 1e-6)
    assert find().source == "hub"
    assert find("wheels").source == "wheels"


@pytest.mark.parametrize("damage", ["size", "hash"])
def test_a_damaged_file_of_the_hub_is_an_error_if_named_and_else_a_warning_and_the_wheels(
    small, few, filled, damage, tmp_path, monkeypatch
):
    file = put_into_hub_cache(small, tmp_path / "hub")
    fault = "bytes instead of 327,212,226"
    if damage == "hash":
        monkeypatch.setattr(hub, "SIZE", file.stat().st_size)
        fault = f"{hub.FILE} have SHA-256 .* instead of 496dba11"
    monkeypatch.setenv("KOKORO_LAB_CACHE", str(filled.parent))
    with pytest.raises(LabError, match=fault):
        load("hub")
    with pytest.warns(RuntimeWarning, match=f"{fault}.*; the wheels are taken instead"):
        assert load().source == "wheels"
    if damage == "size":
        with pytest.raises(LabError, match=fault):
            find("hub")
        with pytest.warns(RuntimeWarning, match=f"{fault}.*; the wheels are taken instead"):
            assert find().source == "wheels"


def test_the_download_is_of_the_revision_whose_hash_is_known(tmp_path):
    """A hub of this machine's own, whose only answer is to note what it was asked for."""
    asked: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        place = {"HF_HOME": str(tmp_path / "home"), "HF_ENDPOINT": f"http://127.0.0.1:{server.server_port}"}
        environment = {**os.environ, **place, "NO_PROXY": "127.0.0.1", "HF_HUB_OFFLINE": "0"}
        code = "from kokoro_lab.kokoro.weights import load; load('hub')"
        command = [sys.executable, "-c", code]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        server.shutdown()
    assert "cannot be downloaded" in ran.stderr
    assert asked
    assert set(asked) == {f"/{hub.REPOSITORY}/resolve/{hub.REVISION}/{hub.FILE}"}


def test_nothing_is_downloaded_unasked_and_an_unreachable_hub_is_a_clear_error(tmp_path):
    with pytest.raises(LabError, match="not in the local cache yet"):
        find("hub")
    environment = {**os.environ, "HF_HOME": str(tmp_path / "home"), "HF_HUB_OFFLINE": "1"}
    code = "from kokoro_lab.kokoro.weights import load; load('hub')"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "LabError: weights: kokoro-v1_0.pth of hexgrad/Kokoro-82M is not in the local cache" in ran.stderr
    assert 'choose "wheels"' in ran.stderr


def change_checkpoint(parts: dict, kind: str) -> None:
    predictor = parts["predictor"]
    pair = "module.F0.1.conv1x1.weight_g"
    if kind == "part gone":
        del parts["text_encoder"]
    elif kind == "part more":
        parts["vocoder"] = {}
    elif kind == "key gone":
        del predictor["module.lstm.bias_ih_l0"]
    elif kind == "key more":
        predictor["module.lstm.bias_ih_l1"] = torch.zeros(1024)
    elif kind == "shape":
        predictor["module.lstm.bias_ih_l0"] = torch.zeros(1023)
    elif kind == "half gone":
        del predictor[pair]
    elif kind == "half shape":
        predictor[pair] = torch.ones(7, 1, 1)
    elif kind == "nan":
        predictor["module.lstm.bias_ih_l0"] = torch.full((1024,), torch.nan)
    elif kind == "precision":
        predictor["module.lstm.bias_ih_l0"] = predictor["module.lstm.bias_ih_l0"].half()
    elif kind == "no tensor":
        predictor["module.lstm.bias_ih_l0"] = "zeros"


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("part gone", "must hold the state dicts .* it holds bert, bert_encoder, predictor, decoder"),
        ("part more", "unknown part vocoder"),
        ("key gone", "missing: duration.lstm.bias_ih_l0$"),
        ("key more", "not expected: duration.lstm.bias_ih_l1$"),
        ("shape", r"misshapen: duration.lstm.bias_ih_l0 is \[1023\] instead of \[1024\]$"),
        ("half gone", "conv1x1.weight_v lacks its other half predictor.F0.1.conv1x1.weight_g"),
        ("half shape", r"the norm of predictor.F0.1.conv1x1.weight_v .* has the shape \(7, 1, 1\)"),
        ("nan", "not finite: predictor.lstm.bias_ih_l0$"),
        ("precision", "predictor.lstm.bias_ih_l0 .* must be a float32 tensor, not torch.float16"),
        ("no tensor", "predictor.lstm.bias_ih_l0 .* must be a float32 tensor, not str"),
    ],
)
def test_a_checkpoint_with_other_contents_is_refused_by_name(kind, message, few, few_expected, tmp_path):
    parts = checkpoint(few)
    change_checkpoint(parts, kind)
    torch.save(parts, tmp_path / "changed.pth")
    with pytest.raises(LabError, match=message) as caught:
        load(str(tmp_path / "changed.pth"), few_expected)
    assert kind.startswith("half") or "changed.pth" in str(caught.value)
    assert not (tmp_path / "cache").exists()


class Trap:
    """Runs code when it is unpickled carelessly."""

    def __reduce__(self):
        return os.mkdir, ("trapped",)


@pytest.mark.parametrize("kind", ["cut short", "text", "a list", "code"])
def test_a_damaged_checkpoint_is_refused(kind, few, tmp_path, cache, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "damaged.pth"
    if kind == "cut short":
        torch.save(checkpoint(few), file)
        file.write_bytes(file.read_bytes()[:-100_000])
    elif kind == "text":
        file.write_text("no checkpoint")
    else:
        torch.save([1, 2] if kind == "a list" else {"bert": Trap()}, file)
    with pytest.raises(LabError, match=r"damaged\.pth"):
        load(str(file))
    assert not cache.exists()
    assert not (tmp_path / "trapped").exists()


# a file


def test_files_of_the_other_kinds_load(
    upstream, expected, few, few_expected, filled, tmp_path, cache, monkeypatch
):
    flat = tmp_path / "mine.safetensors"
    save_file(few, flat)
    assert_same(load(str(flat), few_expected).state, rename(few))
    assert not cache.exists()  # it is mapped as it lies there
    monkeypatch.setenv("KOKORO_LAB_CACHE", str(filled.parent))  # the same bytes, so the same cached weights
    export = tmp_path / "mine.onnx"
    export.write_bytes(b"".join(file.read_bytes() for file in wheels().files))
    weights = load(str(export), expected)
    assert (weights.source, weights.precision, weights.sha256) == (
        "file",
        "int8, dequantised",
        wheels().sha256,
    )
    assert_same(weights.state, rename(upstream))


@pytest.mark.parametrize("kind", ["cut short", "text", "half", "empty"])
def test_a_damaged_safetensors_file_is_refused(kind, tmp_path):
    file = tmp_path / "damaged.safetensors"
    save_file({"a": torch.zeros(1000, dtype=torch.float16 if kind == "half" else torch.float32)}, file)
    if kind != "half":
        data = {"cut short": file.read_bytes()[:-10], "text": b"no tensors", "empty": b""}[kind]
        file.write_bytes(data)
    with pytest.raises(LabError, match=r"damaged\.safetensors"):
        load(str(file), {"a": (1000,)})


@pytest.mark.parametrize("choice", ["wheel", "no/such/file.pth", "."])
def test_an_unknown_choice_is_answered_with_what_there_is(choice, monkeypatch):
    monkeypatch.setenv("KOKORO_LAB_WEIGHTS", choice)
    for ask in (find, load):
        with pytest.raises(LabError, match='give "auto", "wheels", "hub" or the path') as caught:
            ask()
        assert repr(choice) in str(caught.value) or os.sep != "/"


def test_an_error_lists_five_keys_and_counts_the_rest():
    state = {f"extra{i}": torch.zeros(1) for i in range(8)}
    with pytest.raises(LabError, match=r"missing: wanted; not expected: extra0, .*extra4 and 3 more$"):
        check(state, {"wanted": (1,)}, "somewhere")


# the cache


def cached(cache: Path) -> list[Path]:
    return sorted(cache.glob("weights-*"))


@pytest.fixture(scope="module")
def filled(expected, tmp_path_factory) -> Path:
    """A cache of the wheels' weights, the file."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOKORO_LAB_CACHE", str(folder))
        assert find("wheels").cache is None
        load("wheels", expected)
    (file,) = cached(folder)
    return file


def test_the_second_load_maps_the_cache_and_is_equal(upstream, expected, filled, monkeypatch):
    monkeypatch.setenv("KOKORO_LAB_CACHE", str(filled.parent))
    assert find("wheels").cache == filled
    written = filled.stat().st_mtime_ns
    weights = load("wheels", expected)
    assert_same(weights.state, rename(upstream))
    assert filled.stat().st_mtime_ns == written
    assert_mapped(weights.state, filled)
    assert (weights.source, weights.precision) == ("wheels", "int8, dequantised")
    assert weights.sha256 == wheels_module.SHA256


def assert_mapped(state: Mapping[str, Tensor], file: Path) -> None:
    """The tensors are pages of the file, where the system tells."""
    if Path("/proc/self/maps").exists():
        lines = Path("/proc/self/maps").read_text().splitlines()
        spans = [line.split()[0].split("-") for line in lines if line.endswith(str(file))]
        for value in state.values():
            assert any(int(a, 16) <= value.data_ptr() < int(b, 16) for a, b in spans)


def test_the_first_load_is_mapped_too(small, few, cache):
    state = load(str(small)).state
    assert_same(state, rename(few), 1e-6)
    assert_mapped(state, *cached(cache))


def test_with_a_cache_the_original_is_not_read_again(small, few, monkeypatch):
    load(str(small))
    monkeypatch.setattr(Original, "read", lambda self: pytest.fail(f"{self.where} is read again"))
    assert_same(load(str(small)).state, rename(few), 1e-6)


@pytest.mark.parametrize("damage", ["a byte", "cut short", "empty", "foreign"])
def test_a_damaged_cache_is_made_anew_and_says_so(damage, small, few, cache):
    load(str(small))
    (file,) = cached(cache)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    if damage == "foreign":
        save_file({"a": torch.zeros(1)}, file)
    else:
        file.write_bytes({"a byte": data, "cut short": data[:-1], "empty": b""}[damage])
    with pytest.warns(RuntimeWarning, match=f"{file.name}.*made anew"):
        weights = load(str(small))
    assert_same(weights.state, rename(few), 1e-6)
    assert_same(load(str(small)).state, rename(few), 1e-6)


def test_a_cache_that_cannot_be_written_is_a_warning(small, few, tmp_path, monkeypatch):
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("KOKORO_LAB_CACHE", str(tmp_path / "a file" / "cache"))
    with pytest.warns(RuntimeWarning, match="cannot be cached"):
        weights = load(str(small))
    assert_same(weights.state, rename(few), 1e-6)


def process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True)


LOADER = """
import sys
from kokoro_lab.kokoro.weights import load, store
print(store.fingerprint(load(sys.argv[1]).state))
"""


def test_two_processes_fill_a_fresh_cache_at_once(small, cache):
    racers = [process(LOADER, str(small)), process(LOADER, str(small))]
    printed = [racer.communicate(timeout=120) for racer in racers]
    assert [error for _, error in printed] == ["", ""]
    assert {out.strip() for out, _ in printed} == {store.fingerprint(load(str(small)).state)}
    assert [file.name for file in cache.iterdir()] == [file.name for file in cached(cache)]
    assert len(cached(cache)) == 1


VICTIM = """
import sys, time
from pathlib import Path
from kokoro_lab.files import written_aside
with written_aside(Path(sys.argv[1])) as unfinished:
    unfinished.write_bytes(b"half")
    print("half", flush=True)
    time.sleep(600)
"""


def test_what_a_killed_process_leaves_is_no_cache_and_is_removed_in_time(small, few, cache):
    load(str(small))
    (file,) = cached(cache)
    file.unlink()
    victim = process(VICTIM, str(file))
    assert victim.stdout.readline() == "half\n"
    victim.kill()
    victim.communicate()
    assert cached(cache) == []
    (unfinished,) = cache.iterdir()
    assert_same(load(str(small)).state, rename(few), 1e-6)
    assert unfinished.exists()  # it could be of a process that still runs
    os.utime(unfinished, (0, 0))
    file.unlink()
    load(str(small))
    assert list(cache.iterdir()) == [file]
