import { describe, expect, it } from "vitest";
import { Refusal } from "./call";
import { Form, problemAt } from "./form.svelte";

const start = { name: "", note: "" };

function form() {
  return new Form({ ...start }, (fields, field) =>
    field === "name" && fields.name === "" ? problemAt("name", "required") : undefined,
  );
}

const refuse = async () => {
  throw new Refusal(problemAt("name", "name_taken"));
};

describe("a form", () => {
  it("says what is wrong with a field once it is left, and no more once it is mended", async () => {
    const one = form();
    one.typed("name");
    expect(one.error("name")).toBeUndefined();
    await one.leave("name");
    expect(one.error("name")).toBeDefined();
    one.fields.name = "a";
    one.typed("name");
    expect(one.error("name")).toBeUndefined();
  });

  it("doesn't ask the back end while something is wrong", async () => {
    const one = form();
    let asked = 0;
    const saved = await one.submit(async () => ++asked);
    expect([saved, asked]).toEqual([undefined, 0]);
    one.fields.name = "a";
    expect(await one.submit(async () => ++asked)).toBe(1);
  });

  it("keeps a refusal at its field until the field changes", async () => {
    const one = form();
    one.fields.name = "taken";
    await one.submit(refuse);
    const words = one.error("name");
    expect(words).toBeDefined();
    await one.leave("name");
    expect(one.error("name")).toBe(words);
    one.fields.name = "free";
    one.typed("name");
    await one.leave("name");
    expect(one.error("name")).toBeUndefined();
  });

  it("doesn't let a field that was left on the way to the button overrule the answer", async () => {
    const one = form();
    one.fields.name = "taken";
    const left = one.leave("name", async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return undefined;
    });
    await one.submit(refuse);
    await left;
    expect(one.error("name")).toBeDefined();
  });

  it("says at the whole what belongs to no field of it", async () => {
    const one = form();
    one.fields.name = "a";
    await one.submit(async () => {
      throw new Refusal({ code: "disk_full", field: null, params: {} });
    });
    expect(one.whole).toBeDefined();
    expect(one.busy).toBe(false);
    one.reset({ ...start });
    expect(one.whole).toBeUndefined();
  });
});
