// The modules of the place Voices import those of the inspector from beside them, as the server has them. Import this
// first; then `await import(…)` finds them on disk too.
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, next) {
    const here = context.parentURL?.includes("/casting/static/") && specifier.startsWith("../inspector/");
    return next(here ? specifier.replace("../inspector/", "../../inspector/static/") : specifier, context);
  },
});
