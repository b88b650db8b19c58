import { expect, it } from "vitest";
import { isoDay } from "./days";

it.each([
  ["2027-05-20", "2027-05-20"],
  [" 20 May 2027 ", "2027-05-20"],
  ["Thu 20 may 2027", "2027-05-20"],
  ["20 September 2027", "2027-09-20"],
  ["20.5.2027", "2027-05-20"],
  ["20. 05. 2027", "2027-05-20"],
])("understands %s", (typed, day) => expect(isoDay(typed)).toBe(day));

it.each(["31 April 2027", "30.2.2027", "5/6/2027", "soon", ""])("hands %s on as it is typed", (typed) =>
  expect(isoDay(typed)).toBe(typed),
);
