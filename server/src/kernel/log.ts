import { format, stripVTControlCharacters } from 'node:util'
import { pino, type DestinationStream, type LogFn, type Logger } from 'pino'
import { outageOf, ProblemError } from './errors.ts'
import { isObject } from './json.ts'
import { reasonOf } from './reason-of.ts'

/** Every field of a log line, beside pino's own `level`, `time` and `msg`. Names are promises to those who search and alert. */
export const LOG_FIELDS = [
  /** What is wrong: a code of the error catalogue, and what is known beyond its sentence. */
  'errorCode',
  'errorDetail',
  'cause',
  'err',
  'failureClass',
  /** Where it happened. */
  'component',
  'requestId',
  'route',
  'method',
  'statusCode',
  'durationMs',
  'principalId',
  'jobId',
  'toolName',
  'connectionId',
  'connectSessionId',
  'webhookEndpointId',
  'workspaceId',
  'provider',
  'queueName',
  'file',
  'url',
  'sandboxUrl',
  /** More about it. */
  'headerNames',
  'memberNames',
  /** Of encryption keys, newest first. */
  'keyNames',
  'droppedCount',
  'lineCount',
  'attemptCount',
  'outageSeconds',
  'reason',
  'schemaVersion',
] as const

export type LogFields = { readonly [Field in (typeof LOG_FIELDS)[number]]?: unknown }

type Write = (fields: LogFields, message: string) => void

export interface Log {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}

/**
 * What a secret looks like: Letterlock's own by their prefix (secret key, connect link, confirmation token, device code, access and refresh
 * token of an assistant, signing secret), authorization headers, parameters and members that carry codes and secrets, and the providers'
 * hexadecimal tokens. Redaction by path cannot find these inside a message.
 */
const SECRET_SHAPES =
  /\b(?:ll[kctdar]|whsec)_[\w.+/=-]{20,}|\b(Bearer|Basic|OAuth|apikey)\s+[\w.~+/=-]{8,}|\b(code|state|device_?code|confirmation_?token|client_?secret|access_?token|refresh_?token|password)(["']?[=:]["']?)[^\s&"',}]+|(?<!"requestId":")\b[0-9a-f]{32,}(?:-[a-z]{2,4}\d{1,3})?\b/gi

/** Replaces everything that looks like a secret. */
export function scrub(text: string): string {
  return text.replace(SECRET_SHAPES, (_match, scheme?: string, name?: string, sign?: string) =>
    scheme ? `${scheme} [secret]` : name ? `${name}${sign}[secret]` : '[secret]',
  )
}

/**
 * Drops errors caused by a database outage: its start and its end are logged once, elsewhere. Of an error of the catalogue, which is no
 * fault of the program, the code and the detail are logged, and no stack.
 */
function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [fields, ...others] = args
  const { err, ...more } = isObject(fields) ? fields : {}
  if (more['errorCode'] === 'database_unavailable' || outageOf(err)) return
  if (!(err instanceof ProblemError) || err.code === 'internal_error') return method.apply(this, args)
  const { code: errorCode, detail: errorDetail, cause } = err
  const known = {
    errorCode,
    ...(errorDetail && { errorDetail }),
    ...(cause !== undefined && { cause: reasonOf(cause) }),
  }
  method.apply(this, [{ ...more, ...known }, ...others])
}

/** The `code` of an error is no authorization code, and a name of its own keeps it from being masked. */
function serializeError(error: Error): object {
  const { code, ...serialized }: Readonly<Record<string, unknown>> = pino.stdSerializers.err(error)
  return code === undefined ? serialized : { errorCode: code, ...serialized }
}

/**
 * The log: a line of JSON each, without what looks like a secret.
 * @param level the least severe that is written, such as `info`
 * @param destination standard output by default
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['req.headers', 'headers', '*.headers'], censor: '[headers]' },
      serializers: { err: serializeError },
      hooks: { streamWrite: scrub, logMethod },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}

const CONSOLE = [
  ['debug', 'debug'],
  ['log', 'info'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
  ['trace', 'error'],
] as const

/** Redirects console output and Node's warnings to the log. Only for a process that runs nothing else. */
export function captureOutput(log: Log): void {
  for (const [method, level] of CONSOLE)
    console[method] = (...values: unknown[]) =>
      log[level]({ component: 'console' }, stripVTControlCharacters(format(...values)))
  process.removeAllListeners('warning')
  process.on('warning', (warning) => log.warn({ component: 'node', err: warning }, warning.message))
}
