import assert from "node:assert/strict";
import test from "node:test";
import { circle, css, luminance, parse, ramp, rgba } from "../../kokoro_lab/inspector/static/palette.js";

const GROUNDS = { light: "#ffffff", dark: "rgb(29, 32, 36)" };
const CLOCKS = ["#a80ccc", "#c08400", "#b43c0c", "#00786c", "#8e82cc"];
const lightness = (word) => luminance([word & 255, (word >> 8) & 255, (word >> 16) & 255]);

test("colours are read as browsers write them", () => {
  assert.deepEqual(parse("#0b6"), [0, 187, 102]);
  assert.deepEqual(parse(" #00786c "), [0, 120, 108]);
  assert.deepEqual(parse("rgba(1, 2, 3, 0.5)"), [1, 2, 3]);
  assert.deepEqual(parse("color(srgb 1 0 0.2)"), [255, 0, 51]);
  assert.equal(rgba("#ff0000", 0.3), "rgba(255, 0, 0, 0.3)");
  assert.throws(() => parse("teal"), /Not a colour: teal/);
});

test("the shades of every clock change in lightness one way only, from the ground to its opposite", () => {
  for (const colour of CLOCKS)
    for (const [scheme, ground] of Object.entries(GROUNDS)) {
      const steps = [...ramp(colour, ground)].map(lightness);
      const direction = scheme === "dark" ? 1 : -1;
      for (let i = 1; i < 256; i += 1) assert.ok((steps[i] - steps[i - 1]) * direction >= -0.002, `${colour} on ${scheme}, ${i}`);
      const [low, high] = [Math.min(...steps), Math.max(...steps)];
      assert.ok((high + 0.05) / (low + 0.05) > 10, "the ends stand out from one another");
      assert.equal(css(ramp(colour, ground)[0]), css(word(parse(ground))));
    }
});

test("phases go round: both ends are one colour, zero is the ground, its sides can be told apart", () => {
  for (const ground of Object.values(GROUNDS)) {
    const wheel = circle("#00786c", ground);
    assert.equal(wheel[0], wheel[255]);
    assert.ok(Math.abs(lightness(wheel[127]) - luminance(parse(ground))) < 0.03);
    const [below, above] = [wheel[64], wheel[191]].map((w) => [w & 255, (w >> 8) & 255, (w >> 16) & 255]);
    assert.ok(Math.max(...below) - Math.min(...below) < 12 && Math.max(...above) - Math.min(...above) > 60);
  }
});

function word([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
