import { describe, expect, it } from "vitest";

import { RowSelection, type IdsBetween } from "./row-selection.svelte";

const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `row ${from + index}`);

function listOf(length: number, idsBetween: IdsBetween = names) {
  const list = { length };
  const selection = new RowSelection(() => list.length, idsBetween);
  const selected = () => names(0, length).filter(selection.has);
  return { list, selection, selected };
}

describe("RowSelection", () => {
  it("selects rows one by one, and no longer", () => {
    const { selection, selected } = listOf(5);
    selection.toggle("row 1", 1);
    selection.toggle("row 3", 3);
    expect(selected()).toEqual(["row 1", "row 3"]);
    selection.toggle("row 1", 1);
    expect([selected(), selection.size, selection.everything]).toEqual([["row 3"], 1, false]);
  });

  it("extends from where selecting began, in both directions, and takes back what it reached", () => {
    const { selection, selected } = listOf(10);
    selection.toggle("row 8", 8);
    selection.toggle("row 4", 4);
    selection.extend(6, 0);
    expect(selected()).toEqual(["row 4", "row 5", "row 6", "row 8"]);
    selection.extend(9, 0);
    expect(selected()).toEqual(names(4, 10));
    selection.extend(2, 0);
    expect(selected()).toEqual(["row 2", "row 3", "row 4", "row 8"]);
    selection.extend(4, 0);
    expect(selected()).toEqual(["row 4", "row 8"]);
  });

  it("extends from the row that has the focus where nothing was selected", () => {
    const { selection, selected } = listOf(10);
    selection.extend(3, 2);
    selection.extend(4, 3);
    expect(selected()).toEqual(["row 2", "row 3", "row 4"]);
  });

  it("starts anew where rows have moved", () => {
    const { selection, selected } = listOf(10);
    selection.extend(3, 2);
    selection.moved();
    selection.extend(8, 7);
    expect(selected()).toEqual(["row 2", "row 3", "row 7", "row 8"]);
  });

  it("takes all, those that come later too, but what is left out", () => {
    const { list, selection } = listOf(1284);
    selection.selectAll();
    expect([selection.size, selection.everything]).toEqual([1284, true]);
    selection.toggle("row 7", 7);
    expect([selection.size, selection.everything, selection.has("row 7")]).toEqual([1283, false, false]);
    list.length = 1300;
    expect(selection.size).toBe(1299);
    expect(selection.selected).toEqual({ all: true, ids: ["row 7"] });
    selection.toggle("row 7", 7);
    expect(selection.everything).toBe(true);
  });

  it("leaves nothing of all where each was left out", () => {
    const { list, selection } = listOf(2);
    selection.selectAll();
    selection.toggle("row 0", 0);
    selection.toggle("row 1", 1);
    list.length = 3;
    expect([selection.size, selection.has("row 2")]).toEqual([0, false]);
  });

  it("takes rows back into all when it is extended over them", () => {
    const { selection } = listOf(10);
    selection.selectAll();
    selection.toggle("row 3", 3);
    selection.toggle("row 5", 5);
    selection.moved();
    selection.extend(6, 2);
    expect(selection.everything).toBe(true);
    selection.extend(4, 2);
    expect(selection.selected.ids).toEqual(["row 5"]);
  });

  it("forgets rows that have gone", () => {
    const { list, selection } = listOf(10);
    selection.extend(3, 0);
    selection.forget(["row 2", "row 9"]);
    expect(selection.size).toBe(3);
    selection.selectAll();
    selection.toggle("row 5", 5);
    list.length = 9;
    selection.forget(["row 5"]);
    expect([selection.size, selection.everything]).toEqual([9, true]);
  });

  it("waits for rows that have to be read, and drops them when something else is selected meanwhile", async () => {
    const answers: ((ids: string[]) => void)[] = [];
    const { selection, selected } = listOf(200, () => new Promise((resolve) => answers.push(resolve)));
    selection.toggle("row 0", 0);
    selection.extend(150, 0);
    answers[0]?.(names(0, 151));
    await Promise.resolve();
    expect(selected()).toEqual(names(0, 151));
    selection.extend(199, 0);
    selection.clear();
    answers[1]?.(names(0, 200));
    await Promise.resolve();
    expect(selection.size).toBe(0);
  });
});
