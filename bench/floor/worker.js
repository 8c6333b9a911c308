// @ts-check
// Answers at once, as the worker of Storekey answers a call that needs no store.

chrome.runtime.onMessage.addListener((message, _sender, respond) => {
  respond({ v: 1, id: message.id, status: 200, body: { providers: [] } });
});
