import { expect, it } from "vitest";
import { PARTS, placeOf } from "./parts";

it("finds the part of an address, and what is open in it", () => {
  expect(placeOf(["fleet"])).toEqual({ part: "aircraft", openId: undefined });
  expect(placeOf(["fleet", "7Hq2"])).toEqual({ part: "aircraft", openId: "7Hq2" });
  expect(placeOf(["fleet", "groups"])).toEqual({ part: "groups", openId: undefined });
  expect(placeOf(["fleet", "groups", "9Xc1"])).toEqual({ part: "groups", openId: "9Xc1" });
  for (const { part, path } of PARTS) expect(placeOf(path.slice(1).split("/")).part).toBe(part);
});
