import { html, Html } from '../html.ts'

/** Lines on a field of 24 by 24. `good`, `warn` and `bad` are the signs of a status. */
const SHAPES = {
  good: '<circle cx="12" cy="12" r="9"/><path d="m8 12.4 2.8 2.8 5.4-5.9"/>',
  warn: '<path d="M12 4 2.9 19.5h18.2z"/><path d="M12 10v4.2M12 16.9v.2"/>',
  bad: '<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6m0-6-6 6"/>',
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.4 15.4 5 5"/>',
  pause: '<path d="M8.5 5v14m7-14v14"/>',
  resume: '<path d="M7.5 4.8v14.4L19 12z"/>',
  clear: '<path d="M4 6.5h16M9 6.2V4h6v2.2M6.2 6.5 7 20h10l.8-13.5"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.4 2"/>',
  curl: '<path d="m5 7 5 5-5 5m7.5 1H19"/>',
  again:
    '<path d="M4 11.5a5.5 5.5 0 0 1 5.5-5.5H19m-3-3 3 3-3 3m4 3.5a5.5 5.5 0 0 1-5.5 5.5H5m3 3-3-3 3-3"/>',
  fault: '<path d="M13.2 3 5 13.8h6L10.8 21 19 10.2h-6z"/>',
  add: '<path d="M12 5v14m-7-7h14"/>',
  export: '<path d="M12 4v11m-5-4.8 5 5 5-5M5 20h14"/>',
  import: '<path d="M12 15.5v-11m-5 4.8 5-5 5 5M5 20h14"/>',
  reset: '<path d="M4.2 13a8 8 0 1 0 1.9-6.4L4 8.8M4 4v4.8h4.8"/>',
} as const

export type IconName = keyof typeof SHAPES

/** All icons, once: `icon` shows one of them. */
export function icons(): Html {
  const symbols = Object.entries(SHAPES).map(
    ([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 24 24">${shape}</symbol>`,
  )
  return new Html(`<svg class="icons">${symbols.join('')}</svg>`)
}

export const icon = (name: IconName): Html =>
  html`<svg class="icon" aria-hidden="true"><use href="#i-${name}" /></svg>`

/** Letterlock’s own mark. */
export const mark = (): Html =>
  html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
    <path fill="#1f53b8" d="M2 1h5v8.5L2 9z" />
    <path fill="#7fa4ea" d="M2 9h13v5H7z" />
    <path fill="#dc5426" d="M10 7.25h2.75v8.5H10z" />
  </svg>`
