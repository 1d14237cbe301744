import { html, type Html } from './html.ts'

/** For an outdated or mistyped URL. */
export function notFoundPage(): Html {
  return html`<h1>Page not found</h1>
    <p>The URL may be mistyped, or the page was removed.</p>
    <p><a href="/">Go to the dashboard</a></p>`
}
