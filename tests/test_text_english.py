"""English: what is read for dates, money and the like, and where pronunciations come from."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any

import pytest
from test_text_reader import check, read

from kokoro_lab.kokoro.text import Reader
from kokoro_lab.plan import Word

OURS = "kokoro_lab.kokoro.text"

SPOKEN = [
    # dates
    ("Due 2024-05-01.", "2024-05-01", "May first twenty twenty four"),
    ("On 1999-12-31T23:59 sharp.", "1999-12-31T", "December thirty first nineteen ninety nine at"),
    ("Due 12/25/2024.", "12/25/2024", "December twenty fifth twenty twenty four"),
    ("Due 31/12/2024.", "31/12/2024", "December thirty first twenty twenty four"),
    ("Due 5/6/24 at best.", "5/6/24", "May sixth twenty twenty four"),
    ("On May 5, 2024 we met.", "May 5, 2024", "May fifth twenty twenty four"),
    ("On 5 May 2024 we met.", "5 May 2024", "the fifth of May twenty twenty four"),
    ("On Jan. 3rd we met.", "Jan. 3rd", "January third"),
    # times
    ("At 10:30am today.", "10:30am", "ten thirty A.M"),
    ("At 3:00 p.m. we go.", "3:00 p.m.", "three P.M"),
    ("It is 17:05 now.", "17:05", "seventeen oh five"),
    ("It is 9:00 now.", "9:00", "nine o'clock"),
    ("Open 2-3pm only.", "2-3pm", "two to three P.M"),
    ("Open 10:30-11:00 only.", "10:30-11:00", "ten thirty to eleven o'clock"),
    ("Open 10am-5pm only.", "10am-5pm", "ten A.M to five P.M"),
    ("Open 10:30 am – 5 pm only.", "10:30 am – 5 pm", "ten thirty A.M to five P.M"),
    ("Open 13:05-14 only.", "13:05-14", "thirteen oh five to fourteen"),
    ("At 10:30:05am we go.", "10:30:05am", "ten thirty and five seconds A.M"),
    ("Take 01:02:03 off.", "01:02:03", "one oh two and three seconds"),
    ("A ratio of 3:1 won.", "3:1", "three to one"),
    # telephone numbers
    ("Call 555-1234 now.", "555-1234", "five five five, one two three four"),
    ("Call (555) 123-4567 now.", "(555) 123-4567", "five five five, one two three, four five six seven"),
    ("Call +44 20 7946 0958 now.", "+44 20 7946 0958",
     "plus four four, two zero, seven nine four six, zero nine five eight"),
    ("Call 1-800-555-0199 now.", "1-800-555-0199",
     "one, eight zero zero, five five five, zero one nine nine"),
    # fractions
    ("Add 3/4 cup.", "3/4", "three quarters"),
    ("Add 1/2 tsp salt.", "1/2 tsp", "one half teaspoon"),
    ("Add 2 1/2 cups.", "2 1/2", "two and a half"),
    ("Add 2½ cups.", "2½", "two and a half"),
    ("About 5/8 is gone.", "5/8", "five eighths"),
    ("Open 24/7 for you.", "24/7", "twenty four seven"),
    ("A score of 110/70 is fine.", "110/70", "one hundred ten over seventy"),
    # addresses
    ("See https://www.example.com/path?q=1 now.", "https://www.example.com/path?q=1",
     "W.W.W dot example dot com slash path question mark Q equals one"),
    ("See example.org.", "example.org", "example dot org"),
    ("Write to john.doe@example.com today.", "john.doe@example.com", "john dot doe at example dot com"),
    ("Write to a_b@mail.co.uk today.", "a_b@mail.co.uk", "a underscore B at mail dot co dot U.K"),
    # money
    ("It costs $4.50 now.", "$4.50", "four dollars and fifty cents"),
    ("It costs $0.99 now.", "$0.99", "ninety nine cents"),
    ("It costs £1 now.", "£1", "one pound"),
    ("It costs €1,200 now.", "€1,200", "one thousand two hundred euros"),
    ("It costs 5€ now.", "5€", "five euros"),
    ("It costs $5M now.", "$5M", "five million dollars"),
    ("It costs $1.2 billion now.", "$1.2 billion", "one point two billion dollars"),
    ("It costs $5-10 now.", "$5-10", "five to ten dollars"),
    ("It costs $5/month now.", "$5/month", "five dollars per month"),
    ("It costs ¥500 now.", "¥500", "five hundred yen"),
    ("It costs -$5 now.", "-$5", "minus five dollars"),
    ("It costs −$5 now.", "−$5", "minus five dollars"),
    ("It costs -€3m now.", "-€3m", "minus three million euros"),
    ("It costs -5€ now.", "-5€", "minus five euros"),
    # powers
    ("It is 10² now.", "10²", "ten squared"),
    ("It is 3×10⁸ now.", "3×10⁸", "three times ten to the power of eight"),
    ("It is 10⁻³ now.", "10⁻³", "ten to the power of minus three"),
    ("Now x³ grows.", "x³", "x cubed"),
    ("It is 5 m² here.", "5 m²", "five square meters"),
    ("It is 1 cm³ here.", "1 cm³", "one cubic centimeter"),
    ("It costs $5 per m² here.", "m²", "square meter"),
    # measures
    ("It is -5 outside.", "-5", "minus five"),
    ("It is −5 outside.", "−5", "minus five"),
    ("It lasts 24h or so.", "24h", "twenty four hours"),
    ("It is -5°C outside.", "-5°C", "minus five degrees Celsius"),
    ("Drive 60 km/h here.", "60 km/h", "sixty kilometers per hour"),
    ("It weighs 1 kg now.", "1 kg", "one kilogram"),
    ("It weighs 5-6 kg now.", "5-6 kg", "five to six kilograms"),
    ("It has 3.5 GB left.", "3.5 GB", "three point five gigabytes"),
    ("Only 20% are left.", "20%", "twenty percent"),
    ("About 10-20% are left.", "10-20%", "ten to twenty percent"),
    ("He is 5'10\" tall.", "5'10\"", "five foot ten"),
    # ranges and figures
    ("See pages 3-7 now.", "3-7", "three to seven"),
    ("From 1990–95 on.", "1990–95", "nineteen ninety to nineteen ninety five"),
    ("From 1914-1918 on.", "1914-1918", "nineteen fourteen to nineteen eighteen"),
    ("We are #5 now.", "#5", "number five"),
    ("Use version 1.2.3 now.", "1.2.3", "one dot two dot three"),
    ("Cut it 2x4 please.", "2x4", "two by four"),
    # abbreviations
    ("Dr. Smith came.", "Dr.", "Doctor"),
    ("He lives on Elm Dr. in town.", "Dr.", "Drive"),
    ("St. John came.", "St.", "Saint"),
    ("He lives on Main St. in town.", "St.", "Street"),
    ("They met near St. Paul's church.", "St.", "Saint"),
    ("He sailed to Lake St. Clair again.", "St.", "Saint"),
    ("It is on 5th St. in town.", "St.", "Street"),
    ("Mr. Smith came.", "Mr.", "Mister"),
    ("See Fig. 3 and wait.", "Fig.", "figure"),
    ("It was us vs. them.", "vs.", "versus"),
    ("Fruit, e.g. apples, is good.", "e.g.", "for example"),
    # Roman numerals
    ("Henry VIII came.", "VIII", "the eighth"),
    ("Read Chapter IV now.", "IV", "four"),
    ("After World War II came peace.", "II", "two"),
    ("It was Elizabeth I, the queen.", "I", "the first"),
    ("Louis XIV came.", "XIV", "the fourteenth"),
    ("Rocky III came.", "III", "three"),
    ("We saw Rocky IV again.", "IV", "four"),
    ("Volume VI is out.", "VI", "six"),
    ("Pope Benedict XVI came.", "XVI", "the sixteenth"),
]  # fmt: skip


def find(text: str, written: str, language: str = "en-us") -> Word:
    chunks = read(text, language)
    check(text, chunks)
    words = [word for chunk in chunks for word in chunk.words if word.text == written]
    assert words, [word.text for chunk in chunks for word in chunk.words]
    return words[0]


@pytest.mark.parametrize(("text", "written", "spoken"), SPOKEN, ids=[row[1] for row in SPOKEN])
def test_read_as(text: str, written: str, spoken: str) -> None:
    word = find(text, written)
    assert word.spoken.strip() == spoken
    assert word.origin in ("gold", "silver", "number", "rule", "espeak")
    assert not any(symbol.isdecimal() for symbol in word.phonemes)
    assert len(word.phonemes.split()) == len(spoken.split())


@pytest.mark.parametrize(
    ("text", "written", "spoken"),
    [
        ("Due 5/6/2024 now.", "5/6/2024", "the fifth of June twenty twenty four"),
        ("Due 2024-05-01 now.", "2024-05-01", "the first of May twenty twenty four"),
        ("It is 5 km away.", "5 km", "five kilometres"),
        ("It cost £105 then.", "£105", "one hundred and five pounds"),
    ],
)
def test_british_readings(text: str, written: str, spoken: str) -> None:
    assert find(text, written, "en-gb").spoken == spoken


@pytest.mark.parametrize("text", ["a theory¹", "a theory⁴", "half ½²", "base 10₂"])
def test_raised_digits_that_are_no_powers_are_reported(text: str) -> None:
    chunks = read(text)
    check(text, chunks)
    assert [loss.text for chunk in chunks for loss in chunk.losses] == [text[-1]]


def test_low_digits_after_letters_are_read() -> None:
    assert read("CO₂ and C₆H₁₂O₆")[0].symbols == read("CO2 and C6H12O6")[0].symbols


@pytest.mark.parametrize(
    "text",
    ["I am here.", "Malcolm X spoke.", "It may be 5.", "No. I will not.", "The AI said so.", "Mix it, DI.",
     "Was it Elizabeth? I think so.", "Elizabeth I think is here.", "A co-op and/or B.",
     "half-and-half, twenty-one", "Version two. Go.", "1 2 3",
     "An IV drip.", "Start IV fluids.", "The VI editor.", "The XX chromosome.",
     "He had An IV drip.", "Patient IV lines.", "START IV FLUIDS", "and so on..."],
)  # fmt: skip
def test_plain_text_is_left_alone(text: str) -> None:
    assert all(word.spoken == word.text for chunk in read(text) for word in chunk.words)


@pytest.mark.parametrize(
    "text",
    [
        "He came at 5 p.m.",
        "He came at 5 pm.",
        "Apples, pears, etc.",
        "He works for Acme Inc.",
        "He lives on Main St.",
    ],
)
def test_a_sentence_keeps_the_point_of_its_last_abbreviation(text: str) -> None:
    assert read(text)[-1].symbols.endswith(".")


ORIGINS = [
    ("hello", "gold"), ("books", "silver"), ("Xqzt", "espeak"), ("1234", "number"), ("21st", "number"),
    ("googles", "rule"), (",", "punctuation"),
    ("well-known", "gold"), ("isn't", "gold"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "origin"), ORIGINS)
def test_where_a_pronunciation_came_from(written: str, origin: str) -> None:
    assert find(f"It is , {written} now", written).origin == origin


def test_markup_is_an_origin_of_its_own() -> None:
    assert find("It is [x](/ə/) now", "x").origin == "markup"


def test_symbols_are_those_of_misaki() -> None:
    (chunk,) = read("Hello world, this isn't well-known.")
    assert chunk.symbols == "həlˈO wˈɜɹld, ðɪs ˈɪzᵊnt wˌɛlnˈOn."


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "´", "`"])
@pytest.mark.parametrize("word", ["wasn't", "I'm", "John's", "o'clock"])
def test_apostrophes_of_any_shape_sound_alike(apostrophe: str, word: str) -> None:
    straight = read(f"It {word} here.")[0].symbols
    assert read(f"It {word.replace(chr(39), apostrophe)} here.")[0].symbols == straight


def test_read_in_the_present_and_the_past() -> None:
    def sounds(text: str) -> str:
        return find(text, "read").phonemes

    assert sounds("I read books every day.") == sounds("They always read in bed.") == "ɹˈid"
    assert sounds("I read it yesterday.") == sounds("I have read books every day.") == "ɹˈɛd"


def test_decomposed_and_wide_letters_are_read_like_plain_ones() -> None:
    assert read("cafe\u0301 ｏｋ 𝓱𝓮𝓵𝓵𝓸 ﬁne")[0].symbols == read("café ok hello fine")[0].symbols


def test_zero_width_characters_do_not_break_words() -> None:
    chunk = read("hel\u200blo wor\u00adld")[0]
    assert chunk.symbols == "həlˈO wˈɜɹld"
    assert [word.text for word in chunk.words] == ["hel\u200blo", "wor\u00adld"]
    assert not chunk.losses


def test_foreign_scripts_are_not_spelled_out_as_flags() -> None:
    for text in ("say привет now", "say 안녕 now", "say नमस्ते now", "say გამარჯობა now"):
        assert "(" not in read(text)[0].symbols


def test_without_a_tagger_rules_guess_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kokoro_lab.kokoro.text import english

    monkeypatch.setattr(english, "_MODELS", ("no_such_model",))
    chunks = list(Reader().chunks("I want to record the record, and read it.", "en-us"))
    assert [loss.kind for chunk in chunks for loss in chunk.losses] == ["tagger"]
    records = [word.phonemes for word in chunks[0].words if word.text == "record"]
    assert records[0] != records[1]


@pytest.mark.parametrize(("language", "package", "extra"), [("zh", "cn2an", "zh"), ("ja", "fugashi", "ja")])
def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, language: str, package: str, extra: str
) -> None:

    real: Callable[..., Any] = builtins.__import__

    def refuse(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == package:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
        return real(name, *rest, **named)

    for name in list(sys.modules):
        if name.startswith(
            ("kokoro_lab.kokoro.text.chinese", "kokoro_lab.kokoro.text.japanese", "misaki.cutlet", package)
        ):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ValueError, match=rf'pip install -e "\.\[{extra}\]"'):
        next(Reader().chunks("你好", language))
