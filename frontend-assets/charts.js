// Draws charts from the tables behind them; colours come from the legend, so that both themes and every reader share them.
(function () {
  "use strict";

  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();

  function hatch(fore, back) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const pen = tile.getContext("2d");
    pen.fillStyle = back;
    pen.fillRect(0, 0, 6, 6);
    pen.strokeStyle = fore;
    pen.lineWidth = 2;
    for (const at of [-6, 0, 6]) {
      pen.beginPath();
      pen.moveTo(at, 6);
      pen.lineTo(at + 6, 0);
      pen.stroke();
    }
    return pen.createPattern(tile, "repeat");
  }

  const fill = (look) =>
    look === "clear" ? hatch(colour("--ps-surface"), colour("--ps-look-clear")) : colour("--ps-look-" + look);

  // Bars on top of each other: the highest sum is drawn first, each smaller one over it.
  function sums(rows, count) {
    const sums = [];
    for (let last = count - 1; last >= 0; last--) {
      sums.push(rows.map((row) => row.slice(0, last + 1).reduce((a, b) => a + b, 0)));
    }
    return sums;
  }

  function draw(place) {
    const table = document.getElementById(place.dataset.plot);
    const looks = [...table.querySelectorAll("thead [data-look]")].map((head) => head.dataset.look);
    const labels = [...table.querySelectorAll("tbody th")].map((head) => head.textContent);
    const rows = [...table.tBodies[0].rows].map((row) =>
      [...row.querySelectorAll("[data-count]")].map((cell) => Number(cell.dataset.count)));
    const bars = uPlot.paths.bars({ size: [0.8, 48] });
    const line = { stroke: colour("--ps-muted"), font: "12px " + getComputedStyle(document.body).fontFamily };
    const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
    const plot = new uPlot({
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.6, labels.length - 0.4] },
        y: { range: (u, min, max) => [0, Math.max(1, max * 1.05)] },
      },
      axes: [
        { ...line, grid: { show: false }, ticks: { show: false }, size: 24, space: 56, incrs: [1, 2, 3, 6, 7, 12],
          values: (u, splits) => splits.map((at) => labels[at] ?? "") },
        { ...line, grid: { stroke: colour("--ps-line"), width: 1 }, ticks: { show: false }, size: 44, space: 32,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e8],
          values: (u, splits) => splits.map((at) => numbers.format(at)) },
      ],
      series: [{}, ...looks.map((look, at) => looks[looks.length - 1 - at]).map((look) => ({
        fill: fill(look), stroke: colour("--ps-surface"), width: 1, paths: bars, points: { show: false },
      }))],
    }, [labels.map((label, at) => at), ...sums(rows, looks.length)], place);
    new ResizeObserver(() => {
      if (place.clientWidth > 0) plot.setSize({ width: place.clientWidth, height: place.clientHeight });
    }).observe(place);
  }

  document.querySelectorAll("[data-plot]").forEach(draw);
})();
