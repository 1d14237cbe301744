import { secret, setting, type Setting } from './setting.ts'

/** Settings of the command, and of the sandbox that it starts. */
export const COMMAND_SETTINGS = {
  url: setting(
    'LETTERLOCK_URL',
    '',
    'The URL of the server; `--url` takes precedence. Default: `LETTERLOCK_PUBLIC_URL`, or the server that was started with the data directory.',
  ),
  secretKey: secret(
    'LETTERLOCK_SECRET_KEY',
    'The secret key that the command sends. Default: the one in the data directory, which the first local start created.',
  ),
  sandboxPort: setting('LETTERLOCK_SANDBOX_PORT', '4401', 'The port of the sandbox; 0 for any free port.'),
  sandboxState: setting(
    'LETTERLOCK_SANDBOX_STATE_FILE',
    '',
    'The file in which the sandbox keeps its state between runs. Default: none; `letterlock start --sandbox` uses `sandbox.json` in the data directory.',
  ),
} as const satisfies Record<string, Setting>
