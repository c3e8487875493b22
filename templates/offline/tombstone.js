// Published where reading offline is off: whoever still has the worker of another day gets this one,
// which throws away what that one kept and then itself. Without a handler every request goes to the
// network, as if there were no worker.

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const mine = `dragoman ${new URL(registration.scope).pathname} `;
    const names = (await caches.keys()).filter((name) => name.startsWith(mine));
    await Promise.all(names.map((name) => caches.delete(name)));
    await registration.unregister();
  })());
});
