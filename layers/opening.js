'use strict';
// How a page opens: what is read while the browser still writes the document, what the load event waits
// for, and what can wait until the first picture is on the screen.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  // The document grows by one more element; or it is finished.
  let growing = null;
  const grown = () =>
    (growing ??= new Promise((resolve) => {
      const done = () => {
        growing = null;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(done);
      observer.observe(document.body, { childList: true });
      document.addEventListener('DOMContentLoaded', done, { once: true });
    }));

  /** Wait until an element of the page's body is there as a whole: something stands behind it. */
  kit.written = async (id) => {
    while (document.readyState === 'loading' && !document.getElementById(id)?.nextSibling) await grown();
  };

  /** A stream of the page (layers/payload.js) as soon as it is there, long before the file has an end. */
  kit.streamOnceWritten = async (name) => {
    await kit.written(`conflictmap-${name}`);
    return kit.stream(name);
  };

  /** A promise that is kept when what waited for the first picture has been drawn, too. */
  kit.allDrawn = () => new Promise((resolve) => kit.afterPicture(() => kit.whenIdle(() => kit.whenIdle(resolve))));

  const ROUNDS = 4; // after which the loops that matter are compiled, as measured

  /** Run functions for nothing, one after the other in idle moments, some times over; a search goes first. */
  kit.rehearse = (store, functions) => {
    const all = Array.from({ length: ROUNDS }, () => functions).flat();
    const next = () => {
      if (!store.searching) all.shift()();
      if (all.length) kit.whenIdle(next, 1000);
    };
    kit.whenIdle(next, 1000);
  };

  /**
   * Printers, cameras and embedders wait for the page's load event: it fires when the map is there. A
   * document that is still being written delays it; where none can be made, it fires as it would.
   * @returns {() => void} lets it fire
   */
  kit.holdLoad = () => {
    let frame = null;
    const hold = () => {
      frame = kit.h('iframe', { hidden: true });
      document.body.append(frame);
      try {
        frame.contentDocument.open();
      } catch {
        release();
      }
    };
    const release = () => {
      frame?.contentDocument?.close();
      frame?.remove();
      frame = null;
      document.removeEventListener('DOMContentLoaded', hold);
    };
    // While the page itself is being written, nothing else need be.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', hold);
    else hold();
    return release;
  };
})();
