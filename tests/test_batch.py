"""Many texts into files: what a batch reads, checks, passes over and writes down. Nothing is spoken here."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_lab import Edit, LabError, Request
from kokoro_lab.batch import Job, read, run
from kokoro_lab.batch.jobs import groups
from kokoro_lab.batch.journal import JOURNAL, Entry, opened, sha256
from kokoro_lab.batch.places import PROCESS, Places, choose_places, cores, free_memory, spread
from kokoro_lab.files import sweep, written_aside
from kokoro_lab.plan import Loss

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SPOKEN = TEXT.filter(str.strip).filter(lambda text: "\0" not in text)  # csv of Python 3.10 reads no NUL
ROWS = st.lists(st.fixed_dictionaries({"text": SPOKEN, "seed": st.integers(0, 2**63 - 1)}), max_size=4)


def written(path, text):
    path.write_bytes(text.encode())
    return path


@given(rows=ROWS, delimiter=st.sampled_from(",;\t"))
def test_any_text_survives_a_csv(tmp_path_factory, rows, delimiter):
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, ["seed", "text"], delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    jobs = read(written(tmp_path_factory.mktemp("csv") / "a.csv", table.getvalue()))
    assert [(job.request.text, job.request.seed) for job in jobs] == [(r["text"], r["seed"]) for r in rows]


@given(rows=ROWS, ascii_only=st.booleans())
def test_any_text_survives_a_jsonl(tmp_path_factory, rows, ascii_only):
    lines = "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows)
    jobs = read(written(tmp_path_factory.mktemp("jsonl") / "a.jsonl", lines))
    assert [(job.request.text, job.request.seed) for job in jobs] == [(r["text"], r["seed"]) for r in rows]


def test_a_csv_fills_what_a_line_leaves_open(tmp_path):
    table = '\ufeffVoice;TEXT;speed;Name\r\n\r\naf_nova; Hi, you;1.5;greeting/one\r\n;"Two\nlines"\r\n'
    defaults = Request(voice="bf_emma", seed=3, edits=(Edit("whisper"),))
    assert read(written(tmp_path / "lines.CSV", table), defaults) == (
        Job(
            "greeting/one",
            replace(defaults, voice="af_nova", text=" Hi, you", speed=1.5),
            "lines.CSV, line 3",
        ),
        Job("0002", replace(defaults, text="Two\nlines"), "lines.CSV, line 4"),
    )


def test_a_jsonl_holds_edits_and_phonemes(tmp_path):
    edit = Edit("scale_pitch", factor=1.3, tokens=(3, 9))
    lines = [
        '{"phonemes": "həlˈO", "voice": null, "edits": []}',
        "",
        Request("Hello", edits=(edit,)).to_json(),
        '{"text": "Hello", "edits": [{"name": "whisper"}]}',
    ]
    jobs = read(written(tmp_path / "lines.jsonl", "\n".join(lines)), Request(edits=(Edit("whisper"),)))
    assert [job.request for job in jobs] == [
        Request(phonemes="həlˈO"),
        Request("Hello", edits=(edit,)),
        Request("Hello", edits=(Edit("whisper"),)),
    ]
    assert [job.where for job in jobs] == [f"lines.jsonl, line {number}" for number in (1, 3, 4)]


def test_a_folder_gives_its_texts_by_their_paths(tmp_path):
    for name in ("b.txt", "a/2.md", "a/1.0.TXT", ".hidden/no.txt", "a/.no.md", "notes.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path / name, f"\ufeff{name}")
    jobs = read(tmp_path, Request(speed=1.2))
    assert [(job.name, job.request.text) for job in jobs] == [
        ("a/1.0", "a/1.0.TXT"),
        ("a/2", "a/2.md"),
        ("b", "b.txt"),
    ]
    assert {job.request.speed for job in jobs} == {1.2}
    assert jobs[0].file(tmp_path, ".wav") == tmp_path / "a" / "1.0.wav"


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (
            "voise,text,txt\na,b,c\n",
            r"a.csv, line 1: no column is named 'voise', 'txt'; there are text, phon",
        ),
        ("voice\naf_nova\n", "a.csv, line 1: there is neither text nor phonemes"),
        ("text,Text\na,b\n", "a.csv, line 1: there are two columns named text"),
        ("text,speed\na,1\n\nb,fast\n", "a.csv, line 4: speed: 'fast' should be a number"),
        ("text,speed\na,50\n", "a.csv, line 2: speed must be a number from 0.1 to 10"),
        ("text,seed\na,1.5\n", "a.csv, line 2: seed: '1.5' should be a whole number"),
        ("text\nOne, two\n", r'a.csv, line 2: 2 cells under a header of 1; .* "quotes"'),
        ('text\n"never closed\n', "a.csv, line 2: "),
        ("text,phonemes\na,b\n", "a.csv, line 2: a request carries text or phonemes"),
        ('text\n"A [voice: bf_emma, speed 99] b"\n', "a.csv, line 2: .*speed"),
    ],
)
def test_a_faulty_csv_is_refused_with_its_place(tmp_path, table, fault):
    with pytest.raises(LabError, match=fault):
        read(written(tmp_path / "a.csv", table))


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('{"text": "a"}\n{"text": "b"', "a.jsonl, line 2: not JSON"),
        ('["a"]', "a.jsonl, line 1: should be an object"),
        ('{"text": "a", "voise": "b"}', "a.jsonl, line 1: no field is named 'voise'; there are text"),
        ('{"voice": "af_nova"}', "a.jsonl, line 1: there is neither text nor phonemes"),
        ('{"text": "a", "speed": "2"}', "a.jsonl, line 1: speed must be a number"),
        ('{"text": 7}', "a.jsonl, line 1: text must be a string"),
        ('{"text": "a", "name": 7}', "a.jsonl, line 1: name: should be a string"),
        ('{"text": "a", "edits": ["whisper"]}', "a.jsonl, line 1: edits: "),
        ('{"text": "a", "edits": 3}', "a.jsonl, line 1: edits: "),
        ("[" * 100_000, "a.jsonl, line 1: .* nested too deeply"),
        (r'{"text": "\ud83d"}', "a.jsonl, line 1: .* half of a character"),
        (f'{{"text": "a", "seed": {"1" * 5000}}}', "a.jsonl, line 1: "),
    ],
)
def test_a_faulty_jsonl_is_refused_with_its_place(tmp_path, lines, fault):
    with pytest.raises(LabError, match=fault):
        read(written(tmp_path / "a.jsonl", lines))


def test_what_is_no_batch_is_refused(tmp_path):
    (tmp_path / "latin.csv").write_bytes(b"text\nOl\xe9\n")
    with pytest.raises(LabError, match=r"latin.csv, line 2: not UTF-8: byte 0xe9"):
        read(tmp_path / "latin.csv")
    with pytest.raises(LabError, match=r"cannot read .*absent\.csv"):
        read(tmp_path / "absent.csv")
    with pytest.raises(LabError, match=r"a folder of texts, a .csv or a .jsonl"):
        read(written(tmp_path / "lines.xlsx", ""))


@pytest.mark.parametrize(
    "name",
    ["../a", "a/../../b", "/etc/a", "..", "C:/a", "C:a", r"..\a", r"a\b", "a//b", "a/", "./a", "a.", " a",
     "a\0", "a\nb", "a?", "a.wav", "sub/a.SRT", ""],
)  # fmt: skip
def test_a_name_stays_in_the_folder_and_can_be_written_everywhere(name):
    with pytest.raises(LabError, match=r"lines.csv, line 2: name: "):
        Job(name, Request("a"), "lines.csv, line 2")


@pytest.mark.parametrize("name", ["a", "sub/a", "1.5", "été", "...a", "a b", "chapter 1/.a"])
def test_an_ordinary_name_is_taken(tmp_path, name):
    file = Job(name, Request("a"), "").file(tmp_path, ".wav")
    assert file.resolve().is_relative_to(tmp_path.resolve())
    assert file.name == name.split("/")[-1] + ".wav"


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        (Job("A", Request("b"), "line 3"), "line 3: name: 'A' is that of line 2 too"),
        (Job("b", Request("b", voice="af_nowa"), "line 3"), "line 3: no voice named 'af_nowa'"),
        (Job("b", Request("b", language="xx"), "line 3"), "line 3: .*'xx'"),
        (Job("b", Request("b", edits=(Edit("wisper"),)), "line 3"), "line 3: no edit named 'wisper'"),
        (Job("b", Request("b", engine="bark"), "line 3"), "line 3: no engine named 'bark'"),
        (Job("b", Request("a [voice: nobody] b"), "line 3", "{}"), "line 3: .*nobody"),
    ],
)
def test_everything_is_checked_before_anything_is_spoken(tmp_path, second, fault):
    jobs = [Job("a", Request("Hello."), "line 2"), second]
    with pytest.raises(LabError, match=fault):
        run(jobs, tmp_path / "out", weights="wheels", device="cpu")
    assert not (tmp_path / "out").exists()


def test_there_must_be_something_to_do(tmp_path):
    job = Job("a", Request("Hello."), "")
    with pytest.raises(LabError, match="nothing to say"):
        run([], tmp_path / "out")
    with pytest.raises(LabError, match=r"no format of sound named '\.aiff'"):
        run([job], tmp_path / "out", endings=(".aiff",))
    with pytest.raises(LabError, match=r"no file beside the sound named '\.vtt'"):
        run([job], tmp_path / "out", endings=(".wav", ".vtt"))
    with pytest.raises(LabError, match="one process or more, not 0"):
        run([job], tmp_path / "out", processes=0)


def test_the_same_words_go_to_one_process_unless_another_had_none():
    def named(groups_):
        return [[job.name for job in group] for group in groups_]

    jobs = [Job(f"{text}{voice}", Request(text, voice=voice), "") for voice in "abc" for text in "xy"]
    assert named(groups(jobs, 1)) == [["xa", "xb", "xc"], ["ya", "yb", "yc"]]
    assert named(groups(jobs[::2], 2)) == [["xa", "xb"], ["xc"]]
    assert named(groups(jobs, 6)) == [["xa"], ["xb"], ["xc"], ["ya"], ["yb"], ["yc"]]


@pytest.mark.parametrize(
    ("processes", "rooms", "processors", "devices", "threads"),
    [
        (8, ["cpu"] * 30, 8, ["cpu"] * 8, 1),
        (3, ["cpu"] * 3, 8, ["cpu"] * 3, 2),
        (20, ["cpu"] * 2, 8, ["cpu"] * 20, 1),
        (3, ["cuda:0", "cuda:1", "cuda:0"], 16, ["cuda:0", "cuda:1", "cuda:0"], 5),
    ],
)
def test_processes_take_turns_at_devices_and_share_processors(processes, rooms, processors, devices, threads):
    assert spread(processes, rooms, processors) == Places(tuple(devices), threads)


def test_as_many_processes_as_memory_and_work_allow(tmp_path, monkeypatch):
    monkeypatch.setattr("kokoro_lab.batch.places.CGROUP", tmp_path)
    assert len(choose_places("cpu").devices) <= cores()
    assert len(choose_places("cpu", processes=20, jobs=5).devices) == 5
    written(tmp_path / "memory.max", f"{5 * PROCESS}\n")
    written(tmp_path / "memory.current", f"{4 * PROCESS - 1}\n")
    assert choose_places("cpu") == Places(("cpu",), cores())
    written(tmp_path / "memory.current", f"{5 * PROCESS}\n")
    assert choose_places("cpu") == Places(("cpu",), cores()), "one speaks in any case"
    assert free_memory() == 0
    written(tmp_path / "memory.stat", "file 9000\ninactive_file 7000\nactive_file 2000\n")
    assert free_memory() == 7000, "pages of files are given up"


def test_a_container_gets_its_share(tmp_path, monkeypatch):
    monkeypatch.setattr("kokoro_lab.batch.places.CGROUP", tmp_path)
    everything, memory = cores(), free_memory()
    written(tmp_path / "cpu.max", "max 100000\n")
    written(tmp_path / "memory.max", "max\n")
    assert cores() == everything
    assert free_memory() > memory / 2
    written(tmp_path / "cpu.max", "50000 100000\n")
    assert cores() == 1


ENTRY = Entry(
    "sub/a",
    Request("☃ “a”\nb", edits=(Edit("scale_pitch", factor=1.3, tokens=(3, 9)),)),
    "abc",
    {"sub/a.wav": "00"},
    1.5,
    2,
    (Loss("symbol", "☃", (0, 1), "why"),),
)


def test_an_entry_survives_its_line():
    line = ENTRY.to_json()
    assert "\n" not in line
    assert Entry.from_json(line) == ENTRY


def test_a_job_is_done_while_request_weights_and_files_are_the_same(tmp_path):
    job = Job("a", Request("Hello."), "")
    sound = written(tmp_path / "a.wav", "sound")
    with opened(tmp_path) as journal:
        assert not journal.holds(job, [".wav"], "w")
        journal.add(Entry("a", job.request, "w", {"a.wav": sha256(sound)}, 1.0))
    with opened(tmp_path) as journal:
        assert journal.holds(job, [".wav"], "w")
        assert not journal.holds(job, [".wav", ".srt"], "w")
        assert not journal.holds(job, [".wav"], "other weights")
        assert not journal.holds(replace(job, request=Request("Hello!")), [".wav"], "w")
        assert not journal.holds(replace(job, cast="{}"), [".wav"], "w")
        written(sound, "soun")
        assert not journal.holds(job, [".wav"], "w")
        sound.unlink()
        assert not journal.holds(job, [".wav"], "w")


@pytest.mark.parametrize("cut", [1, 40, -1])
def test_a_torn_line_is_passed_over_and_closed(tmp_path, cut):
    first, second = replace(ENTRY, name="a"), replace(ENTRY, name="b")
    torn = second.to_json().encode()[:cut]
    (tmp_path / JOURNAL).write_bytes(first.to_json().encode() + b"\n" + torn)
    with opened(tmp_path) as journal:
        assert list(journal.entries) == ["a"]
        journal.add(second)
    with opened(tmp_path) as journal:
        assert journal.entries == {"a": first, "b": second}


def test_a_file_that_is_no_journal_is_left_alone(tmp_path):
    mine = '{"text": "my own lines"}'
    written(tmp_path / JOURNAL, mine)
    with (
        pytest.raises(LabError, match=r"batch.jsonl, line 1: not an entry .* another output folder"),
        opened(tmp_path),
    ):
        pass
    assert (tmp_path / JOURNAL).read_text() == mine


def test_two_runs_do_not_share_a_folder(tmp_path):
    with opened(tmp_path), pytest.raises(LabError, match="another batch"), opened(tmp_path):
        pass
    with opened(tmp_path):
        pass


def test_only_the_unfinished_files_of_the_targets_are_swept(tmp_path):
    target = tmp_path / f"{'long ' * 20}name-1.wav"
    with written_aside(target) as stray:
        pass
    written(stray, "as if the process had been killed before it was renamed")
    others = [".a-0123456789abcdef.wav", ".a.wav", "name.wav", f"{stray.stem}.mp3"]
    for name in others:
        written(tmp_path / name, "")
    sweep([target, tmp_path / "absent" / "b.wav"])
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*others, target.name])
