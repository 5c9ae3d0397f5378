'use strict';
// On a phone the panel is a sheet: closed, half, or whole; dragged, or moved by keys. The map is
// drawn anew once it rests, never while it moves.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  const STOPS = ['peek', 'half', 'full'];
  const PEEK = 46; // pixels, and a part of the page's height: as in sheet.css
  const HALF = 0.43;
  const FLING = 0.5; // pixels per millisecond that carry the sheet to the next stop

  /**
   * Where a sheet comes to rest.
   * @param {number} size  its height when it was let go, in pixels
   * @param {number} speed  upwards, in pixels per millisecond
   * @param {number[]} heights  of the stops, from the lowest
   * @returns {number} the stop
   */
  kit.restingStop = (size, speed, heights) => {
    const nearest = heights.reduce((best, height, at) => (Math.abs(height - size) < Math.abs(heights[best] - size) ? at : best), 0);
    if (Math.abs(speed) < FLING) return nearest;
    const beyond = heights.map((height, at) => [height, at]).filter(([height]) => (speed > 0 ? height > size : height < size));
    if (!beyond.length) return nearest;
    return speed > 0 ? beyond[0][1] : beyond.at(-1)[1];
  };

  conflictmap.room?.('sheet', (app) => {
    const { words } = app;
    const frame = document.querySelector('.app');
    const handle = h('div', {
      class: 'sheet-handle',
      role: 'slider',
      tabindex: 0,
      'aria-orientation': 'vertical',
      'aria-valuemin': 0,
      'aria-valuemax': STOPS.length - 1,
      'aria-label': words.say('sheet.label'),
    });
    const slot = app.slot('sheet');
    slot.setAttribute('role', 'region');
    slot.setAttribute('aria-label', words.say('sheet.label'));
    slot.append(handle);
    const sheet = { app, frame, handle, stop: 1 };
    const rest = (stop) => {
      sheet.stop = Math.max(0, Math.min(stop, STOPS.length - 1));
      frame.dataset.sheet = STOPS[sheet.stop];
      frame.style.removeProperty('--sheet');
      frame.classList.remove('is-dragged');
      handle.setAttribute('aria-valuenow', sheet.stop);
      handle.setAttribute('aria-valuetext', words.say(`sheet.${STOPS[sheet.stop]}`));
      lock(sheet, sheet.stop === 2);
    };
    handle.addEventListener('keydown', (event) => {
      const stops = { ArrowUp: sheet.stop + 1, ArrowDown: sheet.stop - 1, Home: 0, End: 2, Enter: sheet.stop === 2 ? 1 : 2 };
      if (!(event.key in stops)) return;
      event.preventDefault();
      rest(stops[event.key]);
    });
    drag(sheet, rest);
    rest(1);
    // An event that is opened is to be seen on the map.
    app.on('opened', () => app.phone() && sheet.stop === 2 && rest(1));
  });

  // While the sheet moves, or covers it, the map keeps its size.
  function lock({ app }, on) {
    const map = app.map.getContainer();
    map.style.blockSize = on && app.phone() ? `${map.offsetHeight || 200}px` : '';
    map.style.insetBlockEnd = on && app.phone() ? 'auto' : '';
  }

  function drag(sheet, rest) {
    const { frame, handle } = sheet;
    let grabbed = null;
    const room = () => frame.clientHeight - document.querySelector('.head').offsetHeight - document.querySelector('.time').offsetHeight - handle.offsetHeight;
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      const size = document.querySelector('.panel').offsetHeight;
      grabbed = { y: event.clientY, size, now: size, moved: 0, speed: 0, time: event.timeStamp };
      lock(sheet, true);
      frame.classList.add('is-dragged');
    });
    handle.addEventListener('pointermove', (event) => {
      if (!grabbed) return;
      const now = Math.max(0, Math.min(grabbed.size + grabbed.y - event.clientY, room()));
      const passed = Math.max(1, event.timeStamp - grabbed.time);
      grabbed.speed = (now - grabbed.now) / passed;
      grabbed.moved = Math.max(grabbed.moved, Math.abs(event.clientY - grabbed.y));
      Object.assign(grabbed, { now, time: event.timeStamp });
      frame.style.setProperty('--sheet', `${now}px`);
    });
    const drop = () => {
      if (!grabbed) return;
      const { now, speed, moved } = grabbed;
      grabbed = null;
      // A press without a drag opens the sheet, or halves it.
      if (moved < 4) rest(sheet.stop === 2 ? 1 : sheet.stop + 1);
      else rest(kit.restingStop(now, speed, [PEEK, HALF * frame.clientHeight, room()]));
    };
    handle.addEventListener('pointerup', drop);
    handle.addEventListener('pointercancel', drop);
  }
})();
