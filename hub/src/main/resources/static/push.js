// Offers notices in this browser where it can show them. The form does the rest: it is sent once the browser has subscribed.
(() => {
  "use strict";
  const form = document.getElementById("push");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const refused = document.getElementById("push-refused");
  const button = form.querySelector("button");

  function bytes(base64url) {
    const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }

  function base64url(buffer) {
    return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function same(one, other) {
    const a = new Uint8Array(one);
    return a.length === other.length && a.every((byte, i) => byte === other[i]);
  }

  async function subscription() {
    const key = bytes(form.dataset.key);
    await navigator.serviceWorker.register("/sw.js");
    const worker = await navigator.serviceWorker.ready;
    const before = await worker.pushManager.getSubscription();
    if (before) {
      if (before.options.applicationServerKey && same(before.options.applicationServerKey, key)) return before;
      await before.unsubscribe(); // for a key that the hub has no more
    }
    return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const found = await subscription();
      form.elements.endpoint.value = found.endpoint;
      form.elements.key.value = base64url(found.getKey("p256dh"));
      form.elements.auth.value = base64url(found.getKey("auth"));
      form.submit();
    } catch (e) {
      refused.hidden = false;
      button.disabled = false;
    }
  });
  form.hidden = false;
})();
