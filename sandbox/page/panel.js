// What the panel's scripts make of its pages: the resource tree, the dialogs of
// the integration grid, the customer form. They run after the page is there, as
// the real ones do.
(function () {
  'use strict';

  /** @returns {HTMLElement} */
  function make(name, attributes, children) {
    var one = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { one.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { one.append(child); });
    return one;
  }

  // One box of jstree 3.3.
  function box(data, last, level) {
    var kind = data.children.length ? 'jstree-open' : 'jstree-leaf';
    var anchor = make('a', { class: 'jstree-anchor ' + (data.state.selected ? ' jstree-clicked' : ''), href: '#', tabindex: '-1', role: 'treeitem',
      'aria-selected': String(data.state.selected), 'aria-level': String(level), id: data.id + '_anchor' }, [
      make('i', { class: 'jstree-icon jstree-checkbox', role: 'presentation' }), make('i', { class: 'jstree-icon jstree-themeicon', role: 'presentation' }), data.text]);
    if (data.children.length) { anchor.setAttribute('aria-expanded', 'true'); }
    var item = make('li', Object.assign({ role: 'none' }, data.li_attr, { id: data.id, class: 'jstree-node  ' + kind + (last ? ' jstree-last' : '') }),
      [make('i', { class: 'jstree-icon jstree-ocl', role: 'presentation' }), anchor]);
    if (data.children.length) { item.append(list(data.children, { role: 'group', class: 'jstree-children' }, level + 1)); }
    return item;
  }
  function list(boxes, attributes, level) {
    return make('ul', attributes, boxes.map(function (data, i) { return box(data, i === boxes.length - 1, level); }));
  }
  function plant(within) {
    within.querySelectorAll('[data-role="resource-tree"][data-mage-init]').forEach(function (tree) {
      var boxes = JSON.parse(tree.dataset.mageInit).rolesTree.treeInitData;
      tree.removeAttribute('data-mage-init');
      tree.className = 'tree x-tree jstree jstree-1 jstree-default jstree-checkbox-selection';
      tree.setAttribute('role', 'tree');
      tree.append(list(boxes, { class: 'jstree-container-ul jstree-children jstree-no-dots', role: 'presentation' }, 1));
      tree.onclick = function (event) {
        var anchor = event.target.closest('.jstree-anchor');
        event.preventDefault();
        if (anchor) { anchor.setAttribute('aria-selected', String(anchor.classList.toggle('jstree-clicked'))); }
      };
    });
    within.querySelectorAll('#all, #all_resources').forEach(function (select) {
      select.onchange = function () {
        select.closest('fieldset').querySelector('[data-role="tree-resources-container"]').classList.toggle('no-display', select.value === '1');
      };
    });
  }

  // The dialogs of Magento_Integration/js/integration.js.
  var count = 8;
  function modal(title, content, buttons) {
    var id = count += 1;
    var aside = make('aside', { role: 'dialog', class: 'modal-slide _show', 'aria-labelledby': 'modal-title-' + id, 'aria-describedby': 'modal-content-' + id,
      'data-role': 'modal', 'data-type': 'slide', tabindex: '0' }, [
      make('div', { class: 'modal-inner-wrap', 'data-role': 'focusable-scope' }, [
        make('header', { class: 'modal-header' }, [make('h1', { id: 'modal-title-' + id, class: 'modal-title', 'data-role': 'title' }, [title]),
          make('div', { class: 'page-actions-buttons' }, buttons.map(function (button) {
            var one = make('button', { class: button.kind, type: 'button', 'data-role': 'action' }, [make('span', {}, [button.text])]);
            one.onclick = function () { button.act(close); };
            return one;
          }))]),
        make('div', { id: 'modal-content-' + id, class: 'modal-content', 'data-role': 'content' }, [make('div', {}, [content])])])]);
    function close() {
      aside.remove();
      document.body.classList.remove('_has-modal');
    }
    document.getElementById('integration-popup-container')?.remove();
    document.querySelector('.modals-wrapper').append(aside);
    document.body.classList.add('_has-modal');
    plant(aside);
  }
  function load(address, link) {
    var url = address.replace(':id', link.dataset.rowId).replace(':isReauthorize', link.dataset.rowIsReauthorize);
    return fetch(url + '?form_key=' + window.FORM_KEY, { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
      .then(function (answer) { return answer.text(); })
      .then(function (html) { return document.createRange().createContextualFragment(html); });
  }
  function permissions(link) {
    load(window.integrationDialogs[0], link).then(function (content) {
      modal(link.closest('tr').querySelector('.col-name').textContent.trim(), content, [
        { text: 'Cancel', kind: 'action-secondary', act: function (close) { close(); } },
        { text: link.dataset.rowIsReauthorize === '1' ? 'Reauthorize' : 'Allow', kind: 'action-primary', act: function (close) { close(); tokens(link); } }]);
    });
  }
  function tokens(link) {
    load(window.integrationDialogs[1], link).then(function (content) {
      modal(link.closest('tr').querySelector('.col-name').textContent.trim(), content, [{ text: 'Done', kind: 'action-primary', act: function () { location.reload(); } }]);
    });
  }
  window.integration = { popup: { show: permissions } };

  // The customer form, made of the data of its components.
  function customerForm() {
    var place = document.querySelector('.customer_form_areas_customer_customer');
    if (!place) { return; }
    var data = JSON.parse(place.closest('main').querySelector('script[type="text/x-magento-init"]').textContent)['*']['Magento_Ui/js/core/app'];
    var customer = data.components.customer_form.config.data.customer;
    var labels = { firstname: 'First Name', lastname: 'Last Name', email: 'Email' };
    place.append(make('fieldset', { class: 'admin__fieldset' }, Object.keys(labels).flatMap(function (name) {
      var id = 'field-' + name;
      return [make('label', { class: 'admin__field-label', for: id }, [make('span', {}, [labels[name]])]),
        make('div', { class: 'admin__field', 'data-index': name }, [make('input', { class: 'admin__control-text', type: 'text', id: id,
          name: 'customer[' + name + ']', value: customer[name] })])];
    })));
  }
  setTimeout(function () {
    plant(document);
    customerForm();
    document.documentElement.dataset.scripts = 'done';
  });
})();
