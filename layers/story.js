'use strict';
// A story in steps: each has words, and sets the map's view, the days, the filter and the selection.
// On paper every step is a page, with the map as it shows it.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  /** The filter that a step sets: its own parts and its days. */
  kit.stepFilters = ({ filters = {}, from, to }) => ({
    ...filters,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  });

  conflictmap.room?.('story', (app, steps) => {
    if (!steps.length) return;
    const story = { app, steps, at: -1, card: createCard(app, steps.length) };
    const { card } = story;
    document.querySelector('.head').append(card.open, card.element);
    card.open.addEventListener('click', () => {
      go(story, 0);
      card.title.focus();
    });
    card.previous.addEventListener('click', () => go(story, story.at - 1));
    card.next.addEventListener('click', () => go(story, story.at + 1));
    card.close.addEventListener('click', () => {
      leave(story);
      card.open.focus();
    });
    app.states.set('step', {
      read: () => (story.at < 0 ? null : String(story.at + 1)),
      write(said) {
        const at = said === null ? -1 : Number(said) - 1;
        if (at >= 0 && at < steps.length) go(story, at, { animate: false });
        else if (story.at >= 0) leave(story);
      },
    });
    app.on('layout', () => paper(story));
  });

  function createCard({ words }, count) {
    const title = h('h2', { class: 'story-title', tabindex: -1, dir: 'auto' });
    const text = h('p', { class: 'story-text', dir: 'auto' });
    const place = h('span', { class: 'story-place' });
    const button = (key, icon) => kit.button(words.say(`story.${key}`), { icon: kit.ICONS[icon], class: 'story-button' });
    const [previous, next, close] = [button('previous', 'previous'), button('next', 'next'), button('close', 'close')];
    const element = h(
      'section',
      { class: 'story', hidden: true, 'aria-label': words.say('story.title') },
      h('div', { class: 'story-words', 'aria-live': 'polite', tabindex: 0, role: 'group', 'aria-label': words.say('story.title') }, title, text),
      h('div', { class: 'story-bar' }, previous, place, next, close),
    );
    const open = h('button', { type: 'button', class: 'story-open' }, kit.icon(kit.ICONS.play), h('span', {}, words.say('story.open', { count })));
    return { element, open, title, text, place, previous, next, close };
  }

  function go(story, to, { animate = true } = {}) {
    const { app, steps, card } = story;
    const at = Math.max(0, Math.min(to, steps.length - 1));
    story.at = at;
    const { title, text } = steps[at];
    card.title.textContent = title ?? app.words.say('story.step', { at: at + 1 });
    card.text.textContent = text;
    card.place.textContent = app.words.say('story.place', { at: at + 1, count: steps.length });
    card.previous.disabled = at === 0;
    card.next.disabled = at === steps.length - 1;
    card.open.hidden = true;
    card.element.hidden = false;
    show(app, steps[at], animate && !app.reduced());
    app.emit('state');
  }

  function leave(story) {
    story.at = -1;
    story.card.open.hidden = false;
    story.card.element.hidden = true;
    story.app.emit('state');
  }

  // The view first, so that a card finds its place beside a mark that stays where it is.
  function show({ map, store, fit }, step, animate) {
    store.select(-1);
    store.filter(kit.stepFilters(step));
    if (step.view) map.setView(step.view.slice(0, 2), step.view[2], { animate });
    else fit();
    const row = step.event === undefined ? -1 : store.row(step.event);
    if (row >= 0 && store.mask[row]) store.select(row);
  }

  // Before printing: each step's map as a picture of itself, then everything as it was.
  function paper(story) {
    const { app, steps } = story;
    const printing = document.documentElement.hasAttribute('data-printing');
    if (!printing) {
      story.pages?.remove();
      story.pages = null;
      return;
    }
    if (story.pages) return;
    story.pages = h('div', { class: 'story-pages' });
    const { store, fit } = app;
    const [filters, selected] = [store.filters, store.selected];
    for (const [at, step] of steps.entries()) {
      show(app, step, false);
      app.surface.draw();
      story.pages.append(page(app, step, at));
    }
    document.querySelector('.app').append(story.pages);
    store.filter(filters);
    store.select(selected);
    fit();
    app.surface.draw();
  }

  function page({ map, words, store }, { title, text, from, to }, at) {
    const days = from || to ? words.when(kit.day(from) ?? -Infinity, kit.day(to) ?? Infinity, words.LONG) : null;
    return h(
      'section',
      { class: 'story-page' },
      h('h2', { dir: 'auto' }, title ?? words.say('story.step', { at: at + 1 })),
      h('p', { dir: 'auto' }, text),
      picture(map.getContainer()),
      h('p', { class: 'story-said' }, days && [days, ' · '], words.say('count.shown', { shown: store.shown, total: store.n })),
    );
  }

  // A copy of a map as it stands; what is drawn on a canvas is no part of a copy and is drawn again.
  function picture(container) {
    const copy = container.cloneNode(true);
    copy.removeAttribute('id');
    copy.removeAttribute('tabindex');
    copy.querySelectorAll('button').forEach((button) => button.remove());
    const drawn = container.querySelectorAll('canvas');
    copy.querySelectorAll('canvas').forEach((canvas, number) => {
      if (drawn[number].width && drawn[number].height) canvas.getContext('2d').drawImage(drawn[number], 0, 0);
    });
    return copy;
  }
})();
