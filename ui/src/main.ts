import "./kit/fonts.css";
import "./kit/tokens.css";
import "./kit/global.css";
import "./kit/control.css";
import "./kit/popup.css";

import { mount } from "svelte";

import { session } from "./backend/session.svelte";
import { settings } from "./backend/settings.svelte";
import App from "./shell/App.svelte";

const target = document.getElementById("app");
if (target) {
  // The theme is known before anything is drawn. A program that doesn't answer leaves the defaults.
  await Promise.allSettled([settings.load(), session.start()]);
  mount(App, { target });
}
