import { expect, it } from "vitest";

import { doneWords, isNumber, manyName, manyTitle, manyWords, whyNot } from "./many-words";

const mixed = {
  changing: 1212,
  refused: [
    { code: "key_revoked" as const, keys: 70 },
    { code: "key_expired" as const, keys: 1 },
    { code: "already_disabled" as const, keys: 1 },
  ],
};

it("says how many will change, how many won't, and why", () => {
  expect(manyTitle("disable", 1212)).toBe("Disable 1,212 keys?");
  expect(manyWords("disable", mixed)).toBe(
    "1,212 will be disabled. 72 won't: 70 are revoked, 1 has expired and 1 is disabled already.",
  );
  expect(manyTitle("renew", 1)).toBe("Renew 1 key");
  expect(manyName("expire", 3)).toBe("Expire 3 keys now");
  expect(manyWords("renew", { changing: 1, refused: [] })).toBe("1 will be renewed.");
});

it("says when none will, and that all are gone", () => {
  const refused = [{ code: "not_disabled" as const, keys: 3 }];
  expect(manyTitle("enable", 0)).toBe("Nothing to enable");
  expect(manyWords("enable", { changing: 0, refused })).toBe(
    "None of them can be enabled: they aren't disabled.",
  );
  expect(manyWords("revoke", { changing: 0, refused: [] })).toBe(
    "None of these keys is in the list any more.",
  );
});

it("says what was done", () => {
  expect(doneWords("expire", { changing: 48, refused: [] })).toBe("48 ended.");
  const refused = [{ code: "key_revoked" as const, keys: 1 }];
  expect(doneWords("revoke", { changing: 48, refused })).toBe("48 revoked; 1 wasn't: it is revoked.");
  expect(doneWords("disable", mixed)).toMatch(/^1,212 disabled; 72 weren't: 70 are revoked, /);
});

it("counts what it has no words for", () => {
  expect(whyNot([{ code: "not_revoked", keys: 4 }])).toBe("they can't");
});

it("takes a number however its thousands are written", () => {
  for (const typed of ["1212", " 1,212 ", "1 212", "1.212", "1’212"])
    expect(isNumber(typed, 1212), typed).toBe(true);
  for (const typed of ["", "121", "12120", "one"]) expect(isNumber(typed, 1212), typed).toBe(false);
});
