'use strict';
// The words that an event rests on: each quote marked inside its paragraph, and what it supports.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const { h } = kit;

  /**
   * The evidence of each event: its id -> passages {source, text, quotes: [{from, to, fields}]}, each
   * a paragraph with the quotes in it; a quote whose paragraph is not known is its own.
   */
  kit.evidenceRows = ({ evidence }, { texts = [], quotes = [] } = {}) => {
    const placed = new Map(quotes.map(([row, ...place]) => [row, place]));
    const found = new Map();
    (evidence.event_id ?? []).forEach((id, row) => {
      const whole = evidence.text[row];
      const [number, from, to] = placed.get(row) ?? [null, 0, whole.length];
      const text = number === null ? whole : texts[number];
      add(found, id, { source: evidence.source_id?.[row] ?? null, text, from, to, field: evidence.field?.[row] });
    });
    return new Map([...found].map(([id, passages]) => [id, [...passages.values()]]));
  };

  function add(found, id, { source, text, from, to, field }) {
    const passages = found.get(id) ?? found.set(id, new Map()).get(id);
    const key = JSON.stringify([source, text]);
    const passage = passages.get(key) ?? { source, text, quotes: [] };
    passages.set(key, passage);
    let quote = passage.quotes.find((one) => one.from === from && one.to === to);
    if (!quote) {
      quote = { from, to, fields: [] };
      passage.quotes.push(quote);
      passage.quotes.sort((a, b) => a.from - b.from || b.to - a.to);
    }
    if (field) quote.fields.push(field);
  }

  /** A text cut where quotes begin and end: [{text, within: number of quotes, ends: [which quotes]}]. */
  kit.cutAtQuotes = (text, quotes) => {
    const cuts = [...new Set([0, text.length, ...quotes.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
    return cuts.slice(1).map((end, at) => ({
      text: text.slice(cuts[at], end),
      within: quotes.filter(({ from, to }) => from <= cuts[at] && end <= to).length,
      ends: quotes.flatMap(({ to }, which) => (to === end ? [which] : [])),
    }));
  };

  /** The passages of an event; with a number at each quote where one passage has several. */
  kit.quotes = (app, passages, sources) => {
    const several = new Set(passages.map(({ source }) => source)).size > 1;
    return passages.map((passage) => {
      const name = several && (sources.get(passage.source)?.publisher ?? passage.source);
      const alone = passage.quotes.length === 1;
      const all = passage.quotes.every(({ from, to }) => from === 0 && to === passage.text.length);
      return h(
        'figure',
        { class: 'quote' },
        h('blockquote', { dir: 'auto' }, all ? passage.text : marked(app, passage, alone)),
        h('figcaption', {}, name && [kit.bdi(name), ' · '], supports(app, passage, alone)),
      );
    });
  };

  const marked = ({ words }, { text, quotes }, alone) =>
    kit.cutAtQuotes(text, quotes).map((piece) => [
      piece.within ? h('mark', {}, piece.text) : piece.text,
      alone ? null : piece.ends.map((which) => h('sup', {}, words.number(which + 1))),
    ]);

  function supports({ words }, { quotes }, alone) {
    const told = quotes.flatMap(({ fields }, which) => {
      const names = words.list([...new Set(fields.map((field) => words.fieldName(field)))]);
      const number = alone ? null : h('sup', {}, words.number(which + 1));
      return names ? [[which && !alone ? ' · ' : null, h('span', { class: 'supported' }, number, kit.bdi(names))]] : [];
    });
    return told.length ? words.phrase('card.supports', { fields: told }) : null;
  }

  /** An event and its sources as plain text, for a footnote of somebody's own. */
  kit.citationText = ({ data, store, words, describe }, row, sources) => {
    const cited = kit.names(store.value('source_id', row)).map((id) => sourceLine(words, sources.get(id) ?? { title: id }));
    const event = [describe.title(row), ...describe.within(row), describe.when(row, words.LONG), describe.status(row), store.id(row)];
    return [event.join(', '), ...cited, data.title].map((line) => `${line}.`).join('\n');
  };

  function sourceLine(words, { publisher, title, url, archived, published, retrieved, sha256 }) {
    const date = (key, day) => day && words.say(key, { date: words.format(kit.day(day)) });
    const parts = [publisher, title, date('card.published', published), kit.webAddress(url), date('card.retrieved', retrieved), kit.webAddress(archived)];
    return [...parts, sha256 && words.say('card.hash', { short: sha256 })].filter(Boolean).join(', ');
  }
})();
