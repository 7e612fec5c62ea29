'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const colours = ['#3056d3', '#d9622b', '#1a936f', '#8e44ad', '#b8860b', '#5d6d7e'];
const at = id => document.getElementById(id);
const finite = x => typeof x === 'number' && Number.isFinite(x);

function number(x) {
  if (!finite(x)) return '–';
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return x.toExponential(3);
  return x.toLocaleString('en', { maximumSignificantDigits: Number.isInteger(x) ? 15 : 5 });
}

function joule(x) {
  const prefixes = [[1, 'J'], [1e-3, 'mJ'], [1e-6, 'µJ'], [1e-9, 'nJ'], [1e-12, 'pJ'], [1e-15, 'fJ']];
  const [size, unit] = prefixes.find(([size]) => x >= size * 0.9999) ?? prefixes.at(-1);
  return `${number(x / size)} ${unit}`;
}

function element(tag, text, className) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (className) e.className = className;
  return e;
}

function table(parent, columns, rows) {
  const head = element('tr');
  columns.forEach(([name, numeric]) => head.append(element('th', name, numeric ? 'number' : '')));
  parent.append(head);
  for (const row of rows) {
    const tr = element('tr');
    row.forEach((cell, i) => tr.append(element('td', cell, columns[i][1] ? 'number' : '')));
    parent.append(tr);
  }
}

function plot(parent, caption) {
  const figure = element('figure');
  const box = element('div', undefined, 'plot');
  const canvas = element('canvas');
  box.append(canvas);
  figure.append(element('figcaption', caption), box);
  parent.append(figure);
  return canvas;
}

function chart(canvas, type, datasets, x, y, more = {}) {
  return new Chart(canvas, {
    type,
    data: { labels: more.labels, datasets },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: more.indexAxis ?? 'x',
      plugins: { legend: { display: datasets.length > 1, labels: { boxWidth: 12 } } },
      scales: { x: { title: { display: !!x.text, text: x.text }, ...x }, y: { title: { display: !!y.text, text: y.text }, ...y } },
    },
  });
}

at('title').textContent = data.title;
at('headline').textContent = data.headline;
document.title = `${data.title} · Hillock`;
[{ name: 'run', value: data.run }, ...data.facts].forEach(({ name, value }) => {
  const entry = element('div');
  entry.append(element('dt', name), element('dd', value));
  at('facts').append(entry);
});

// Series that measure the same thing on several splits (train_loss, test_loss) share a chart.
const groups = new Map();
for (const s of data.series) {
  const quantity = s.name.replace(/^(train|validation|test)_/, '');
  groups.set(quantity, [...(groups.get(quantity) ?? []), s]);
}
const rank = quantity => ({ loss: 0, accuracy: 1 })[quantity] ?? 2;
for (const [quantity, series] of [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))) {
  const sets = series.map((s, i) => ({
    label: s.name.replaceAll('_', ' '),
    data: s.values.map((value, k) => ({ x: s.steps[k], y: value })).filter(p => finite(p.y)),
    borderColor: colours[i % colours.length],
    backgroundColor: colours[i % colours.length],
    borderWidth: 1.5,
    pointRadius: s.values.length > 40 ? 0 : 2,
  }));
  chart(plot(at('curves'), quantity.replaceAll('_', ' ')), 'line', sets,
    { type: 'linear', text: 'training step' }, {});
}

for (const r of data.rasters) {
  const spikes = r.time.map((t, i) => ({ x: t, y: r.neuron[i] }));
  const set = { data: spikes, pointStyle: 'line', rotation: 90, radius: r.neurons > 64 ? 2 : 3, borderColor: colours[0], borderWidth: 1.5 };
  chart(plot(at('rasters'), `${r.layer}: ${spikes.length} spikes`), 'scatter', [set],
    { type: 'linear', text: 'time step', min: -1, max: r.steps, ticks: { precision: 0 } },
    { type: 'linear', text: 'neuron', min: -1, max: r.neurons, ticks: { precision: 0 } });
}

table(at('layers'), [['layer'], ['output'], ['parameters', 1], ['MACs a step', 1], ['firing rate', 1]],
  data.layers.map(l => [l.name, l.shape, number(l.parameters), number(l.macs), number(l.firingRate)]));
const spiking = data.layers.filter(l => finite(l.firingRate));
chart(at('rates'), 'bar',
  [{ data: spiking.map(l => l.firingRate), backgroundColor: colours[0], maxBarThickness: 28 }],
  { beginAtZero: true }, {}, { labels: spiking.map(l => l.name), indexAxis: 'y' });

// What plugins show.
function exhibit(parent, e) {
  if (e.is === 'table') {
    const box = element('div', undefined, 'scroll');
    const rows = element('table');
    if (e.caption) box.append(element('p', e.caption, 'note'));
    table(rows, e.columns.map(c => [c]), e.rows);
    box.append(rows);
    parent.append(box);
    return;
  }
  const type = { LINE: 'line', BARS: 'bar', POINTS: 'scatter' }[e.style];
  const sets = e.series.map((s, i) => ({
    label: s.name,
    data: type === 'bar' ? s.y : s.x.map((x, k) => ({ x, y: s.y[k] })),
    borderColor: colours[i % colours.length],
    backgroundColor: colours[i % colours.length] + (type === 'bar' ? '99' : ''),
    borderWidth: type === 'bar' ? 0 : 1.5,
    pointRadius: type === 'scatter' ? 1.5 : 0,
    barPercentage: 1, categoryPercentage: 1, grouped: false,
  }));
  chart(plot(parent, e.caption), type, sets, { type: type === 'bar' ? 'category' : 'linear', text: e.x },
    { text: e.y }, { labels: type === 'bar' ? e.series[0].x.map(number) : undefined });
}
for (const s of data.sections) {
  const section = element('section');
  const charts = element('div', undefined, 'charts');
  section.append(element('h2', s.title));
  if (s.note) section.append(element('p', s.note, 'note'));
  section.append(charts);
  at('sections').append(section);
  s.exhibits.forEach(e => exhibit(e.is === 'chart' ? charts : section, e));
}

const energies = data.figures.filter(f => /^energy(_dense)?\/[^/]+$/.test(f.name));
const assumptions = [...new Set(energies.map(f => f.name.split('/')[1]))];
const energyOf = (kind, assumption) => energies.find(f => f.name === `${kind}/${assumption}`)?.value ?? null;
chart(at('energy'), 'bar',
  [['energy', 'event-driven'], ['energy_dense', 'dense']].map(([kind, label], i) => ({
    label, data: assumptions.map(a => energyOf(kind, a)), backgroundColor: colours[i], maxBarThickness: 28,
  })),
  { type: 'logarithmic', ticks: { maxRotation: 0, callback: v => (/^[125]e/.test(v.toExponential()) ? joule(v) : '') } }, {}, { labels: assumptions, indexAxis: 'y' });

table(at('figures'), [['figure'], ['value', 1], ['unit'], ['assumption']],
  data.figures.filter(f => !/\/\d+\./.test(f.name)).map(f => [f.name, number(f.value), f.unit, f.assumption]));
at('spec').textContent = data.spec;
data.references.forEach(r => at('references').append(element('li', r)));
at('cite').hidden = data.references.length === 0;
