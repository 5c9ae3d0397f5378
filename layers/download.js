'use strict';
// What is shown, as a file: a table that no spreadsheet runs, or map data. Made in the page, from
// what the page holds; nothing is fetched and nothing sent.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  const AT_ONCE = 5000; // rows written between two looks at the clock
  const READABLE = 2_000_000; // characters that a text box still shows
  // A spreadsheet runs a cell that starts so; an apostrophe before it makes it text again.
  const FORMULA = /^'?[=+\-@\t\r]/;

  /** One cell of a CSV file: quoted where needed, and never a formula. */
  kit.csvCell = (value) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return String(value);
    const text = FORMULA.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  const rounded = (degrees) => Math.round(degrees * 1e6) / 1e6;

  /** A row's cells by column; its place is the point it is drawn at, or a point within its shape. */
  function cells({ store, geometry }, columns, row) {
    const spot = geometry(row)?.spot ?? null;
    return columns.map((name) => {
      if (name === 'longitude') return spot && rounded(spot[0]);
      if (name === 'latitude') return spot && rounded(spot[1]);
      return store.value(name, row);
    });
  }

  /** The lines of a CSV file of some rows, its head first. */
  kit.csvLines = function* csvLines(source, columns, rows) {
    yield `${columns.join(',')}\n`;
    for (const row of rows) yield `${cells(source, columns, row).map(kit.csvCell).join(',')}\n`;
  };

  /** The lines of a GeoJSON file of some rows; a row without a place has no geometry. */
  kit.geojsonLines = function* geojsonLines(source, columns, rows) {
    yield '{"type": "FeatureCollection", "features": [\n';
    let first = true;
    for (const row of rows) {
      const values = cells(source, columns, row);
      const properties = Object.fromEntries(columns.map((name, at) => [name, values[at]]));
      const geometry = source.geometry(row)?.shape ?? null;
      yield `${first ? '' : ',\n'}${JSON.stringify({ type: 'Feature', geometry, properties })}`;
      first = false;
    }
    yield '\n]}\n';
  };

  /** A name for a file from a title in any script. */
  kit.fileName = (title, suffix) => {
    const stem = title.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
    return `${stem.slice(0, 80) || 'events'}.${suffix}`;
  };

  // Long files are written in pieces, so that the page stays awake.
  async function blobOf(lines, type) {
    const parts = [];
    let piece = [];
    for (const line of lines) {
      piece.push(line);
      if (piece.length < AT_ONCE) continue;
      parts.push(new Blob([piece.join('')]));
      piece = [];
      await new Promise((resolve) => setTimeout(resolve));
    }
    return new Blob([...parts, piece.join('')], { type });
  }

  const FORMATS = {
    csv: { lines: kit.csvLines, type: 'text/csv' },
    geojson: { lines: kit.geojsonLines, type: 'application/geo+json' },
  };

  // A page in a frame without an origin is sandboxed: it may not be allowed to save anything.
  const framed = () => globalThis.self !== globalThis.top && globalThis.origin === 'null';

  conflictmap.room?.('download', (app, columns) => {
    const { store, words } = app;
    if (!store.n) return;
    const rows = h('p', { class: 'download-rows' });
    const said = h('p', { class: 'download-said', role: 'status' });
    const choices = Object.keys(FORMATS).map((suffix) => {
      const button = h('button', { type: 'button', class: 'download-choice' }, words.say(`download.${suffix}`));
      button.addEventListener('click', () => give(app, columns, suffix, said));
      return button;
    });
    const menu = h('div', { class: 'download-menu', id: 'download-menu', hidden: true }, rows, choices, said);
    const button = kit.button(words.say('download.title'), {
      icon: kit.ICONS.download,
      class: 'tool',
      'aria-expanded': 'false',
      'aria-controls': 'download-menu',
    });
    const open = (wanted) => {
      menu.hidden = !wanted;
      button.setAttribute('aria-expanded', String(wanted));
      said.textContent = '';
      rows.textContent = words.say('download.rows', { count: store.shown });
    };
    button.addEventListener('click', () => open(menu.hidden));
    const holder = h('div', { class: 'download' }, button, menu);
    holder.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || menu.hidden) return;
      event.stopPropagation();
      open(false);
      button.focus();
    });
    holder.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && !holder.contains(relatedTarget) && open(false));
    document.addEventListener('pointerdown', ({ target }) => !menu.hidden && !holder.contains(target) && open(false));
    (app.slot('tools').querySelector('.sort-bar') ?? app.slot('tools')).append(holder);
    store.subscribe((change) => change === 'filter' && !menu.hidden && open(true));
  });

  async function give(app, columns, suffix, said) {
    const { store, words, data } = app;
    try {
      await store.texts?.all();
      const { lines, type } = FORMATS[suffix];
      const blob = await blobOf(lines(app, columns, store.shownRows(app.order?.())), type);
      const name = kit.fileName(data.title, suffix);
      if (framed()) await showText(app, blob, name);
      else {
        save(blob, name);
        said.textContent = words.say('download.saved', { name });
      }
    } catch (error) {
      said.textContent = words.say('download.failed', { reason: String(error.message) });
    }
  }

  function save(blob, name) {
    const link = h('a', {});
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // Where saving may be forbidden the text is shown, to be copied; saving can still be tried.
  async function showText({ words }, blob, name) {
    const short = blob.size <= READABLE;
    const area = h('textarea', { readonly: true, rows: 12, 'aria-label': name, dir: 'auto', spellcheck: 'false' });
    area.value = short ? await blob.text() : '';
    const copy = h('button', { type: 'button', class: 'text-button' }, words.say('download.copy'));
    copy.addEventListener('click', async () => {
      area.select();
      try {
        await navigator.clipboard.writeText(area.value);
        copy.textContent = words.say('download.copied');
      } catch {
        copy.hidden = true; // no clipboard in this frame: the text stands selected
      }
    });
    const keep = h('button', { type: 'button', class: 'text-button' }, words.say('download.save'));
    keep.addEventListener('click', () => save(blob, name));
    const dialog = h('dialog', { class: 'about download-text', 'aria-label': name });
    const close = kit.button(words.say('card.close'), { icon: kit.ICONS.close, class: 'close' }, () => dialog.close());
    dialog.append(
      close,
      h('p', {}, words.say(short ? 'download.framed' : 'download.long')),
      short ? area : '',
      h('p', { class: 'download-buttons' }, short && copy, keep),
    );
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    area.select();
  }
})();
