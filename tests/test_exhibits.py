"""What the stations show: each number against a formula of its own, with the real weights."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from kokoro_lab import Edit, Request
from kokoro_lab.by_kind import by_kind
from kokoro_lab.errors import LabError
from kokoro_lab.exhibit import (
    Bars,
    Formula,
    Heat,
    Line,
    Picker,
    Series,
    Sound,
    Table,
    Term,
    Text,
    Words,
    pack,
)
from kokoro_lab.kokoro.exhibits import STATIONS, exhibits
from kokoro_lab.kokoro.exhibits.attention import attention
from kokoro_lab.kokoro.exhibits.curves import middle, semitones
from kokoro_lab.kokoro.exhibits.istft import by_hand, contributions, place
from kokoro_lab.kokoro.exhibits.source import mix
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.picture import MAX_COLUMNS, MAX_ROWS, heat, number, summed
from kokoro_lab.rule import Intervention, bind
from kokoro_lab.timeline import token_edges

TEXT = "The moon rose slowly over the quiet harbour."
SOME = np.random.default_rng(0)


@pytest.fixture(scope="module")
def trace(lab):
    return lab.trace(Request(TEXT, voice="af_heart", seed=0))


@pytest.fixture(scope="module")
def network(lab):
    return lab.engines["kokoro"].network


@pytest.fixture(scope="module")
def changed(lab, trace):
    """The vowel of “moon” made nine frames long, everything four semitones higher."""
    return lab.fork(
        trace, Edit("set_durations", frames=(9,), tokens=(6, 7)), Edit("shift_pitch", semitones=4)
    )


@pytest.fixture(scope="module")
def middle_chunk(lab):
    """A chunk between two others, of which silence is cut away at both ends."""
    text = "The moon rose slowly over the quiet harbour while the boats came home, " * 6
    return next(part for part in lab.stream(Request(text, voice="af_heart")) if part.chunk.index == 1)


def read(parts) -> str:
    """A line of a formula as a person reads it."""
    return "".join(part.text if isinstance(part, Term) else part for part in parts)


def written(detail) -> str:
    """All formulas and texts of a station."""
    lines = [read(line) for e in detail.exhibits if isinstance(e, Formula) for line in e.lines]
    return "\n".join(lines + [e.body for e in detail.exhibits if isinstance(e, Text)])


def of_type(detail, kind):
    return [exhibit for exhibit in detail.exhibits if isinstance(exhibit, kind)]


def titled(detail, start):
    (found,) = [exhibit for exhibit in detail.exhibits if exhibit.title.startswith(start)]
    return found


class TestAllStations:
    def test_each_step_and_the_plan_has_one(self, lab):
        assert set(STATIONS) == {"plan", *(step.name for step in lab.engines["kokoro"].steps)}

    def test_an_unknown_one_is_refused_with_the_nearest_names(self, network, trace):
        with pytest.raises(LabError, match="durations"):
            exhibits(network, trace, "duration")

    @pytest.mark.parametrize("station", STATIONS)
    @pytest.mark.parametrize(
        "focus", [{}, {"time": -9.0}, {"time": 1e9}, {"token": 0}, {"token": 45, "frame": 3}]
    )
    def test_its_numbers_are_finite_and_its_pictures_small(self, network, trace, station, focus):
        detail = exhibits(network, trace, station, focus)
        assert detail.exhibits
        packed, buffers = pack(detail.exhibits)
        json.dumps([packed, dict(detail.focus)], allow_nan=False)
        for buffer in buffers:
            assert np.isfinite(np.frombuffer(buffer, "<f4")).all()
            assert len(buffer) <= 4 * MAX_ROWS * MAX_COLUMNS
        for picture in of_type(detail, Heat):
            assert picture.low < picture.high
            row, column = picture.chosen or (-1, -1)
            assert -1 <= row < picture.values.shape[0]
            assert -1 <= column < picture.values.shape[1]
        for table in of_type(detail, Table):
            assert {len(row) for row in table.rows} <= {len(table.columns)}
            assert table.actions is None or len(table.actions) == len(table.rows)
        for row in of_type(detail, Bars):
            assert row.labels is None or len(row.labels) == len(row.values)
            assert row.terms is None or len(row.terms) == len(row.values)

    @pytest.mark.parametrize(
        "edits",
        [
            (Edit("whisper"),),
            (Edit("no_harmonics"), Edit("no_noise")),
            (Edit("zero_phase"),),
            (Edit("style_row", symbols=400), Edit("scale_pitch", factor=20)),
            (Edit("timbre_from", voice="bm_george"), Edit("stretch", factor=2)),
        ],
        ids=lambda edits: edits[0].name,
    )
    def test_it_bears_edits(self, lab, network, trace, edits):
        fork = lab.fork(trace, *edits)
        for station in STATIONS:
            shown, _ = pack(exhibits(network, fork, station).exhibits)
            assert json.loads(json.dumps(shown, allow_nan=False)), station

    def test_it_bears_the_shortest_and_the_longest_chunk(self, lab, network):
        for phonemes in ("a", "mˈun " * 102):
            long = lab.trace(Request("", phonemes=phonemes, speed=4, voice="af_heart"))
            for station in STATIONS:
                _, buffers = pack(exhibits(network, long, station, {"token": 300}).exhibits)
                assert all(len(buffer) <= 4 * MAX_ROWS * MAX_COLUMNS for buffer in buffers)

    def test_terms_of_formulas_light_up_something_else(self, network, trace):
        for station in ("durations", "source", "audio", "spectrum"):
            detail = exhibits(network, trace, station)
            shown = {t for e in of_type(detail, Bars) for t in e.terms or ()}
            shown |= {
                c.term for e in of_type(detail, Table) for r in e.rows for c in r if isinstance(c, Term)
            }
            used = {
                p.term
                for e in of_type(detail, Formula)
                for line in e.lines
                for p in line
                if isinstance(p, Term)
            }
            assert used & shown, station


class TestFocus:
    def test_default_is_the_longest_stressed_vowel_and_its_middle(self, network, trace):
        focus = exhibits(network, trace, "durations").focus
        assert trace["symbols"][focus["token"] - 1] == "u"  # of “moon”: 4 frames, the others 3 at most
        edges = token_edges(trace)
        assert focus["time"] == pytest.approx(edges[6:8].mean())

    def test_a_token_gives_the_time_of_its_middle(self, network, trace):
        focus = exhibits(network, trace, "curves", {"token": 20}).focus
        edges = token_edges(trace)
        assert edges[20] < focus["time"] < edges[21]
        assert trace["alignment"][focus["frame"]] == 20

    def test_a_time_gives_the_token_heard_then(self, network, trace):
        mark = next(m for m in trace["marks"] if m.tier == "phoneme" and m.text == "k")
        focus = exhibits(network, trace, "source", {"time": (mark.start + mark.end) / 2}).focus
        assert trace["symbols"][focus["token"] - 1] == "k"
        assert trace["alignment"][focus["frame"]] == focus["token"]

    def test_a_frame_gives_its_time(self, network, trace):
        focus = exhibits(network, trace, "alignment", {"frame": 40}).focus
        assert (focus["frame"], focus["time"]) == (40, pytest.approx(40.5 * 0.025))

    def test_what_is_out_of_range_is_brought_back(self, network, trace):
        focus = exhibits(network, trace, "hidden", {"token": 999, "layer": 99, "head": -3}).focus
        assert (focus["token"], focus["layer"], focus["head"]) == (45, 11, 0)

    @pytest.mark.parametrize("wrong", ["x", math.nan, math.inf, True, [1]])
    def test_what_is_no_number_is_refused(self, network, trace, wrong):
        with pytest.raises(LabError, match="token of the focus must be a number"):
            exhibits(network, trace, "durations", {"token": wrong})


class TestDurations:
    @pytest.mark.parametrize("speed", [1.0, 0.8, 1.7])
    def test_the_arithmetic_gives_the_durations_of_the_trace(self, lab, network, trace, speed):
        faster = lab.fork(trace, request=replace(trace.request, speed=speed))
        votes = faster["votes"].astype(np.float64)
        for token in range(len(votes)):
            text = written(exhibits(network, faster, "durations", {"token": token}))
            frames = max(1, round(votes[token].sum() / speed))
            assert f"sum of the votes = {number(votes[token, 0])}" in text
            assert f"rounded: {number(votes[token].sum() / speed)} → " in text
            assert f"× 25 ms = {25 * frames} ms" in text
            assert faster["durations"][token] == frames

    def test_it_says_why_a_vowel_is_long(self, network, trace):
        text = titled(exhibits(network, trace, "durations"), "In words").body
        yes = int((trace["votes"][6] > 0.5).sum())
        assert text.startswith("‘u’ in “moon” lasts 4 frames, 100 ms.")
        assert f"{yes} of its 50 votes are above one half" in text
        assert "It is stressed" in text

    def test_an_edit_is_told_from_the_votes(self, network, changed):
        detail = exhibits(network, changed, "durations", {"token": 6})
        assert "edited: 4 frames → 9 frames" in written(detail)
        assert "An edit made it 9: 5 frames more." in written(detail)
        assert [c.title for c in titled(detail, "All tokens").columns].count("before") == 1

    def test_the_bars_are_the_votes(self, network, trace):
        bars = titled(exhibits(network, trace, "votes", {"token": 19}), "Fifty votes")
        assert np.array_equal(bars.values, trace["votes"][19])
        assert bars.threshold == 0.5


class TestAlignment:
    def test_the_start_is_that_of_the_marks(self, network, trace, middle_chunk):
        for part in (trace, middle_chunk):
            word = next(w for w in part.chunk.words if w.text.startswith("moon"))
            mark = next(m for m in part["marks"] if m.span == word.span)
            token = word.symbols[0] + 1
            rows = titled(exhibits(network, part, "alignment"), "All tokens").rows
            assert float(rows[token][3].replace("−", "-")) == pytest.approx(mark.start, abs=6e-4)
            assert [row[2] for row in rows] == [int(part["durations"][:i].sum()) for i in range(len(rows))]

    def test_the_sum_is_written_out(self, network, trace):
        text = written(exhibits(network, trace, "alignment", {"token": 6}))
        frames = trace["durations"][:6]
        assert f"frames before it = {' + '.join(map(str, frames))} = {frames.sum()}" in text

    def test_every_frame_has_one_token(self, network, trace):
        steps = titled(exhibits(network, trace, "alignment"), "The staircase").values
        assert (steps.sum(axis=0) == 1).all()
        assert np.array_equal(steps.sum(axis=1), trace["durations"])

    def test_what_is_cut_away_is_said(self, network, middle_chunk):
        first, last = middle_chunk["heard"]
        cut = int(first) + int(middle_chunk["durations"].sum()) - int(last)
        assert cut > 0
        assert f"{25 * cut} ms" in titled(exhibits(network, middle_chunk, "heard"), "In words").body


class TestAttention:
    @pytest.mark.parametrize("layer", [0, 5, 11])
    def test_it_gives_what_the_layer_gives(self, network, trace, layer):
        """Weights times values, through the output projection and norm, are what fused attention returns."""
        caught = []
        part = network.plbert.layer.attention
        handle = part.register_forward_hook(lambda _, given, output: caught.append((given[0], output)))
        ids = torch.tensor(trace["ids"]).unsqueeze(0)
        with torch.inference_mode():
            network.plbert(ids)
        handle.remove()
        x, wanted = caught[layer]
        weights = attention(network.plbert, trace["ids"], layer).weights
        with torch.inference_mode():
            value = part.value(x)[0].numpy().reshape(len(trace["ids"]), part.heads, -1)
            mixed = np.einsum("hij,jhd->ihd", weights, value).reshape(1, len(trace["ids"]), -1)
            found = part.norm(x + part.out(torch.from_numpy(mixed)))
        assert np.abs(found.numpy() - wanted.numpy()).max() < 1e-4

    def test_rows_sum_to_one_and_the_bars_are_a_row(self, network, trace):
        detail = exhibits(network, trace, "hidden", {"token": 10, "layer": 3, "head": 7})
        shown = titled(detail, "Attention, pass 3, head 7").values
        assert shown.sum(axis=1) == pytest.approx(np.ones(46), abs=1e-5)
        assert np.array_equal(titled(detail, "What ").values, shown[10])

    def test_one_share_by_hand(self, network, trace):
        seen = attention(network.plbert, trace["ids"], 2)
        scores = [float(np.dot(seen.query[4, 8], key)) / 8 for key in seen.key[4]]
        raised = [math.exp(score - max(scores)) for score in scores]
        assert seen.weights[4, 8] == pytest.approx([r / sum(raised) for r in raised], abs=1e-5)

    def test_no_hook_stays(self, network, trace):
        exhibits(network, trace, "hidden")
        assert not any(m._forward_hooks or m._forward_pre_hooks for m in network.modules())

    def test_pickers_offer_all_passes_and_heads(self, network, trace):
        pickers = {p.name: p for p in of_type(exhibits(network, trace, "hidden"), Picker)}
        assert {name: len(p.values) for name, p in pickers.items()} == {"layer": 12, "head": 12}

    def test_it_is_that_of_the_edited_network(self, lab, network, trace):
        edit = Edit("knock_out_head", head=3)
        (within,) = bind(lab.engines["kokoro"].rules, [edit])
        assert isinstance(within, Intervention)
        plain, without = (attention(network.plbert, trace["ids"], 6, w).weights for w in ((), (within,)))
        assert np.abs(plain - without).max() > 0.01  # earlier passes lacked the head
        first, same = (attention(network.plbert, trace["ids"], 0, w).weights for w in ((), (within,)))
        assert np.array_equal(first, same)  # nothing comes before the first pass


class TestVoice:
    def test_row_and_norms(self, network, trace):
        assert "row = 44 symbols − 1 = 43" in written(exhibits(network, trace, "row"))
        timbre = math.sqrt(sum(float(x) ** 2 for x in trace["pack"][43][:128]))
        assert f"‖timbre‖ = {number(timbre)}" in written(exhibits(network, trace, "style"))

    def test_an_edited_row(self, lab, network, trace):
        fork = lab.fork(trace, Edit("style_row", symbols=101))
        assert "edited: 43 → 100" in written(exhibits(network, fork, "row"))

    def test_the_halves(self, network, trace):
        timbre, prosody = of_type(exhibits(network, trace, "style"), Bars)
        assert np.array_equal(np.concatenate([timbre.values, prosody.values]), trace["pack"][43])

    def test_the_style_is_beside_every_token(self, trace, network):
        assert "voice: 0.000" in written(exhibits(network, trace, "encoding"))
        assert all(np.array_equal(row[512:], trace["prosody"]) for row in trace["encoding"])


class TestCurves:
    def test_semitones(self):
        assert semitones(440, 220) == pytest.approx(12)
        assert semitones(2 ** (7 / 12) * 100, 100) == pytest.approx(7)

    def test_the_mean_is_over_voiced_points_and_semitones(self, trace):
        voiced = [float(hz) for hz in trace["f0"] if hz > 10]
        mean = sum(12 * math.log2(hz / 100) for hz in voiced) / len(voiced)
        assert semitones(middle(trace["f0"]), 100) == pytest.approx(mean, abs=1e-4)
        assert middle(np.zeros(4, np.float32)) is None

    def test_edits_are_drawn_beside_what_was(self, network, changed):
        detail = exhibits(network, changed, "curves")
        f0, energy = of_type(detail, Line)
        before, after = f0.series
        assert (before.dashed, after.dashed) == (True, False)
        voiced = before.values > 10
        assert after.values[voiced] / before.values[voiced] == pytest.approx(2 ** (4 / 12), rel=1e-4)
        assert [series.dashed for series in energy.series] == [False]

    def test_whispering_has_no_semitones(self, lab, network, trace):
        assert "no voice here" in written(exhibits(network, lab.fork(trace, Edit("whisper")), "curves"))


class TestSource:
    def test_samples_by_hand_are_those_of_the_trace(self, network, trace, changed, middle_chunk):
        for part in (trace, changed, middle_chunk):
            view = View.of(network, part, {})
            samples = [0, 1, len(part["source"]) - 1, *SOME.integers(0, len(part["source"]), 300)]
            mixed = [mix(view, int(sample)) for sample in samples]
            assert {m.voiced for m in mixed} == {True, False}
            assert [m.sample for m in mixed] == pytest.approx(part["source"][samples], abs=2e-5)

    def test_what_is_written(self, network, trace):
        detail = exhibits(network, trace, "source", {"token": 6})
        at = exhibits(network, trace, "source", {"token": 6}).focus["time"]
        value = number(float(trace["source"][round(at * 24000)]), 5)
        assert f"the trace has {value}" in written(detail)
        assert f"= {value}; the trace" in written(detail)
        harmonics = titled(detail, "The harmonics").rows
        f0 = float(trace["f0"][int(at * 80)])
        assert [row[1].text for row in harmonics] == [number(h * f0, 1) for h in range(1, 10)]

    def test_unvoiced_is_said(self, network, trace):
        point = int(np.argmin(trace["f0"]))
        text = written(exhibits(network, trace, "source", {"time": (point + 0.5) / 80}))
        assert "there is no voice here" in text
        assert "standard deviation 0.0333" in text

    def test_harmonics_above_half_the_sample_rate_are_pointed_out(self, lab, network, trace):
        fork = lab.fork(trace, Edit("flatten_pitch", hz=3000.0))
        detail = exhibits(network, fork, "source", {"token": 6})
        assert "5 of them lie above 12 kHz" in written(detail)

    def test_sounds(self, network, trace):
        assert [s.stage for s in of_type(exhibits(network, trace, "source"), Sound)] == ["source", "noise"]

    def test_noise_is_normal(self, network, trace):
        detail = exhibits(network, trace, "noise")
        nine = of_type(detail, Bars)[0]
        sample = round(detail.focus["time"] * 24000)
        assert np.array_equal(nine.values, trace["noise"][sample])
        assert titled(detail, "How those").values.sum() == pytest.approx(100, abs=0.1)


class TestSpectrum:
    def test_bars_are_the_bins_of_the_moment(self, network, trace):
        detail = exhibits(network, trace, "spectrum", {"time": 1.0})
        magnitude, phase = of_type(detail, Bars)
        assert np.array_equal(magnitude.values, trace["magnitude"][:, 4800])
        assert np.array_equal(phase.values, trace["phase"][:, 4800])
        assert magnitude.labels[:2] == ("0 kHz", "1.2 kHz")
        assert magnitude.labels[-1] == "12 kHz"

    def test_the_picture_is_in_decibels(self, network, trace):
        picture = titled(exhibits(network, trace, "spectrum", {"time": 1.0}), "Magnitude around")
        row, column = 3, picture.chosen[1]
        assert picture.values[row, column] == pytest.approx(
            20 * math.log10(trace["magnitude"][3, 4800]), abs=1e-3
        )


class TestISTFT:
    def test_a_frame_is_numpys_inverse_transform(self, trace):
        for frame in SOME.integers(0, trace["magnitude"].shape[1], 20):
            m, angle = trace["magnitude"][:, frame].astype(float), trace["phase"][:, frame].astype(float)
            wanted = np.fft.irfft(m * np.exp(1j * angle), 20)
            assert contributions(m, angle).sum(axis=0) == pytest.approx(wanted, abs=1e-12)

    def test_samples_by_hand_are_those_of_the_audio(self, trace):
        count = len(trace["audio"])
        for sample in [0, 1, 2, 9, 10, count - 10, count - 2, count - 1, *SOME.integers(0, count, 300)]:
            value = by_hand(trace["magnitude"], trace["phase"], int(sample)).value
            assert value == pytest.approx(float(trace["audio"][sample]), abs=1e-5)

    def test_and_so_they_are_where_silence_is_cut_away_and_faded(self, network, middle_chunk):
        view = View.of(network, middle_chunk, {})
        first, last = (600 * int(edge) for edge in middle_chunk["heard"])
        samples = [first, first + 7, first + 119, first + 120, last - 120, last - 60, last - 1]
        for sample in [*samples, *SOME.integers(first, last, 50)]:
            at, factor = place(view, int(sample))
            value = by_hand(middle_chunk["magnitude"], middle_chunk["phase"], int(sample)).value * factor
            assert value == pytest.approx(float(middle_chunk["audio"][at]), abs=1e-5)
        assert place(view, first - 1) is None
        assert place(view, last) is None

    @pytest.mark.parametrize("time", [0.0, 0.65, 1.23456, 3.1499])
    def test_what_is_written_is_the_sample(self, network, trace, time):
        text = written(exhibits(network, trace, "audio", {"time": time}))
        sample = int(time * 24000 + 1e-6)
        assert f"sample {sample} of the audio is {number(float(trace['audio'][sample]), 6)}" in text

    def test_the_lines_add_up(self, network, trace):
        detail = exhibits(network, trace, "audio", {"time": 0.65})
        *waves, total = titled(detail, "Eleven waves").series
        assert len(waves) == 11
        assert sum(w.values for w in waves) == pytest.approx(total.values, abs=1e-6)
        *_, added = titled(detail, "Overlap").series
        first = round(added.start * 24000)
        assert added.values == pytest.approx(trace["audio"][first : first + len(added.values)], abs=1e-5)


class TestPlan:
    def test_words_have_times_and_origins(self, network, trace):
        (words,) = of_type(exhibits(network, trace, "plan"), Words)
        starts = {m.text: m.start for m in trace["marks"] if m.tier == "word"}
        assert [w.text for w in words.words] == [w.text for w in trace.chunk.words]
        assert all(w.start == pytest.approx(starts[w.text]) for w in words.words if w.text in starts)
        assert words.words[1].origin == "gold"

    def test_chunks_can_be_opened(self, lab, network, middle_chunk):
        chunks = lab.plan(middle_chunk.request)
        table = titled(exhibits(network, middle_chunk, "plan", {}, chunks), "Chunks")
        assert [action["open_chunk"] for action in table.actions] == [chunk.index for chunk in chunks]
        assert "(shown)" in table.rows[1][0]

    def test_losses_are_in_plain_sight(self, lab, network):
        trace = lab.trace(Request("The blorfish sang ☃.", voice="af_heart"))
        rows = titled(exhibits(network, trace, "plan"), "Loss report").rows
        assert {row[1] for row in rows} == {loss.text for loss in trace.losses} >= {"blorfish"}
        assert len(rows) == len(trace.losses)


class TestIds:
    def test_symbols_stand_over_their_ids_and_pads_are_marked(self, network, trace):
        rows = titled(exhibits(network, trace, "ids"), "Symbols").rows
        assert [int(row[2].text) for row in rows] == trace["ids"].tolist()
        assert [rows[0][1].text, rows[-1][1].text] == ["pad", "pad"]
        assert rows[3][1].text == "␣"

    def test_the_row_is_that_of_the_embedding(self, network, trace):
        (bars,) = of_type(exhibits(network, trace, "ids", {"token": 6}), Bars)
        assert np.array_equal(bars.values, network.plbert.symbol.weight[int(trace["ids"][6])].numpy())


class TestByKind:
    def test_every_value_of_a_trace_has_a_picture(self, trace):
        for spec in trace.specs.values():
            (shown,) = by_kind(trace, [spec], time=1.0)
            json.dumps(pack([shown])[0], allow_nan=False)
            assert shown.note.startswith(spec.why)

    def test_time_is_the_horizontal_axis(self, trace):
        (features,) = by_kind(trace, [trace.specs["features"]], time=1.0)
        assert features.axes == ("channel", "curve")
        assert features.chosen == (-1, 80)

    def test_edits_are_drawn_beside_what_was(self, changed):
        (f0,) = by_kind(changed, [changed.specs["f0"]])
        assert isinstance(f0, Line)
        assert [series.dashed for series in f0.series] == [True, False]


class TestPacking:
    def test_large_arrays_go_to_buffers(self):
        picture = heat("x", np.arange(6).reshape(2, 3), ("a", "b"))
        line = Line("y", (Series("s", np.array([1.5, 2.5], np.float32), 0.0, 1.0),))
        packed, buffers = pack([picture, line])
        assert [buffers[e] for e in (packed[0]["buffer"], packed[1]["series"][0]["buffer"])] == list(buffers)
        assert np.array_equal(np.frombuffer(buffers[0], "<f4").reshape(2, 3), picture.values)
        assert (packed[0]["kind"], packed[0]["rows"], packed[0]["columns"]) == ("heat", 2, 3)

    def test_what_json_cannot_say_is_null(self):
        packed, _ = pack([Bars("x", np.array([1.0, math.nan, math.inf]), 0.0, 1.0)])
        assert packed[0]["values"] == [1.0, None, None]

    def test_terms_and_plain_text_are_told_apart(self):
        packed, _ = pack([Formula("x", (("1 + ", Term("2", "b")),))])
        assert packed[0]["lines"] == [["1 + ", {"text": "2", "term": "b"}]]

    def test_of_many_neighbours_the_strongest_is_shown(self):
        values = np.zeros((1000, 4), np.float32)
        values[777, 2] = -5
        shown = heat("x", values, ("channel", "token"), chosen=(777, 2))
        assert shown.values.shape == (200, 4)
        assert shown.values[shown.chosen] == -5
        assert "strongest of 5" in shown.note

    def test_sums_are_written_with_their_signs(self):
        assert read(summed([1.0, -2.0, 3.0], ["a", None, "c"], 1)) == "1.0 − 2.0 + 3.0"
        assert number(-0.00001, 2) == "−1.0·10⁻⁵"
