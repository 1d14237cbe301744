import { html, type Html } from './html.ts'

/** For a person who follows an old link, or mistypes one. */
export function notFoundPage(): Html {
  return html`<h1>This page does not exist</h1>
    <p>The address may be mistyped, or the page has been removed.</p>
    <p><a href="/">Go to the dashboard</a></p>`
}
