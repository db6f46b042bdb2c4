import { median } from '../local/soak/statistics.ts'
import { total } from './emulator-log.ts'
import type { Containers } from './sections.ts'

const [width, left, right, top, step, thickness] = [880, 250, 130, 84, 40, 22]

/**
 * Draws what a cold start takes in a container: a bar for each row, of launcher and INIT, and of the first call, the shortest on top. It
 * follows the colours that the reader's system asks for.
 */
export function chart({ starts }: Containers): string {
  const rows = starts
    .map(({ name, kind, figures }) => ({
      name: name.replace(/, \d{4}-\d\d-\d\d$/, ''),
      kind,
      init: median(figures.map(({ launch = 0, init }) => launch + init)),
      both: median(figures.map(total)),
    }))
    .toSorted((a, b) => a.both - b.both)
  const scale = (width - left - right) / Math.max(...rows.map(({ both }) => both))
  const floor = rows.find(({ kind }) => kind === 'floor')?.both ?? Number.NaN
  const height = top + rows.length * step + 16

  const bars = rows.map(({ name, kind, init, both }, index) => {
    const y = top + index * step
    const [end, middle] = [left + both * scale, y + thickness / 2 + 5]
    return `  <g class="${kind}">
    <text x="${left - 14}" y="${middle}" text-anchor="end">${escaped(name)}</text>
    <rect x="${left}" y="${y}" width="${fixed(both * scale)}" height="${thickness}" rx="3" opacity="0.55"/>
    <rect x="${left}" y="${y}" width="${fixed(init * scale)}" height="${thickness}" rx="3"/>
    <text x="${fixed(end + 10)}" y="${middle}">${both.toFixed(0)} ms${kind === 'floor' ? '' : ` · ${(both / floor).toFixed(1)} x`}</text>
  </g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="14">
  <title id="title">Cold start in a container: launcher, INIT and the first call</title>
  <desc id="desc">${escaped(rows.map(({ name, both }) => `${name} ${both.toFixed(0)} ms`).join(', '))}.</desc>
  <style>
    .card { fill: #ffffff; stroke: #d0d7de } text { fill: #1f2328 } .note { fill: #57606a }
    .floor rect, .legend { fill: #8c959f } .ours rect { fill: #1a7f37 } .ours text { font-weight: bold } .peer rect { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      .card { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 } .note { fill: #9198a1 }
      .floor rect, .legend { fill: #6e7681 } .ours rect { fill: #3fb950 } .peer rect { fill: #388bfd }
    }
  </style>
  <rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>
  <text x="24" y="34" font-size="16" font-weight="bold">Cold start in a container: launcher, INIT, first call</text>
  <text class="note" x="24" y="58" font-size="12">Medians of ${starts[0]?.figures.length ?? 0}, in milliseconds and as multiples of an empty handler; shorter is better.</text>
  <rect class="legend" x="${width - 216}" y="46" width="14" height="14" rx="3"/>
  <text class="note" x="${width - 196}" y="58" font-size="12">INIT</text>
  <rect class="legend" x="${width - 146}" y="46" width="14" height="14" rx="3" opacity="0.55"/>
  <text class="note" x="${width - 126}" y="58" font-size="12">first call</text>
${bars.join('\n')}
</svg>
`
}

const fixed = (value: number) => value.toFixed(1)

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
