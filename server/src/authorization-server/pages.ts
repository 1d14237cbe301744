import { hash } from 'node:crypto'
import type { KoaContextWithOIDC } from 'oidc-provider'

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2230;--soft:#5b6275;--line:#d8dce6;--paper:#fff;--ground:#eef0f5;--accent:#3346a8;--accent-ink:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e9ebf2;--soft:#a3aabd;--line:#363c4d;--paper:#1c2130;--ground:#12151f;--accent:#8fa2ff;--accent-ink:#101426}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;grid-template-columns:minmax(0,30rem);place-content:center;padding:1rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{padding:clamp(1.25rem,5vw,2rem);background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .75rem}
p{margin:.5rem 0}.soft{color:var(--soft);font-size:.9rem}
input[type=text]{width:100%;padding:.75rem;border:1px solid var(--line);border-radius:.45rem;background:var(--paper);color:inherit;font:inherit;letter-spacing:.15em;text-transform:uppercase;text-align:center}
code{font-size:1.5rem;letter-spacing:.1em}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:1.5rem}
button{flex:1 1 auto;padding:.75rem 1.2rem;border:1px solid transparent;border-radius:.45rem;background:var(--accent);color:var(--accent-ink);font:inherit;font-weight:600;cursor:pointer}
.quiet{background:transparent;color:var(--ink);border-color:var(--line)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
`

/** The few pages that the authorization server shows itself; the others are the dashboard's. `body` is markup. */
function sendPage(context: KoaContextWithOIDC, title: string, body: string): void {
  const style = hash('sha256', STYLE, 'base64')
  context.type = 'html'
  context.set('cache-control', 'no-store')
  context.set('referrer-policy', 'no-referrer')
  context.set('x-content-type-options', 'nosniff')
  context.set('x-frame-options', 'DENY')
  context.set(
    'content-security-policy',
    `default-src 'none'; style-src 'sha256-${style}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  )
  context.body = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`
}

export function showError(context: KoaContextWithOIDC, message: string): void {
  sendPage(
    context,
    'Something went wrong',
    `<p role="alert">${escape(message)}</p><p>Go back to your assistant and connect again.</p>`,
  )
}

/** @param form the library's own markup, with its CSRF token */
export function askForCode(context: KoaContextWithOIDC, form: string, failed: boolean): void {
  const text = failed
    ? '<p role="alert">This code is incorrect or has expired. Check it, or start again on your device.</p>'
    : '<p>Enter the code shown on your device.</p>'
  sendPage(
    context,
    'Enter device code',
    `${text}${labelled(form)}<p class="actions"><button type="submit" form="op.deviceInputForm">Continue</button></p>`,
  )
}

export function confirmCode(context: KoaContextWithOIDC, form: string, client: string, code: string): void {
  sendPage(
    context,
    'Confirm device code',
    `<p>${escape(client)} shows this code:</p><p><code>${escape(code)}</code></p>
<p class="soft">Continue only if you started this on your own device.</p>${form}
<p class="actions"><button type="submit" form="op.deviceConfirmForm">Yes, this is my code</button>
<button type="submit" class="quiet" form="op.deviceConfirmForm" name="abort" value="yes">No</button></p>`,
  )
}

export function showDone(context: KoaContextWithOIDC): void {
  sendPage(context, 'Device authorized', '<p>You can close this page.</p>')
}

function labelled(form: string): string {
  return form.replace('name="user_code"', 'name="user_code" aria-label="Code"')
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
}
