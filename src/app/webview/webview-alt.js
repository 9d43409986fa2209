/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of images that are not shown. WebKit draws one only if it fits on a line; mail clients
 * break it into lines and cut it where the image ends. So what WebKit leaves out is laid over the
 * image, in the image's own font and colour, in a layer that is not part of the mail. */
'use strict';

(() => {
  const TAKEN = ['font', 'color', 'direction', 'letterSpacing', 'lineHeight', 'textAlign',
    'textDecoration', 'textShadow', 'textTransform', 'wordSpacing'];
  const layer = document.createElement('x-alt');
  const root = layer.attachShadow({ mode: 'closed' });
  let isAsked = false;

  layer.setAttribute('aria-hidden', 'true');
  layer.style.cssText = 'all:initial;position:absolute;left:0;top:0;width:0;height:0;'
    + 'pointer-events:none';

  function isMissing(image) {
    return image.complete && image.naturalWidth === 0 && image.alt.trim() !== '';
  }

  function sum(style, ...names) {
    return names.reduce((total, name) => total + (parseFloat(style[name]) || 0), 0);
  }

  /* A text at the place of the image's content, on one line; null if there is no room at all. */
  function build(image) {
    const style = getComputedStyle(image);
    const box = image.getBoundingClientRect();
    const width = box.width - sum(style, 'paddingLeft', 'paddingRight', 'borderLeftWidth', 'borderRightWidth');
    const height = box.height - sum(style, 'paddingTop', 'paddingBottom', 'borderTopWidth', 'borderBottomWidth');

    if (width < 1 || height < 1 || style.visibility !== 'visible')
      return null;
    const text = document.createElement('div');
    text.textContent = image.alt;
    for (const name of TAKEN)
      text.style[name] = style[name];
    Object.assign(text.style, {
      position: 'absolute', overflow: 'hidden', whiteSpace: 'nowrap',
      left: `${box.left + window.scrollX + sum(style, 'paddingLeft', 'borderLeftWidth')}px`,
      top: `${box.top + window.scrollY + sum(style, 'paddingTop', 'borderTopWidth')}px`,
      width: `${width}px`, height: `${height}px`,
    });
    return text;
  }

  function fits(text) {
    return text.scrollWidth <= text.clientWidth && text.scrollHeight <= text.clientHeight;
  }

  function show() {
    const texts = [...document.images].filter(isMissing).map(build).filter(text => text !== null);

    isAsked = false;
    root.replaceChildren(...texts);
    if (texts.length === 0) {
      layer.remove();
      return;
    }
    if (!layer.isConnected)
      document.documentElement.append(layer);
    const drawn = texts.filter(fits);
    for (const text of texts)
      text.style.whiteSpace = 'normal';
    for (const text of drawn)
      text.remove();
  }

  /* Before the next frame, so that no frame is without. */
  function ask() {
    if (!isAsked)
      requestAnimationFrame(show);
    isAsked = true;
  }

  for (const type of ['error', 'load', 'toggle', 'resize'])
    window.addEventListener(type, ask, true);

  globalThis.illixisAlt = { layer, ask };
})();
