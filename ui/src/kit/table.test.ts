import { describe, expect, it } from "vitest";

import { hiddenColumns, stepTo } from "./table";

describe("hiddenColumns", () => {
  it("lets the first leave beside a drawer below 1280", () => {
    expect(hiddenColumns(1190, false, 1400)).toBe(0);
    expect(hiddenColumns(792, true, 1400)).toBe(0);
    expect(hiddenColumns(830, true, 1279)).toBe(1);
  });

  it("lets the others leave as it gets narrower, drawer or not", () => {
    expect(hiddenColumns(700, true, 1160)).toBe(1);
    expect(hiddenColumns(640, true, 1100)).toBe(2);
    expect(hiddenColumns(548, true, 1000)).toBe(3);
    expect(hiddenColumns(644, false, 700)).toBe(2);
  });

  it("waits until it is measured", () => {
    expect(hiddenColumns(0, false, 700)).toBe(0);
  });
});

describe("stepTo", () => {
  it("stays within the rows", () => {
    expect(stepTo("ArrowUp", 0, 10, 50)).toBe(0);
    expect(stepTo("ArrowDown", 49, 10, 50)).toBe(49);
    expect(stepTo("PageDown", 45, 10, 50)).toBe(49);
    expect(stepTo("PageUp", 5, 10, 50)).toBe(0);
    expect(stepTo("End", 0, 10, 50)).toBe(49);
    expect(stepTo("Home", 30, 10, 50)).toBe(0);
  });

  it("leaves other keys alone", () => {
    expect(stepTo("a", 3, 10, 50)).toBeUndefined();
  });
});
