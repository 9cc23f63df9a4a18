// What this browser keeps for the visitor: favourites, candidates, blends with a name.

const PREFIX = "kokoro-lab-";

// What was kept under a name; `otherwise` where there is nothing, or nothing that can be read.
export function kept(name, otherwise) {
  try {
    return JSON.parse(window.localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise; // no storage in this browser, or something else wrote there
  }
}

// Whether it could be kept.
export function keep(name, value) {
  try {
    window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false; // storage is full or forbidden: it lasts as long as the page
  }
}
