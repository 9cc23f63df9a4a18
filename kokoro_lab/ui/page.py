"""The page: a request on top; below it what is heard, seen and measured of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import gradio as gr
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from kokoro_lab import casting, inspector
from kokoro_lab.casting.gallery import clips_folder
from kokoro_lab.casting.lookups import Lookups
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.lab import Lab
from kokoro_lab.request import Request
from kokoro_lab.ui import lookups, voices
from kokoro_lab.ui.examples import EXAMPLES
from kokoro_lab.ui.shared import Shared
from kokoro_lab.ui.speaking import Message, ring
from kokoro_lab.ui.theme import theme
from kokoro_lab.version import __version__

STATIC = Path(__file__).with_name("static")
SHARED = Path(inspector.__file__).with_name("static")  # the modules that notebooks show too
CASTING = Path(casting.__file__).with_name("static")  # those of the place Voices
ADDRESS = f"kokoro-lab-{__version__}"  # of the static files; another version has another
VISITORS = 32  # served at once, in turns; more wait in Gradio's queue, which has 40 threads
SHEETS = [
    f"{folder}{sheet.name}"
    for folder, place in (("", STATIC), ("inspector/", SHARED), ("casting/", CASTING))
    for sheet in sorted(place.glob("*.css"))
]
HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
WORKING = {**HIDDEN, "concurrency_limit": VISITORS, "concurrency_id": "work", "trigger_mode": "multiple"}
HEAD = f"""
{"".join(f'<link rel="stylesheet" href="{ADDRESS}/{sheet}">' for sheet in SHEETS)}
<link rel="modulepreload" href="{ADDRESS}/page.js">
<link rel="preload" as="fetch" crossorigin href="{ADDRESS}/inspector/first.json">
<link rel="preload" as="fetch" crossorigin href="{ADDRESS}/inspector/first.bin">
"""
HERE = f'(name) => new URL("{ADDRESS}/" + name, document.baseURI).href'
CHANNEL = f"""
const here = {HERE};
import(here("inspector/gradio.js")).then(({{ offer }}) => offer({{
  trigger: (data) => trigger("ask", data),
  cancel: () => trigger("drop"),
  value: () => props.value,
  onValue: (listener) => watch("value", listener),
}}));
"""
MOUNT = f"""
const here = {HERE};
const channel = import(here("inspector/gradio.js")).then(({{ offered }}) => offered);
Promise.all([import(here("page.js")), channel]).then(([{{ mount }}, channel]) => mount({{
  element,
  rate: {SAMPLE_RATE},
  first: here("inspector/first"),
  lookups: here("ask"),
  clips: here("clips/"),
  request: {Request(EXAMPLES[0].text, EXAMPLES[0].voice).to_json()},
  value: () => props.value,
  onValue: (listener) => watch("value", listener),
  speak: (data) => trigger("speak", data),
  stop: () => trigger("stop"),
  fill: () => trigger("fill"),
  channel,
}}));
"""
SPEAK = "() => document.getElementById('speak').click()"
ANSWERED = f"() => import(({HERE})('inspector/gradio.js')).then((m) => m.offered).then((c) => c.settled())"


Field: TypeAlias = gr.Textbox | gr.Dropdown | gr.Slider | gr.Number


@dataclass(frozen=True)
class Form:
    """The request, as the visitor writes it.

    Attributes:
        fields: Text, voice, language, speed and seed, in the order in which `_request` takes them.
        speak: Starts, or starts again.
        stop: Ends it.
    """

    fields: tuple[Field, ...]
    speak: gr.Button
    stop: gr.Button


def visitors_lab() -> Lab:
    """A lab in which voice formulas name no files of this machine."""
    return Lab.load(files=False)


def build(load: Callable[[], Lab] = visitors_lab) -> gr.Blocks:
    """The page; the lab is loaded in the background.

    Args:
        load: Makes the lab that all visitors share.

    Raises:
        LabError: The package's voices are missing.
    """
    shelf = Shelf.open(paths=False)
    shared = Shared(load)
    page = gr.Blocks(title="Kokoro Lab", analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML("<h1>Kokoro Lab</h1>", elem_id="title", apply_default_css=False)
        form = _form(shelf)
        player, channel = _mounted("player", MOUNT), _mounted("channel", CHANNEL, visible="hidden")
        _connect(page, form, player, shared)
        _connect_channel(channel, shared)
    shared.prepare()
    return page


def serve(
    load: Callable[[], Lab] = visitors_lab,
    host: str | None = None,
    port: int | None = None,
    share: bool = False,
    block: bool = True,
) -> tuple[gr.Blocks, str]:
    """Open the page on this machine; the lab is loaded meanwhile.

    Args:
        load: Makes the lab.
        host: The address to listen on; None takes that of the environment, see `_host`.
        port: None takes `GRADIO_SERVER_PORT`, or the first that is free from 7860.
        share: Ask Gradio for a public address.
        block: Whether to come back only when the page is closed.

    Returns:
        The page, whose `close` ends it, and its address.

    Raises:
        LabError: The port is taken, or the package's voices are missing.
    """
    page = build(load)
    try:
        _, address, _ = page.launch(
            server_name=host or _host(),
            server_port=port,
            share=share,
            prevent_thread_lock=not block,
            quiet=not block,
            head=HEAD,
            theme=theme(),
            footer_links=[],
            run_history=False,  # else every visitor's runs are kept in the browser
            ssr_mode=False,
            app_kwargs={"routes": _routes()},
        )
    except OSError as error:
        raise LabError(f"the page cannot be opened: {error}") from error
    return page, address


def _routes() -> list[BaseRoute]:
    """Where the browser finds modules, clips, and what is known of voices."""
    return [
        lookups.route(f"/{ADDRESS}/ask", Lookups(Shelf.open(paths=False))),
        Mount(f"/{ADDRESS}/clips", StaticFiles(directory=clips_folder())),
        Mount(f"/{ADDRESS}/casting", StaticFiles(directory=CASTING)),
        Mount(f"/{ADDRESS}/inspector", StaticFiles(directory=SHARED)),
        Mount(f"/{ADDRESS}", StaticFiles(directory=STATIC)),
    ]


def _mounted(name: str, script: str, visible: bool | Literal["hidden"] = True) -> Any:  # noqa: ANN401
    """An element for the browser's own script, through which it talks with the server."""
    return gr.HTML(
        {},
        html_template="<div></div>",
        js_on_load=script,
        elem_id=name,
        visible=visible,
        apply_default_css=False,
    )


