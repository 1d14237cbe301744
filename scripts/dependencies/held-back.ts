export interface HeldBack {
  /** The versions that are allowed, as an npm range. */
  readonly within: string
  readonly reason: string
}

/** Dependencies that do not use their newest version. `docs/dependencies.md` and `renovate.json` list the same. */
export const HELD_BACK: Readonly<Record<string, HeldBack>> = {
  node: {
    within: '24.x',
    reason: 'The server runs on one long-term line of Node; another line is a decision of its own.',
  },
  '@types/node': { within: '24.x', reason: 'The types belong to the line of Node that the server runs on.' },
  tsdown: {
    within: '0.21.x',
    reason:
      'With later versions, `npm ci` on some machines finds that the lock file does not fit `package.json`.',
  },
  '@opentelemetry/api': {
    within: '1.9.x',
    reason:
      'An operator’s OpenTelemetry SDK accepts the API below 1.10, and a newer API does not find an older one.',
  },
  'size-limit': {
    within: '14.1.x',
    reason:
      'The newest `@size-limit/esbuild`, which bundles what is measured, works with this version alone.',
  },
  '@size-limit/file': {
    within: '14.1.x',
    reason: 'It belongs to the same version of `size-limit`.',
  },
}
