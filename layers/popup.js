'use strict';
// The card of one event: a footnote that says what, when and where, how well each is known, who
// stands behind it, and the words it rests on.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;
  const GAP = 12; // between mark and card, in pixels
  const FOOT = 20; // of the map, left to the attribution
  const SIDE = 52; // of the map, left to its buttons

  /**
   * Where a card goes beside a mark: on a side where it fits and does not cover the mark.
   * @param {{x, y, w, h}} mark  @param {{w, h}} card  @param {{x, w, h}} room
   * @returns {{x: number, y: number, side: string}} `over` where no side has room
   */
  kit.placeCard = (mark, card, room) => {
    const left = room.x ?? 0;
    const clamp = (value, size, limit, least = 0) => Math.max(least + GAP, Math.min(value, limit - size - GAP));
    const middle = { x: mark.x + mark.w / 2 - card.w / 2, y: mark.y + mark.h / 2 - card.h / 2 };
    const across = clamp(middle.x, card.w, room.w, left);
    const along = clamp(middle.y, card.h, room.h);
    const options = [
      { side: 'end', x: mark.x + mark.w + GAP, y: along },
      { side: 'start', x: mark.x - card.w - GAP, y: along },
      { side: 'above', x: across, y: mark.y - card.h - GAP },
      { side: 'below', x: across, y: mark.y + mark.h + GAP },
    ];
    const fits = ({ x, y }) => x >= left + GAP && y >= GAP && x + card.w <= room.w - GAP && y + card.h <= room.h - GAP;
    const corner = { side: 'over', x: room.w - card.w - GAP, y: clamp(GAP, card.h, room.h) };
    return options.find(fits) ?? corner;
  };

  conflictmap.room?.('popup', (app, paragraphs) => {
    const { map, store } = app;
    const sources = kit.sourceRows(app.data);
    const evidence = kit.evidenceRows(app.data, paragraphs ?? undefined);
    let card = null;
    let opener = null;

    const close = () => {
      card?.remove();
      card = null;
    };
    const dismiss = () => {
      const back = opener;
      store.select(-1);
      if (back?.isConnected) back.focus();
      opener = null;
    };
    const open = () => {
      const focused = card?.contains(document.activeElement);
      close();
      card = createCard(app, store.selected, { sources, evidence, dismiss });
      app.slot('card').append(card);
      if (!app.phone()) card.style.maxBlockSize = `${roomOf(map).h - 2 * GAP}px`;
      if (app.phone()) showAbove();
      else showBeside();
      place();
      app.emit('layout');
      if (focused) card.querySelector('.close').focus();
    };
    const place = () => {
      if (!card) return;
      if (app.phone()) card.removeAttribute('style');
      else position(app, card, store.selected);
    };
    // On a phone the card is a sheet over the lower half: the mark moves to what stays visible.
    const showAbove = () => {
      const mark = app.places.get(store.selected)?.rect();
      if (!mark) return;
      const stage = map.getContainer().getBoundingClientRect();
      const visible = Math.min(stage.bottom, card.getBoundingClientRect().top) - stage.top;
      const middle = { x: mark.x + mark.w / 2, y: mark.y + mark.h / 2 };
      if (middle.y < 24 || middle.y > visible - 24)
        map.panBy([0, middle.y - visible / 2], { animate: !app.reduced() });
    };

    // Beside the mark there is always room for a card, if need be by moving the mark to the edge.
    const showBeside = () => {
      const place = app.places.get(store.selected);
      if (!place?.latlng) return;
      const mark = place.rect();
      if (kit.placeCard(mark, { w: card.offsetWidth, h: card.offsetHeight }, roomOf(map)).side !== 'over') return;
      map.panBy([mark.x - roomOf(map).x - GAP, Math.min(0, mark.y - GAP)], { animate: false });
    };

    store.subscribe((change) => {
      if (change !== 'selection') return;
      if (store.selected >= 0) open();
      else {
        close();
        uncover(null);
        app.emit('layout');
      }
    });
    app.on('opened', () => {
      if (!card) return;
      if (!card.contains(document.activeElement)) opener = document.activeElement;
      card.querySelector('.close').focus({ preventScroll: true });
    });
    map.on('move zoomend resize', place);
    map.on('click', () => store.select(-1));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && card && !document.querySelector('dialog[open]')) dismiss();
    });
  });

  // The map between its edges and its buttons, which stand at the end of its lines.
  function roomOf(map) {
    const { x: w, y: h } = map.getSize();
    const side = w > 640 ? SIDE : 0;
    const rtl = document.documentElement.dir === 'rtl';
    return { x: rtl ? side : 0, w: rtl ? w : w - side, h: h - FOOT };
  }

  function position({ map, places }, card, row) {
    const room = roomOf(map);
    const mark = places.get(row)?.rect() ?? { x: GAP, y: GAP, w: 0, h: 0 };
    const { x, y, side } = kit.placeCard(mark, { w: card.offsetWidth, h: card.offsetHeight }, room);
    card.style.left = `${Math.round(x)}px`;
    card.style.top = `${Math.round(y)}px`;
    uncover(card);
    card.dataset.side = places.has(row) ? side : 'none';
    card.style.setProperty('--tip-x', `${Math.round(mark.x + mark.w / 2 - x)}px`);
    card.style.setProperty('--tip-y', `${Math.round(mark.y + mark.h / 2 - y)}px`);
  }

  // What the card would hide in part gives way to it as a whole, and returns when it closes.
  function uncover(card) {
    const box = card?.getBoundingClientRect();
    document.querySelectorAll('[data-gives-way]').forEach((element) => {
      const other = element.getBoundingClientRect();
      element.classList.toggle(
        'is-covered',
        Boolean(box) &&
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom,
      );
    });
  }

  function createCard(app, row, { sources, evidence, dismiss }) {
    const { words, describe, store } = app;
    const title = h('h2', { id: 'card-title', dir: 'auto' }, describe.titleParts(row, kit.bdi));
    return h(
      'section',
      { class: 'card', 'data-popup': store.id(row), role: 'dialog', 'aria-labelledby': 'card-title' },
      h(
        'header',
        { class: 'card-head' },
        app.symbol(row),
        h('div', {}, title, h('p', { class: 'card-status' }, statusSaid(app, row))),
        kit.button(words.say('card.close'), { icon: kit.ICONS.close, class: 'close' }, dismiss),
      ),
      stack(app, row),
      h(
        'div',
        { class: 'card-body', tabindex: 0, role: 'group', 'aria-labelledby': 'card-title' },
        h('dl', { class: 'facts' }, kit.facts(app, row)),
        kit.quotes(app, evidence.get(store.id(row)) ?? [], sources),
        citation(app, row, sources),
      ),
    );
  }

  // The status and what it means; one that nobody states needs no explanation.
  const statusSaid = ({ words, describe, store }, row) => {
    const key = `status.${store.value('status', row)}.long`;
    return words.has(key) ? [describe.status(row), ' · ', words.say(key)] : describe.status(row);
  };

  // Several events at one place: the card leafs through them.
  function stack(app, row) {
    const group = app.marks.group(row);
    if (group.length < 2) return null;
    const at = group.indexOf(row);
    const go = (step) => () => app.store.select(group[(at + step + group.length) % group.length]);
    const { words } = app;
    return h(
      'div',
      { class: 'stack' },
      kit.button(words.say('card.previous'), { icon: kit.ICONS.previous }, go(-1)),
      h('span', {}, words.say('card.stack', { at: at + 1, count: group.length })),
      kit.button(words.say('card.next'), { icon: kit.ICONS.next }, go(1)),
    );
  }

  function citation(app, row, sources) {
    const { words, store } = app;
    const ids = kit.names(store.value('source_id', row));
    const cited = ids.map((id) => (sources.has(id) ? kit.source(words, sources.get(id)) : kit.bdi(id)));
    return h(
      'footer',
      { class: 'citation' },
      h('h3', {}, words.say('card.source', { count: Math.max(1, ids.length) })),
      cited.length ? cited : h('p', {}, words.say('card.source.none')),
      copyButton(app, () => kit.citationText(app, row, sources)),
    );
  }

  // Where a page may not write to the clipboard, the text is shown, selected.
  function copyButton({ words }, text) {
    const button = h('button', { type: 'button', class: 'text-button copy' }, words.say('card.copy'));
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text());
        button.textContent = words.say('card.hash.copied');
      } catch {
        const shown = h('textarea', { class: 'copy-text', readonly: true, rows: 5, dir: 'auto', 'aria-label': words.say('card.copy') });
        shown.value = text();
        button.replaceWith(shown);
        shown.select();
      }
    });
    return button;
  }
})();
