import { describe, expect, it } from "vitest";
import { checkAircraft, draftOf, NO_AIRCRAFT, sameRegistration, sentOf } from "./aircraft-fields";

const code = (field: keyof typeof NO_AIRCRAFT, text: string) =>
  checkAircraft({ ...NO_AIRCRAFT, [field]: text }, field)?.code;

describe("an aircraft's fields", () => {
  it("needs a registration of 2 to 10 letters, digits and hyphens", () => {
    expect(code("registration", " ")).toBe("required");
    expect(code("registration", "SP-KTA")).toBeUndefined();
    expect(code("registration", "A")).toBe("invalid_registration");
    expect(code("registration", "--")).toBe("invalid_registration");
    expect(code("registration", "SP KTA")).toBe("invalid_registration");
    expect(code("registration", "ABCDEFGHIJK")).toBe("invalid_registration");
  });

  it("takes an ICAO address of six hexadecimal digits, or none", () => {
    expect(code("icao_address", "")).toBeUndefined();
    expect(code("icao_address", "48c2aF")).toBeUndefined();
    expect(code("icao_address", "48C2A")).toBe("invalid_icao_address");
    expect(code("icao_address", "48C2AG")).toBe("invalid_icao_address");
  });

  it("limits the rest, in characters and not in code units", () => {
    expect(code("operator", "✈️".repeat(50))).toBeUndefined();
    expect(code("operator", "x".repeat(101))).toBe("too_long");
  });

  it("has its tags in one text, and sends each of them", () => {
    const view = {
      aircraft_id: "x",
      retired: false,
      keys: 0,
      ...sentOf(NO_AIRCRAFT),
      tags: ["a", "wet lease"],
    };
    expect(draftOf(view).tags).toBe("a, wet lease");
    expect(sentOf({ ...draftOf(view), tags: "B, a,b" }).tags).toEqual(["b", "a"]);
    expect(code("tags", "x".repeat(41))).toBe("too_long");
  });

  it("compares registrations without case and hyphen", () => {
    expect(sameRegistration("sp-kta", " SPKTA")).toBe(true);
    expect(sameRegistration("SP-KTA", "SP-KTB")).toBe(false);
  });
});
