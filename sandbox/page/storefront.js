// What the scripts of a Luma storefront leave in the browser: markers in
// cookies and storage, who is logged in by name, never a token.
(function () {
  'use strict';
  var base = window.BASE_URL;
  var path = new URL(base).pathname;
  var markers = ['recently_viewed_product', 'recently_viewed_product_previous', 'recently_compared_product',
    'recently_compared_product_previous', 'product_data_storage', 'mage-cache-storage', 'mage-cache-storage-section-invalidation'];
  function setCookie(name, value) {
    document.cookie = name + '=' + encodeURIComponent(value) + '; path=' + path + '; max-age=3600; samesite=lax';
  }
  function takeMessages() {
    var found = document.cookie.match(/(?:^|; )mage-messages=([^;]*)/);
    document.cookie = 'mage-messages=; path=' + path + '; max-age=0; samesite=strict';
    if (!found || !found[1]) { return; }
    JSON.parse(decodeURIComponent(found[1])).forEach(function (one) {
      var line = document.createElement('div');
      line.className = 'message message-' + one.type + ' ' + one.type;
      line.textContent = one.text;
      document.querySelector('.page.messages').append(line);
    });
  }
  function remember(sections) {
    var customer = sections.customer;
    markers.forEach(function (name) { if (!localStorage.getItem(name)) { localStorage.setItem(name, '{}'); } });
    localStorage.setItem('mage-cache-storage', JSON.stringify(sections));
    localStorage.setItem('mage-cache-timeout', JSON.stringify(new Date(Date.now() + 3600e3).toISOString()));
    localStorage.setItem('mage-customer-login', customer.fullname ? '1' : '0');
    document.documentElement.dataset.sections = 'loaded';
  }
  markers.forEach(function (name) { setCookie(name, '{}'); });
  setCookie('mage-cache-sessid', 'true');
  takeMessages();
  fetch(base + 'customer/section/load/?sections=customer', { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
    .then(function (answer) { return answer.json(); })
    .then(remember, function () { /* the page works without */ });
})();
