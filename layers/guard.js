'use strict';
// A second lock behind "text only ever enters as text": where the browser knows Trusted Types, the
// page's policy refuses every string that anything tries to parse as markup or run as code. The one
// exception is the constant by which Leaflet tests for SVG.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text === '<svg/>' ? text : null),
});
