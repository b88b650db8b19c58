// Stands in for what Tauri puts into every page: calls and events go to the test's host instead of a window.
(() => {
  "use strict";
  const here = location.pathname;
  const callbacks = new Map();
  const heard = new Map();
  let last = 0;

  function transformCallback(callback, once = false) {
    const id = (last += 1);
    callbacks.set(id, (data) => {
      if (once) callbacks.delete(id);
      return callback?.(data);
    });
    return id;
  }

  async function hear() {
    let from = /*told*/ 0;
    for (;;) {
      const notices = await fetch(`${here}notices/${from}`).then((answer) => answer.json());
      from += notices.length;
      for (const payload of notices) {
        for (const [id, handler] of heard) callbacks.get(handler)?.({ event: "notice", id, payload });
      }
    }
  }

  async function invoke(command, args = {}) {
    if (command === "plugin:event|listen") {
      if (heard.size === 0) hear().catch(() => undefined);
      heard.set(args.handler, args.handler);
      return args.handler;
    }
    if (command === "plugin:event|unlisten") {
      heard.delete(args.eventId);
      return null;
    }
    const answer = await fetch(`${here}invoke/${encodeURIComponent(command)}`, {
      method: "POST",
      body: JSON.stringify(args),
    });
    const outcome = await answer.json();
    if ("refused" in outcome) throw outcome.refused;
    return outcome.ok;
  }

  window.__TAURI_INTERNALS__ = Object.freeze({
    invoke,
    transformCallback,
    unregisterCallback: (id) => callbacks.delete(id),
    runCallback: (id, data) => callbacks.get(id)?.(data),
    metadata: { currentWindow: { label: "main" }, currentWebview: { windowLabel: "main", label: "main" } },
  });
  window.__TAURI_EVENT_PLUGIN_INTERNALS__ = Object.freeze({
    unregisterListener: (_event, id) => heard.delete(id),
  });
  // `freezePrototype` in tauri.conf.json.
  Object.freeze(Object.prototype);
})();
