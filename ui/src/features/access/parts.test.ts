import { expect, it } from "vitest";
import { placeOf } from "./parts";

it("tells the parts of Access apart by their address", () => {
  expect(placeOf(["access"])).toEqual({ part: "resources", openId: undefined });
  expect(placeOf(["access", "7Hq2"])).toEqual({ part: "resources", openId: "7Hq2" });
  expect(placeOf(["access", "templates"])).toEqual({ part: "templates", openId: undefined });
  expect(placeOf(["access", "templates", "9Xc1"])).toEqual({ part: "templates", openId: "9Xc1" });
  expect(placeOf(["access", "import"])).toMatchObject({ part: "resources", importing: true });
  expect(placeOf(["access", "who", "9Xc1"])).toEqual({ part: "who", openId: undefined });
});
