import { hash } from 'node:crypto'
import { PUBLIC_PAGE, type Document } from '../document.ts'
import { html, Html } from '../html.ts'
import { mark } from '../mark.ts'
import { stylesheet } from '../stylesheet.ts'

/** A page of the reference, as the list of pages names it. */
export interface ReferencePage {
  readonly path: string
  readonly title: string
  /** Its sections, as ID and name; listed while the page is open. */
  readonly sections: readonly (readonly [id: string, name: string])[]
  readonly body: () => Html
}

/** A page with the list of all pages. It has no scripts, and no resources but the typeface. */
export function referenceFrame(page: ReferencePage, pages: readonly ReferencePage[]): Document {
  const style = stylesheet('reference.css')
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Letterlock API</title>
        <link rel="icon" href="/icon.svg" />
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <a class="brand" href="/docs">${mark()} Letterlock <span class="soft">API</span></a>
          <a href="/openapi.json">OpenAPI</a>
          <a href="/">Dashboard</a>
        </header>
        <nav aria-label="Pages">
          <ul>
            ${pages.map((one) => pageLink(one, one === page))}
          </ul>
        </nav>
        <main id="content">${page.body()}</main>
      </body>
    </html>`
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; img-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`
  return { markup, headers: { ...PUBLIC_PAGE, 'content-security-policy': policy } }
}

function pageLink({ path, title, sections }: ReferencePage, isOpen: boolean): Html {
  if (!isOpen) return html`<li><a href="${path}">${title}</a></li>`
  return html`<li>
    <a href="${path}" aria-current="page">${title}</a>
    ${
      sections.length > 0 &&
      html`<ul>
        ${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
      </ul>`
    }
  </li>`
}
