// Draws each table that says data-chart as charts, one for each column with a unit. The table stays: it is what is read without sight
// or scripts, and the drawing is told to nobody but eyes.
(() => {
  "use strict";
  if (!window.uPlot) return;
  const language = document.documentElement.lang || "en";
  const height = 150;
  const number = (digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  const whole = number(0), fine = number(1);

  // where lines and words are put, by the unit: what is counted begins at none, shares and scores are looked at closely
  function range(unit, low, high) {
    if (low === null || low === undefined) return [0, 1];
    if (unit !== "share" && unit !== "score") return [0, high > 0 ? high * 1.15 : 1];
    const [least, most, room] = unit === "share" ? [0, 1, 0.01] : [1, 5, 0.2];
    const pad = Math.max((high - low) * 0.25, room);
    return [Math.max(least, low - pad), Math.min(most, high + pad)];
  }

  // the page's words for units, with # for the number
  function worded(table) {
    const [ms, s, min, h, d, percent, gib] = (table.dataset.words || "# ms;# s;# min;# h;# d;# %;# GiB").split(";");
    const say = (word, value) => word.replace("#", value);
    const time = (value) => {
      const units = [[345600000, 86400000, d], [3600000, 3600000, h], [60000, 60000, min], [1000, 1000, s], [0, 1, ms]];
      const [, length, word] = units.find(([least]) => Math.abs(value) >= least);
      return say(word, fine.format(value / length));
    };
    return {
      time,
      share: (value) => say(percent, fine.format(value * 100)),
      bytes: (value) => say(gib, fine.format(value / 1073741824)),
      score: (value) => fine.format(value),
      number: (value) => (Math.abs(value) >= 10 ? whole : fine).format(value),
    };
  }

  // at most so many of the moments that there are values of
  function marks(at, most) {
    const step = Math.max(1, Math.ceil(at.length / most));
    return at.filter((each, place) => (at.length - 1 - place) % step === 0);
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function options(column, width, clock, words) {
    const ink = colour("--muted"), line = colour("--line"), accent = colour("--accent");
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const points = { show: column.values.length < 40, size: 6, fill: accent };
    const series = [{}, { stroke: accent, width: 2, points, spanGaps: false }];
    if (column.before.length > 0) series.push({ stroke: ink, width: 2, dash: [6, 5], points: { show: false } });
    return {
      width, height, legend: { show: false }, cursor: { show: false }, padding: [12, 12, 0, 0],
      scales: { x: { time: false }, y: { range: (plot, low, high) => range(column.unit, low, high) } },
      axes: [
        { ...axis, splits: () => marks(column.at, Math.max(2, Math.floor((width - 72) / 80))), values: (plot, at) => at.map((each) => clock.format(each * 1000)) },
        { ...axis, size: 72, space: 36, values: (plot, values) => values.map((each) => words[column.unit](each)) },
      ],
      series,
    };
  }

  function columns(table) {
    const rows = [...table.querySelectorAll("tbody tr[data-at]")];
    const at = rows.map((row) => Number(row.dataset.at) / 1000);
    const before = table.querySelector("tbody tr[data-before]");
    return [...table.querySelectorAll("thead th")].map((head, place) => {
      const value = (row) => {
        const cell = row && row.cells[place];
        return cell && cell.dataset.v ? Number(cell.dataset.v) : null;
      };
      const values = rows.map(value);
      const base = value(before);
      return { title: head.textContent, unit: head.dataset.unit, at, values, before: base === null ? [] : at.map(() => base) };
    }).filter((column) => column.unit && column.values.filter((value) => value !== null).length > 1);
  }

  function draw(table, place) {
    const day = { day: "numeric", month: "short" };
    const clock = new Intl.DateTimeFormat(language, {
      ...(table.dataset.chart === "clock" ? { hour: "2-digit", minute: "2-digit" } : day), timeZone: table.dataset.zone || "UTC",
    });
    const words = worded(table);
    const plots = columns(table).map((column) => {
      const figure = document.createElement("figure");
      const caption = document.createElement("figcaption");
      const canvas = document.createElement("div");
      caption.textContent = column.title;
      canvas.setAttribute("aria-hidden", "true");
      canvas.dir = "ltr";
      figure.append(caption, canvas);
      place.append(figure);
      const data = [column.at, column.values, ...(column.before.length > 0 ? [column.before] : [])];
      const width = () => Math.max(160, canvas.clientWidth);
      let plot = new uPlot(options(column, width(), clock, words), data, canvas);
      return {
        fit: () => plot.setSize({ width: width(), height }),
        again: () => { plot.destroy(); plot = new uPlot(options(column, width(), clock, words), data, canvas); },
      };
    });
    new ResizeObserver(() => plots.forEach((plot) => plot.fit())).observe(place);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach((plot) => plot.again()));
    return plots.length > 0;
  }

  for (const table of document.querySelectorAll("table[data-chart]")) {
    const place = document.getElementById(table.dataset.place);
    const details = table.closest("details");
    if (place && draw(table, place) && details) details.open = false;
  }
})();
