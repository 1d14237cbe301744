import { hash } from 'node:crypto'
import { brandingHeader, brandingStyle, type Branding } from './branding.ts'
import { html, Html } from './html.ts'
import { mark } from './mark.ts'
import { stylesheet } from './stylesheet.ts'
import type { Locale } from '../kernel/locale.ts'
import { PAGE_WORDS } from './words/index.ts'

export interface DocumentOptions {
  readonly title: string
  /** Other origins that a form on this page leads to; browsers check redirects after a form as well. */
  readonly formTargets?: readonly string[]
  /** The branding of the workspace on its connect page; absent on Letterlock's own pages. */
  readonly branding?: Branding
  readonly locale?: Locale
}

export interface Document {
  readonly markup: string
  readonly headers: Readonly<Record<string, string>>
}

/** Headers of pages that are the same for everyone: never framed, no referrer. */
export const PUBLIC_PAGE: Readonly<Record<string, string>> = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

/** Headers of other pages and of the redirects between them: also never cached. */
export const PRIVATE_PAGE: Readonly<Record<string, string>> = { 'cache-control': 'no-store', ...PUBLIC_PAGE }

/** A page without scripts, and without resources but its typeface. */
export function renderDocument(
  { title, formTargets = [], branding, locale = 'en' }: DocumentOptions,
  body: Html,
): Document {
  const style = stylesheet('page.css') + brandingStyle(branding?.color ?? null)
  const footer = branding ? PAGE_WORDS[locale].footer : 'Letterlock'
  const { markup } = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <main>${branding && brandingHeader(branding)} ${body}</main>
        <footer class="footer">${mark()} ${footer}</footer>
      </body>
    </html>`
  // Allows this style and no other: the hash covers the element's text exactly.
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; img-src data:; font-src 'self'; form-action ${["'self'", ...formTargets].join(' ')}; frame-ancestors 'none'; base-uri 'none'`
  return { markup, headers: { ...PRIVATE_PAGE, 'content-security-policy': policy } }
}
