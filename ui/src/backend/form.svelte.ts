import { released } from "../kit/released";
import type { Code, Problem } from "./bindings";
import { problemOf } from "./call";
import { problemText } from "./words";

/** What stands in the way of one field, as far as the window can tell before the back end is asked. */
export type Check<F> = (fields: F, field: keyof F & string) => Problem | undefined;

/** A problem at a field. */
export function problemAt(field: string, code: Code, params: Problem["params"] = {}): Problem {
  return { code, field, params };
}

/** What is typed into a form, and what is wrong with it: at each field as soon as it is left. */
export class Form<F extends object> {
  fields: F;
  /** What is wrong with the whole, in words. */
  whole = $state<string>();
  busy = $state(false);
  #problems = $state<Record<string, Problem | undefined>>({});
  // What a field held when the back end refused it: until that changes, the refusal stands.
  #refused = new Map<string, unknown>();
  #submits = 0;
  #check: Check<F>;

  constructor(fields: F, check: Check<F>) {
    this.fields = $state(fields);
    this.#check = check;
  }

  /** Starts anew. */
  reset(fields: F): void {
    Object.assign(this.fields, fields);
    this.#problems = {};
    this.#refused.clear();
    this.whole = undefined;
  }

  /** What is wrong with a field, in words. */
  error(field: string): string | undefined {
    const problem = this.#problems[field];
    return problem === undefined ? undefined : problemText(problem);
  }

  /** The field was left. `ask` may find what only the back end knows. */
  async leave(field: keyof F & string, ask?: () => Promise<Problem | undefined>): Promise<void> {
    const submits = this.#submits;
    await released();
    const before = JSON.stringify(this.fields);
    let problem = this.#check(this.fields, field);
    if (problem === undefined && this.#stillRefused(field)) return;
    if (problem === undefined && ask !== undefined) problem = await ask().catch(() => undefined);
    // Submitting has found out more; and what was typed meanwhile is another text.
    if (submits !== this.#submits || JSON.stringify(this.fields) !== before) return;
    this.#problems[field] = problem;
  }

  /** The field is typed into: an error goes as soon as it is mended, and none comes before it is left. */
  typed(field: keyof F & string): void {
    if (this.#problems[field] !== undefined) this.#problems[field] = this.#check(this.fields, field);
  }

  /** Puts a problem that came from elsewhere where it belongs. */
  refuse(problem: Problem): void {
    const field = problem.field?.split(/[.[]/)[0];
    if (field !== undefined && field in this.fields) {
      this.#problems[field] = problem;
      this.#refused.set(field, this.fields[field as keyof F]);
    } else {
      this.whole = problemText(problem);
    }
  }

  /** Checks every field, then saves; what was saved, or nothing where something is wrong. */
  async submit<T>(save: (fields: F) => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.#submits += 1;
    this.whole = undefined;
    this.#refused.clear();
    const fields = $state.snapshot(this.fields) as F;
    const names = Object.keys(fields) as (keyof F & string)[];
    for (const name of names) this.#problems[name] = this.#check(fields, name);
    if (names.some((name) => this.#problems[name] !== undefined)) return undefined;
    this.busy = true;
    try {
      return await save(fields);
    } catch (failure) {
      this.refuse(problemOf(failure));
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #stillRefused(field: keyof F & string): boolean {
    return this.#refused.has(field) && this.#refused.get(field) === this.fields[field];
  }
}
