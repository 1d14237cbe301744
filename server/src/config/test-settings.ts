import { secret, setting, type Setting } from './setting.ts'

/** Settings of the project's own tests. */
export const TEST_SETTINGS = {
  postgresUrl: secret(
    'LETTERLOCK_TEST_POSTGRES_URL',
    'A PostgreSQL server on which tests may create databases. Default: the tests start one.',
  ),
  postgresTemporary: setting(
    'LETTERLOCK_TEST_POSTGRES_TEMPORARY',
    '',
    'With `1`, tests do not delete their databases, because the PostgreSQL server is deleted after the tests.',
  ),
  chromium: setting(
    'LETTERLOCK_TEST_CHROMIUM',
    '',
    'The Chromium that tests drive. Default: the one that is installed.',
  ),
  firefox: setting(
    'LETTERLOCK_TEST_FIREFOX',
    '',
    'The Firefox that tests drive. Default: the one that is installed.',
  ),
  specifications: setting(
    'LETTERLOCK_TEST_SPECIFICATIONS',
    '',
    'A folder with the providers’ specification files, which a test compares with the tables derived from them. Default: the folder `shared/specs` beside the repository; without it, the test says that it compares nothing.',
  ),
  testSeed: setting(
    'LETTERLOCK_TEST_SEED',
    '',
    'The integer seed of all random values in tests. Default: each test file chooses one and prints it.',
  ),
  killRounds: setting(
    'LETTERLOCK_TEST_KILL_ROUNDS',
    '12',
    'How often each kill test kills a server. With `npm run prove -- kill`: 200.',
  ),
  fullSize: setting(
    'LETTERLOCK_TEST_FULL_SIZE',
    '',
    'With `1`, resilience tests have the size of their proof, as `npm run prove` runs them: 100,000 events and connections instead of thousands.',
  ),
  proof: setting(
    'LETTERLOCK_TEST_PROOF',
    '',
    'The arguments after the name of a proof, set by `npm run prove`. Default: the proof’s own size.',
  ),
  writeSnapshots: setting('LETTERLOCK_TEST_WRITE_SNAPSHOTS', '', 'With `1`, tests rewrite their snapshots.'),
  writeSeconds: setting(
    'LETTERLOCK_TEST_WRITE_SECONDS',
    '',
    'With `1`, a run of parts of the tests writes to `scripts/file-seconds.json` how long each of its files took.',
  ),
} as const satisfies Record<string, Setting>
