// Listens to a model's events by their names; returns what stops listening.
export function listen(model, events) {
  for (const [event, listener] of Object.entries(events)) model.on(event, listener);
  return () => Object.entries(events).forEach(([event, listener]) => model.off(event, listener));
}
