// Only the page's name is remembered: what was selected there belongs to the vault and stays in it.
const KEY = "keytower.page";

export function lastPage(): string {
  return localStorage.getItem(KEY) ?? "overview";
}

export function rememberPage(name: string): void {
  localStorage.setItem(KEY, name);
}
