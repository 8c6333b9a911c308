// The service worker of a shop: asks the web API when its page tells it to, and
// passes on what the page asks with ?through=worker.
self.addEventListener('install', function () { self.skipWaiting(); });
self.addEventListener('activate', function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener('message', function (event) {
  event.waitUntil(fetch(event.data.url, { headers: event.data.headers }).then(function (answer) {
    event.ports[0].postMessage(answer.status);
  }));
});
self.addEventListener('fetch', function (event) {
  if (new URL(event.request.url).searchParams.get('through') === 'worker') { event.respondWith(fetch(event.request)); }
});
