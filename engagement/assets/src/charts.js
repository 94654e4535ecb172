// Charts repeat a table that stands beside them. Data come from a JSON script tag; nothing is drawn from markup.
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, CustomChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer, SVGRenderer]);

const INK = "#14213d";
const SOFT = "#43506b";
const COLOURS = ["#0b6470", "#b4570b", "#4a5a9a", "#6b7488"];
const SHAPES = ["circle", "rect", "triangle", "diamond"];
const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]];
const text = { fontFamily: getComputedStyle(document.body).fontFamily, color: INK, fontSize: 12 };
// Rich text is drawn on the canvas: no markup with styles of its own, which the page's policy forbids.
const tooltip = { renderMode: "richText", confine: true, textStyle: { ...text } };
const value = { type: "value", axisLabel: { color: SOFT }, splitLine: { lineStyle: { color: "#e6e4dc" } } };

function lines(data, width) {
  return {
    legend: { data: data.series.map((s) => s.name), top: 0, left: 0, textStyle: text, itemWidth: 34, orient: width < 500 ? "vertical" : "horizontal" },
    grid: { left: 8, right: 20, top: 24 + 24 * Math.ceil(data.series.length / (width < 500 ? 1 : 2)), bottom: 8, containLabel: true },
    tooltip: { ...tooltip, trigger: "axis" },
    xAxis: { type: "category", data: data.labels, axisLabel: { color: SOFT }, boundaryGap: data.labels.length < 2 },
    yAxis: { ...value, min: data.min, max: data.max, axisLabel: { color: SOFT, formatter: `{value}${data.unit}` } },
    series: data.series.flatMap((s, i) => [{
      type: "line",
      name: s.name,
      data: s.values,
      symbol: SHAPES[i % 4],
      symbolSize: 8,
      connectNulls: false,
      lineStyle: { type: DASHES[i % 4], width: 2.5 },
      itemStyle: { color: COLOURS[i % 4] },
    }, whiskers(s, s.ranges, COLOURS[i % 4], (api, [at, low, high]) => [api.coord([at, low]), api.coord([at, high])])]),
  };
}

// Ranges as plain strokes: of vague figures in place of a point, of drivers beside their bar.
function whiskers(series, ranges, colour, ends) {
  const rows = (ranges || []).flatMap((range, at) => (range ? [[at, ...range]] : []));
  return {
    type: "custom", name: series.name, data: rows, tooltip: { show: false }, itemStyle: { color: colour },
    renderItem: (params, api) => {
      const [[x1, y1], [x2, y2]] = ends(api, rows[params.dataIndex]);
      return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 3, opacity: 0.75 } };
    },
  };
}

// How much of an outcome goes with each theme; what is not clear of chance is grey and hollow.
function drivers(data) {
  return {
    grid: { left: 8, right: 20, top: 4, bottom: 8, containLabel: true },
    tooltip: { ...tooltip, trigger: "item" },
    xAxis: { ...value, min: 0, axisLabel: { color: SOFT, formatter: "{value}%" } },
    yAxis: { type: "category", inverse: true, data: data.labels, axisLabel: { color: INK, fontSize: 11 }, axisTick: { show: false } },
    series: [
      { type: "bar", barMaxWidth: 14, data: data.values.map((v, i) => ({ value: v, itemStyle: data.clear[i] ? { color: COLOURS[0] } : { color: "#e3e3e3", borderColor: "#8b93a5", borderType: "dashed" } })) },
      whiskers({}, data.ranges, INK, (api, [at, low, high]) => [api.coord([low, at]), api.coord([high, at])]),
    ],
  };
}

// One bar a topic, split by how it was mentioned: patterns tell the two sides apart without colour.
function topics(data) {
  return {
    grid: { left: 8, right: 56, top: 4, bottom: 8, containLabel: true },
    tooltip: { ...tooltip, trigger: "item" },
    xAxis: { ...value, min: 0, axisLabel: { color: SOFT, formatter: "{value}%" } },
    yAxis: { type: "category", inverse: true, data: data.labels, axisLabel: { color: INK, fontSize: 12 }, axisTick: { show: false } },
    series: [
      {
        type: "bar",
        barMaxWidth: 18,
        data: data.values.map((v, i) => ({
          value: v,
          itemStyle: {
            color: { negative: "#b4570b", neutral: "#8b93a5", positive: "#0b6470" }[data.tones[i]],
            decal: { negative: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8, color: "rgba(255,255,255,.35)" }, neutral: { symbol: "circle", symbolSize: 0.5, color: "rgba(255,255,255,.5)" }, positive: { symbol: "none" } }[data.tones[i]],
          },
        })),
        label: { show: true, position: "right", color: INK, formatter: (p) => data.texts[p.dataIndex] },
      },
    ],
  };
}

const KINDS = { drivers, lines, topics };

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({ animation: false, textStyle: text, ...KINDS[data.kind](data, place.clientWidth) }, true);
  new ResizeObserver(() => chart.resize()).observe(place);
}

// A chart as a file: the canvas as painted, or the same options drawn once more as SVG text.
function save(place, kind) {
  const chart = echarts.getInstanceByDom(place);
  const link = document.createElement("a");
  link.download = `${place.dataset.chart}.${kind}`;
  link.href = kind === "png" ? chart.getDataURL({ pixelRatio: 2, backgroundColor: "#fff" }) : asSvg(chart);
  link.click();
}

function asSvg(chart) {
  const copy = echarts.init(null, null, { renderer: "svg", ssr: true, width: chart.getWidth(), height: chart.getHeight() });
  copy.setOption(chart.getOption());
  return URL.createObjectURL(new Blob([copy.renderToSVGString()], { type: "image/svg+xml" }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-save]");
  if (button) save(document.querySelector(`[data-chart="${button.dataset.of}"]`), button.dataset.save);
});

function drawAll(root) {
  root.querySelectorAll("[data-chart]").forEach((place) => place.dataset.drawn || ((place.dataset.drawn = "1"), draw(place)));
}
drawAll(document);
document.addEventListener("htmx:afterSettle", () => drawAll(document));
