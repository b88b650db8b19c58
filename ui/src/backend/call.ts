import type { Problem } from "./bindings";
import { session } from "./session.svelte";

/** A command's refusal. Its words are `problemText(refusal.problem)`. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = "Refusal";
    this.problem = problem;
  }
}

type Outcome<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };

/** A problem that is nobody's input: the call itself failed. */
function broken(): Problem {
  return { code: "internal", field: null, params: {} };
}

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "params" in error;
}

/** The data of a command, or a thrown {@link Refusal}, whatever went wrong. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new Refusal(broken());
  }
  if (outcome.status === "ok") return outcome.data;
  // What the transport itself refuses (a command that isn't allowed) arrives as bare text.
  const problem = isProblem(outcome.error) ? outcome.error : broken();
  if (problem.code === "locked" || problem.code === "no_vault") await session.refresh();
  throw new Refusal(problem);
}

/** The problem in whatever was caught. */
export function problemOf(error: unknown): Problem {
  return error instanceof Refusal ? error.problem : broken();
}
