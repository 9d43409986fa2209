/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs in a world of its own in the page of a preview: brings new versions of the mail into the page,
 * and tells of its links. The mail is parsed into a document that is inert, where nothing is loaded
 * and nothing runs, and only then are the differences taken over; so what did not change stays as it
 * is, images and the scroll position among it. What images say that are not shown is the business of
 * webview-alt.js, which runs before. */
'use strict';

(() => {
  const XLINK = 'http://www.w3.org/1999/xlink';
  const post = (name, text) => window.webkit.messageHandlers[name].postMessage(text);

  /* ---- The document ---- */

  /* What no mail client keeps: scripts, handlers, and what acts on the page as a whole. */
  function clean(wanted) {
    const handlers = wanted.evaluate('//@*[starts-with(translate(name(), "ON", "on"), "on")]', wanted,
      null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    for (let i = 0; i < handlers.snapshotLength; i++) {
      const handler = handlers.snapshotItem(i);
      handler.ownerElement.removeAttributeNode(handler);
    }
    for (const script of wanted.querySelectorAll('script'))
      script.remove();
    for (const meta of wanted.querySelectorAll('meta[http-equiv]'))
      meta.removeAttribute('http-equiv');
    for (const element of wanted.querySelectorAll('[autofocus]'))
      element.removeAttribute('autofocus');
    for (const fallback of wanted.querySelectorAll('noscript'))
      fallback.replaceWith(...fallback.childNodes);
  }

  function isSameKind(shown, wanted) {
    return shown.nodeType === wanted.nodeType && shown.nodeName === wanted.nodeName
      && shown.namespaceURI === wanted.namespaceURI;
  }

  function takeAttributes(shown, wanted) {
    for (const { namespaceURI, localName } of [...shown.attributes])
      if (!wanted.hasAttributeNS(namespaceURI, localName))
        shown.removeAttributeNS(namespaceURI, localName);
    for (const attribute of [...wanted.attributes])
      if (shown.getAttributeNS(attribute.namespaceURI, attribute.localName) !== attribute.value)
        shown.setAttributeNodeNS(attribute.cloneNode());
  }

  function take(shown, wanted) {
    if (shown.nodeType === Node.ELEMENT_NODE) {
      takeAttributes(shown, wanted);
      takeChildren(shown, wanted);
    } else if (shown.nodeValue !== wanted.nodeValue) {
      shown.nodeValue = wanted.nodeValue;
    }
  }

  /* What both begin and end with stays; what is between is paired in order. */
  function takeChildren(shown, wanted) {
    const old = [...shown.childNodes].filter(node => node !== illixisAlt.layer);
    const now = [...wanted.childNodes];
    let start = 0;
    let oldEnd = old.length;
    let nowEnd = now.length;

    while (start < oldEnd && start < nowEnd && old[start].isEqualNode(now[start]))
      start++;
    while (oldEnd > start && nowEnd > start && old[oldEnd - 1].isEqualNode(now[nowEnd - 1])) {
      oldEnd--;
      nowEnd--;
    }
    const next = old[oldEnd] ?? (illixisAlt.layer.parentNode === shown ? illixisAlt.layer : null);
    for (let i = start; i < Math.max(oldEnd, nowEnd); i++) {
      if (i >= nowEnd)
        old[i].remove();
      else if (i >= oldEnd)
        shown.insertBefore(now[i], next);
      else if (isSameKind(old[i], now[i]))
        take(old[i], now[i]);
      else
        old[i].replaceWith(now[i]);
    }
  }

  function getPlace() {
    return `${window.scrollX} ${window.scrollY}`;
  }

  /* place: where another page was left, or "" for where this one is. */
  function update(html, place) {
    const wanted = new DOMParser().parseFromString(html, 'text/html');
    const [left, top] = (place || getPlace()).split(' ').map(Number);

    clean(wanted);
    take(document.documentElement, wanted.documentElement);
    if (window.scrollX !== left || window.scrollY !== top)
      window.scrollTo({ left, top, behavior: 'instant' });
    tellTarget();
    illixisAlt.ask();
  }

  /* Two frames: what was asked for in the first is on the screen with the second. */
  function waitForFrame() {
    return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))));
  }

  /* ---- Links ---- */

  let pointed = null;
  let focused = null;
  let told = '';

  function findLink(event) {
    return event.composedPath().find(node => node.nodeType === Node.ELEMENT_NODE
      && (node.localName === 'a' || node.localName === 'area') && getTarget(node) !== null) ?? null;
  }

  /* As it stands in the mail: a merge tag is no address. */
  function getTarget(link) {
    const target = link.getAttribute('href') ?? link.getAttributeNS(XLINK, 'href');
    return target === null ? null : target.replace(/^x-text:/, '').trim();
  }

  function tellTarget() {
    const link = [pointed, focused].find(one => one?.isConnected);
    const target = link ? getTarget(link) ?? '' : '';

    if (target !== told)
      post('target', told = target);
  }

  function activate(event) {
    const link = findLink(event);

    if (link === null)
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.button !== 2)
      post('activated', getTarget(link));
  }

  window.addEventListener('click', activate, true);
  window.addEventListener('auxclick', activate, true);
  window.addEventListener('submit', event => event.preventDefault(), true);
  window.addEventListener('dragstart', event => event.preventDefault(), true);
  window.addEventListener('mouseover', event => { pointed = findLink(event); tellTarget(); }, true);
  window.addEventListener('mouseout', event => {
    if (event.relatedTarget === null) { pointed = null; tellTarget(); }
  }, true);
  window.addEventListener('focusin', event => { focused = findLink(event); tellTarget(); }, true);
  window.addEventListener('focusout', () => { focused = null; tellTarget(); }, true);

  window.addEventListener('scroll', () => post('place', getPlace()), { passive: true });

  globalThis.illixis = { update, waitForFrame };
})();
