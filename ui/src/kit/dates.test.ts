import { describe, expect, it } from "vitest";

import {
  day,
  daysBetween,
  dayShort,
  expiresWords,
  isIsoDay,
  isoDay,
  moment,
  monthOf,
  plusDays,
  weekdayOf,
  zoneTitle,
} from "./dates";

const WARSAW = "Europe/Warsaw";

describe("dates", () => {
  it("are told in the workspace's zone", () => {
    expect(day("2026-11-27T09:00:00Z", WARSAW)).toBe("Fri 27 Nov 2026");
    expect(moment("2026-11-27T09:00:00Z", WARSAW)).toBe("Fri 27 Nov 2026, 10:00");
    expect(moment("2026-11-27T09:00:00Z", "America/Los_Angeles")).toBe("Fri 27 Nov 2026, 01:00");
    expect(zoneTitle("2026-11-27T09:00:00Z", WARSAW)).toBe("Fri 27 Nov 2026, 10:00:00 Europe/Warsaw");
  });

  it("cross midnight with the zone", () => {
    expect(day("2026-12-31T23:30:00Z", WARSAW)).toBe("Fri 1 Jan 2027");
    expect(day("2027-01-01T03:00:00Z", "America/New_York")).toBe("Thu 31 Dec 2026");
    expect(moment("2026-12-31T23:00:00Z", WARSAW)).toBe("Fri 1 Jan 2027, 00:00");
  });

  it("use the same month names everywhere", () => {
    expect(dayShort("2026-09-05T12:00:00Z", WARSAW)).toBe("5 Sep 2026");
  });

  it("take a bare date as that day in every zone", () => {
    expect(day("2027-05-18", "Pacific/Kiritimati")).toBe("Tue 18 May 2027");
    expect(day("2027-05-18", "Pacific/Pago_Pago")).toBe("Tue 18 May 2027");
    expect(isoDay("2026-12-31T23:30:00Z", WARSAW)).toBe("2027-01-01");
  });

  it("count calendar days over daylight saving", () => {
    expect(daysBetween("2026-10-24T22:30:00Z", "2026-10-25T23:30:00Z", WARSAW)).toBe(1);
    expect(daysBetween("2026-03-28T23:30:00Z", "2026-03-29T21:30:00Z", WARSAW)).toBe(0);
    expect(daysBetween("2028-02-28", "2028-03-01", WARSAW)).toBe(2);
  });
});

describe("calendar days", () => {
  it("go on over months, years and 29 February", () => {
    expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(plusDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(plusDays("2027-03-01", -1)).toBe("2027-02-28");
    // Clocks change in between; days are days.
    expect(plusDays("2027-03-27", 2)).toBe("2027-03-29");
  });

  it("have a weekday, from Monday on, and a month", () => {
    expect(["2026-11-23", "2026-11-28", "2026-11-29"].map(weekdayOf)).toEqual([0, 5, 6]);
    expect(monthOf("2027-09-05")).toBe("Sep");
  });

  it("are told from what is none", () => {
    expect(isIsoDay("2028-02-29")).toBe(true);
    for (const odd of ["2027-02-29", "2027-13-01", "2027-1-1", "tomorrow", "", "2027-05-20T00:00:00Z"])
      expect(isIsoDay(odd), odd).toBe(false);
  });
});

describe("expiresWords", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const words = (iso: string | null) => expiresWords(iso, now, WARSAW);

  it("tells the distance up to 30 days away", () => {
    expect(words("2026-11-27T09:00:00Z")).toBe("in 6 days");
    expect(words("2026-12-21T09:00:00Z")).toBe("in 30 days");
    expect(words("2026-11-09T09:00:00Z")).toBe("12 days ago");
    expect(words("2026-11-22T09:00:00Z")).toBe("tomorrow");
    expect(words("2026-11-20T09:00:00Z")).toBe("yesterday");
  });

  it("tells the date beyond", () => {
    expect(words("2026-12-22T09:00:00Z")).toBe("22 Dec 2026");
    expect(words("2026-10-21T09:00:00Z")).toBe("21 Oct 2026");
  });

  it("tells what of today has passed: at its end a key is dead", () => {
    expect(words("2026-11-21T12:00:01Z")).toBe("today");
    expect(words("2026-11-21T12:00:00Z")).toBe("earlier today");
  });

  it("tells that there is no end", () => {
    expect(words(null)).toBe("never");
  });
});
