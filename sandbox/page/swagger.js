// What swagger-ui shows as far as a key is concerned: the Authorize button with
// its dialog, or the field of 2.3; then the operations that the key may see.
(function () {
  'use strict';
  function make(name, attributes, children) {
    var one = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { one.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { one.append(child); });
    return one;
  }
  var list = make('div', { class: 'operations', role: 'status' });
  function load(schema, key) {
    fetch(schema, { headers: key ? { Authorization: 'Bearer ' + key.trim() } : {} }).then(function (answer) { return answer.json(); })
      .then(function (found) {
        list.replaceChildren();
        Object.keys(found.paths || {}).forEach(function (path) {
          Object.keys(found.paths[path]).forEach(function (method) {
            list.append(make('div', { class: 'opblock opblock-' + method }, [make('b', {}, [method]), path]));
          });
        });
      }).catch(function () { list.textContent = 'Failed to load API definition.'; });
  }

  var field = document.getElementById('input_apiKey');
  if (field) {
    var schema23 = document.getElementById('input_baseUrl').value;
    field.onchange = document.getElementById('explore').onclick = function () { load(schema23, field.value); return false; };
    document.getElementById('swagger-ui-container').append(list);
    load(schema23);
    return;
  }

  var page = document.getElementById('swagger-ui');
  var container = page.querySelector('.swagger-container');
  var authorized = '';
  function dialog() {
    var input = make('input', { type: 'text', 'aria-label': 'auth-apiKey-value' });
    var held = authorized ? make('code', {}, ['******']) : input;
    var form = make('form', {}, [make('div', {}, [
      make('h4', {}, [make('code', {}, ['api_key']), ' (apiKey)']), make('div', { class: 'wrapper' }, [make('p', {}, ['Name: ', make('code', {}, ['api_key'])])]),
      make('div', { class: 'wrapper' }, [make('label', {}, ['Value:']), make('section', { class: 'block-tablet col-10-tablet block-desktop col-10-desktop' }, [held])])]),
      make('div', { class: 'auth-btn-wrapper' }, [
        make('button', { type: 'submit', class: 'btn modal-btn auth authorize button' }, [authorized ? 'Logout' : 'Authorize']),
        make('button', { type: 'button', class: 'btn modal-btn auth btn-done button' }, ['Close'])])]);
    var whole = make('div', { class: 'dialog-ux' }, [make('div', { class: 'backdrop-ux' }), make('div', { class: 'modal-ux' }, [
      make('div', { class: 'modal-dialog-ux' }, [make('div', { class: 'modal-ux-inner' }, [
        make('div', { class: 'modal-ux-header' }, [make('h3', {}, ['Available authorizations'])]),
        make('div', { class: 'modal-ux-content' }, [make('div', { class: 'auth-container' }, [form])])])])])]);
    form.onsubmit = function (event) {
      event.preventDefault();
      authorized = authorized ? '' : input.value;
      whole.remove();
      load(page.dataset.baseUrl, authorized);
    };
    form.querySelector('.btn-done').onclick = function () { whole.remove(); };
    container.prepend(whole);
    input.focus();
  }
  var button = make('button', { class: 'btn authorize unlocked', type: 'button' }, [make('span', {}, ['Authorize'])]);
  button.onclick = dialog;
  container.append(make('div', { class: 'scheme-container' }, [make('section', { class: 'schemes wrapper' }, [make('div', { class: 'auth-wrapper' }, [button])])]), list);
  load(page.dataset.baseUrl);
})();
