import { describe, expect, it } from "vitest";

import { nameOf } from "./hotkeys";

const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {},
) => nameOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe("nameOf", () => {
  it("takes Ctrl and ⌘ for the same", () => {
    expect(press("n", { ctrlKey: true })).toBe("mod+n");
    expect(press("N", { metaKey: true })).toBe("mod+n");
  });

  it("takes Shift for a part of a character that needs it, and for a modifier otherwise", () => {
    expect(press("?", { shiftKey: true })).toBe("?");
    expect(press("/", { shiftKey: true })).toBe("/");
    expect(press("V", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+v");
    expect(press("ArrowLeft", { altKey: true })).toBe("alt+arrowleft");
    expect(press("Escape")).toBe("escape");
  });
});
