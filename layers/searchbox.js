'use strict';
// A box to search in: place, actor, notes, codename. "/" leads to it from anywhere in the page,
// Enter and the down arrow lead on to what was found, Escape clears it.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const { h } = kit;
  const PAUSE = 180; // milliseconds without a key before the search begins

  room('searchbox', (app) => {
    const { store, words } = app;
    if (store.n < 2) return;
    const input = h('input', {
      type: 'search',
      class: 'search-input',
      'aria-label': words.say('search.label'),
      'aria-keyshortcuts': '/',
      placeholder: words.say('search.label'),
      autocomplete: 'off',
      spellcheck: 'false',
      enterkeyhint: 'search',
      dir: 'auto',
    });
    const hint = h('kbd', { class: 'search-key', 'aria-hidden': 'true' }, '/');
    const running = h('span', { class: 'search-running', role: 'status' });
    const box = h('div', { class: 'search', role: 'search' }, kit.icon(kit.ICONS.search), input, hint, running);
    app.slot('tools').prepend(box);

    let timer = 0;
    const search = () => {
      clearTimeout(timer);
      const { text: before, ...others } = store.filters;
      const text = input.value.trim();
      if (text !== (before ?? '')) store.filter(text ? { ...others, text } : others);
    };
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(search, input.value ? PAUSE : 0);
    });
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter' || event.key === 'ArrowDown') {
        event.preventDefault();
        search();
        app.slot('list').querySelector('[data-event-id][tabindex="0"]')?.focus();
      }
      if (event.key === 'Escape' && input.value) {
        event.preventDefault();
        event.stopPropagation();
        input.value = '';
        search();
      }
    });
    document.addEventListener('keydown', (event) => leads(event) && go(event, input));
    store.subscribe((change) => {
      if (change !== 'filter') return;
      const text = store.filters.text ?? '';
      if (text !== input.value.trim()) input.value = text;
      running.textContent = store.searching ? words.say('search.running') : '';
    });
  });

  const leads = ({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }) => {
    if (defaultPrevented || document.querySelector('dialog[open]')) return false;
    if (key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey) return true;
    return key === '/' && !ctrlKey && !metaKey && !altKey && !target.closest?.('input, textarea, select');
  };

  function go(event, input) {
    event.preventDefault();
    input.focus();
    input.select();
  }
})();
