// What the pages of the other storefronts share. A navigation logs the customer
// in, as ?expired, ?empty and ?broken want it; a reload only reads what the
// storage holds, and so does ?keep.
(function () {
  'use strict';
  var given = document.getElementById('sign-in');
  var signIn = JSON.parse(given.textContent);
  var base = given.dataset.base;
  given.remove();
  var query = new URLSearchParams(location.search);

  function setCookie(name, value, maxAge) {
    document.cookie = name + '=' + value + '; path=/' + (maxAge ? '; max-age=' + maxAge : '') +
      '; samesite=lax' + (location.protocol === 'https:' ? '; secure' : '');
  }
  function cookie(name) {
    var found = document.cookie.split('; ').find(function (one) { return one.startsWith(name + '='); });
    return found ? found.slice(name.length + 1) : null;
  }
  /** One origin is one storefront: what another page of the list left goes. */
  function forget() {
    localStorage.clear();
    sessionStorage.clear();
    document.cookie.split('; ').forEach(function (one) {
      if (/^(auth_dropin|vsf-|cif\.|private_content)/.test(one)) { document.cookie = one.split('=')[0] + '=; path=/; max-age=0'; }
    });
    return new Promise(function (done) {
      var gone = indexedDB.deleteDatabase('shop');
      gone.onsuccess = gone.onerror = gone.onblocked = done;
    });
  }
  /** Without the cookies of the shop: only the token counts. */
  function customer(token) {
    return fetch(base + 'graphql', { method: 'POST', credentials: 'omit', body: '{"query":"{customer{email firstname}}"}',
      headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' } })
      .then(function (answer) { return answer.json(); }).then(function (answer) { return answer.data && answer.data.customer; });
  }
  function tell(who, token) {
    document.body.dataset.login = who ? 'in' : 'out';
    document.getElementById('greeting').textContent = who ? 'Hi, ' + who.firstname : 'Sign in';
    document.getElementById('login-state').textContent = who ? 'Logged in as ' + who.email :
      token ? 'The store does not take the token of this page: not logged in' : 'Not logged in';
  }
  function attempt(read) {
    try { return Promise.resolve(read()).catch(function () { return null; }); } catch { return Promise.resolve(null); }
  }

  /**
   * @param {{fill: Function, guest?: Function, read: Function}} place fill(signIn, cut) writes what a login leaves, where cut
   *   takes the second half off if it is to be found half-written; guest() what is there without; read() gives the token in use.
   */
  window.storefront = function (place) {
    function same(text) { return text; }
    function half(text) { return text.slice(0, Math.floor(text.length / 2)); }
    var stay = performance.getEntriesByType('navigation')[0].type === 'reload' || query.has('keep');
    var ready = stay ? Promise.resolve() : forget().then(function () {
      return query.has('empty') ? place.guest && place.guest() : place.fill(signIn, query.has('broken') ? half : same);
    });
    ready.then(function () { return attempt(place.read); }).then(function (token) {
      return (token ? customer(token).catch(function () { return null; }) : Promise.resolve(null))
        .then(function (who) { tell(who, token); });
    });
  };
  window.storefront.cookie = cookie;
  window.storefront.setCookie = setCookie;
  window.storefront.query = query;
  window.storefront.base = base;
})();
