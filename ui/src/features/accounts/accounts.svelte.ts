import type {
  AccountDetail,
  AccountFields,
  AccountView,
  EditAccess,
  KeyPage,
  OwnerAccess,
} from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { workspace } from "../../backend/workspace.svelte";
import { KEYS_SHOWN, ownedBy } from "../../people/owned";
import { type AccountSort, filterAccounts, sortAccounts } from "./list";

/** An account that is opened: what its row says at once, the rest when it has been read. */
export type OpenedAccount = Pick<AccountDetail, "account"> & Partial<AccountDetail>;

/** The service accounts as their page shows them: filtered, sorted, one opened. */
export class Accounts {
  text = $state("");
  sort = $state<AccountSort>("name");
  descending = $state(false);
  /** All of them; `undefined` until the first answer. */
  all = $state.raw<AccountView[]>();
  failure = $state.raw<unknown>();
  shown = $derived(sortAccounts(filterAccounts(this.all ?? [], this.text), this.sort, this.descending));
  opened = $state.raw<OpenedAccount>();
  /** Keys of the opened account. */
  keys = $state.raw<KeyPage>();
  openFailure = $state.raw<unknown>();
  // An answer about an account that was opened before isn't shown at the next.
  #wanted: string | undefined;

  async reload(): Promise<void> {
    try {
      this.all = await answer(commands.listAccounts());
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Reads anew what is shown, after something else changed it. */
  async reread(): Promise<void> {
    await Promise.all([this.reload(), this.#wanted && this.open(this.#wanted)]);
  }

  /** Sorts by a column; by the same one again, the other way round. Numbers start with the largest. */
  sortBy(sort: AccountSort): void {
    this.descending = this.sort === sort ? !this.descending : sort === "keys" || sort === "resources";
    this.sort = sort;
  }

  /** Opens an account by its address; `undefined` closes it. */
  async open(id: string | undefined): Promise<void> {
    this.#wanted = id;
    this.openFailure = undefined;
    if (this.opened?.account.account_id !== id) {
      const row = this.all?.find((account) => account.account_id === id);
      this.opened = row && { account: row };
      this.keys = undefined;
    }
    if (id === undefined) return;
    try {
      const [detail, keys] = await Promise.all([
        answer(commands.account(id)),
        answer(commands.listKeys(ownedBy(id), 0, KEYS_SHOWN)),
      ]);
      if (this.#wanted !== id) return;
      this.opened = detail;
      this.keys = keys;
    } catch (failure) {
      if (this.#wanted === id) this.openFailure = failure;
    }
  }

  async create(fields: AccountFields): Promise<AccountView> {
    return this.#changed(await answer(commands.createAccount(fields)));
  }

  async edit(id: string, fields: AccountFields): Promise<AccountView> {
    return this.#changed(await answer(commands.editAccount(id, fields)));
  }

  /** Other grants, templates and aircraft. */
  async editAccess(id: string, request: EditAccess): Promise<OwnerAccess> {
    const holds = await answer(commands.editAccess(id, request));
    await this.#reread(id);
    return holds;
  }

  async disable(id: string): Promise<AccountView> {
    return this.#changed(await answer(commands.disableAccount(id)));
  }

  async enable(id: string): Promise<AccountView> {
    return this.#changed(await answer(commands.enableAccount(id)));
  }

  async #changed(account: AccountView): Promise<AccountView> {
    await this.#reread(account.account_id);
    return account;
  }

  async #reread(id: string): Promise<void> {
    await Promise.all([
      this.reload(),
      workspace.refresh(),
      // Its events and its keys' states changed with it.
      this.#wanted === id ? this.open(id) : undefined,
    ]);
  }
}
