import { BRIDGE } from './bridge.ts'

/** In the client's colors and fonts, with those of a plain page where it names none. */
const STYLE = `
:root{--text:var(--color-text-primary,light-dark(#171717,#fafafa));--soft:var(--color-text-secondary,light-dark(#5b5b5b,#b3b3b3));
--line:var(--color-border-primary,light-dark(#d4d4d4,#444));--mark:light-dark(#1f53b8,#7fa4ea);font:15px/1.5 var(--font-sans,system-ui,sans-serif)}
body{margin:0;color:var(--text)}main{padding:16px;display:grid;gap:12px}h1{font-size:17px;margin:0}p{margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 12px;margin:0}dt,.soft{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
button{min-height:44px;padding:0 16px;border:0;border-radius:8px;font:inherit;font-weight:600;justify-self:start;cursor:pointer;
color:light-dark(#fff,#0b1530);background:var(--mark)}button:focus-visible{outline:2px solid var(--text);outline-offset:2px}
.url{overflow-wrap:anywhere}section{border-top:1px solid var(--line);padding-top:12px;display:grid;gap:6px}
.bar{height:10px;border-radius:5px;background:light-dark(#e5e9f2,#2b3348)}.bar i{display:block;height:100%;border-radius:5px;background:var(--mark)}
`

/** A view's document. @param script defines `show(result)` */
export function appPage(title: string, script: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head><body><main><p class="soft">…</p></main><script type="module">${script}${BRIDGE}</script></body></html>`
}
