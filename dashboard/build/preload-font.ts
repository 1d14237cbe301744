import type { Plugin } from 'vite'

/** The font of Latin letters loads with the page, not when the first text is laid out. */
export function preloadFont(name: RegExp): Plugin {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const font = Object.keys(bundle).find((file) => name.test(file))
        if (font === undefined) throw new Error(`The build has no font ${String(name)}.`)
        return [
          {
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${font}` },
            injectTo: 'head',
          },
        ]
      },
    },
  }
}
