// Shows the inspector in a notebook's cell; asks go over anywidget's messages.
import { mount } from "./inspector.js";

// Several views may share a model, so an id is one that no other view has.
export function notebookChannel(model) {
  const open = new Map();
  let asked = 0;
  const view = Math.random().toString(36).slice(2);

  model.on("msg:custom", ({ id, message, error }, buffers) => {
    const job = open.get(id);
    if (!job) return;
    open.delete(id);
    if (error === undefined) job.resolve({ message, buffers });
    else job.reject(new Error(error));
  });

  return (ask, { signal } = {}) => new Promise((resolve, reject) => {
    const id = `${view}-${(asked += 1)}`;
    const drop = () => {
      if (!open.delete(id)) return;
      model.send({ id, drop: true });
      reject(new DOMException("given up", "AbortError"));
    };
    if (signal?.aborted) {
      reject(new DOMException("given up", "AbortError"));
      return;
    }
    signal?.addEventListener("abort", drop, { once: true });
    open.set(id, { resolve, reject });
    model.send({ id, ask });
  });
}

export function render({ model, el }) {
  const root = document.createElement("div");
  el.append(root);
  const shown = mount({ root, ask: notebookChannel(model), request: model.get("request"), address: false });
  return () => shown.close();
}
