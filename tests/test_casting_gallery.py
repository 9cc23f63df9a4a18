"""What is known of each voice before anything is spoken."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import asdict, fields

import pytest

from kokoro_lab.casting import Card, cards
from kokoro_lab.casting.gallery import GALLERY, clips_folder, gallery_answer, read_gallery
from kokoro_lab.cli import main
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.library import data_folder


@pytest.fixture
def shelf(tmp_path):
    """A shelf with one voice that the user saved."""
    shelf = Shelf.open(tmp_path)
    shelf.save("af_heart + bf_emma", "mine")
    return shelf


def listed(capsys, *options):
    """The cards that the command line lists."""
    assert main(["voices", "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_voice_has_a_card_with_a_clip_and_measures(shelf):
    known = cards(shelf)
    assert [card.name for card in known] == list(shelf.names())
    stored = [card for card in known if not card.saved]
    assert len(stored) == 54
    for card in stored:
        assert None not in [getattr(card, field.name) for field in fields(Card) if field.name != "grade"]
        assert (clips_folder() / card.clip).is_file()


def test_a_saved_voice_comes_last_and_without_measures(shelf):
    mine = cards(shelf)[-1]
    assert (mine.name, mine.language, mine.language_name) == ("mine", "en-us", "American English")
    assert mine.saved
    assert (mine.clip, mine.seconds, mine.pitch, mine.spread, mine.pace) == (None,) * 5


def test_measures_tell_voices_apart_as_ears_do(shelf):
    by_name = {card.name: card for card in cards(shelf)}
    english = [card for card in by_name.values() if card.language in ("en-us", "en-gb") and not card.saved]
    women = [card.pitch for card in english if card.gender == "female"]
    men = [card.pitch for card in english if card.gender == "male"]
    assert sorted(women)[len(women) // 2] > 1.4 * sorted(men)[len(men) // 2]
    assert min(english, key=lambda card: card.pace).name == "af_nicole"  # she whispers, slowly
    assert all(60 < card.pitch < 350 and 1 < card.spread < 24 for card in by_name.values() if not card.saved)


def test_the_answer_is_plain_json_with_what_the_clips_say(shelf):
    message, buffers = gallery_answer(shelf)
    assert buffers == ()
    assert json.loads(json.dumps(message)) == message
    assert message["voices"] == [asdict(card) for card in cards(shelf)]
    assert {card["language"] for card in message["voices"]} == set(message["text_of"])


def test_the_gallery_needs_no_network():
    script = "import sys; from kokoro_lab.casting import cards; from kokoro_lab.kokoro.voices import Shelf; "
    script += "assert cards(Shelf.open()); assert not {'torch', 'spacy', 'gradio'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_missing_or_damaged_gallery_is_named(tmp_path, shelf, monkeypatch):
    with pytest.raises(LabError, match=r"gallery\.json cannot be read"):
        read_gallery(tmp_path / "nowhere")
    for damaged in ("", "[1", "{}", '{"voices": {}}'):
        (tmp_path / GALLERY).write_text(damaged)
        with pytest.raises(LabError, match=r"gallery\.json (is damaged|cannot be read)"):
            read_gallery(tmp_path)
    shutil.copytree(data_folder(), tmp_path / "voices")
    gallery = dict(read_gallery())
    lacking = {name: about for name, about in gallery["voices"].items() if name != "bm_george"}
    (tmp_path / "voices" / GALLERY).write_text(json.dumps({**gallery, "voices": lacking}))
    monkeypatch.setattr("kokoro_lab.casting.gallery.data_folder", lambda: tmp_path / "voices")
    with pytest.raises(LabError, match="bm_george"):
        cards(shelf)


def test_the_command_line_filters_by_language_and_gender(capsys):
    found = listed(capsys, "--gender", "female", "-l", "en-gb")
    assert [card["name"] for card in found] == ["bf_alice", "bf_emma", "bf_isabella", "bf_lily"]
    assert main(["voices", "-g", "neither"]) == 2


def test_the_command_line_sorts_and_puts_the_unknown_last(capsys, shelf, monkeypatch):
    monkeypatch.setenv("KOKORO_LAB_VOICES", str(shelf.folder))
    for order in ("pitch", "pace"):
        values = [card[order] for card in listed(capsys, "--sort", order)]
        assert values[:-1] == sorted(values[:-1])
        assert values[-1] is None
    names = [card["name"] for card in listed(capsys, "--sort", "name")]
    assert names == sorted(names)
    grades = [card["grade"] for card in listed(capsys, "--sort", "grade")]
    assert list(dict.fromkeys(grades)) == ["A", "A-", "B-", "C+", "C", "C-", "D+", "D", "D-", "F+", None]


def test_the_command_line_shows_units(capsys):
    heart = next(card for card in cards(Shelf.open()) if card.name == "af_heart")
    assert main(["voices"]) == 0
    line = next(row for row in capsys.readouterr().out.splitlines() if "af_heart" in row)
    assert f"{heart.pitch:.0f} Hz" in line
    assert f"{heart.pace:.1f}/s" in line
