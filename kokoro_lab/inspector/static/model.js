// What all views of a page share: named values, and events when they change. The form that anywidget gives in notebooks.
export class Model {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    this.fire(`change:${name}`);
  }
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) || []), listener]);
  }
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) || []).filter((other) => other !== listener));
  }
  fire(event, ...data) {
    for (const listener of this.listeners.get(event) || []) listener(...data);
  }
}
