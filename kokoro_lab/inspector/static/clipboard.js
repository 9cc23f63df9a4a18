// Words into the clipboard. A browser that has none for this page gets them in a field, to be copied by hand.
//   what   is copied, as a sentence begins ("The link")
//   field  a textarea, hidden as long as it is not needed
// Gives what to say of it.
export async function copied(words, { what, field }) {
  field.value = words;
  try {
    await navigator.clipboard.writeText(words);
    field.hidden = true;
    return `${what} is in the clipboard.`;
  } catch {
    field.hidden = false;
    field.select();
    return `${what} is below: this browser does not let the page copy it.`;
  }
}
