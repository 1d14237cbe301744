/** Markup that is already safe; everything else that a template takes is escaped. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

type Value = Html | string | number | boolean | null | undefined | readonly Value[]

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function render(value: Value): string {
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return (value as readonly Value[]).map(render).join('')
  if (value === null || value === undefined || value === false || value === true) return ''
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** A template whose values are escaped unless they are Html themselves. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((markup, part, index) => markup + render(values[index - 1]) + part))
}

export interface PageLook {
  readonly title: string
  /** The title in the bar at the top, which prevents confusion with the provider's page. */
  readonly place: string
  readonly accent: string
  /** Own styles, unlike the provider's. */
  readonly style?: string
}

/** A page of the sandbox, which works without scripts and is marked as a sandbox. */
export function page(look: PageLook, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${look.title} · sandbox</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(`:root{--accent:${look.accent}}${STYLE}${look.style ?? ''}`)}
        </style>
      </head>
      <body>
        <header class="bar"><strong>Sandbox</strong>: simulated ${look.place}. Nothing here is real.</header>
        <main>${body}</main>
      </body>
    </html>`.markup
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1c1d20;--soft:#5d6169;--line:#d9dbe0;--paper:#fff;--ground:#f4f4f2}
@media(prefers-color-scheme:dark){:root{--ink:#ecedef;--soft:#a6abb4;--line:#3a3d44;--paper:#1d1f23;--ground:#131417}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
.bar{background:repeating-linear-gradient(45deg,#3b3b3b 0 14px,#454545 14px 28px);color:#fff;padding:.5rem 1rem;font-size:.85rem;text-align:center}
main{width:min(46rem,100% - 1.5rem);margin:2rem auto;padding:1.75rem;background:var(--paper);border:1px solid var(--line);border-top:4px solid var(--accent);border-radius:.5rem}
main.narrow{max-width:26rem}
h1{font-size:1.4rem;margin:0 0 1rem}h2{font-size:1.05rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0 1rem}.soft{color:var(--soft);font-size:.9rem}
label{display:block;margin:.9rem 0 .25rem;font-weight:600;font-size:.9rem}
input,textarea,select{width:100%;padding:.55rem .65rem;border:1px solid var(--line);border-radius:.3rem;background:transparent;color:inherit;font:inherit}
input[type=checkbox]{width:auto;margin-right:.4rem}
button,.button{display:inline-block;margin:1rem .5rem 0 0;padding:.6rem 1.1rem;border:0;border-radius:.3rem;background:var(--accent);color:#111;font:inherit;font-weight:600;cursor:pointer;text-decoration:none}
button.quiet,.button.quiet{background:transparent;color:var(--ink);border:1px solid var(--line)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
a{color:inherit}code{overflow-wrap:anywhere;background:var(--ground);padding:.1rem .3rem;border-radius:.2rem;font-size:.9em}
table{width:100%;border-collapse:collapse;font-size:.92rem}td,th{text-align:left;padding:.5rem .4rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
.error{border-left:4px solid #c8372d;padding:.5rem .8rem;background:color-mix(in srgb,#c8372d 10%,transparent)}
.note{border-left:4px solid var(--accent);padding:.5rem .8rem;background:color-mix(in srgb,var(--accent) 15%,transparent)}
td form{display:inline}td button{margin:0;padding:.3rem .7rem;font-size:.85rem}
th{white-space:nowrap;overflow-wrap:normal}main{overflow-x:auto}
dialog h2{margin-top:0}dialog{padding:1.25rem 1.5rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper);color:inherit;max-width:28rem}
`
