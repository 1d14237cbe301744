import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

type Oklch = readonly [lightness: number, chroma: number, hue: number]
type Scheme = 'light' | 'dark'

/** Each color of both schemes. */
const COLORS = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light: parse(light), dark: parse(dark) }],
  ),
)

function parse(text: string): Oklch {
  const [lightness = 0, chroma = 0, hue = 0] = text.split(' ').map(Number)
  return [lightness, chroma, hue]
}

/** Relative luminance: OKLCH to linear sRGB (w3.org/TR/css-color-4), then WCAG 2.2. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ].map((channel) => Math.min(1, Math.max(0, channel)))
  return 0.2126 * (rgb[0] ?? 0) + 0.7152 * (rgb[1] ?? 0) + 0.0722 * (rgb[2] ?? 0)
}

function contrast(one: string, other: string, scheme: Scheme): number {
  const of = (name: string): number =>
    luminance(COLORS.get(name)?.[scheme] ?? assert.fail(`no color --${name}`))
  const [low = 0, high = 0] = [of(one), of(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const STATUSES = ['ok', 'warn', 'lost', 'off']
const GROUNDS = ['background', 'card', 'muted']

/** Foreground, background and the required contrast: text 4.5 (1.4.3), edges and marks 3 (1.4.11). */
const PAIRS: readonly (readonly [ink: string, grounds: readonly string[], least: number])[] = [
  ['foreground', [...GROUNDS, 'selected', 'sidebar-background', 'popover'], 4.5],
  ['muted-foreground', [...GROUNDS, 'selected', 'sidebar-background', 'popover'], 4.5],
  ['faint-foreground', [...GROUNDS, 'sidebar-background'], 4.5],
  ['link', [...GROUNDS, 'selected', 'primary-soft'], 4.5],
  ['primary-foreground', ['primary', 'primary-hover'], 4.5],
  ['destructive-foreground', ['destructive', 'destructive-hover'], 4.5],
  ['destructive', ['card', 'background'], 4.5],
  ...STATUSES.map((status) => [status, [`${status}-soft`, ...GROUNDS], 4.5] as const),
  ['input', GROUNDS, 3],
  ['ring', ['card', 'background', 'sidebar-background'], 3],
  ...STATUSES.map((status) => [`${status}-solid`, ['card', 'background'], 3] as const),
  ...['calls', 'errors', 'second'].map((series) => [`chart-${series}`, ['card'], 3] as const),
]

for (const scheme of ['light', 'dark'] as const)
  test(`every color has enough contrast on its grounds, in ${scheme}`, () => {
    assert.ok(COLORS.size > 30, `only ${COLORS.size} colors were read`)
    const faint = PAIRS.flatMap(([ink, grounds, least]) =>
      grounds
        .filter((ground) => contrast(ink, ground, scheme) < least)
        .map((ground) => `${ink} on ${ground}: ${contrast(ink, ground, scheme).toFixed(2)}`),
    )
    assert.deepEqual(faint, [])
  })
