import { tick } from "svelte";

/** After a form was refused: puts the focus into the first field with a mistake. */
export async function focusFirstError(form: HTMLElement | null | undefined): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
