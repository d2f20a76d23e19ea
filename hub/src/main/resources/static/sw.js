// Shows notices while no page is open. What is said and in which language the hub has chosen; nothing is kept here.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let notice = {};
  try {
    notice = event.data ? event.data.json() : {};
  } catch (e) {
    // not ours; a browser takes the subscription away from those who show nothing
  }
  event.waitUntil(self.registration.showNotification(notice.title || "Tagline", {
    body: notice.body || "",
    lang: notice.lang || "",
    dir: notice.lang === "fa" ? "rtl" : "ltr",
    data: { url: notice.url || "/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
