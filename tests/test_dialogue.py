"""A text cut into turns: casts, tags and names at the start of a line."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from kokoro_lab import Edit, Lab, LabError, Request
from kokoro_lab.dialogue import Cast, Role, plan, turns
from kokoro_lab.kokoro import Kokoro

CAST = Cast({"Emma": Role("bf_emma", 1.1), "Dr. Lee": Role("am_adam", language="en-gb")}, pause=0.25)
PLAY = """Two people meet.
Emma: Good morning.
dr.  lee: Good morning, Emma.
How are you?
[voice] And they went on.
"""


@pytest.fixture(scope="module")
def reading() -> Lab:
    """Plans texts, and has no weights to speak them with."""
    return Lab({"kokoro": Kokoro.outline()})


def told(text, cast=CAST, **fields):
    """Who says what."""
    return [(turn.speaker, turn.request.text.strip()) for turn in turns(Request(text, **fields), cast)]


def spans(text, cast=CAST):
    return [span for turn in turns(Request(text), cast) for span in (turn.cue, turn.span)]


# The script


def test_a_name_or_a_tag_changes_the_speaker_until_the_next_one():
    assert told(PLAY) == [
        (None, "Two people meet."),
        ("Emma", "Good morning."),
        ("Dr. Lee", "Good morning, Emma.\nHow are you?"),
        (None, "And they went on."),
    ]
    assert [turn.pause for turn in turns(Request(PLAY), CAST)] == [0, 0.25, 0.25, 0.25]


def test_a_role_gives_voice_language_and_a_speed_that_is_multiplied():
    opening, emma, lee, closing = (
        turn.request for turn in turns(Request(PLAY, "af_sky", speed=0.5, seed=7), CAST)
    )
    assert (opening.voice, opening.speed, opening.language) == ("af_sky", 0.5, None)
    assert (emma.voice, emma.speed, emma.language) == ("bf_emma", 0.5 * 1.1, None)
    assert (lee.voice, lee.speed, lee.language) == ("am_adam", 0.5, "en-gb")
    assert (closing.voice, closing.seed, emma.seed) == ("af_sky", 7, 7)
    _, emma, lee, _ = (turn.request for turn in turns(Request(PLAY, language="en-us"), CAST))
    assert (emma.language, lee.language) == ("en-us", "en-gb")


@pytest.mark.parametrize(
    ("tag", "speaker", "voice", "speed"),
    [
        ("[voice: bm_george]", None, "bm_george", 2.0),
        ("[VOICE:bm_george]", None, "bm_george", 2.0),
        ("[voice: 0.6*af_heart + 0.4*bf_emma]", None, "0.6*af_heart + 0.4*bf_emma", 2.0),
        ("[voice: af_heart,bf_emma]", None, "af_heart,bf_emma", 2.0),
        ("[voice: timbre:af_heart prosody:am_adam, speed 0.9]", None, "timbre:af_heart prosody:am_adam", 1.8),
        ("[voice: emma]", "Emma", "bf_emma", 2.2),
        ("[voice: Emma, speed .5]", "Emma", "bf_emma", 1.0),
        ("[voice: Dr. Lee]", "Dr. Lee", "am_adam", 2.0),
        ("[voice]", None, "af_sky", 2.0),
        ("[voice: ]", None, "af_sky", 2.0),
    ],
)
def test_a_tag_names_a_voice_a_formula_or_one_of_the_cast(tag, speaker, voice, speed):
    first, turn = turns(Request(f"She said {tag} hello.", "af_sky", speed=2.0), CAST)
    assert first.request == Request("She said ", "af_sky", speed=2.0)
    assert (turn.speaker, turn.request) == (speaker, Request("hello.", voice, turn.request.language, speed))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Nobody else.",
        "The [voice](/vˈYs/) of [voice](+1) reason.",
        r"Write \[voice: bf_emma] there.",
        "[voices: bf_emma] [voice bf_emma] [voice:\nbf_emma]",
        "Anna: not in the cast.",
        "I met Emma: she was well.",
        "He [pause 0.5s] waits.",
        ": nobody",
    ],
)
def test_a_text_without_a_change_of_speaker_is_the_request_itself(text):
    request = Request(text)
    (turn,) = turns(request, CAST)
    assert turn.request is request
    assert (turn.speaker, turn.cue, turn.span, turn.pause) == (None, (0, 0), (0, len(text)), 0)


def test_names_are_found_however_lines_end_and_colons_are_written():
    assert told("Emma: a\r\nEMMA : b\r\nEmma：c\r\n\tEmma:d", Cast({"Emma": Role("bf_emma")})) == [
        ("Emma", letter) for letter in "abcd"
    ]
    wide = "é" * 100
    assert told(f"{wide}: a", Cast({wide: Role("bf_emma")})) == [(wide, "a")]


def test_no_pause_stands_within_a_speaker_nor_around_what_is_blank():
    text = "Emma: a\nEmma: b\n[voice: bm_george]\nEmma: c\n[voice: bf_emma] d [voice: bf_emma, speed 2] e"
    assert [(turn.request.text.strip(), turn.pause) for turn in turns(Request(text), CAST)] == [
        ("a", 0), ("b", 0), ("", 0), ("c", 0), ("d", 0.25), ("e", 0)
    ]  # fmt: skip


pieces = st.sampled_from(
    ["[voice: bf_emma]", "[voice]", "[voice: Emma]", "\nEmma: ", "Dr. Lee:", "\n", " ", "a", "[", "]", "\\",
     "[pause 0.5s]", "[a](/b/)", "voice", ":", ", speed 2"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(pieces).map("".join)))
@example("[voice]")
@example("ſ: \u212a: İ:")
def test_turns_tile_the_text(text):
    try:
        found = turns(Request(text), CAST)
    except LabError:  # a tag with a speed and no voice
        reject()
    edges = [edge for turn in found for edge in (*turn.cue, *turn.span)]
    assert edges[0] == 0
    assert edges[-1] == len(text)
    assert edges[1:-1:2] == edges[2::2], "each begins where the one before ends"
    assert all(turn.request.text == text[slice(*turn.span)] for turn in found)
    assert "".join(text[slice(*turn.cue)] + turn.request.text for turn in found) == text
    if len(found) == 1 and not found[0].cue[1]:
        assert found[0].request == Request(text)


def test_a_long_text_of_many_turns_is_cut_at_once():
    text = "Emma: yes.\nDr. Lee: no.\n" * 4_000 + " " * 50_000 + "x" * 50_000
    assert len(turns(Request(text), CAST)) == 8_000
    assert len(turns(Request(f"a [voice: b{' ' * 100_000}c] d"), CAST)) == 2
    assert len(turns(Request("a [voice: " + " , speed " * 10_000 + "] d"), CAST)) == 2


# What is wrong is named


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "One.\nTwo [voice: bf_ema] three.",
            r"'\[voice: bf_ema\]' at character 9, line 2: .*nearest: bf_emma",
        ),
        ("[voice: bf_emma +] a", r"'\[voice: bf_emma \+\]' at character 0, line 1: voice formula"),
        ("a [voice: Emma, speed fast] b", "at character 2, line 1: speed must be a number .* not 'fast'"),
        ("a [voice: Emma, speed 11] b", "at character 2, line 1: a role's speed must be .* not 11"),
        ("a [voice: , speed 2] b", "at character 2, line 1: it has a speed but no voice"),
        ("Hello. [voice: nobody]", "at character 7, line 1: no voice named 'nobody'"),
        ("a\n\n  Ghost: boo", "'Ghost:' at character 5, line 3: no voice named 'af_ghost'"),
        ("[voice: bf_emma] ...\nEmma: !", "no turn holds a word"),
        ("[voice: bf_emma] ", "nothing to speak"),
    ],
)
def test_a_wrong_tag_is_named_with_its_place_before_anything_is_read(reading, text, fault):
    cast = Cast({**CAST.roles, "Ghost": Role("af_ghost")})
    with pytest.raises(LabError, match=fault):
        next(plan(reading, Request(text), cast))


def test_speeds_that_multiply_to_what_cannot_be_spoken_are_named():
    with pytest.raises(LabError, match=r"'Emma:' at character 0.*speed must be a number from 0\.1 to 10"):
        turns(Request("Emma: hi", speed=10), CAST)


def test_an_edit_of_one_chunk_needs_one_turn(reading):
    for edit in (Edit("whisper", chunk=1), Edit("scale_pitch", factor=2, tokens=(1, 2))):
        with pytest.raises(LabError, match="is for one chunk, and the text has several turns"):
            next(plan(reading, Request(PLAY, edits=(edit,)), CAST))
    assert list(plan(reading, Request(PLAY, edits=(Edit("whisper"),)), CAST))
    with pytest.raises(LabError, match="no edit named"):
        next(plan(reading, Request(PLAY, edits=(Edit("whispr"),)), CAST))


# The plan


def test_the_plan_of_a_plain_text_is_that_of_the_lab(reading):
    request = Request("One ☃.\n\nTwo, three. " * 5)
    planned = [p.chunk for p in plan(reading, request, CAST)]
    for ours, theirs in zip(planned, reading.plan(request), strict=True):
        assert {**vars(ours), "milliseconds": 0} == {**vars(theirs), "milliseconds": 0}


def test_the_plan_counts_in_the_whole_text(reading):
    text = PLAY.replace("Emma.", "☃ [Emma](/ˈɛmə/). [pause 0.5s] " + "And so on, and so forth. " * 20)
    planned = list(plan(reading, Request(text), CAST))
    assert [p.chunk.index for p in planned] == list(range(len(planned)))
    assert len(planned) > 6
    for p in planned:
        assert text[slice(*p.chunk.span)] == p.chunk.text
        assert [text[slice(*word.span)] for word in p.chunk.words] == [word.text for word in p.chunk.words]
        assert p.turn.span[0] <= p.chunk.span[0] <= p.chunk.span[1] <= p.turn.span[1]
    (loss,) = (loss for p in planned for loss in p.chunk.losses if loss.text == "☃")
    assert text[slice(*loss.span)] == "☃"
    words = [word.text for p in planned for word in p.chunk.words]
    assert words[:6] == ["Two", "people", "meet", ".", "Good", "morning"]
    assert "voice" not in words
    assert {p.chunk.language for p in planned} == {"en-us", "en-gb"}
    assert next(p.chunk.language for p in planned if p.turn.speaker == "Emma") == "en-gb"


@pytest.mark.parametrize("silent", ["...", "[pause 1s]", "☃"])
def test_a_turn_that_cannot_be_spoken_is_reported_and_the_others_go_on(reading, silent):
    for text, holder in ((f"Emma: {silent}\nDr. Lee: Yes.", 0), (f"Emma: Oh.\nDr. Lee: {silent}", 0)):
        planned = list(plan(reading, Request(text), CAST))
        assert len(planned) == 1
        (loss,) = planned[holder].chunk.losses
        assert (loss.kind, loss.text) == ("cut", silent)
        assert text[slice(*loss.span)].strip() == silent


def test_a_plan_is_made_as_it_is_asked_for(reading):
    many = Request("Emma: yes.\nDr. Lee: no.\n" * 5_000)
    chunks = plan(reading, many, CAST)
    assert next(chunks).turn.speaker == "Emma"


# The cast

names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(
    st.dictionaries(
        names.filter(lambda name: name.strip() and not set(name) & set("[]:：,=")),
        st.builds(Role, st.just("bf_emma"), st.floats(0.1, 10), st.sampled_from([None, "en-gb"])),
        max_size=5,
    ),
    st.floats(0, 60),
)
def test_a_cast_survives_json(roles, pause):
    try:
        cast = Cast(roles, pause)
    except LabError:  # two names that differ in capitals alone
        reject()
    assert Cast.from_json(cast.to_json()) == cast
    assert all(cast.named(f" {name.upper()} ") in (name, None) for name in roles)
    assert all(cast.named(name) == name for name in roles)


def test_a_cast_may_be_written_short():
    assert Cast.from_json('{"roles": {"Emma": "bf_emma"}}') == Cast({"Emma": Role("bf_emma")})
    assert Cast.from_json("{}") == Cast()
    assert Role.read("0.6*af_heart + 0.4*bf_emma, speed 0.9") == Role("0.6*af_heart + 0.4*bf_emma", 0.9)
    assert Role.read(" bf_emma ") == Role("bf_emma")
    with pytest.raises(LabError, match=r"the cast's Emma must be a Role, such as Role\('bf_emma'\)"):
        Cast({"Emma": "bf_emma"})


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("{", "the cast is not JSON"),
        ("[" * 100_000, "the cast is not JSON"),
        ("[]", r"the cast must be an object with pause, roles, not \[\]"),
        ('{"role": {}}', "the cast has a field 'role'; there is pause, roles"),
        ('{"roles": []}', "the roles must be an object"),
        ('{"pause": -1}', "must be 0 to 60 seconds, not -1"),
        ('{"pause": "long"}', "must be 0 to 60 seconds"),
        ('{"pause": NaN}', "must be 0 to 60 seconds"),
        ('{"roles": {"Emma": {}}}', "the cast's Emma has no voice"),
        ('{"roles": {"Emma": 5}}', "the cast's Emma must be an object"),
        ('{"roles": {"Emma": ""}}', "the cast's Emma: a role needs a voice"),
        ('{"roles": {"Emma": {"voice": "bf_emma", "pitch": 2}}}', "the cast's Emma has a field 'pitch'"),
        ('{"roles": {"Emma": {"voice": "bf_emma", "speed": 0}}}', "the cast's Emma: a role's speed must be"),
        ('{"roles": {"Emma": {"voice": "bf_emma", "language": 1}}}', "the cast's Emma: a role's language"),
        ('{"roles": {" ": "bf_emma"}}', "has no name"),
        ('{"roles": {"a:b": "bf_emma"}}', "a name in the cast cannot hold ':'"),
        ('{"roles": {"Emma": "bf_emma", "EMMA ": "af_sky"}}', "which are the same name"),
        (json.dumps({"roles": {"a" * 101: "bf_emma"}}), "up to 100 characters, not 101"),
    ],
)
def test_a_wrong_cast_says_where(written, fault):
    with pytest.raises(LabError, match=fault):
        Cast.from_json(written)
