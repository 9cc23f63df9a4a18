"""Languages other than English: spans, alignment, mixed scripts."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from test_text_reader import OFTEN, SOUP, check, read, whole_or_refused


def need(*packages: str) -> pytest.MarkDecorator:
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


chinese = need("cn2an", "jieba", "pypinyin", "pypinyin_dict", "ordered_set")
japanese = need("fugashi", "unidic_lite", "jaconv", "mojimoji")

SENTENCES = {
    "es": "¿Qué es esto? ¡De la casa! Tengo 1.234,5 euros y 25 años, más o menos.",
    "fr": "Les amis de la maison, est-ce que tu as 25 ans ? « Ça va ? » dit-il ; il y a l'eau.",
    "hi": "नमस्ते दुनिया। यहाँ 25 लोग हैं, और मैं खुश हूँ!",
    "it": "C'è l'acqua dell'uomo, 34 gatti e d'Italia. Perché no?",
    "pt-br": "Eu me chamo João; de o da casa - é (bom) [sim]. Tenho 25 anos.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_every_written_word_is_a_word(language: str) -> None:
    text = SENTENCES[language]
    chunks = read(text, language)
    check(text, chunks)
    spoken = [word.text for chunk in chunks for word in chunk.words if word.origin == "espeak"]
    written = [word.strip("¿?¡!«».,;()[]।") for word in text.split()]
    assert spoken == [word for word in written if word.strip("-")]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_clause_sounds_as_a_whole(language: str) -> None:
    """The words' phonemes, joined, are what misaki gives for the clause: no word was pronounced alone."""
    from misaki.espeak import EspeakG2P

    from kokoro_lab.kokoro.text import LANGUAGES

    clause = {"es": "la casa de los amigos", "fr": "les amis ont vingt ans", "hi": "यहाँ बहुत लोग हैं",
              "it": "gli amici della casa", "pt-br": "a casa dos meus amigos"}[language]  # fmt: skip
    assert read(clause, language)[0].symbols == EspeakG2P(LANGUAGES[language].espeak)(clause)[0]


def test_liaison_survives_markup() -> None:
    plain, marked = read("les amis partent", "fr")[0], read("les [amis](/øø/) partent", "fr")[0]
    assert marked.words[0].phonemes == plain.words[0].phonemes == "lez"
    assert marked.words[2].phonemes == plain.words[2].phonemes


def test_numbers_are_words_of_their_own() -> None:
    word = read("hay 21 gatos", "es")[0].words[1]
    assert word.text == "21"
    assert " " in word.phonemes or len(word.phonemes) > 6


@pytest.mark.parametrize(
    ("language", "word"),
    [("es", "menos"), ("fr", "moins"), ("it", "meno"), ("pt-br", "menos"), ("hi", "माइनस")],
)
@pytest.mark.parametrize("number", ["-5", "−5", "-3,5"])
def test_negative_numbers_keep_their_sign(language: str, word: str, number: str) -> None:
    text = f"a {number} a ({number}) 3-5"
    chunks = read(text, language)
    check(text, chunks)
    spoken = [word.spoken for word in chunks[0].words if word.text == number]
    assert spoken == [f"{word} {number[1:]}"] * 2
    assert chunks[0].symbols.startswith(read(f"a {word} {number[1:]} a", language)[0].symbols)


@pytest.mark.parametrize("language", [*SENTENCES, pytest.param("zh", marks=chinese)])
def test_a_raised_digit_is_not_read_as_a_part_of_the_number(language: str) -> None:
    text = "10² 7"
    chunks = read(text, language)
    check(text, chunks)
    assert [loss.text for loss in chunks[0].losses] == ["²"]
    assert chunks[0].symbols == read("10 7", language)[0].symbols


def test_spanish_ordinals_are_read() -> None:
    assert read("la 2ª", "es")[0].symbols == read("la segunda", "es")[0].symbols


def test_spaces_before_french_marks_are_not_spoken() -> None:
    assert read("Ça va ? Oui !", "fr")[0].symbols == "sa vˈa? wˈi!"


