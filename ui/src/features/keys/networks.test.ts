import { expect, it } from "vitest";
import type { Problem } from "../../backend/bindings";
import { meant, splitNetworks, wrongMark, wrongWords } from "./networks";

const hostBits: Problem = {
  code: "network_host_bits",
  field: null,
  params: { network: "10.0.0.0/8", address: "10.1.2.3" },
};

it("takes a column, a line and a list apart", () => {
  expect(splitNetworks(" 10.0.0.0/8, 203.0.113.7;\n2001:db8::/32\t::1 ")).toEqual([
    "10.0.0.0/8",
    "203.0.113.7",
    "2001:db8::/32",
    "::1",
  ]);
  expect(splitNetworks(" ,\n;")).toEqual([]);
});

it("says what is probably meant by host bits, and offers both", () => {
  expect(wrongWords("10.1.2.3/8", hostBits)).toBe(
    "10.1.2.3/8 has host bits: did you mean 10.0.0.0/8, or 10.1.2.3?",
  );
  expect(meant(hostBits)).toEqual(["10.0.0.0/8", "10.1.2.3"]);
});

it("has words for each mistake, and nothing to offer for the others", () => {
  for (const code of ["network_zone", "network_prefix", "invalid_network"] as const) {
    const problem: Problem = { code, field: null, params: { limit: "32" } };
    expect(wrongWords("x", problem)).toMatch(/^x (names|has|is) /);
    expect(wrongMark(problem)).not.toBe("host bits");
    expect(meant(problem)).toEqual([]);
  }
});
