// What can be taken along: the link, the code, the sound, the numbers, the picture.
import { copied } from "./clipboard.js";
import { make } from "./dom.js";
import { size } from "./exhibit_numbers.js";

const FILES = [
  { format: "wav", title: "wav", what: "the sound, 24 kHz, 16 bits" },
  { format: "npz", title: "npz", what: "every value of the trace, for NumPy and for kokoro_lab.archive.load" },
  { format: "textgrid", title: "TextGrid", what: "words and phonemes for Praat" },
  { format: "srt", title: "SRT", what: "subtitles" },
  { format: "svg", title: "SVG", what: "the picture, for print" },
  { format: "png", title: "PNG", what: "the picture, in pixels" },
];

function render({ model, el, act, ask }) {
  el.classList.add("kl-take");
  const said = make("p", "kl-take-said");
  said.setAttribute("role", "status");
  const text = make("textarea", "kl-take-text");
  Object.assign(text, { readOnly: true, rows: 8, hidden: true, spellcheck: false, ariaLabel: "What was copied" });
  const list = make("ul", "kl-files");
  list.append(...FILES.map(file));
  el.append(
    ...(act.link ? [button("Copy link", () => copy(act.link(), "The link"), "Whoever opens it gets the same samples, A and B, edits and view.")] : []),
    button("Copy as Python", () => copy(script(), "The code"), "The same request for a notebook or a script."),
    said, text, make("h3", "", "Files"), list,
  );

  function button(title, work, what) {
    const row = make("p", "kl-take-row");
    const node = make("button", "kl-button", title);
    node.type = "button";
    node.addEventListener("click", () => attempt(node, work));
    row.append(node, make("span", "kl-quiet", what));
    return row;
  }

  function file({ format, title, what }) {
    const item = make("li", "kl-file");
    const node = make("button", "kl-button", title);
    node.type = "button";
    node.ariaLabel = `Download ${title}: ${what}`;
    node.addEventListener("click", () => attempt(node, () => download(format)));
    item.append(node, make("span", "kl-quiet", what));
    return item;
  }

  async function attempt(node, work) {
    if (!model.get("trace")) return;
    node.disabled = true;
    said.classList.remove("kl-failed");
    say("");
    try {
      await work();
    } catch (error) {
      said.classList.add("kl-failed");
      say(error.message);
    }
    node.disabled = false;
    node.focus({ preventScroll: true });
  }

  function say(what) {
    said.textContent = what;
  }

  async function fetched(format) {
    const { request, chunk } = model.get("trace");
    const { message, buffers } = await ask({ kind: "file", request, chunk: chunk.index, format });
    return { ...message, data: buffers[0] };
  }

  async function script() {
    return new TextDecoder().decode((await fetched("py")).data);
  }

  async function download(format) {
    say("Being made …");
    const { name, type, data } = await fetched(format);
    const link = make("a", "");
    link.href = URL.createObjectURL(new Blob([data], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be asking where to put it
    say(`${name}, ${size(data.byteLength)}`);
  }

  // What was copied is of the trace before.
  function onTrace() {
    text.hidden = true;
    say("");
  }

  model.on("change:trace", onTrace);

  async function copy(wanted, what) {
    say(await copied(await wanted, { what, field: text }));
    text.hidden = false; // what was copied may be looked at
  }
}

export default { render };
