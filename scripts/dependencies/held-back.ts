export interface HeldBack {
  /** The versions that are allowed, as an npm range. */
  readonly within: string
  readonly reason: string
}

/** Dependencies that do not use their newest version. `docs/dependencies.md` and `renovate.json` list the same. */
export const HELD_BACK: Readonly<Record<string, HeldBack>> = {
  node: {
    within: '24.x',
    reason: 'The server runs on a long-term support line of Node. Another line needs a decision.',
  },
  '@types/node': { within: '24.x', reason: 'The types match the line of Node that the server runs on.' },
  tsdown: {
    within: '0.21.x',
    reason:
      'With later versions, `npm ci` fails on some machines: it reports that the lock file does not match `package.json`.',
  },
  '@opentelemetry/api': {
    within: '1.9.x',
    reason: 'An operator’s OpenTelemetry SDK needs an API below 1.10, and a newer API does not work with it.',
  },
  'size-limit': {
    within: '14.1.x',
    reason: 'The newest `@size-limit/esbuild` works only with this version.',
  },
  '@size-limit/file': {
    within: '14.1.x',
    reason: 'It needs the same version of `size-limit`.',
  },
}
