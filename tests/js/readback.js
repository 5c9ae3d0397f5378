'use strict';
// Decodes streams that Python wrote, as the page does: a file of {name: base64} in, columns out.
const fs = require('node:fs');
const { kit } = require('./load.js');

(async () => {
  const streams = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  const table = await kit.readTable('events', (name) => kit.readStream(streams[name]));
  await table.texts.all();
  const rows = Array.from({ length: table.n }, (_, row) => row);
  const columns = Object.fromEntries([...table.columns.keys()].map((name) => [name, rows.map((row) => table.value(name, row))]));
  const store = kit.createStore(table);
  const found = rows.map((row) => store.row(columns.event_id[row]));
  const searched = JSON.parse(process.argv[3] ?? '[]').map((text) => {
    store.filter({ text });
    return [...store.shownRows()];
  });
  process.stdout.write(JSON.stringify({ columns, found, searched }));
})();
