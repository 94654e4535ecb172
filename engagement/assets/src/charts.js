// Charts repeat a table that stands beside them. Data come from a JSON script tag; nothing is drawn from markup.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

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
    series: data.series.map((s, i) => ({
      type: "line",
      name: s.name,
      data: s.values,
      symbol: SHAPES[i % 4],
      symbolSize: 8,
      connectNulls: false,
      lineStyle: { type: DASHES[i % 4], width: 2.5 },
      itemStyle: { color: COLOURS[i % 4] },
    })),
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

const KINDS = { lines, topics };

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({ animation: false, textStyle: text, ...KINDS[data.kind](data, place.clientWidth) }, true);
  new ResizeObserver(() => chart.resize()).observe(place);
}

function drawAll(root) {
  root.querySelectorAll("[data-chart]").forEach((place) => place.dataset.drawn || ((place.dataset.drawn = "1"), draw(place)));
}
drawAll(document);
document.addEventListener("htmx:afterSettle", () => drawAll(document));
