'use strict';
// Loads the page's own scripts as they are, without a browser: they only hang functions on one name.
const path = require('node:path');

const LAYERS = path.join(__dirname, '..', '..', 'layers');
const CORE = [
  'dom',
  'words_en',
  'words',
  'columns',
  'payload',
  'texts',
  'search',
  'sieve',
  'sorting',
  'facet',
  'store',
  'colours',
  'describe',
  'symbols',
  'geometry',
  'palette',
  'sprites',
  'surface',
  'outlines',
  'field',
  'clusters',
  'scene',
  'marks',
  'time',
  'timechart',
  'brush',
  'orders',
  'facets',
  'scroller',
  'entries',
  'facts',
  'evidence',
  'controls',
  'opening',
  'app',
];

const LANGUAGES = ['ar', 'es', 'fa', 'fr', 'ru', 'uk', 'ur'].map((tag) => `words_${tag}`);

for (const name of [...CORE, ...LANGUAGES, 'address', 'choropleth', 'story', 'labels', 'areas', 'listing', 'popup', 'timeline', 'download', 'sheet', 'legend', 'strip', 'searchbox']) {
  require(path.join(LAYERS, `${name}.js`));
}

module.exports = globalThis.conflictmap;
