'use strict';
// The sentences that the page makes of its words, of dates and of numbers. The words themselves stand
// in one table per language (words_en.js, ...); nothing else in the page contains any.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  // Columns that say the same to a reader.
  const SAME_FIELD = {
    where_precision: 'place',
    latitude: 'place',
    longitude: 'place',
    country_stated: 'country',
    date_precision: 'date_text',
  };

  /** The page's words in a language; in English where there is no such table, or no such word in it. */
  kit.createWords = (language = 'en') => {
    const base = String(language).toLowerCase().split('-')[0];
    const table = { ...kit.tables.get('en'), ...kit.tables.get(base) };
    const has = (key) => Object.hasOwn(table, key);
    const plural = new Intl.PluralRules(table.locale);
    const numbers = new Intl.NumberFormat(table.locale);
    const number = (value) => numbers.format(value);

    /** The parts of a sentence: text, and the values put into it (text or elements). */
    function phrase(key, values = {}) {
      const entry = table[key];
      if (entry === undefined) throw new RangeError(`no words for ${key}`);
      const form = typeof entry === 'string' ? entry : (entry[plural.select(values.count)] ?? entry.other);
      return form
        .split(/(\{[a-z]+\})/)
        .filter(Boolean)
        .map((part) => {
          const name = /^\{([a-z]+)\}$/.exec(part)?.[1];
          if (!name) return part;
          return typeof values[name] === 'number' ? number(values[name]) : values[name];
        });
    }
    const say = (key, values) => phrase(key, values).join('');

    /** Words for a code, or the code itself where it is none of ours. */
    const code = (group, value) => {
      if (value === null || value === '') return has(`${group}.none`) ? table[`${group}.none`] : '';
      return has(`${group}.${value}`) ? table[`${group}.${value}`] : String(value);
    };

    /** What a quote supports, in words; the column's name where it is none of ours. */
    const fieldName = (field) => {
      const key = `field.${SAME_FIELD[field] ?? field}`;
      return has(key) ? table[key] : field;
    };

    const formats = new Map();
    const dateFormat = (options) => {
      const key = JSON.stringify(options);
      if (!formats.has(key)) {
        formats.set(key, new Intl.DateTimeFormat(table.locale, { timeZone: 'UTC', ...options }));
      }
      return formats.get(key);
    };
    const moment = (day) => new Date(day * 86_400_000);
    const LONG = { day: 'numeric', month: 'long', year: 'numeric' };
    const SHORT = { day: 'numeric', month: 'short', year: 'numeric' };

    const date = (day, options = SHORT) => dateFormat(options).format(moment(day));
    // "16–17 January", as it is set in print, where Intl puts spaces around the dash.
    const tidy = (text) => text.replace(/^(\p{Nd}{1,2})\s*–\s*(?=\p{Nd}{1,2}\s\p{L})/u, '$1–');

    /** A closed range of days; whole months and years are named as such. */
    function range(first, last, options = SHORT) {
      if (first === last) return date(first, options);
      const [a, b, after] = [moment(first), moment(last), moment(last + 1)];
      const wholeMonths = a.getUTCDate() === 1 && after.getUTCDate() === 1;
      if (wholeMonths && a.getUTCMonth() === 0 && after.getUTCMonth() === 0) {
        return tidy(dateFormat({ year: 'numeric' }).formatRange(a, b));
      }
      if (wholeMonths) return tidy(dateFormat({ month: options.month, year: 'numeric' }).formatRange(a, b));
      return tidy(dateFormat(options).formatRange(a, b));
    }

    /** When, in words: never a date that the event does not have. */
    function when(first, last, options = SHORT) {
      if (first === -Infinity && last === Infinity) return table['when.none'];
      if (first === -Infinity) return say('when.until', { date: date(last, options) });
      if (last === Infinity) return say('when.from', { date: date(first, options) });
      return range(first, last, options);
    }

    /** A toll in words: unknown never turns into nought. Null where nothing at all is stated. */
    function toll(best, low, high) {
      if (best === null && low === null && high === null) return null;
      if (best === null) return withoutBest(low, high);
      if (low === null && high === null) return number(best);
      if (high === null)
        return low === best ? say('toll.atleast', { low }) : say('toll.best.atleast', { best, low });
      if (low === null) return high === best ? number(best) : say('toll.best.atmost', { best, high });
      if (low === high) return number(best);
      return best === low || best === high
        ? say('toll.range', { low, high })
        : say('toll.best', { best, low, high });
    }

    function withoutBest(low, high) {
      if (low !== null && high !== null) {
        return low === high ? number(low) : say('toll.range', { low, high });
      }
      if (high !== null) return say('toll.atmost', { high });
      // "Some died" is coded as low = 1 with neither a best nor a high number: say both halves.
      return low === 1 ? table['toll.uncounted'] : say('toll.atleast', { low });
    }

    return {
      table,
      language: kit.tables.has(base) ? language : 'en',
      dir: table.dir,
      say,
      phrase,
      code,
      has,
      fieldName,
      number,
      date,
      range,
      when,
      toll,
      LONG,
      SHORT,
      list: (names) => new Intl.ListFormat(table.locale, { type: 'conjunction' }).format(names),
      format: (day, options) => tidy(date(day, options)),
    };
  };
})();
