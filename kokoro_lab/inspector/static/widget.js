// Shows the inspector in a notebook's cell; asks go over anywidget's messages.
import { mount } from "./inspector.js";

// Several views may share a model, so an id is one that no other view has.
export function notebookChannel(model) {
  const open = new Map();
  let asked = 0;
  const view = Math.random().toString(36).slice(2);

  function receive({ id, message, error }, buffers) {
    const job = open.get(id);
    if (!job) return;
    open.delete(id);
    if (error === undefined) job.resolve({ message, buffers });
    else job.reject(new Error(error));
  }

  function ask(message, { signal } = {}) {
    return new Promise((resolve, reject) => {
      const id = `${view}-${(asked += 1)}`;
      const drop = () => {
        if (!open.delete(id)) return;
        model.send({ id, drop: true });
        reject(signal.reason);
      };
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      signal?.addEventListener("abort", drop, { once: true });
      open.set(id, { resolve, reject });
      model.send({ id, ask: message });
    });
  }

  // Nobody looks any more: what is being made need not be finished.
  function close() {
    model.off("msg:custom", receive);
    for (const id of open.keys()) model.send({ id, drop: true });
    open.clear();
  }

  model.on("msg:custom", receive);
  return { ask, close };
}

// Whether a key that is pressed within the inspector is the notebook's all the same: save, run the cell and the like.
export function isNotebooks({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (ctrlKey || metaKey) return !["z", "y"].includes(key.toLowerCase());
  return key === "Enter" && Boolean(shiftKey || altKey);
}

// JupyterLab looks at keys before anybody else, and leaves those alone that are pressed within this attribute.
function claimKeys(root) {
  const closer = new AbortController();
  const claim = (event) => root.toggleAttribute("data-lm-suppress-shortcuts", !isNotebooks(event));
  window.addEventListener("keydown", claim, { capture: true, signal: closer.signal });
  return () => closer.abort();
}

export function render({ model, el }) {
  const root = document.createElement("div");
  root.dataset.notebook = "";
  root.tabIndex = -1; // a click anywhere within brings the keys here
  el.append(root);
  const channel = notebookChannel(model);
  const unclaim = claimKeys(root);
  const { request, chunk } = model.get("shown");
  const inspector = mount({ root, ask: channel.ask, request, chunk, address: false });

  // Python knows what is on the ruler.
  inspector.model.on("change:trace", () => {
    const { request, chunk } = inspector.model.get("trace");
    model.set("shown", { request, chunk: chunk.index });
    model.save_changes();
  });

  return () => {
    inspector.close();
    unclaim();
    channel.close();
  };
}
