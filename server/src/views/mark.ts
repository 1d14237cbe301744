import { html, type Html } from './html.ts'

/** One strip of paper, folded once into an L and locked by its own tab. */
export function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
    <path class="front" d="M2 1h5v8.5L2 9z" />
    <path class="back" d="M2 9h13v5H7z" />
    <path class="tab" d="M10 7.25h2.75v8.5H10z" />
  </svg>`
}