def _host() -> str | None:
    """`GRADIO_SERVER_NAME`, or every address on a Hugging Face Space; None is this machine alone."""
    return os.environ.get("GRADIO_SERVER_NAME") or ("0.0.0.0" if "SPACE_ID" in os.environ else None)


def _form(shelf: Shelf) -> Form:
    """The request, and suggestions for it."""
    with gr.Column(elem_id="form"):
        text = gr.Textbox(
            EXAMPLES[0].text,
            label="Text",
            placeholder="What shall be said?",
            lines=2,
            max_lines=12,
            elem_id="text",
        )
        with gr.Row(elem_id="settings"):
            voice = gr.Dropdown(
                voices.voices(shelf),
                value=Request.voice,
                label="Voice, or a formula of voices",
                allow_custom_value=True,
                elem_id="voice",
            )
            language = gr.Dropdown(voices.languages(), value="", label="Language", elem_id="language")
            speed = gr.Slider(0.5, 2, 1, step=0.05, label="Speed", buttons=[], elem_id="speed")
            seed = gr.Number(0, label="Seed", precision=0, elem_id="seed")
            start = gr.Button("Speak", variant="primary", elem_id="speak")
            stop = gr.Button("Stop", interactive=False, elem_id="stop")
    with gr.Row(elem_id="suggestions"):
        gr.HTML("Try")
        for example in EXAMPLES:
            button = gr.Button(example.label, size="sm")
            button.click(None, None, [text, voice, language], js=example.js).then(None, js=SPEAK)
    return Form((text, voice, language, speed, seed), start, stop)


def _connect(page: gr.Blocks, form: Form, player: Any, shared: Shared) -> None:  # noqa: ANN401
    """The events. Buttons talk to the page's own script, which asks the server and silences the sound."""

    def on_load() -> Iterator[dict[str, Message]]:
        yield from ring(shared.ready(), run=0)

    def on_speak(
        text: str, _: str, language: str, speed: float, seed: int | None, event: gr.EventData
    ) -> Iterator[dict[str, Message]]:
        """The voice is the event's: the form's may be a name that only the browser knows."""
        yield from ring(shared.speak(text, event.voice, language, speed, seed, event.cast), run=event.run)

    form.speak.click(None, list(form.fields), js="(...fields) => window.kokoroLab.speak(fields)")
    form.stop.click(None, js="() => window.kokoroLab.stop()")
    for field in form.fields:
        field.change(None, list(form.fields), js="(...fields) => window.kokoroLab?.typed(fields)")
    player.fill(None, None, list(form.fields), js="() => window.kokoroLab.fields")
    page.load(on_load, None, player, concurrency_limit=None, **HIDDEN)
    speaking = player.speak(on_speak, list(form.fields), player, **WORKING)
    speaking.then(None, js="() => window.kokoroLab.settled()")
    player.stop(None, cancels=[speaking])


def _connect_channel(channel: Any, shared: Shared) -> None:  # noqa: ANN401
    """The asks of inspector and studio, one at a time for each visitor."""

    def on_ask(event: gr.EventData) -> Iterator[dict[str, Message]]:
        yield from ring(shared.ask(event.ask), run=event.run)

    asking = channel.ask(on_ask, None, channel, **WORKING)
    asking.then(None, js=ANSWERED)
    channel.drop(None, cancels=[asking])
