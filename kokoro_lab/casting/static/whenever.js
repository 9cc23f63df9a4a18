// Shows something now, and whenever one of a model's values changes. Views last as long as the page, so nothing ends it.
export function whenever(model, names, show) {
  for (const name of names) model.on(`change:${name}`, show);
  show();
}
