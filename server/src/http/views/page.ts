import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { html, Html } from './html.ts'
import { brandingHeader, brandingStyle, NO_BRANDING, type Branding } from './branding.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2230;--soft:#5b6275;--line:#d8dce6;--paper:#fff;--ground:#eef0f5;--accent:#3346a8;--accent-ink:#fff;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e9ebf2;--soft:#a3aabd;--line:#363c4d;--paper:#1c2130;--ground:#12151f;--accent:#8fa2ff;--accent-ink:#101426;--bad:#ffb4ab}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;grid-template-columns:minmax(0,30rem);place-content:center;padding:1rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{padding:clamp(1.25rem,5vw,2rem);background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .75rem}
p{margin:.5rem 0}.soft{color:var(--soft);font-size:.9rem}
fieldset{min-width:0;border:1px solid var(--line);border-radius:.5rem;margin:1.25rem 0;padding:.25rem 1rem .75rem}
legend{font-weight:600;padding:0 .35rem}
.row{display:flex;justify-content:space-between;align-items:center;gap:1rem;margin:.6rem 0}
select{min-width:0;padding:.45rem .6rem;border:1px solid var(--line);border-radius:.35rem;background:var(--paper);color:inherit;font:inherit}
input[type=checkbox]{width:1.2rem;height:1.2rem;accent-color:var(--accent)}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:1.5rem}
button,.button{flex:1 1 auto;padding:.75rem 1.2rem;border:1px solid transparent;border-radius:.45rem;background:var(--accent);color:var(--accent-ink);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.quiet{background:transparent;color:var(--ink);border-color:var(--line)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.error{border-left:4px solid var(--bad);padding-left:.9rem}

.branding{display:flex;align-items:center;gap:.75rem;margin:0 0 1.5rem;font-weight:600}.branding img{height:2.5rem;max-width:10rem;object-fit:contain}
.brand{margin-top:1.75rem;font-size:.8rem;color:var(--soft)}
`

export interface PageOptions {
  readonly title: string
  readonly status?: number
  /** Other origins that a form on this page leads to; browsers check redirects after a form as well. */
  readonly formTargets?: readonly string[]
  /** Of the workspace that the page belongs to. */
  readonly branding?: Branding
}

/** A page without scripts and external resources, never cached, never framed. */
export function sendPage(
  reply: FastifyReply,
  { title, status = 200, formTargets = [], branding = NO_BRANDING }: PageOptions,
  body: Html,
): FastifyReply {
  const style = STYLE + brandingStyle(branding.color)
  const markup = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          ${brandingHeader(branding)} ${body}
          <p class="brand">Secured by Letterlock. We never see your password.</p>
        </main>
      </body>
    </html>`.markup
  // Allows this style and no other: the hash covers the element's text exactly.
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; img-src data:; form-action ${["'self'", ...formTargets].join(' ')}; frame-ancestors 'none'; base-uri 'none'`
  return reply
    .code(status)
    .headers({ ...PRIVATE_PAGE, 'content-security-policy': policy })
    .type('text/html; charset=utf-8')
    .serializer(String)
    .send(markup)
}

/** Headers of the pages and of the redirects between them. */
export const PRIVATE_PAGE: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}
