import type { Progress } from "../../backend/bindings";

/** Work that takes longer than this says how far it is, milliseconds. */
export const SAYS_AFTER = 2_000;
const EVERY = 300;

/** A long piece of work: whether it is under way and, after a while, how far it has come. */
export class Watched {
  busy = $state(false);
  progress = $state.raw<Progress>();
  #look: () => Promise<Progress | null>;
  #stop: () => Promise<null>;

  constructor(look: () => Promise<Progress | null>, stop: () => Promise<null>) {
    this.#look = look;
    this.#stop = stop;
  }

  /** Runs it, looking after it meanwhile. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.busy = true;
    this.progress = undefined;
    let over = false;
    const look = async () => {
      if (over) return;
      const progress = await this.#look().catch(() => null);
      if (over) return;
      // Nothing is said before it has begun and once it is over: what was said last stands until then.
      this.progress = progress ?? this.progress;
      timer = setTimeout(() => void look(), EVERY);
    };
    let timer = setTimeout(() => void look(), SAYS_AFTER);
    try {
      return await work();
    } finally {
      over = true;
      clearTimeout(timer);
      this.busy = false;
      this.progress = undefined;
    }
  }

  /** Ends it before its end, where it is under way. */
  stop(): void {
    if (this.busy) this.#stop().catch(() => undefined);
  }
}
