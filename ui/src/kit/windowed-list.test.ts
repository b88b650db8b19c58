import { describe, expect, it } from "vitest";
import { WindowedList } from "./windowed-list.svelte";

const numbers = (length: number) => async (offset: number, limit: number) => ({
  matching: length,
  rows: Array.from({ length: Math.max(0, Math.min(limit, length - offset)) }, (_, index) => offset + index),
});

describe("WindowedList", () => {
  it("reads only the chunks that are looked at, once", async () => {
    const asked: number[] = [];
    const list = new WindowedList<number>((offset, limit) => {
      asked.push(offset);
      return numbers(1000)(offset, limit);
    });
    await list.reload();
    list.need(250, 310);
    list.need(260, 320);
    await Promise.resolve();
    await Promise.resolve();
    expect(asked).toEqual([0, 200, 300]);
    expect(list.count).toBe(1000);
    expect(list.rowAt(305)).toBe(305);
    expect(list.rowAt(500)).toBeUndefined();
  });

  it("drops an answer that is overtaken by a newer question", async () => {
    const answers: ((rows: string[]) => void)[] = [];
    const list = new WindowedList<string>(
      () => new Promise((resolve) => answers.push((rows) => resolve({ matching: rows.length, rows }))),
    );
    const first = list.reload();
    const second = list.reload();
    answers[1]?.(["new"]);
    answers[0]?.(["old", "old"]);
    await Promise.all([first, second]);
    expect(list.count).toBe(1);
    expect(list.rowAt(0)).toBe("new");
  });

  it("keeps what it shows when a question fails, and says so", async () => {
    let broken = false;
    const list = new WindowedList<number>(async (offset, limit) => {
      if (broken) throw new Error("gone");
      return numbers(3)(offset, limit);
    });
    await list.reload();
    broken = true;
    await list.reload();
    expect(list.failure).toBeInstanceOf(Error);
    expect(list.rowAt(2)).toBe(2);
    broken = false;
    await list.reload();
    expect(list.failure).toBeUndefined();
  });

  it("starts over where the list became shorter than the place looked at", async () => {
    let length = 900;
    const list = new WindowedList<number>((offset, limit) => numbers(length)(offset, limit));
    await list.reload();
    list.need(800, 830);
    await Promise.resolve();
    length = 5;
    await list.reload();
    await Promise.resolve();
    expect(list.count).toBe(5);
    expect(list.rowAt(4)).toBe(4);
  });
});
