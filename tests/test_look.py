"""Figures, tables and words over phonemes: what is drawn is what the trace holds."""

from __future__ import annotations

import subprocess
import sys
import warnings
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from types import MappingProxyType

import numpy as np
import pytest

from kokoro_lab import Edit, Lab, LabError, Request, Trace, clocks, listen, look
from kokoro_lab.clocks import Clock
from kokoro_lab.kokoro.net import source
from kokoro_lab.look.colours import INK
from kokoro_lab.look.columns import WIDTH, Columns
from kokoro_lab.timeline import VOICED_ABOVE
from kokoro_lab.trace import Spec


@pytest.fixture(scope="module")
def trace(lab: Lab) -> Trace:
    return lab.trace(Request('[pause 0.5s] "So <b>, & soon!'))


@pytest.fixture(scope="module")
def flat(lab: Lab, trace: Trace) -> Trace:
    return lab.fork(trace, Edit("flatten_pitch"))


def panel(figure, name):
    return next(axes for axes in figure.axes if axes.get_title("left").split("  ")[0] == name)


# Colours


def linear(colour):
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    light, dark = sorted((linear(c) @ [0.2126, 0.7152, 0.0722] for c in (a, b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb):
    """Björn Ottosson 2020, "A perceptual color space for image processing"."""
    lms = np.cbrt(np.clip(rgb, 0, None) @ np.array(
        [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
         [0.0883024619, 0.2817188376, 0.6299787005]]).T)  # fmt: skip
    return lms @ np.array(
        [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
         [0.0259040371, 0.7827717662, -0.8086757660]]).T  # fmt: skip


# Machado, Oliveira and Fernandes 2009, severity 1, over linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def test_every_clock_has_a_colour():
    names = {clock.name for clock in vars(clocks).values() if isinstance(clock, Clock)}
    assert names == set(look.CLOCKS)


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_colours_stand_out_from_light_and_dark(page):
    assert all(contrast(colour, page) >= 3 for colour in look.CLOCKS.values())
    assert contrast(INK, page) >= 4


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart(sight):
    seen = [oklab(np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)) for colour in look.CLOCKS.values()]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 0.1


# Figures


def test_every_value_in_time_can_be_drawn(trace):
    names = [s.name for s in trace.specs.values() if s.clock is not None and s.clock.name in s.axes]
    assert len(names) >= 14
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = look.figure(trace, *names)
        picture, size = figure._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert size["width"] == 1050
    for name in names:
        assert panel(figure, name).get_title("right").startswith(trace.specs[name].why)


def test_the_melody_is_drawn_where_it_is_heard(trace):
    line = panel(look.figure(trace, "f0"), "f0").lines[0]
    times, f0 = line.get_data()
    voiced = trace["f0"] > 10
    assert VOICED_ABOVE == source.VOICED_ABOVE
    assert times[0] == pytest.approx(0.5 + 0.5 / 80)
    assert np.diff(times) == pytest.approx(1 / 80)
    assert np.array_equal(f0[voiced], trace["f0"][voiced])
    assert np.isnan(f0[~voiced]).all()


def test_magnitude_is_in_decibels_over_hertz(trace):
    axes = panel(look.figure(trace, "magnitude"), "magnitude")
    (image,) = axes.images
    left, right, low, high = image.get_extent()
    assert (low, high) == (-600, 12600)  # eleven bins of 1200 Hz, the first centred on 0
    assert (left, right) == pytest.approx((0.5, len(trace["audio"]) / 24000), abs=0.001)
    columns = Columns.of(0.5 + np.arange(trace["magnitude"].shape[1] + 1) * 5 / 24000, 0, right)
    middle = WIDTH // 2
    wanted = trace["magnitude"][:, columns.first[middle] : columns.stop[middle]].mean(axis=1)
    assert np.allclose(image.get_array()[:, middle], 20 * np.log10(wanted), atol=1e-3)
    assert "Hz" in axes.get_ylabel()


def test_phase_is_cyclic(trace):
    (image,) = panel(look.figure(trace, "phase"), "phase").images
    assert image.get_clim() == (-np.pi, np.pi)
    first, last = image.cmap([0.0, 1.0])
    assert np.abs(first - last).max() < 0.02


def test_words_and_phonemes_stand_on_the_ruler(trace):
    ruler = look.figure(trace, "f0").axes[0]
    drawn = {text.get_text(): text.get_position()[0] for text in ruler.texts}
    longest = max((mark for mark in trace["marks"]), key=lambda mark: mark.end - mark.start)
    assert drawn[longest.text] == pytest.approx((longest.start + longest.end) / 2)
    assert any("<b>" in text or text == "soon" for text in drawn)


def test_durations_are_as_wide_as_they_are_long(trace):
    (bars,) = panel(look.figure(trace, "durations"), "durations").patches
    values, edges, _ = bars.get_data()
    assert np.array_equal(values, trace["durations"])
    assert np.diff(edges) == pytest.approx(trace["durations"] * 0.025)


def test_a_second_trace_is_drawn_lighter_behind(trace, flat):
    figure = look.figure(flat, "f0", "magnitude", against=trace)
    behind, front = panel(figure, "f0").lines[:2]
    assert np.nanmax(np.abs(np.diff(front.get_ydata()))) < 1e-3  # flat
    assert behind.get_alpha() < 0.5 < front.get_alpha()
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["flatten_pitch", "unchanged"]
    titles = [axes.get_title("left") for axes in figure.axes]
    assert titles.count("magnitude  ·  flatten_pitch") == titles.count("magnitude  ·  unchanged") == 1


def test_a_closer_look_shows_every_sample(trace):
    figure = look.figure(trace, "audio", between=(0.9, 0.95))
    assert figure.axes[-1].get_xlim() == (0.9, 0.95)
    (line,) = [line for line in panel(figure, "audio").lines if len(line.get_xdata()) > 2]
    assert 1200 <= len(line.get_xdata()) <= 1202
    assert line.get_ydata()[1] in trace["audio"]
    before = look.figure(trace, "f0", between=(0.1, 0.2))  # the chunk's silence: nothing to draw, no error
    assert len(before._repr_png_()[0])


@pytest.mark.parametrize(
    ("names", "between", "message"),
    [
        (("pitch",), None, "no value named 'pitch'"),
        (("pack",), None, r"pack does not run in time; figures show .*f0"),
        (("words",), None, "words does not run in time"),
        (("f0",), (2, 1), "between must be"),
        (("f0",), (99, 100), "between must be"),
    ],
)
def test_what_cannot_be_drawn(trace, names, between, message):
    with pytest.raises(LabError, match=message):
        look.figure(trace, *names, between=between)


def test_another_engine_without_times_or_f0(trace):
    codes = Spec("codes", ("codebook", "code"), Clock("code", 320), "", "codes", "units", "What is said.")
    audio = trace.specs["audio"]
    other = replace(
        trace,
        request=replace(trace.request, engine="bark"),
        values={"codes": np.arange(16).reshape(2, 8), "audio": np.zeros(2560, np.float32)},
        specs=MappingProxyType({"codes": codes, "audio": audio}),
        chunk=replace(trace.chunk, lead=0.0),
    )
    figure = look.figure(other, "codes", "audio")
    assert figure._repr_png_()[0]
    assert len(panel(figure, "codes").images) == 1
    assert "codebook 2 × code 8" in str(look.table(other))
    assert "not align" not in str(look.phonemes(other))


def test_what_is_cut_away_at_a_seam_lies_outside(lab):
    """The network spoke longer than the chunk is heard; the rest stays in step with the sound."""
    text = "When the long day was over, they went home, and nobody said a word about the garden."
    chunks = lab.plan(Request(text * 3))
    trace = lab.trace(Request(text * 3), chunk=1)
    first = int(trace["heard"][0])
    assert len(chunks) > 1
    assert first > 0
    figure = look.figure(trace, "f0", "durations", "audio")
    assert figure.axes[-1].get_xlim() == (0, len(trace["audio"]) / 24000)
    times = panel(figure, "f0").lines[0].get_xdata()
    assert times[0] == pytest.approx(0.5 / 80 - first / 40)
    edges = panel(figure, "durations").patches[0].get_data().edges
    spoken = [mark.start for mark in trace["marks"] if mark.tier == "phoneme"]
    assert edges[1] == pytest.approx(spoken[0])
    source = listen.source(trace)
    assert len(source) == len(trace["audio"])
    assert np.array_equal(source[:1000], trace["source"][600 * first :][:1000])
    assert len(listen.hum(trace)) == len(source)


# HTML


class Reader(HTMLParser):
    """Collects tags and text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


def test_table_lists_everything_with_its_cost(lab, trace):
    table = look.table(trace, lab.engine(trace.request).steps)
    read = Reader(table._repr_html_())
    assert read.tags.count("tr") == len(trace.values) + 1
    lines = {line.split()[0]: line for line in str(table).splitlines()[1:] if line}
    for name, spec in trace.specs.items():
        assert name in read.texts
        assert lines[name].endswith(spec.why)
    assert f"{trace.milliseconds['hidden']:.1f}" in lines["hidden"]
    assert f"curve {len(trace['f0'])}" in lines["f0"]
    assert f"together {sum(trace.milliseconds.values()):.1f} ms" in str(table)


def test_phonemes_stand_under_their_words(trace):
    document = look.phonemes(trace)
    read = Reader(document._repr_html_())
    lengths = [f"{1000 * (m.end - m.start):.0f}" for m in trace["marks"] if m.tier == "phoneme"]
    symbols = [m.text for m in trace["marks"] if m.tier == "phoneme"]
    shown = [text for text in read.texts if text in {*lengths, *symbols}]
    assert [text for text in shown if text.isdigit()] == lengths
    assert all(word.text in read.texts for word in trace.chunk.words)
    assert str(document).count("\n") == len(trace.chunk.words) - 1


def test_texts_are_escaped(lab):
    trace = lab.trace(Request('Hi <script>alert(1)</script> & "you"'))
    for document in (look.phonemes(trace), look.table(trace)):
        read = Reader(document.html)
        assert "script" not in read.tags
        assert "<script" in "".join(read.texts).replace(" ", "")


def test_looking_needs_nothing_heavy_until_it_draws():
    code = (
        "import sys; from kokoro_lab import look, listen; "
        "print([m for m in ('torch', 'numpy', 'matplotlib', 'soundfile', 'praatio', 'pysubs2', 'gradio') "
        "if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
