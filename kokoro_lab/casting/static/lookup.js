// Questions about voices over plain HTTP: lookup(ask) → Promise<{message, buffers}>.
import { bytes } from "../inspector/gradio.js";

export function lookups(address) {
  return async function lookup(ask) {
    const response = await fetch(address, { method: "POST", body: JSON.stringify(ask), headers: { "Content-Type": "application/json" } });
    if (response.status >= 500) throw new Error("The server could not answer. Try again.");
    const { error, message, buffers } = await response.json();
    if (error) throw new Error(error);
    return { message, buffers: buffers.map(bytes) };
  };
}
