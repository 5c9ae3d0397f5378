'use strict';
// Filters a packed table as the page does. In: streams {name: base64} and a list of filters, as files.
// Out: for each filter the SHA-256 of the numbers of the rows that are shown, and the page's counts.
const crypto = require('node:crypto');
const fs = require('node:fs');
const { kit } = require('./load.js');

const FACETS = ['type', 'actor', 'status', 'role', 'precision', 'country', 'province', 'toll'];

(async () => {
  const [streams, filters] = process.argv.slice(2, 4).map((path) => JSON.parse(fs.readFileSync(path, 'utf8')));
  const store = kit.createStore(await kit.readTable('events', (name) => kit.readStream(streams[name])));
  const answers = [];
  for (const filter of filters) {
    await store.filter(filter);
    const rows = store.shownRows();
    const { shown, hidden } = store.state();
    const facets = FACETS.map((name) => [...store.facet(name)].map(([value, count]) => [value, count]));
    answers.push({
      rows: crypto.createHash('sha256').update(Buffer.from(rows.buffer)).digest('hex'),
      counts: { ...store.counts(store.mask), shown, hidden },
      facets: Object.fromEntries(FACETS.map((name, at) => [name, facets[at]])),
    });
  }
  process.stdout.write(JSON.stringify(answers));
})();
