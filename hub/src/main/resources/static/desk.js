// Keys of the desk: one letter each, while nobody types (WCAG 2.2, 2.1.4: they can be switched off).
(() => {
  "use strict";
  if (!document.body.hasAttribute("data-desk")) return;
  const memory = "tagline-desk-keys";
  const help = document.getElementById("keys");
  const button = document.getElementById("keys-switch");
  let on = true;
  try { on = window.localStorage.getItem(memory) !== "off"; } catch (e) { /* nothing is remembered then */ }

  function show() {
    if (!button) return;
    button.hidden = false;
    button.textContent = on ? button.dataset.off : button.dataset.on;
  }

  function move(by) {
    const links = [...document.querySelectorAll("a.go")];
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
    links[next].focus();
  }

  function types(target) {
    return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && types(event.target)) { event.target.blur(); return; }
    if (!on || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (event.key === "/") document.getElementById("q")?.focus();
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?" && help) { help.open = !help.open; help.querySelector("summary").focus(); }
    else {
      const target = /^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
      if (!target) return;
      if (target.tagName === "A") target.click();
      else target.focus();
    }
    event.preventDefault();
  });

  button?.addEventListener("click", () => {
    on = !on;
    try { window.localStorage.setItem(memory, on ? "on" : "off"); } catch (e) { /* as above */ }
    show();
  });
  show();
})();
