// Keeps #region as the server has it. The server sends the whole part again, rendered; nothing is put together here.
(() => {
  "use strict";
  const region = document.getElementById("region");
  if (!region || !window.EventSource) return;
  const live = document.getElementById("live");
  const word = document.getElementById("live-word");
  const announce = document.getElementById("announce");
  const slowest = 30000;
  let wait = 1000;
  let version = region.dataset.version;

  function show(state) {
    live.hidden = false;
    live.dataset.state = state;
    word.textContent = live.dataset[state];
  }

  function update(event) {
    version = event.lastEventId;
    // who goes through the page by keyboard stays where they are
    const held = region.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    region.innerHTML = event.data;
    if (held) [...region.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
    const news = region.querySelector("[data-announce]");
    const text = news ? news.textContent.replace(/\s+/g, " ").trim() : "";
    if (announce && text && announce.textContent !== text) announce.textContent = text;
    region.classList.remove("fresh");
    void region.offsetWidth;
    region.classList.add("fresh");
  }

  function connect() {
    const address = new URL(region.dataset.stream, window.location.href);
    address.searchParams.set("since", version);
    const source = new EventSource(address);
    source.addEventListener("open", () => { wait = 1000; show("on"); });
    source.addEventListener("update", update);
    source.addEventListener("error", () => {
      // the browser's own retry gives up on a 503 and knows nothing of what the page has by now
      source.close();
      show(wait < slowest ? "off" : "full");
      window.setTimeout(connect, wait * (0.7 + Math.random() * 0.6));
      wait = Math.min(wait * 2, slowest);
    });
    window.addEventListener("pagehide", () => source.close(), { once: true });
  }

  window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  connect();
})();