@chinese
@pytest.mark.parametrize(
    ("text", "written", "spoken"),
    [
        ("今天是2024年5月1日。", "2024年", "二零二四年"),
        ("我有3个苹果。", "3个", "三个"),
        ("上涨10%了。", "10%", "百分之十"),
        ("气温-5℃。", "-5℃", "零下五摄氏度"),
        ("在2024-05-01见。", "2024-05-01", "二零二四年五月一日"),
        ("在10:30见。", "10:30", "十点三十分"),
        ("请打13800138000。", "13800138000", "一三八零零一三八零零零"),
    ],
)  # fmt: skip
def test_chinese_numbers(text: str, written: str, spoken: str) -> None:
    chunks = read(text, "zh")
    check(text, chunks)
    assert (written, spoken) in [(word.text, word.spoken) for word in chunks[0].words]
    assert not chunks[0].losses


@chinese
def test_chinese_sounds_like_misaki() -> None:
    from misaki.zh import ZHG2P

    text = "你好，世界！今天天气很好。"
    assert read(text, "zh")[0].symbols == ZHG2P()(text)[0]


@japanese
def test_japanese_sounds_like_misaki() -> None:
    from misaki.cutlet import Cutlet

    text = "東京へ行きます、はい。"
    assert read(text, "ja")[0].symbols == Cutlet()(text)[0]


@japanese
@pytest.mark.parametrize(
    ("text", "written", "spoken"),
    [("5月1日です。", "1日", "ついたち"), ("4月です。", "4月", "しがつ"), ("500円です。", "500", "ごひゃく"),
     ("99.5%です。", "99.5%", "きゅうじゅうきゅうてんごパーセント"), ("ｺﾝﾆﾁﾊです。", "ｺﾝﾆﾁﾊ", "コンニチハ")],
)  # fmt: skip
def test_japanese_numbers(text: str, written: str, spoken: str) -> None:
    chunks = read(text, "ja")
    check(text, chunks)
    assert (written, spoken) in [(word.text, word.spoken.strip()) for word in chunks[0].words]


MIXED = [
    pytest.param("zh", "我喜欢Python和AI。Hello world!", marks=chinese),
    pytest.param("ja", "私はPythonとAIが好きです。Hello world!", marks=japanese),
]


@pytest.mark.parametrize(("language", "text"), MIXED)
def test_latin_words_are_read_as_english(language: str, text: str) -> None:
    chunks = read(text, language)
    check(text, chunks)
    words = {word.text: word.phonemes for chunk in chunks for word in chunk.words}
    assert words["Python"] == "pˈIθˌɑn"
    assert words["Hello"] == "həlˈO"
    assert not [loss for chunk in chunks for loss in chunk.losses]


@pytest.mark.parametrize(
    ("language", "text", "lost"),
    [
        pytest.param("zh", "你好 こんにちは 안녕", ["こんにちは", "안녕"], marks=chinese),
        pytest.param("ja", "こんにちは 안녕", ["안녕"], marks=japanese),
        ("es", "hola 你好 こんにちは", ["你好", "こんにちは"]),
    ],
)
def test_foreign_words_that_are_lost_are_reported(language: str, text: str, lost: list[str]) -> None:
    chunks = read(text, language)
    check(text, chunks)
    assert [loss.text for chunk in chunks for loss in chunk.losses if loss.kind == "word"] == lost


BOTH = [pytest.param("zh", marks=chinese), pytest.param("ja", marks=japanese)]


@pytest.mark.parametrize("language", BOTH)
def test_any_text_in_chinese_and_japanese(language: str) -> None:
    @OFTEN
    @given(SOUP)
    def holds(text: str) -> None:
        whole_or_refused(text, language)

    holds()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("text", ["日本" * 3_000, "[" * 3_000 + "日", "1" * 3_000, "a" * 3_000])
def test_long_text_without_spaces(language: str, text: str) -> None:
    check(text, read(text, language))
