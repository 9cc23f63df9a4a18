// The blends that this browser keeps, where a text is spoken: the server does not know their names, so it gets formulas.

const TAG = /\[voice[ \t]*:([^[\]\n]*)\]/gi;

export function formulaOf(voice, blends) {
  return blends.find(({ name }) => name === voice.trim())?.formula ?? voice;
}

// A cast in which every voice is one that the server knows; blends that the text's tags name have roles of their own.
export function withBlends(cast, blends, text) {
  const roles = Object.entries(cast?.roles ?? {}).map(([name, role]) => [name, { ...role, voice: formulaOf(role.voice, blends) }]);
  const known = new Set(roles.map(([name]) => name.toLowerCase()));
  const tagged = [...text.matchAll(TAG)].map(([, who]) => who.split(",")[0].trim());
  const named = blends.filter(({ name }) => tagged.includes(name) && !known.has(name.toLowerCase()));
  if (!cast && !named.length) return null;
  return { ...cast, roles: Object.fromEntries([...roles, ...named.map(({ name, formula }) => [name, { voice: formula }])]) };
}
