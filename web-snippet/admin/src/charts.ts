// The charts of the latest minutes.
import uPlot from 'uplot';
import { count, rate, time } from './figures.ts';
import { type History, WINDOW } from './history.ts';
import { byId, write } from './page.ts';

type Name = keyof History['columns'];

interface Line {
  name: Name;
  label: string;
  /** Which colour of the style sheet. */
  colour: string;
  filled?: boolean;
}

interface Chart {
  id: string;
  lines: Line[];
  form: (value: number | null) => string;
  /** The top of the axis is never below this, so that a quiet chart is no wild one. */
  least: number;
}

const HEIGHT = 132;

const CHARTS: Chart[] = [
  {
    id: 'chart-rates',
    lines: [
      { name: 'in', label: 'in', colour: '--line-a', filled: true },
      { name: 'out', label: 'out', colour: '--line-b' },
    ],
    form: rate,
    least: 4,
  },
  {
    id: 'chart-queued',
    lines: [{ name: 'queued', label: 'waiting', colour: '--line-a', filled: true }],
    form: (value) => (value === null ? '–' : count(value)),
    least: 10,
  },
  {
    id: 'chart-delay',
    lines: [
      { name: 'p50', label: 'half within', colour: '--line-a', filled: true },
      { name: 'p99', label: '99 % within', colour: '--line-b' },
    ],
    form: time,
    least: 1,
  },
];

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options({ lines, form, least }: Chart, width: number, caption: Element): uPlot.Options {
  const axis = { stroke: colour('--soft'), font: '11px system-ui, sans-serif', ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { range: (_plot, _min, max) => [max - WINDOW, max] },
      y: { range: (_plot, _min, max) => [0, Math.max(least, (max ?? 0) * 1.15)] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 70, size: 22, values: '{HH}:{mm}' },
      {
        ...axis,
        grid: { stroke: colour('--line'), width: 1 },
        space: 36,
        size: 46,
        values: (_plot, ticks) => ticks.map((tick) => (tick === 0 ? '0' : form(tick))),
      },
    ],
    series: [
      {},
      ...lines.map(({ colour: name, filled }) => ({
        stroke: colour(name),
        width: 1.75,
        points: { show: false },
        ...(filled ? { fill: `${colour(name)}22` } : {}),
      })),
    ],
    hooks: { setCursor: [(plot) => write(caption, words(plot, lines, form))] },
  };
}

/** What the chart tells at the pointer. */
function words(plot: uPlot, lines: Line[], form: Chart['form']): string {
  const index = plot.cursor.idx;
  if (index === null || index === undefined || plot.data[0][index] === undefined) {
    return 'The last five minutes';
  }
  const when = new Date((plot.data[0][index] as number) * 1000).toLocaleTimeString('en-GB');
  return [when, ...lines.map(({ label }, i) => `${label} ${form(plot.data[i + 1]?.[index] ?? null)}`)].join(' · ');
}

const data = (history: History, chart: Chart): uPlot.AlignedData => [
  history.times,
  ...chart.lines.map(({ name }) => history.columns[name]),
];

/** Draws the charts; the function that comes back draws them again. */
export function charts(history: History): () => void {
  const drawn = new Map<Chart, uPlot>();
  const draw = (chart: Chart) => {
    const place = byId(chart.id);
    drawn.get(chart)?.destroy();
    const caption = place.parentElement?.querySelector('[data-caption]') as Element;
    drawn.set(chart, new uPlot(options(chart, place.clientWidth, caption), data(history, chart), place));
  };
  const widths = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = CHARTS.find(({ id }) => id === target.id) as Chart;
      drawn.get(chart)?.setSize({ width: target.clientWidth, height: HEIGHT });
    }
  });
  for (const chart of CHARTS) {
    draw(chart);
    widths.observe(byId(chart.id));
  }
  // A canvas does not follow the colours of the style sheet.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => CHARTS.forEach(draw));
  return () => {
    for (const [chart, plot] of drawn) {
      plot.setData(data(history, chart));
    }
  };
}
