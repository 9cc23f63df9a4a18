import assert from "node:assert/strict";
import { test } from "node:test";
import { formulaOf, withBlends } from "../../kokoro_lab/ui/static/own_blends.js";

const BLENDS = [{ name: "garden", formula: "af_heart + bf_emma" }, { name: "cave", formula: "am_onyx - 0.2*am_adam" }];

test("a blend's name stands for its formula, anything else for itself", () => {
  assert.equal(formulaOf(" garden ", BLENDS), "af_heart + bf_emma");
  assert.equal(formulaOf("0.5*garden + bf_emma", BLENDS), "0.5*garden + bf_emma");
});

test("blends may be voices of roles, and be named in tags", () => {
  const cast = { pause: 0.2, roles: { Emma: { voice: "garden", speed: 1.1 }, Tom: { voice: "am_adam" } } };
  const text = "Emma: Hello. [voice: cave, speed 0.9] Who? [VOICE:garden] I. [voice: nobody] No.";
  assert.deepEqual(withBlends(cast, BLENDS, text), {
    pause: 0.2,
    roles: {
      Emma: { voice: "af_heart + bf_emma", speed: 1.1 }, Tom: { voice: "am_adam" },
      garden: { voice: "af_heart + bf_emma" }, cave: { voice: "am_onyx - 0.2*am_adam" },
    },
  });
});

test("a role of that name goes before; without cast and tags there is none", () => {
  const cast = { roles: { Garden: { voice: "bm_george" } } };
  assert.deepEqual(withBlends(cast, BLENDS, "[voice: garden] Hi."), { roles: { Garden: { voice: "bm_george" } } });
  assert.equal(withBlends(null, BLENDS, "Hello."), null);
  assert.deepEqual(withBlends(null, BLENDS, "[voice: cave] Hi."), { roles: { cave: { voice: "am_onyx - 0.2*am_adam" } } });
});
