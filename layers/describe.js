'use strict';
// One event in words: the sentences that the list, the marks and the card share.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** Whether a program proposed an event and no person has checked it. */
  kit.unreviewed = (store, row) =>
    store.value('proposed_by', row) !== null && store.value('reviewed_by', row) === null;

  kit.describe = (store, words, countryNames = new Map()) => {
    const value = store.value;

    /** The place as the source writes it, or the best that is known of it. */
    const place = (row) => {
      const stated = value('place', row);
      if (stated) {
        const names = kit.names(stated);
        return value('place_relation', row) === 'between' && names.length === 2
          ? words.say('place.between', { a: names[0], b: names[1] })
          : stated;
      }
      return value('admin1', row) ?? value('province', row) ?? country(row);
    };

    const regions = new Intl.DisplayNames(words.table.locale, { type: 'region', fallback: 'none' });
    // Our columns carry three-letter codes; the two letters that Intl names stand in ISO 3166-2.
    const named = (row) => {
      const letters = /^([A-Z]{2})-/.exec(value('province_code', row) ?? '')?.[1];
      return letters ? regions.of(letters) : null;
    };

    /** The country by name, else in the source's words, else its code. */
    const country = (row) => {
      const code = value('country_code', row) ?? value('country', row);
      return countryNames.get(code) ?? named(row) ?? value('country_stated', row) ?? code;
    };

    const relation = (row) => {
      const stated = value('place_relation', row);
      if (stated) return words.has(`relation.${stated}`) ? stated : 'none';
      return value('place', row) ? 'at' : 'in';
    };

    /** "Air strike near Panjgur", as parts: text and the place as its own part. */
    const titleParts = (row, wrap = (text) => text) => {
      const what = words.code('type', value('event_type', row));
      const where = place(row);
      return where
        ? words.phrase(`relation.${relation(row)}`, { what, place: wrap(where) })
        : words.phrase('relation.none', { what, place: words.say('place.none') });
    };

    /** Province and country, without what the title already says. */
    const within = (row) => {
      const first = place(row);
      const unit = value('admin1', row);
      // A place that is the province itself, however spelt, is not told twice.
      const itself = unit && first && kit.fold(unit) === kit.fold(first);
      const parts = [itself ? null : (value('province', row) ?? unit), country(row)];
      const told = new Set([first && kit.fold(first)]);
      return parts.filter((part) => {
        if (!part || told.has(kit.fold(part))) return false;
        told.add(kit.fold(part));
        return true;
      });
    };

    /** The source's own words for when, each in quotation marks; several cues stand side by side. */
    const quotedWhen = (row, wrap = (text) => text) =>
      kit
        .names(value('date_text', row))
        .flatMap((text, at) => [...(at ? [words.say('mark.comma')] : []), ...words.phrase('when.quoted', { words: wrap(text) })]);

    /** When, as parts: the source's words first where there is no exact date. */
    const whenParts = (row, options, wrap = (text) => text) => {
      const known = words.when(store.start[row], store.end[row], options);
      const quoted = quotedWhen(row, wrap);
      if (!loose(row) || !quoted.length) return [known];
      return store.undated(row) ? quoted : [...quoted, words.say('mark.comma'), known];
    };

    /** Whether the event has no closed range of days. */
    const loose = (row) => store.start[row] === -Infinity || store.end[row] === Infinity;

    const tollOf = (kind, row) =>
      words.toll(value(`${kind}_best`, row), value(`${kind}_low`, row), value(`${kind}_high`, row));

    const shortToll = (kind, row) => {
      const number = tollOf(kind, row);
      if (number === null) return null;
      if (number === words.say('toll.uncounted')) return words.say(`toll.uncounted.${kind}`);
      return words.say(`toll.${kind}.short`, { number });
    };

    /** "2 children killed, 3 injured"; never a nought for what is not known. */
    const toll = (row) => {
      const [children, best] = [value('killed_children', row), value('killed_best', row)];
      const exact = value('killed_low', row) === best && value('killed_high', row) === best;
      const killed =
        children !== null && children > 0 && children === best && exact
          ? words.say('toll.children.all', { count: children })
          : shortToll('killed', row);
      const parts = [killed, shortToll('injured', row)].filter(Boolean);
      return parts.length ? parts.join(words.say('mark.comma')) : words.say('toll.none.short');
    };

    const plain = (parts) => parts.join('');
    return {
      place,
      country,
      titleParts,
      within,
      whenParts,
      quotedWhen,
      loose,
      tollOf,
      toll,
      title: (row) => plain(titleParts(row)),
      when: (row, options) => plain(whenParts(row, options)),
      status: (row) => words.code('status', value('status', row)),
      /** One line for those who cannot see the mark. */
      label: (row) =>
        [
          plain(titleParts(row)),
          plain(whenParts(row)),
          ...within(row),
          words.code('status', value('status', row)),
        ].join(words.say('mark.comma')),
    };
  };
})();
